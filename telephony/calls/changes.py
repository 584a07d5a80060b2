"""What happened, told by comparing a call's record before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeVar

from telephony.calls.derived_ids import derived_id
from telephony.calls.facts import (
    CallAbandoned,
    CallAnswered,
    CallConferenced,
    CallEnded,
    CallHeld,
    CallMerged,
    CallMissed,
    CallMonitored,
    CallOffered,
    CallQueued,
    CallResumed,
    CallRinging,
    CallTransferred,
    DigitsReceived,
    Fact,
    OutcomeRevised,
    RecordingFinished,
    RecordingStarted,
)
from telephony.calls.record import CallRecord, Outcome


@dataclass(frozen=True, slots=True)
class Changes:
    """What one event brought: records that are new or different, and facts, each in order."""

    records: tuple[CallRecord, ...] = ()
    facts: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.records or self.facts)


NOTHING = Changes()


Kind = TypeVar("Kind", bound=Fact)


def make(kind: type[Kind], call_id: str, at: datetime, apart: str = "", **fields: Any) -> Kind:
    """Make a fact of `call_id`; `apart` tells it from others of its kind and becomes part of its id."""
    fact_id = derived_id(call_id, f"{kind.kind}|{apart}")
    return kind(id=fact_id, call_id=call_id, at=at, **fields)


def merged(old: CallRecord, into: str, at: datetime) -> tuple[CallRecord, Fact]:
    """Return the last record of a call that proved to be part of `into`, and the fact that says so."""
    return replace(old, merged_into=into), make(CallMerged, old.call_id, at, into, into=into)


def facts_between(old: CallRecord | None, new: CallRecord, at: datetime) -> Iterator[Fact]:
    """Tell what happened between two records of one call; `old` None: it was not known.

    Because facts follow from a difference, evidence that is told twice tells nothing twice. `at` is the
    time of the event that brought a change without a time of its own.
    """
    if old is None:
        yield make(
            CallOffered,
            new.call_id,
            new.started_at,
            direction=new.direction,
            caller_number=new.caller_number,
            caller_name=new.caller_name,
            dialled_number=new.dialled_number,
        )
    yield from _waiting(old, new, at)
    yield from _talking(old, new)
    yield from _aside(old, new)
    yield from _recorded(old, new)
    yield from _ended(old, new, at)


def _waiting(old: CallRecord | None, new: CallRecord, at: datetime) -> Iterator[Fact]:
    if new.visits and (old is None or old.visits != new.visits):
        known = {visit.id for visit in old.visits} if old else set()
        for visit in new.visits:
            if visit.id not in known:
                yield make(CallQueued, new.call_id, visit.joined_at, visit.id, queue=visit.queue)
    if new.digits and (old is None or old.digits != new.digits):
        pressed = set(old.digits) if old else set()
        for digit in new.digits:
            if digit not in pressed:
                apart = f"{digit.at.isoformat()}|{digit.sequence}"
                yield make(DigitsReceived, new.call_id, digit.at, apart, digits=digit.digit)
    if new.rings and (old is None or old.rings != new.rings):
        yield from _rings(old, new, at)


def _rings(old: CallRecord | None, new: CallRecord, at: datetime) -> Iterator[Fact]:
    rang = {(ring.agent, ring.at): ring.missed for ring in old.rings} if old else {}
    for ring in new.rings:
        apart = f"{ring.agent}|{ring.at.isoformat()}"
        # A leg that was answered before it was known to belong to this call does not ring any more.
        rings = ring.missed is None and new.answered_at is None and not new.over
        if rings and (ring.agent, ring.at) not in rang:
            yield make(
                CallRinging,
                new.call_id,
                ring.at,
                apart,
                agent=ring.agent,
                caller_number=new.caller_number,
                caller_name=new.caller_name,
                queue=new.queue,
            )
        if ring.missed is not None and rang.get((ring.agent, ring.at)) is None:
            yield make(CallMissed, new.call_id, at, apart, agent=ring.agent, cause=ring.missed)


def _talking(old: CallRecord | None, new: CallRecord) -> Iterator[Fact]:
    if new.answered_at is not None and (old is None or old.answered_at is None):
        yield make(
            CallAnswered,
            new.call_id,
            new.answered_at,
            agent=new.agent,
            queue=new.queue,
            waiting_seconds=new.waiting_seconds,
        )
    if len(new.talks) > 1 and (old is None or old.talks != new.talks):
        known = {(one.leg, other.leg) for one, other in pairwise(old.talks)} if old else set()
        for one, other in pairwise(new.talks):
            if (one.leg, other.leg) not in known and one.agent != other.agent:
                apart = f"{one.leg}|{other.leg}"
                yield make(
                    CallTransferred,
                    new.call_id,
                    other.at,
                    apart,
                    from_agent=one.agent,
                    to_agent=other.agent,
                    how=other.how,
                )


def _aside(old: CallRecord | None, new: CallRecord) -> Iterator[Fact]:
    if new.holds and (old is None or old.holds != new.holds):
        known = {(hold.leg, hold.at): hold.until for hold in old.holds} if old else {}
        for hold in new.holds:
            apart = f"{hold.leg}|{hold.at.isoformat()}"
            if (hold.leg, hold.at) not in known:
                yield make(CallHeld, new.call_id, hold.at, apart, leg=hold.leg)
            if hold.until is not None and known.get((hold.leg, hold.at)) is None and not new.over:
                yield make(CallResumed, new.call_id, hold.until, apart, leg=hold.leg)
    if new.conferences and (old is None or old.conferences != new.conferences):
        joined = {(join.conference, join.leg) for join in old.conferences} if old else set()
        for join in new.conferences:
            if (join.conference, join.leg) not in joined:
                yield make(
                    CallConferenced,
                    new.call_id,
                    join.at,
                    f"{join.conference}|{join.leg}",
                    conference=join.conference,
                    leg=join.leg,
                    who=join.who,
                )
    if new.monitorings and (old is None or old.monitorings != new.monitorings):
        legs = {monitoring.leg for monitoring in old.monitorings} if old else set()
        for one in new.monitorings:
            if one.leg not in legs:
                yield make(CallMonitored, new.call_id, one.at, one.leg, supervisor=one.supervisor)


def _recorded(old: CallRecord | None, new: CallRecord) -> Iterator[Fact]:
    if not new.recordings or (old is not None and old.recordings == new.recordings):
        return
    known = {recording.path: recording for recording in old.recordings} if old else {}
    finished = []
    for recording in new.recordings:
        before = known.get(recording.path)
        path = recording.path
        if recording.started_at is not None and (before is None or before.started_at is None):
            yield make(RecordingStarted, new.call_id, recording.started_at, path, path=path)
        if recording.ended_at is not None and (before is None or before.ended_at is None):
            finished.append((recording.ended_at, recording))
    for at, recording in sorted(finished, key=lambda one: one[0]):
        path, length = recording.path, recording.duration_seconds
        yield make(RecordingFinished, new.call_id, at, path, path=path, duration_seconds=length)


def _ended(old: CallRecord | None, new: CallRecord, at: datetime) -> Iterator[Fact]:
    if new.ended_at is None or new.outcome is None:
        return
    before = old.outcome if old else None
    ending: dict[str, Any] = {
        "outcome": new.outcome,
        "hangup_cause": new.hangup_cause,
        "hung_up_by": new.hung_up_by,
    }
    if before is None:
        if new.outcome is Outcome.ABANDONED:
            yield make(
                CallAbandoned,
                new.call_id,
                new.ended_at,
                caller_number=new.caller_number,
                queue=new.queue,
                waiting_seconds=new.waiting_seconds,
            )
        yield make(CallEnded, new.call_id, new.ended_at, **ending)
    elif before is not new.outcome:
        yield make(OutcomeRevised, new.call_id, at, f"{before}|{new.outcome}", before=before, **ending)
