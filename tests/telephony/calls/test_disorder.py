"""Events twice, late or in any order leave the same records."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from telephony.calls import CallMachine, CallRecord
from telephony.esl import CommandReply, Event

Play = Callable[[str], Any]

NAMES = [
    "01_queue_answered.plain",
    "02_queue_abandoned.json",
    "03_queue_noanswer_then_second_agent.plain",
    "05_ivr_dtmf_info.plain",
    "06_originate_failures.json",
    "07_click_to_call_uuid_bridge.plain",
    "08_transfer_blind_uuid_transfer.json",
    "09_transfer_blind_sip_refer.plain",
    "10_transfer_attended_att_xfer.plain",
    "11_supervisor_eavesdrop_conference.plain",
    "12_restart_sigterm.plain",
    "13_crash_sigkill.plain",
    "14_outbound_async.plain",
    "17_outbound_bridge_agent",
    "23_selected_events_30_calls",
    "24_array_variables.json",
    "25_caller_cancels_while_ringing.plain",
]


def events_of(play: Play, name: str) -> list[Event]:
    told = [m.event if isinstance(m, CommandReply) else m for m in play(name).messages]
    return [event for event in told if isinstance(event, Event)]


def records_after(events: list[Event]) -> list[CallRecord]:
    machine = CallMachine()
    for event in events:
        machine.apply(event)
    return machine.calls()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", range(8))
def test_any_order_with_any_repetition_gives_the_same_records(name: str, seed: int, play: Play) -> None:
    events = events_of(play, name)
    chance = random.Random(seed)
    mixed = events + chance.sample(events, len(events) // 2)
    chance.shuffle(mixed)
    assert records_after(mixed) == records_after(events)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [2, 7, 1000])
def test_events_taken_together_give_the_same_records_in_fewer_words(name: str, size: int, play: Play) -> None:
    events = events_of(play, name)
    one_by_one, together = CallMachine(), CallMachine()
    words = sum(len(one_by_one.apply(event).records) for event in events)
    batches = [together.apply_all(events[i : i + size]) for i in range(0, len(events), size)]
    assert together.calls() == one_by_one.calls()
    assert sum(len(changes.records) for changes in batches) <= words
    ended = [fact.call_id for changes in batches for fact in changes.facts if fact.kind == "call-ended"]
    assert sorted(filter(None, ended)) == sorted(call.call_id for call in together.calls() if call.over)


@pytest.mark.parametrize("name", NAMES)
def test_a_stream_told_again_after_its_end_changes_nothing(name: str, play: Play) -> None:
    machine = CallMachine()
    events = events_of(play, name)
    for event in events:
        machine.apply(event)
    before = machine.calls()
    again = [machine.apply(event) for event in events]
    assert [changes for changes in again if changes.records] == []
    assert {fact.kind for changes in again for fact in changes.facts} <= {"job-finished"}
    assert machine.calls() == before


@pytest.mark.parametrize("name", NAMES)
def test_every_second_event_lost_still_ends_every_call_that_ended(name: str, play: Play) -> None:
    events = events_of(play, name)
    ended = {call.caller_number for call in records_after(events) if call.over}
    machine = CallMachine()
    for i, event in enumerate(events):
        if i % 2 or event.name in ("CHANNEL_HANGUP_COMPLETE", "CHANNEL_DESTROY"):
            machine.apply(event)
    assert {call.caller_number for call in machine.calls() if call.over} == ended
    assert {call.caller_number for call in machine.calls() if not call.over}.isdisjoint(ended)
