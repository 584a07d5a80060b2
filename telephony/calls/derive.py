"""From evidence to the record: what a call was, decided by pure functions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple, overload

from telephony.calls.evidence import Call, Leg, earliest
from telephony.calls.outcome import decide_outcome, who_hung_up
from telephony.calls.reading import Microseconds
from telephony.calls.record import (
    CallRecord,
    ConferenceJoin,
    Digit,
    Direction,
    Hold,
    LegRecord,
    Monitoring,
    Outcome,
    QueueVisit,
    Recording,
    Ring,
    State,
    Talk,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@overload
def moment(at: Microseconds) -> datetime: ...
@overload
def moment(at: Microseconds | None) -> datetime | None: ...
def moment(at: Microseconds | None) -> datetime | None:
    """Return microseconds since 1970 as an aware UTC time, to the microsecond; None for None."""
    return None if at is None else EPOCH + timedelta(microseconds=at)


def first_leg(call: Call) -> Leg:
    """Return the leg that names the call: an inbound one before others, then the first created."""
    legs = [leg for leg in call.legs.values() if leg.seen] or list(call.legs.values())
    if len(legs) == 1:
        return legs[0]
    return min(legs, key=lambda leg: (not leg.inbound, leg.order))


class Ending(NamedTuple):
    """When a call ended (None: it has not) and whether that is only concluded, not seen."""

    at: Microseconds | None
    lost: bool


def ending(call: Call, first: Leg) -> Ending:
    """Decide whether the call is over.

    An inbound call is over with the caller's channel: what agents' channels do after that is not the
    customer's business, and a lost event of theirs must not leave a zombie. An outbound call is over
    when all its channels are.
    """
    legs = [first] if first.inbound else [leg for leg in call.legs.values() if leg.seen]
    if any(leg.alive for leg in legs):
        return Ending(None, False)
    lost = any(not leg.over for leg in legs)
    times = [leg.hung_up if leg.over else leg.gone for leg in legs]
    return Ending(max((at for at in times if at is not None), default=call.touched), lost)


def customer_leg(call: Call, first: Leg) -> Leg | None:
    """Return the outside party's leg: the caller's, or of an outbound call the first that is no agent's."""
    if first.inbound:
        return first
    outside = [leg for leg in call.legs.values() if leg.seen and leg.agent is None and leg.monitoring is None]
    return min(outside, key=lambda leg: leg.order, default=None)


def answered_at(call: Call, first: Leg, customer: Leg | None, over: bool) -> Microseconds | None:
    """Return when the customer was first connected with a person; a queue's early answer does not count.

    An outbound call to one party is answered when that party answers. One to an agent alone is only
    half made (the customer is dialled next), so that its answer counts once it is over.
    """
    connected = customer or first
    at = earliest(min(connected.partners.values(), default=None), connected.bridged)
    if at is not None or first.inbound:
        return at
    return connected.answered if customer is not None or over else None


def talks(call: Call, customer: Leg | None, legs: dict[str, Leg]) -> tuple[Talk, ...]:
    """Return with whom the customer was connected, in order; `legs` are all that are known anywhere."""
    if customer is None:
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
            missed = leg.text("cause") if leg.over and leg.answered is None else None
            found.append((began, leg.who, missed))
    return tuple(Ring(agent, moment(at), missed) for at, agent, missed in sorted(found, key=lambda r: r[:2]))


def holds(call: Call) -> tuple[Hold, ...]:
    """Pair each hold with the resume that follows it on the same leg."""
    found: list[tuple[Microseconds, str, Microseconds | None]] = []
    for leg in call.legs.values():
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
    )


