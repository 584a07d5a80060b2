"""What a call shows of a control, and storing what has become of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from engine.calling.controls import OPEN, RULES, Evidence, Said, Status, Verb
from engine.calling.parties import Party, held_legs, parties
from engine.commands.attempts.following import follow_control
from engine.commands.controls.writing import changed
from engine.commands.recordings.pause import note_pause
from engine.commands.work import Work
from engine.store.calls import CallRow, call_by_id
from engine.store.controls import ControlRow, settle_control

#: The exchange's clock and ours may differ by so much.
CLOCKS_DIFFER = timedelta(seconds=5)
_PAUSES = {Verb.PAUSE_RECORDING: True, Verb.RESUME_RECORDING: False}


def store_outcome(work: Work, row: ControlRow, status: Status, answer: str | None, now: datetime) -> Status:
    """Store what has become of a control; of what nobody knows the call is asked at once."""
    if status is Status.UNKNOWN and row.call_id is not None:
        call = call_by_id(work.tx, row.call_id)
        seen = judged(row._replace(status=status.value), call) if call is not None else None
        if seen is not None:
            status, answer = seen
    settle_control(work.tx, row.id, status.value, answer, None if status in OPEN else now)
    if row.verb in (Verb.CALL, Verb.DIAL):
        follow_control(work, row.id, Verb(row.verb), status, answer, now)
    paused = _PAUSES.get(Verb(row.verb))
    if paused is not None and status is Status.DONE and row.call_id is not None:
        note_pause(work, row.call_id, row.sent_at or now, paused=paused)
    changed(work, row)
    return status


def judged(control: ControlRow, call: CallRow) -> Said | None:
    """Return what a call shows of a control, with why; None: nothing yet.

    A command whose answer is still to come is left to it: only of what is unknown, and of consultations,
    evidence has to tell.
    """
    rule = RULES[Verb(control.verb)]
    told: Mapping[str, Any] = call.facts.get("told") or {}
    legs = {one.channel: one for one in parties(told)}
    if rule.evidence is Evidence.CHANNEL_ANSWERED:
        return _consulted(legs.get(control.id))
    if control.status != Status.UNKNOWN:
        return None
    own = legs.get(str(control.target.get("own")))
    third = legs.get(str(control.target.get("third")))
    seen = {
        Evidence.CHANNEL: control.id in legs,
        Evidence.OWN_LEG_ANSWERED: own is not None and own.answered_at is not None,
        Evidence.OWN_LEG_GONE: call.ended_at is None and _ended_after(own, control),
        Evidence.THIRD_LEG_GONE: _ended_after(third, control),
        Evidence.HELD: own is not None and own.channel in held_legs(told),
        Evidence.CALL_OVER: call.ended_at is not None,
    }.get(rule.evidence, False)
    if rule.evidence is Evidence.RESUMED:
        seen = own is not None and own.ended_at is None and own.channel not in held_legs(told)
    return Said(Status.DONE, "seen in the call") if seen else None


def _consulted(third: Party | None) -> Said | None:
    if third is None:
        return None
    if third.answered_at is not None:
        return Said(Status.DONE, "answered")
    if third.ended_at is not None:
        return Said(Status.FAILED, third.ended_by or "not answered")
    return None


def _ended_after(leg: Party | None, control: ControlRow) -> bool:
    return (
        leg is not None
        and leg.ended_at is not None
        and control.sent_at is not None
        and leg.ended_at >= control.sent_at - CLOCKS_DIFFER
    )
