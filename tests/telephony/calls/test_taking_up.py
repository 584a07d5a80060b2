"""A process that dies in the middle of calls: the next one takes them up from their records."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from telephony.calls import (
    CallMachine,
    CallRecord,
    Fact,
    Outcome,
    RecordUnreadable,
    State,
    document_of,
    record_from,
)
from telephony.calls.derive import first_leg, record_of
from telephony.calls.restore import evidence_of
from telephony.esl import Event
from tests.telephony.calls.test_disorder import NAMES, events_of
from tests.telephony.calls.test_machine import (
    AGENT,
    CALLER,
    CORE,
    NEW_CORE,
    NOON,
    bridge,
    event,
    hangup,
    inbound,
    machine_after,
    micro,
    only_call,
    outbound,
)

Play = Callable[[str], Any]


def kept(record: CallRecord) -> CallRecord:
    """Return a record as it comes back from where it was stored."""
    return record_from(json.loads(json.dumps(document_of(record))))


def told_by(events: list[Event], machine: CallMachine) -> tuple[list[CallRecord], list[Fact]]:
    records, facts = [], []
    for one in events:
        changes = machine.apply(one)
        records += changes.records
        facts += changes.facts
    return records, facts


def without_digits(record: CallRecord) -> CallRecord:
    return replace(record, digits=())


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_record_comes_back_as_it_was_but_for_the_digits(name: str, play: Play) -> None:
    records, _ = told_by(events_of(play, name), CallMachine())
    for record in records:
        again = kept(record)
        assert again == without_digits(record)
        assert (again.node, again.as_of) == ("vm", record.as_of)
    assert '"digit' not in json.dumps([document_of(record) for record in records])


@pytest.mark.parametrize("name", NAMES)
def test_from_the_restored_evidence_the_same_record_follows(name: str, play: Play) -> None:
    records, _ = told_by(events_of(play, name), CallMachine())
    for record in records:
        if record.merged_into is None:
            call = evidence_of(kept(record))
            first = first_leg(call)
            assert record_of(call, first, first.call_id, call.legs, "vm") == without_digits(record)


@pytest.mark.parametrize("name", NAMES)
def test_wherever_a_process_dies_the_next_one_ends_with_the_same_records(name: str, play: Play) -> None:
    events = events_of(play, name)
    whole = CallMachine()
    _, facts = told_by(events, whole)
    expected = {record.call_id: without_digits(record) for record in whole.calls()}
    for cut in range(0, len(events), max(1, len(events) // 60)):
        first, second = CallMachine(), CallMachine()
        stored, before = told_by(events[:cut], first)
        latest = {record.call_id: kept(record) for record in stored}
        second.take_up(latest.values())
        more, after = told_by(events[cut:], second)
        latest |= {record.call_id: without_digits(record) for record in more}
        assert {key: latest[key] for key in expected} == expected, f"after {cut} events"
        # What was told before is not told as something else; what is told twice has the same id.
        assert {fact.id for fact in before + after} == {fact.id for fact in facts}


def test_what_was_told_before_is_told_again_once_and_then_goes_on() -> None:
    """The process may have died between the record and its facts."""
    before = machine_after(inbound(0), outbound(1), bridge(2))
    after = CallMachine()
    again = after.take_up([kept(only_call(before))])
    assert (again.records, after.calls()) == ((only_call(before),), [])
    assert [fact.kind for fact in again.facts] == ["call-offered", "call-answered"]
    changes = after.apply(hangup(9, CALLER, "recv_bye"))
    assert [fact.kind for fact in changes.facts] == ["call-ended"]
    call = only_call(after)
    assert (call.outcome, call.agent, call.talk_seconds) == (Outcome.ANSWERED, "1001", 7.0)


def test_an_agents_leg_that_is_heard_of_first_belongs_to_the_call_that_was_taken_up() -> None:
    before = machine_after(inbound(0), outbound(1), bridge(2))
    after = CallMachine()
    after.take_up([kept(only_call(before))])
    after.apply(hangup(9, AGENT, "recv_bye"))
    assert only_call(after).caller_number == "13800000000"


def test_a_call_that_the_exchange_does_not_list_any_more_ends_though_another_process_recorded_it() -> None:
    before = machine_after(inbound(0), outbound(1), bridge(2))
    after = CallMachine()
    after.take_up([kept(only_call(before))])
    changes = after.reconcile([], None, NOON + timedelta(seconds=90))
    assert [fact.kind for fact in changes.facts] == ["call-ended"]
    call = only_call(after)
    assert (call.state, call.outcome, call.ended_at) == (
        State.ENDED,
        Outcome.LOST,
        NOON + timedelta(seconds=2),
    )


def test_a_call_that_the_exchange_still_lists_goes_on() -> None:
    before = machine_after(inbound(0), outbound(1), bridge(2))
    after = CallMachine()
    after.take_up([kept(only_call(before))])
    assert not after.reconcile([CALLER, AGENT], CORE, NOON + timedelta(seconds=90))
    assert only_call(after).state is State.ANSWERED


def test_another_core_ends_what_was_taken_up_of_every_core_before_it() -> None:
    older = machine_after(inbound(0, "first-leg", core="00000000-0000-4000-8000-000000000000"))
    old = machine_after(inbound(5))
    after = CallMachine()
    assert len(after.take_up([kept(only_call(older)), kept(only_call(old))]).records) == 2
    changes = after.apply(event("HEARTBEAT", 60, core=NEW_CORE))
    ends = [(record.outcome, record.ended_at) for record in changes.records]
    assert ends == [(Outcome.LOST, NOON), (Outcome.LOST, NOON + timedelta(seconds=5))]


def test_calls_of_the_same_core_go_on_when_the_node_is_heard_of_again() -> None:
    before = machine_after(inbound(0))
    after = CallMachine()
    after.take_up([kept(only_call(before))])
    assert not after.apply(event("HEARTBEAT", 60))


def test_what_an_agents_channel_does_after_its_customers_end_makes_no_call_of_its_own() -> None:
    taken = outbound(1, Caller_Channel_Answered_Time=micro(2))
    before = machine_after(inbound(0), taken, bridge(2), hangup(9, CALLER, "recv_bye"))
    after = CallMachine()
    after.take_up([kept(only_call(before))])
    assert [fact.kind for fact in after.apply(hangup(9, AGENT)).facts] == []
    assert only_call(after).outcome is Outcome.ANSWERED


def test_known_and_other_peoples_calls_are_left_alone() -> None:
    going_on = machine_after(inbound(0))
    rings_again = CallMachine("another-namespace")
    rings_again.apply(inbound(0))
    assert not CallMachine().take_up([only_call(rings_again)])
    assert not going_on.take_up([only_call(going_on)])
    assert going_on.apply(event("HEARTBEAT", 60, core=NEW_CORE)).records


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"v": 2},
        {"v": 1},
        {"v": 1, "call_id": 5},
        {"v": 1, "legs": 3},
        {"v": 1, "started_at": "yesterday"},
    ],
)
def test_a_document_that_is_no_record_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(RecordUnreadable):
        record_from(document)


def test_the_call_that_another_centre_sent_is_known_after_a_restart() -> None:
    there = "0d9c0b3e-6f1d-8a52-9b0c-4d3a1c0e7f10"
    sent = machine_after(inbound(0), event("CHANNEL_ANSWER", 1, CALLER, variable_huan_call=there))
    call = kept(only_call(sent))
    assert call.continues == there
    again = evidence_of(call)
    assert record_of(again, first_leg(again), call.call_id, again.legs).continues == there

    forged = machine_after(inbound(0, **{"variable_sip_h_X-Huan-Call": f"{there};repair@default"}))
    assert only_call(forged).continues is None, "what a stranger writes into his INVITE is nobody's word"
