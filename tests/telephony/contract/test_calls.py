"""The contract of calls: what is told of channels, and what may be done to them.

The channels are `null` ones, which answer at once and have nobody behind them, so that no SIP is needed.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from telephony.calls import SHOW_CHANNELS, CallMachine, CallRecord, State, listed_channels
from telephony.esl import Event, commands
from tests.telephony.contract.client import Address, Client

NAME, NUMBER = "李小明+%20", "13900000001"
EVENTS = (
    """CHANNEL_CREATE CHANNEL_ANSWER CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE
    CHANNEL_DESTROY CHANNEL_HOLD CHANNEL_PARK CHANNEL_UNPARK CHANNEL_EXECUTE CHANNEL_EXECUTE_COMPLETE
    RECORD_START RECORD_STOP BACKGROUND_JOB DTMF"""
).split()


@pytest.fixture
def line(exchange: Address) -> Iterator[Client]:
    with Client(exchange) as client:
        client.listen(*EVENTS, subclasses=["callcenter::info", "conference::maintenance"])
        yield client
        for channel in {event.text("Unique-ID") or "" for event in client.events} - {""}:
            client.api("uuid_kill", channel)
            settled(client, channel)


def originate(line: Client, application: str = "park()", variables: str = "") -> str:
    """Make a channel and return its uuid, which is ours."""
    channel = str(uuid.uuid4())
    who = f"origination_caller_id_name='{NAME}',origination_caller_id_number={NUMBER}"
    given = f"{{origination_uuid={channel},{who}{variables}}}null/1"
    assert line.order("originate", f"{given} &{application}") == f"+OK {channel}\n"
    return channel


def names(line: Client, channel: str) -> list[str]:
    return [event.name for event in line.events if event.text("Unique-ID") == channel]


def calls(line: Client) -> list[CallRecord]:
    machine = CallMachine()
    machine.apply_all(line.events)
    assert not machine.problems.counts
    return machine.calls()


def settled(line: Client, channel: str) -> None:
    line.event("CHANNEL_DESTROY", Unique_ID=channel)


def test_a_channel_lives_and_ends_in_its_order(line: Client) -> None:
    channel = originate(line)
    line.event("CHANNEL_PARK", Unique_ID=channel)
    assert line.api("uuid_exists", channel) == "true"
    assert line.api("uuid_kill", f"{channel} USER_BUSY") == "+OK\n"
    settled(line, channel)
    assert names(line, channel) == [
        "CHANNEL_CREATE",
        "CHANNEL_ANSWER",
        "CHANNEL_EXECUTE",
        "CHANNEL_PARK",
        "CHANNEL_HANGUP",
        "CHANNEL_UNPARK",
        "CHANNEL_EXECUTE_COMPLETE",
        "CHANNEL_HANGUP_COMPLETE",
        "CHANNEL_DESTROY",
    ]
    end = line.event("CHANNEL_HANGUP_COMPLETE", Unique_ID=channel)
    assert end.text("Hangup-Cause") == "USER_BUSY"
    assert end.text("variable_hangup_cause") == "USER_BUSY"
    assert int(end.text("variable_answer_uepoch") or 0) > 0
    assert line.api("uuid_exists", channel) == "false"
    (call,) = calls(line)
    assert call.over


def test_times_are_microseconds_and_a_stamp_is_local(line: Client) -> None:
    channel = originate(line)
    created = line.event("CHANNEL_CREATE", Unique_ID=channel)
    now = int(line.api("strepoch"))
    for header in ("Event-Date-Timestamp", "Caller-Channel-Created-Time"):
        assert abs(int(created.text(header) or 0) / 1_000_000 - now) < 60, header
    assert created.text("Caller-Channel-Answered-Time") == "0"


def test_the_caller_is_told_as_he_was_named(line: Client) -> None:
    channel = originate(line)
    created = line.event("CHANNEL_CREATE", Unique_ID=channel)
    assert created.text("Caller-Caller-ID-Name") == "李小明+ "
    assert created.text("Caller-Caller-ID-Number") == NUMBER
    assert created.text("Call-Direction") == "outbound"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("error/USER_BUSY", "-ERR USER_BUSY\n"),
        ("error/NO_ANSWER", "-ERR NO_ANSWER\n"),
        ("user/nobody-at-all", "-ERR SUBSCRIBER_ABSENT\n"),
        ("nowhere/1", "-ERR CHAN_NOT_IMPLEMENTED\n"),
    ],
)
def test_who_cannot_be_reached_is_said_by_the_job_alone(line: Client, url: str, says: str) -> None:
    assert line.order("originate", f"{url} &park()") == says
    assert [event.name for event in line.events] == ["BACKGROUND_JOB"]


def test_a_channels_list_and_dump_tell_of_it(line: Client) -> None:
    channel = originate(line)
    command, _, arguments = SHOW_CHANNELS.partition(" ")
    deadline = time.monotonic() + 5
    while channel not in listed_channels(line.api(command, arguments)):  # the list lags behind the events
        assert time.monotonic() < deadline
    dump = line.api("uuid_dump", channel)
    assert f"\nUnique-ID: {channel}\n" in dump
    assert "\nCaller-Channel-Created-Time: " in dump
    assert '"Unique-ID":"' in line.api("uuid_dump", f"{channel} json").replace(" ", "")


def test_variables_are_set_read_and_told(line: Client) -> None:
    channel = originate(line)
    assert line.api("uuid_setvar", f"{channel} huan_order 工单 1 + 100%") == "+OK\n"
    assert line.api("uuid_setvar_multi", f"{channel} huan_a=1;huan_b=二") == "+OK\n"
    assert line.api("uuid_getvar", f"{channel} huan_order") == "工单 1 + 100%"
    assert line.api("uuid_getvar", f"{channel} huan_none") == "_undef_"
    line.api("uuid_kill", channel)
    end = line.event("CHANNEL_HANGUP_COMPLETE", Unique_ID=channel)
    assert end.text("variable_huan_order") == "工单 1 + 100%"
    assert end.text("variable_huan_b") == "二"


def test_two_channels_are_connected_and_parted(line: Client) -> None:
    one, two = originate(line), originate(line)
    assert line.order("uuid_bridge", f"{one} {two}") == f"+OK {two}\n"
    bridge = line.event("CHANNEL_BRIDGE")
    assert {bridge.text("Bridge-A-Unique-ID"), bridge.text("Bridge-B-Unique-ID")} == {one, two}
    line.api("uuid_kill", one)
    line.event("CHANNEL_UNBRIDGE")
    settled(line, one)
    settled(line, two)
    for channel in (one, two):
        order = names(line, channel)
        assert order.index("CHANNEL_HANGUP") < order.index("CHANNEL_HANGUP_COMPLETE")
    (call,) = [call for call in calls(line) if call.merged_into is None]
    assert call.talks
    assert call.over


def test_whom_one_speaks_with_can_be_sent_elsewhere(line: Client) -> None:
    one, two = originate(line), originate(line)
    line.order("uuid_bridge", f"{one} {two}")
    line.event("CHANNEL_BRIDGE")
    assert line.order("uuid_transfer", f"{one} park: inline") == "+OK\n"
    settled(line, two)
    parks = [
        event for event in line.events if event.name == "CHANNEL_PARK" and event.text("Unique-ID") == one
    ]
    deadline = len(line.messages)
    if len(parks) < 2:
        line.event("CHANNEL_PARK", deadline, Unique_ID=one)
    assert line.api("uuid_exists", one) == "true"


def test_a_parked_channel_executes_what_it_is_told(line: Client) -> None:
    channel, mine = originate(line), str(uuid.uuid4())
    line.event("CHANNEL_PARK", Unique_ID=channel)
    line.say(commands.execute("set", "huan_said=好", channel, mine))
    done = line.event("CHANNEL_EXECUTE_COMPLETE", Application_UUID=mine)
    assert done.text("Application") == "set"
    assert line.api("uuid_getvar", f"{channel} huan_said") == "好"
    line.say(commands.hangup("CALL_REJECTED", channel))
    assert line.event("CHANNEL_HANGUP", Unique_ID=channel).text("Hangup-Cause") == "CALL_REJECTED"


def test_a_recording_is_begun_masked_and_ended(line: Client, exchange: Address) -> None:
    channel = originate(line)
    path = str(Path(exchange.folder) / f"{channel}.wav")
    assert line.order("uuid_record", f"{channel} start {path}") == "+OK Success\n"
    assert line.event("RECORD_START", Unique_ID=channel).text("Record-File-Path") == path
    time.sleep(0.3)  # something must be on it
    assert line.api("uuid_record", f"{channel} mask {path}") == "+OK Success\n"
    assert line.api("uuid_record", f"{channel} unmask {path}") == "+OK Success\n"
    assert line.api("uuid_record", f"{channel} mask {path}.other") == "-ERR Cannot mask recording session!\n"
    assert line.api("uuid_record", f"{channel} stop {path}.other") == "-ERR Cannot stop record session!\n"
    assert line.api("uuid_record", f"{channel} stop {path}") == "+OK Success\n"
    stop = line.event("RECORD_STOP", Unique_ID=channel)
    assert stop.text("Record-File-Path") == path
    assert int(stop.text("variable_record_ms") or 0) > 0
    assert Path(path).read_bytes()[:4] == b"RIFF"


def test_a_conference_tells_who_is_in_it(line: Client) -> None:
    room = f"huan-{uuid.uuid4()}"
    one, two = originate(line, f"conference({room}@default)"), originate(line, f"conference({room}@default)")
    joined = []
    for channel in (one, two):
        event = line.event("CUSTOM", Action="add-member", Unique_ID=channel)
        joined.append(event.text("Conference-Unique-ID"))
        assert event.text("Conference-Name") == room
    assert joined[0] == joined[1]
    answer = line.api("conference", f"{room} hup all")
    assert answer.count("+OK hup ") == 2
    settled(line, one)
    settled(line, two)
    actions = [event.text("Action") for event in line.events if event.subclass == "conference::maintenance"]
    assert actions.count("del-member") == 2
    (call,) = [call for call in calls(line) if call.merged_into is None]
    assert len(call.conferences) == 2


def test_a_supervisor_listens_in(line: Client) -> None:
    caller = originate(line)
    supervisor = originate(line, f"eavesdrop({caller})")
    begun = line.event("CHANNEL_EXECUTE", Unique_ID=supervisor, Application="eavesdrop")
    assert begun.text("Application-Data") == caller
    line.api("uuid_kill", supervisor)
    settled(line, supervisor)
    assert line.api("uuid_exists", caller) == "true"


def test_an_agent_is_offered_the_member_of_a_queue(line: Client, exchange: Address) -> None:
    agent, queue = f"{uuid.uuid4()}@huan", exchange.queue
    with Client(exchange) as other:
        for order in (
            f"agent add {agent} callback",
            f"agent set contact {agent} null/agent",
            f"agent set status {agent} Available",
            f"tier add {queue} {agent} 1 1",
        ):
            assert other.api("callcenter_config", order) == "+OK\n", order
        try:
            others = [name for name in _agents(other) if name != agent]
            for name in others:
                other.api("callcenter_config", f"agent set status {name} 'On Break'")
            caller = originate(line, f"callcenter({queue})")
            start = line.event("CUSTOM", CC_Action="member-queue-start", Unique_ID=caller)
            member = start.text("CC-Member-UUID")
            line.event("CUSTOM", CC_Action="agent-offering", CC_Agent=agent, CC_Member_UUID=member or "")
            line.event("CUSTOM", CC_Action="bridge-agent-start", CC_Agent=agent)
            line.event("CUSTOM", CC_Action="agent-state-change", CC_Agent_State="In a queue call")
            listed = other.api("callcenter_config", f"queue list members {queue}")
            assert f"|{member}|{caller}|" in listed
            line.api("uuid_kill", caller)
            end = line.event("CUSTOM", CC_Action="member-queue-end", CC_Member_UUID=member or "")
            assert end.text("CC-Cause") == "Terminated"
            line.event("CUSTOM", CC_Action="agent-state-change", CC_Agent=agent, CC_Agent_State="Waiting")
            actions = [_said(event) for event in line.events if event.text("CC-Agent") == agent]
            assert actions == [
                "agent-add",
                "agent-contact-change",
                "agent-status-change",
                "agent-state-change Receiving",
                "agent-offering",
                "bridge-agent-start",
                "agent-state-change In a queue call",
                "bridge-agent-end",
                "member-queue-end",
                "agent-state-change Waiting",
            ]
        finally:
            other.api("callcenter_config", f"tier del {queue} {agent}")
            other.api("callcenter_config", f"agent del {agent}")
            for name in others:
                other.api("callcenter_config", f"agent set status {name} Available")


def test_who_is_sent_out_of_a_queue_has_given_it_up(line: Client, exchange: Address) -> None:
    with Client(exchange) as other:
        for name in _agents(other):
            other.api("callcenter_config", f"agent set status {name} 'On Break'")
        caller = originate(line, f"callcenter({exchange.queue})")
        start = line.event("CUSTOM", CC_Action="member-queue-start", Unique_ID=caller)
        assert line.order("uuid_transfer", f"{caller} park: inline") == "+OK\n"
        end = line.event("CUSTOM", CC_Action="member-queue-end", Unique_ID=caller)
        assert (end.text("CC-Cause"), end.text("CC-Cancel-Reason")) == ("Cancel", "BREAK_OUT")
        line.event("CHANNEL_PARK", Unique_ID=caller)
        members = other.api("callcenter_config", f"queue list members {exchange.queue}").splitlines()
        (left,) = [row.split("|") for row in members if start.text("CC-Member-UUID") in row.split("|")]
        assert left[3] == ""
        assert "Abandoned" in left
        for name in _agents(other):
            other.api("callcenter_config", f"agent set status {name} Available")


def test_a_callers_transfer_out_of_a_queue_call_ends_it_for_the_agent(
    line: Client, exchange: Address
) -> None:
    """The caller lives on; `wrap_up_time` may be set by command, and the agent's row names his channel."""
    agent, queue = f"{uuid.uuid4()}@huan", exchange.queue
    with Client(exchange) as other:
        before = _agents(other)
        try:
            for name in before:
                other.api("callcenter_config", f"agent set status {name} 'On Break'")
            for order in (
                f"agent add {agent} callback",
                f"agent set contact {agent} null/agent",
                f"agent set wrap_up_time {agent} 3",
                f"agent set status {agent} Available",
                f"tier add {queue} {agent} 1 1",
            ):
                assert other.api("callcenter_config", order) == "+OK\n", order
            caller = originate(line, f"callcenter({queue})")
            start = line.event("CUSTOM", CC_Action="bridge-agent-start", CC_Agent=agent)
            line.event(
                "CUSTOM", CC_Action="agent-state-change", CC_Agent=agent, CC_Agent_State="In a queue call"
            )
            row = _row(other, agent)
            assert (row["uuid"], row["state"], row["wrap_up_time"]) == (
                start.text("CC-Agent-UUID"),
                "In a queue call",
                "3",
            )
            assert line.order("uuid_transfer", f"{caller} park: inline") == "+OK\n"
            line.event("CHANNEL_PARK", Unique_ID=caller)
            end = line.event("CUSTOM", CC_Action="member-queue-end", Unique_ID=caller)
            assert (end.text("CC-Cause"), end.text("CC-Agent")) == ("Terminated", agent)
            line.event("CUSTOM", CC_Action="agent-state-change", CC_Agent=agent, CC_Agent_State="Waiting")
            row = _row(other, agent)
            assert (row["uuid"], row["state"], row["status"]) == ("", "Waiting", "Available")
            assert int(row["last_bridge_end"]) >= int(row["last_bridge_start"]) > 0
            assert line.api("uuid_exists", caller) == "true"
        finally:
            other.api("callcenter_config", f"tier del {queue} {agent}")
            other.api("callcenter_config", f"agent del {agent}")
            for name in before:
                other.api("callcenter_config", f"agent set status {name} Available")