def record_of(call: Call, call_id: str, known: dict[str, Leg]) -> CallRecord:
    """Return what the evidence says of `call`; `known` are all legs, of other calls too.

    1. The first leg names the call and gives its direction; the customer's leg gives what was dialled.
    2. The end is the first leg's (inbound) or the last one's (outbound).
    3. Answer, agents and durations come from the bridges of the customer's leg.
    4. Outcome and who hung up are decided when it has ended.
    """
    first = first_leg(call)
    customer = customer_leg(call, first)
    end = ending(call, first)
    over = end.at is not None
    answered = answered_at(call, first, customer, over)
    spoken = talks(call, customer, known)
    rung = rings(call, first)
    visits = sorted(call.visits.items(), key=lambda item: (item[1].joined[1], item[0]))
    started = first.created or first.noticed or call.touched
    queued = visits[0][1].joined[1] if visits else None
    waited_for = bool(visits or call.parked or rung or answered is not None) or not first.inbound
    dialogue = call.dialogue or bool(call.digits)
    outcome = decide_outcome(first, answered, waited_for, dialogue, end.lost) if over else None
    waited = waited_for or outcome is Outcome.ABANDONED
    held = holds(call)
    agents = _agents(call, first, spoken, answered)
    return CallRecord(
        call_id=call_id,
        core_uuid=first.core,
        state=_state(call, first, answered, outcome),
        direction=Direction.INBOUND if first.inbound else Direction.OUTBOUND,
        caller_number=first.text("number"),
        caller_name=first.text("name"),
        dialled_number=(customer or first).text("destination"),
        queue=visits[-1][1].queue if visits else None,
        agent=agents[0] if agents else None,
        last_agent=agents[-1] if agents else None,
        started_at=moment(started),
        queued_at=moment(queued),
        ringing_at=rung[0].at if rung else None,
        answered_at=moment(answered),
        ended_at=moment(end.at),
        waiting_seconds=_seconds(queued or started, answered or end.at) if waited else None,
        talk_seconds=_seconds(answered, end.at),
        held_seconds=sum((_span(hold, end.at) for hold in held), 0.0),
        outcome=outcome,
        hangup_cause=first.text("cause"),
        hung_up_by=who_hung_up(call, first) if over and not end.lost else None,
        legs=tuple(leg_record(leg) for leg in sorted(call.legs.values(), key=lambda leg: leg.order)),
        visits=tuple(
            QueueVisit(member, v.queue, moment(v.joined[1]), moment(v.left), v.cause, v.reason)
            for member, v in visits
        ),
        rings=rung,
        talks=spoken,
        holds=held,
        conferences=_conferences(call),
        monitorings=_monitorings(call),
        digits=tuple(
            Digit(digit, moment(at), sequence) for (at, sequence), digit in sorted(call.digits.items())
        ),
        recordings=_recordings(call),
    )


def _state(call: Call, first: Leg, answered: Microseconds | None, outcome: Outcome | None) -> State:
    if outcome is not None:
        return State.ABANDONED if outcome is Outcome.ABANDONED else State.ENDED
    if answered is not None:
        return State.ANSWERED
    others = [leg for leg in call.legs.values() if leg is not first and leg.monitoring is None]
    if any(leg.alive for leg in others) or (not first.inbound and first.ringing is not None):
        return State.RINGING
    known = {leg.who for leg in others}
    if any(agent not in known and (agent, at // 1_000_000) not in call.missed for at, agent in call.offers):
        return State.RINGING
    if any(visit.left is None for visit in call.visits.values()):
        return State.QUEUED
    return State.OFFERED


def _agents(call: Call, first: Leg, spoken: tuple[Talk, ...], answered: Microseconds | None) -> list[str]:
    """Return who had the call, in order. Of an outbound call also the agent who only dialled."""
    if first.inbound:
        return [talk.agent for talk in spoken] if answered is not None else []
    if spoken:
        return [talk.agent for talk in spoken]
    legs = sorted(call.legs.values(), key=lambda leg: leg.order)
    return [leg.who for leg in legs if leg.seen and leg.agent is not None and leg.monitoring is None]


def _seconds(since: Microseconds | None, until: Microseconds | None) -> float | None:
    return None if since is None or until is None else max(0, until - since) / 1_000_000


def _span(hold: Hold, end: Microseconds | None) -> float:
    until = hold.until or moment(end)
    return max(0.0, (until - hold.at).total_seconds()) if until else 0.0


def _conferences(call: Call) -> tuple[ConferenceJoin, ...]:
    joins = sorted((at, conference, leg) for (conference, leg), at in call.joins.items())
    return tuple(
        ConferenceJoin(conference, leg, call.legs[leg].who if leg in call.legs else None, moment(at))
        for at, conference, leg in joins
    )


def _monitorings(call: Call) -> tuple[Monitoring, ...]:
    legs = sorted((leg.monitoring, leg.uuid, leg) for leg in call.legs.values() if leg.monitoring is not None)
    return tuple(Monitoring(leg.who, uuid, moment(at)) for at, uuid, leg in legs)


def _recordings(call: Call) -> tuple[Recording, ...]:
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
