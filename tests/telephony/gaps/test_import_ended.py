"""Calls that nobody heard of, or whose end nobody heard, are known from the exchange's own records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from telephony.calls import (
    CallAbandoned,
    CallAnswered,
    CallEnded,
    CallMachine,
    CallOffered,
    CallRecord,
    EndedLeg,
    Imported,
    Outcome,
    OutcomeRevised,
    Party,
    State,
    document_of,
    record_from,
)
from telephony.calls.derived_ids import derived_id
from telephony.calls.machine import NAMESPACE
from tests.telephony.calls.test_machine import event, inbound, outbound
from tests.telephony.gaps.records import (
    AGENT,
    CALLER,
    CORE,
    NOON,
    OLD_CORE,
    abandoned,
    agents_leg,
    answered,
    leg,
    profile,
    record,
)

LATER = NOON + timedelta(hours=1)


def bring(*legs: EndedLeg, machine: CallMachine | None = None, stored: Sequence[CallRecord] = ()) -> Imported:
    return (machine or CallMachine()).import_ended(legs, stored, LATER)


def second(at: datetime | None) -> float | None:
    return None if at is None else (at - NOON).total_seconds()


def test_a_caller_who_came_waited_and_left_while_nobody_listened_has_abandoned() -> None:
    machine = CallMachine()
    (call,) = bring(leg(abandoned()), machine=machine).changes.records
    assert (call.outcome, call.state, call.hung_up_by) == (Outcome.ABANDONED, State.ABANDONED, Party.CALLER)
    assert (call.caller_number, call.caller_name, call.dialled_number) == ("13812345678", "李小明", "95598")
    assert (call.queue, second(call.queued_at), second(call.ended_at)) == ("repair@default", 0, 10)
    assert (call.visits[0].cause, call.visits[0].reason) == ("Cancel", "BREAK_OUT")
    assert call.call_id == derived_id(NAMESPACE, f"{CORE}/{CALLER}"), "as if its events had been heard"
    assert machine.calls() == [call]


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_a_talk_is_known_from_both_legs_in_whatever_order(order: tuple[int, ...]) -> None:
    legs = [leg(answered()), leg(agents_leg())]
    (call,) = bring(*(legs[number] for number in order)).changes.records
    assert (call.outcome, call.agent, second(call.answered_at)) == (Outcome.ANSWERED, "1001@default", 6)
    assert (call.waiting_seconds, call.talk_seconds) == (6, 24)
    assert [(ring.agent, second(ring.at)) for ring in call.rings] == [("1001@default", 2)]
    assert [(tape.path[-8:], tape.duration_seconds) for tape in call.recordings] == [("0001.wav", 23.9)]
    assert [one.uuid for one in call.legs] == [CALLER, AGENT]


def test_what_is_told_of_a_new_call_is_what_its_events_would_have_told() -> None:
    kinds = [type(fact) for fact in bring(leg(abandoned())).changes.facts]
    assert (kinds[0], kinds[-2:]) == (CallOffered, [CallAbandoned, CallEnded])
    kinds = [type(fact) for fact in bring(leg(answered()), leg(agents_leg())).changes.facts]
    assert CallAnswered in kinds
    assert CallAbandoned not in kinds


def waiting(machine: CallMachine) -> CallRecord:
    """A caller whose beginning was heard."""
    said = {
        "Event_Subclass": "callcenter::info",
        "CC_Action": "member-queue-start",
        "CC_Queue": "repair@default",
        "CC_Member_UUID": f"member-of-{CALLER}",
        "CC_Member_Session_UUID": CALLER,
    }
    machine.apply_all([inbound(0, CALLER, core=CORE), event("CUSTOM", 0.2, CALLER, core=CORE, **said)])
    return machine.calls()[0]


def test_the_end_of_a_lost_call_becomes_what_it_was_and_the_call_stays_one() -> None:
    machine = CallMachine()
    known = waiting(machine)
    machine.reconcile([], CORE, NOON + timedelta(minutes=1))
    assert machine.calls()[0].outcome is Outcome.LOST
    came = bring(leg(abandoned()), machine=machine)
    (call,) = machine.calls()
    assert (call.call_id, call.outcome, second(call.ended_at)) == (known.call_id, Outcome.ABANDONED, 10)
    (revised,) = came.changes.facts
    assert isinstance(revised, OutcomeRevised)
    assert (revised.before, revised.outcome) == (Outcome.LOST, Outcome.ABANDONED)


def test_a_call_that_was_forgotten_is_recalled_from_what_is_stored() -> None:
    machine = CallMachine()
    waiting(machine)
    machine.reconcile([], CORE, NOON + timedelta(minutes=1))
    stored = record_from(document_of(machine.calls()[0]))
    machine.forget(LATER)
    assert machine.calls() == []
    late = leg(abandoned())
    assert stored.call_id in machine.unknown([late])
    came = bring(late, machine=machine, stored=[stored])
    assert [type(fact) for fact in came.changes.facts] == [OutcomeRevised]
    assert came.recalled == (stored,)


def test_records_of_a_call_that_was_heard_from_beginning_to_end_say_nothing_new() -> None:
    machine = CallMachine()
    bring(leg(answered()), leg(agents_leg()), machine=machine)
    assert machine.has_ended(CALLER)
    assert machine.has_ended(AGENT)
    before = machine.calls()
    again = bring(leg(answered()), leg(agents_leg()), machine=machine)
    assert (again.changes.records, again.changes.facts, machine.calls()) == ((), (), before)


def test_a_record_that_was_missed_ends_a_call_that_seems_to_go_on() -> None:
    machine = CallMachine()
    waiting(machine)
    bring(leg(abandoned()), machine=machine)
    (call,) = machine.calls()
    assert (call.outcome, call.over) == (Outcome.ABANDONED, True)


def test_a_record_of_an_older_core_ends_no_call_of_the_living_one() -> None:
    machine = CallMachine()
    machine.apply(inbound(100, "another", core=CORE))
    of_old: dict[str, Any] = {**abandoned(), "core-uuid": OLD_CORE}
    bring(leg(of_old), machine=machine)
    machine.apply(event("CHANNEL_ANSWER", 101, "another", core=CORE))
    outcomes = {call.legs[0].uuid: call.outcome for call in machine.calls()}
    assert outcomes == {CALLER: Outcome.ABANDONED, "another": None}


def test_an_agents_leg_that_ended_while_the_caller_goes_on_makes_no_call_of_its_own() -> None:
    machine = CallMachine()
    waiting(machine)
    ringing = {"Call_Direction": "outbound", "variable_cc_member_session_uuid": CALLER}
    machine.apply(outbound(2, AGENT, core=CORE, **ringing))
    bring(leg(agents_leg()), machine=machine)
    (call,) = machine.calls()
    assert (call.over, call.answered_at is not None) == (False, True)


def test_the_leg_of_a_caller_of_whom_nothing_is_known_waits_for_his_record() -> None:
    machine = CallMachine()
    came = bring(leg(agents_leg()), machine=machine)
    assert (came.changes.records, machine.calls(), len(came.held)) == ((), [], 1)
    bring(leg(answered()), machine=machine)
    bring(*came.held, machine=machine)
    (call,) = machine.calls()
    assert (call.agent, len(call.legs)) == ("1001@default", 2)


def test_what_ended_in_the_future_is_not_believed() -> None:
    machine = CallMachine()
    of_another_clock = leg(abandoned(began=7200))
    assert bring(of_another_clock, machine=machine).calls == {}
    assert (machine.calls(), machine.problems.counts["clock"]) == ([], 1)


def test_a_caller_who_was_transferred_dialled_what_he_dialled_first() -> None:
    flows = [
        profile(CALLER, {"created": 0, "answered": 1, "hangup": 40}, destination_number="1002"),
        profile(CALLER, {"created": 0, "answered": 1, "bridged": 5}, destination_number="95598"),
    ]
    (call,) = bring(leg(record(CALLER, "inbound", flows, sip_hangup_disposition="recv_bye"))).changes.records
    assert (call.dialled_number, second(call.answered_at), second(call.ended_at)) == ("95598", 5, 40)


def test_a_call_out_that_was_not_taken_failed() -> None:
    flows = [profile(AGENT, {"created": 0, "hangup": 5}, destination_number="13900000001")]
    given = record(AGENT, "outbound", flows, hangup_cause="USER_BUSY")
    (call,) = bring(leg(given)).changes.records
    assert (call.outcome, call.hangup_cause) == (Outcome.FAILED, "USER_BUSY")