def test_who_gives_up_in_a_queue_is_told_so(line: Client, exchange: Address) -> None:
    with Client(exchange) as other:
        for name in _agents(other):
            other.api("callcenter_config", f"agent set status {name} 'On Break'")
        caller = originate(line, f"callcenter({exchange.queue})")
        line.event("CUSTOM", CC_Action="member-queue-start", Unique_ID=caller)
        line.api("uuid_kill", caller)
        end = line.event("CUSTOM", CC_Action="member-queue-end", Unique_ID=caller)
        assert (end.text("CC-Cause"), end.text("CC-Cancel-Reason")) == ("Cancel", "BREAK_OUT")
        settled(line, caller)
        for name in _agents(other):
            other.api("callcenter_config", f"agent set status {name} Available")
    assert [call.state for call in calls(line) if call.visits] == [State.ENDED]


def _agents(client: Client) -> list[str]:
    rows = client.api("callcenter_config", "agent list").splitlines()
    return [row.split("|")[0] for row in rows[1:-1]]


def _row(client: Client, agent: str) -> dict[str, str]:
    header, row, _ = client.api("callcenter_config", f"agent list {agent}").splitlines()
    return dict(zip(header.split("|"), row.split("|"), strict=True))


def _said(event: Event) -> str:
    return f"{event.text('CC-Action')} {event.text('CC-Agent-State') or ''}".strip()
