"""The parts of a record: what each kind of evidence says, in order of time."""

from __future__ import annotations

from collections.abc import Iterator
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
    How,
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


@overload
def micro(at: datetime) -> Microseconds: ...
@overload
def micro(at: datetime | None) -> Microseconds | None: ...
def micro(at: datetime | None) -> Microseconds | None:
    """Return an aware time as microseconds since 1970; None for None."""
    return None if at is None else (at - EPOCH) // timedelta(microseconds=1)


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


def talks(
    call: Call, customer: Leg | None, legs: dict[str, Leg], end: Microseconds | None
) -> tuple[Talk, ...]:
    """Return with whom the customer was connected, in order; `legs` are all that are known anywhere.

    A talk ends when the next one begins, when that leg ends, or with the call, at `end`.
    """
    if customer is None or not customer.partners:
        return ()
    spoken = sorted((at, uuid) for uuid, at in customer.partners.items())
    found = []
    for number, (at, uuid) in enumerate(spoken):
        leg = legs.get(uuid)
        following = spoken[number + 1][0] if number + 1 < len(spoken) else None
        until = earliest(following, earliest(leg.ended if leg is not None else None, end))
        before = (spoken[number - 1][0], legs.get(spoken[number - 1][1])) if number else None
        how = _how(customer, before, uuid, at)
        found.append(Talk(leg.who if leg is not None else uuid, uuid, moment(at), moment(until), how))
    return tuple(found)


def _how(customer: Leg, before: tuple[Microseconds, Leg | None] | None, uuid: str, at: Microseconds) -> How:
    """Return how the customer came to the leg `uuid`; `before`: since when they spoke with whom before."""
    if before is None:
        return How.ANSWER
    since, leg = before
    if leg is not None and since < leg.partners.get(uuid, at) < at:
        return How.ATTENDED
    if customer.referred is not None and since < customer.referred <= at:
        return How.REFER
    if any(since - 1_000_000 < moved <= at for moved in customer.moved):  # it is told by the second
        return How.BLIND
    return How.ANSWER


def rings(call: Call, first: Leg, end: Microseconds | None) -> tuple[Ring, ...]:
    """Return which phones rang: mod_callcenter's offers, and legs that rang without one."""
    found: list[tuple[Microseconds, str, str | None, Microseconds | None]] = []
    for at, agent in call.offers:
        offer = (agent, at // 1_000_000)
        until = earliest(call.failed.get(offer), _taken(call, agent, at))
        found.append((at, agent, call.missed.get(offer), earliest(until, end)))
    offered = {agent for _, agent in call.offers}
    for leg in call.legs.values():
        began = leg.created if first.inbound else leg.ringing
        if leg is first and first.inbound:
            continue
        if leg.seen and began is not None and leg.monitoring is None and leg.who not in offered:
            found.append((began, leg.who, leg.missed, earliest(earliest(leg.answered, leg.ended), end)))
    return tuple(
        Ring(agent, moment(at), missed, moment(until))
        for at, agent, missed, until in sorted(found, key=lambda ring: ring[:2])
    )


def _taken(call: Call, agent: str, at: Microseconds) -> Microseconds | None:
    """Return when the telephone that was rung for an offer was taken, or its leg ended."""
    second = at // 1_000_000 * 1_000_000
    legs = [leg for leg in call.legs.values() if leg.who == agent and (leg.created or 0) >= second]
    leg = min(legs, key=lambda one: one.order, default=None)
    return earliest(leg.answered, leg.ended) if leg is not None else None


def holds(call: Call, customer: Leg | None, spoken: tuple[Talk, ...]) -> tuple[Hold, ...]:
    """Pair each hold with the resume that follows it on the same leg, and add what consulting took."""
    found: list[tuple[Microseconds, str, Microseconds | None, str | None]] = []
    for leg in call.legs.values():
        if not leg.holds:
            continue
        marks = sorted([(at, True) for at in leg.holds] + [(at, False) for at in leg.resumes])
        since: Microseconds | None = None
        for at, on in marks:
            if on and since is None:
                since = at
            elif not on and since is not None:
                found.append((since, leg.uuid, at, None))
                since = None
        if since is not None:
            found.append((since, leg.uuid, leg.hung_up, None))
    if customer is not None and len(call.legs) > 2:
        found += _consultations(call, customer, spoken)
    return tuple(
        Hold(uuid, moment(at), moment(until), consulted)
        for at, uuid, until, consulted in sorted(found, key=lambda hold: hold[:2])
    )


def _consultations(
    call: Call, customer: Leg, spoken: tuple[Talk, ...]
) -> Iterator[tuple[Microseconds, str, Microseconds | None, str]]:
    """The customer waits while the agent who has them speaks with somebody else, or calls them.

    They wait no longer when that one joins their talk.
    """
    joined = {leg: at for (_, leg), at in sorted(call.joins.items(), key=lambda join: -join[1])}
    for talk in spoken:
        agent = call.legs.get(talk.leg)
        since = customer.partners[talk.leg]
        for uuid, at in agent.partners.items() if agent is not None else ():
            other = call.legs.get(uuid)
            over = micro(talk.until)
            if other is None or other is customer or at <= since or (over is not None and at >= over):
                continue
            began = max(since, other.created) if other.created is not None else at
            yield began, customer.uuid, earliest(earliest(over, other.ended), joined.get(uuid)), uuid


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
        ended_at=moment(leg.ended),
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
    return tuple(
        Monitoring(leg.who, uuid, moment(at), moment(leg.ended), leg.text("monitors"))
        for at, uuid, leg in legs
    )


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
