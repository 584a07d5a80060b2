"""The parts of a record: what each kind of evidence says, in order of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import overload

from telephony.calls.evidence import Call, Leg, earliest
from telephony.calls.reading import Microseconds
from telephony.calls.record import (
    ConferenceJoin,
    Digit,
    Direction,
    Hold,
    LegRecord,
    Monitoring,
    QueueVisit,
    Recording,
    Ring,
    Talk,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@overload
def moment(at: Microseconds) -> datetime: ...
@overload
def moment(at: Microseconds | None) -> datetime | None: ...
def moment(at: Microseconds | None) -> datetime | None:
    """Return microseconds since 1970 as an aware UTC time, to the microsecond; None for None."""
    return None if at is None else _moment(at)


@lru_cache(maxsize=8192)  # a call's record is made anew at every event, mostly from the same times
def _moment(at: Microseconds) -> datetime:
    return EPOCH + timedelta(microseconds=at)


def visits(call: Call) -> tuple[QueueVisit, ...]:
    """Return the stays in queues, in the order in which they began."""
    if not call.visits:
        return ()
    stays = sorted(call.visits.items(), key=lambda item: (item[1].joined[1], item[0]))
    return tuple(
        QueueVisit(member, stay.queue, moment(stay.joined[1]), moment(stay.left), stay.cause, stay.reason)
        for member, stay in stays
    )


def talks(call: Call, customer: Leg | None, legs: dict[str, Leg]) -> tuple[Talk, ...]:
    """Return with whom the customer was connected, in order; `legs` are all that are known anywhere."""
    if customer is None or not customer.partners:
        return ()
    spoken = sorted((at, uuid) for uuid, at in customer.partners.items())
    return tuple(Talk(legs[uuid].who if uuid in legs else uuid, uuid, moment(at)) for at, uuid in spoken)


def rings(call: Call, first: Leg) -> tuple[Ring, ...]:
    """Return which phones rang: mod_callcenter's offers, and legs that rang without one."""
    found = [(at, agent, call.missed.get((agent, at // 1_000_000))) for at, agent in call.offers]
    offered = {agent for _, agent in call.offers}
    for leg in call.legs.values():
        began = leg.created if first.inbound else leg.ringing
        if leg is first and first.inbound:
            continue
        if leg.seen and began is not None and leg.monitoring is None and leg.who not in offered:
            found.append((began, leg.who, leg.missed))
    return tuple(Ring(agent, moment(at), missed) for at, agent, missed in sorted(found, key=lambda r: r[:2]))


def holds(call: Call) -> tuple[Hold, ...]:
    """Pair each hold with the resume that follows it on the same leg."""
    found: list[tuple[Microseconds, str, Microseconds | None]] = []
    for leg in call.legs.values():
        if not leg.holds:
            continue
        marks = sorted([(at, True) for at in leg.holds] + [(at, False) for at in leg.resumes])
        since: Microseconds | None = None
        for at, on in marks:
            if on and since is None:
                since = at
            elif not on and since is not None:
                found.append((since, leg.uuid, at))
                since = None
        if since is not None:
            found.append((since, leg.uuid, leg.hung_up))
    return tuple(
        Hold(uuid, moment(at), moment(until)) for at, uuid, until in sorted(found, key=lambda h: h[:2])
    )


def leg_record(leg: Leg) -> LegRecord:
    """Return what is told of a leg, made anew only when something about it has changed."""
    if leg.told is None:
        leg.told = _leg_record(leg)
    return leg.told


def _leg_record(leg: Leg) -> LegRecord:
    direction = leg.text("direction")
    return LegRecord(
        uuid=leg.uuid,
        direction=Direction(direction) if direction else None,
        number=leg.number,
        name=leg.text("name") if leg.inbound else None,
        agent=leg.agent,
        created_at=moment(leg.created),
        answered_at=moment(leg.answered),
        bridged_at=moment(earliest(min(leg.partners.values(), default=None), leg.bridged)),
        ended_at=moment(leg.hung_up if leg.over else leg.gone),
        hangup_cause=leg.text("cause"),
        disposition=leg.text("disposition"),
        hanging_up_at=None if leg.over else moment(leg.hung_up),
        seen=leg.seen,
    )


def digits(call: Call) -> tuple[Digit, ...]:
    """Return the keys pressed, in order."""
    if not call.digits:
        return ()
    return tuple(Digit(digit, moment(at), sequence) for (at, sequence), digit in sorted(call.digits.items()))


def conferences(call: Call) -> tuple[ConferenceJoin, ...]:
    """Return which legs joined conferences, in order."""
    if not call.joins:
        return ()
    joins = sorted((at, conference, leg) for (conference, leg), at in call.joins.items())
    return tuple(
        ConferenceJoin(conference, leg, call.legs[leg].who if leg in call.legs else None, moment(at))
        for at, conference, leg in joins
    )


def monitorings(call: Call) -> tuple[Monitoring, ...]:
    """Return which supervisors listened in, in order."""
    if all(leg.monitoring is None for leg in call.legs.values()):
        return ()
    legs = sorted((leg.monitoring, leg.uuid, leg) for leg in call.legs.values() if leg.monitoring is not None)
    return tuple(Monitoring(leg.who, uuid, moment(at)) for at, uuid, leg in legs)


def recordings(call: Call) -> tuple[Recording, ...]:
    """Return the recordings, in the order in which they began."""
    if not call.tapes:
        return ()
    tapes = sorted(call.tapes.items(), key=lambda item: (item[1].started or item[1].stopped or 0, item[0]))
    return tuple(
        Recording(
            path,
            moment(tape.started),
            moment(tape.stopped),
            None if tape.milliseconds is None else tape.milliseconds / 1000,
        )
        for path, tape in tapes
    )
