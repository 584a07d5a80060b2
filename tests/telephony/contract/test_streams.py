"""What holds of every stream of events, whoever told it: recordings of FreeSWITCH, the simulator, a real one."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from telephony.esl import Event
from telephony.simulator import Caller, let_ring, make_traffic, read_scenario, shipped
from tests.telephony.contract.client import Address, Client
from tests.telephony.contract.conftest import WHOSE, real
from tests.telephony.simulator.line import Line

Play = Callable[[str], Any]
RECORDINGS = """01_queue_answered 02_queue_abandoned 03_queue_noanswer_then_second_agent 04_ivr_dtmf_rfc2833
    05_ivr_dtmf_info 06_originate_failures 07_click_to_call_uuid_bridge 08_transfer_blind_uuid_transfer
    09_transfer_blind_sip_refer 10_transfer_attended_att_xfer 11_supervisor_eavesdrop_conference 12_restart_sigterm
    13_crash_sigkill 25_caller_cancels_while_ringing""".split()
STREAMS = [*(f"{name}.plain" for name in RECORDINGS), "23_selected_events_30_calls", *WHOSE]
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture(scope="module", params=STREAMS)
def stream(
    request: pytest.FixtureRequest, play: Play, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Event]]:
    """One whole stream of events."""
    if request.param == "simulator":
        yield simulated()
    elif request.param == "freeswitch":
        yield told_by(real(tmp_path_factory.mktemp("stream")))
    else:
        yield play(request.param).events


def simulated() -> list[Event]:
    """Ten minutes of the shipped scenario, and a caller whom nobody serves."""
    line = Line.of(read_scenario(shipped("hotline")), seed=7)
    line.listen("ALL")
    make_traffic(line.exchange, 6)
    let_ring(line.exchange, Caller("13900000001", "955980", patience_seconds=20))
    for _ in range(10):
        line.wait(60)
    return line.events


def told_by(address: Address) -> list[Event]:
    """Two channels that are connected, recorded, parted."""
    with Client(address) as client:
        client.listen("ALL")
        channels = [str(uuid.uuid4()) for _ in "ab"]
        for channel in channels:
            client.order("originate", f"{{origination_uuid={channel}}}null/1 &park()")
        client.order("uuid_bridge", " ".join(channels))
        client.event("CHANNEL_BRIDGE")
        client.order("uuid_record", f"{channels[0]} start {address.folder}/stream.wav")
        client.api("uuid_kill", channels[0])
        for channel in channels:
            client.event("CHANNEL_DESTROY", Unique_ID=channel)
        return client.events


def of_legs(stream: Sequence[Event]) -> dict[str, list[Event]]:
    """The events of each channel that was created within the stream."""
    legs: dict[str, list[Event]] = defaultdict(list)
    for event in stream:
        channel = event.text("Unique-ID")
        if channel and (event.name == "CHANNEL_CREATE" or channel in legs):
            legs[channel].append(event)
    return legs


def test_every_event_says_which_core_made_it_and_when(stream: list[Event]) -> None:
    assert stream
    for event in stream:
        assert UUID.fullmatch(event.text("Core-UUID") or ""), event
        assert re.fullmatch(r"\d{16}", event.text("Event-Date-Timestamp") or ""), event
        assert (event.text("Event-Sequence") or "").isdigit(), event


def test_a_channel_hangs_up_completes_and_is_destroyed_in_this_order(stream: list[Event]) -> None:
    order = ["CHANNEL_CREATE", "CHANNEL_HANGUP", "CHANNEL_HANGUP_COMPLETE", "CHANNEL_DESTROY"]
    for events in of_legs(stream).values():
        names = [event.name for event in events if event.name in order]
        assert names == sorted(names, key=order.index)
        assert len(names) == len(set(names))


def test_the_cause_of_the_end_is_in_the_header_and_the_variable(stream: list[Event]) -> None:
    for event in stream:
        if event.name == "CHANNEL_HANGUP_COMPLETE":
            assert event.text("Hangup-Cause")
            assert event.text("variable_hangup_cause") == event.text("Hangup-Cause")
            assert (
                int(event.text("variable_end_uepoch") or 0)
                >= int(event.text("variable_start_uepoch") or 0)
                > 0
            )


def test_an_answer_has_its_time(stream: list[Event]) -> None:
    for event in stream:
        if event.name == "CHANNEL_ANSWER":
            answered = int(event.text("Caller-Channel-Answered-Time") or 0)
            assert answered >= int(event.text("Caller-Channel-Created-Time") or 0) > 0


def test_a_bridge_names_both_its_channels(stream: list[Event]) -> None:
    for event in stream:
        if event.name in ("CHANNEL_BRIDGE", "CHANNEL_UNBRIDGE"):
            ends = [event.text("Bridge-A-Unique-ID"), event.text("Bridge-B-Unique-ID")]
            assert event.text("Unique-ID") in ends
            assert len(set(ends)) == 2


def test_what_was_executed_was_begun_before(stream: list[Event]) -> None:
    for events in of_legs(stream).values():
        begun = {event.text("Application-UUID") for event in events if event.name == "CHANNEL_EXECUTE"}
        ended = {
            event.text("Application-UUID") for event in events if event.name == "CHANNEL_EXECUTE_COMPLETE"
        }
        assert ended <= begun


def test_a_recording_that_stops_was_begun(stream: list[Event]) -> None:
    begun = set()
    selected = {event.name for event in stream}
    for event in stream:
        if event.name == "RECORD_START":
            begun.add(event.text("Record-File-Path"))
        if event.name == "RECORD_STOP" and "RECORD_START" in selected:
            assert event.text("Record-File-Path") in begun
            assert int(event.text("variable_record_ms") or 0) > 0


def test_a_member_joins_before_he_leaves_and_leaves_once(stream: list[Event]) -> None:
    stays: dict[str, list[str]] = defaultdict(list)
    for event in stream:
        action, member = event.text("CC-Action") or "", event.text("CC-Member-UUID")
        if member and action.startswith("member-queue-"):
            stays[member].append(action)
            if action == "member-queue-end":
                assert event.text("CC-Cause") in ("Terminated", "Cancel")
                assert int(event.text("CC-Member-Leaving-Time") or 0) >= int(
                    event.text("CC-Member-Joined-Time") or 0
                )
    for actions in stays.values():
        assert actions in (["member-queue-start"], ["member-queue-start", "member-queue-end"])


def test_an_agent_is_told_to_take_a_call_before_it_is_connected(stream: list[Event]) -> None:
    started: set[str | None] = set()
    bridged: set[str | None] = set()
    for event in stream:
        if event.text("CC-Action") == "bridge-agent-start":
            assert event.text("CC-Agent-UUID") not in bridged
            started.add(event.text("CC-Agent-UUID"))
        if event.name == "CHANNEL_BRIDGE":
            bridged |= {event.text("Bridge-A-Unique-ID"), event.text("Bridge-B-Unique-ID")}
        if event.text("CC-Action") == "bridge-agent-end":
            assert event.text("CC-Agent-UUID") in started


def test_an_agents_state_goes_its_way(stream: list[Event]) -> None:
    """Waiting, Receiving, perhaps a call, and Waiting again."""
    follows = {
        "Waiting": {"Receiving"},
        "Receiving": {"In a queue call", "Waiting"},
        "In a queue call": {"Waiting"},
    }
    known: dict[str, str] = {}
    for event in stream:
        agent, state = event.text("CC-Agent"), event.text("CC-Agent-State")
        if agent and state and event.text("CC-Action") == "agent-state-change":
            assert agent not in known or state in follows[known[agent]], (agent, known[agent], state)
            known[agent] = state
