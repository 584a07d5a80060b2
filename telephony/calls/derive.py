"""From evidence to the record: what a call was, decided by pure functions."""

from __future__ import annotations

from typing import NamedTuple

from telephony.calls.evidence import Call, Leg, earliest
from telephony.calls.outcome import decide_outcome, who_hung_up
from telephony.calls.parts import (
    conferences,
    digits,
    holds,
    leg_record,
    micro,
    moment,
    monitorings,
    recordings,
    rings,
    talks,
    visits,
)
from telephony.calls.reading import Microseconds
from telephony.calls.record import CallRecord, Direction, Hold, Outcome, State, Talk


def first_leg(call: Call) -> Leg:
    """Return the leg that names the call: an inbound one before others, then the first created."""
    legs = [leg for leg in call.legs.values() if leg.seen] or list(call.legs.values())
    inbound = [leg for leg in legs if leg.inbound] or legs
    return inbound[0] if len(inbound) == 1 else min(inbound, key=lambda leg: leg.order)


class Ending(NamedTuple):
    """When a call ended (None: it has not) and whether that is only concluded, not seen."""

    at: Microseconds | None
    lost: bool


_GOING_ON = Ending(None, False)


def ending(call: Call, first: Leg) -> Ending:
    """Decide whether the call is over.

    An inbound call is over with the caller's channel: what agents' channels do after that is not the
    customer's business, and a lost event of theirs must not leave a zombie. An outbound call is over
    when all its channels are.
    """
    if first.alive:
        return _GOING_ON
    legs = [first] if first.inbound else [leg for leg in call.legs.values() if leg.seen]
    if any(leg.alive for leg in legs):
        return _GOING_ON
    lost = any(not leg.over for leg in legs)
    times = [leg.ended for leg in legs]
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


def _waited_until(call: Call, answered: Microseconds | None, end: Microseconds | None) -> Microseconds | None:
    """Return when a caller was answered, had left the last queue, or was gone; None: he waits.

    Who left it for a message or another number may stay for long, and waits for nobody.
    """
    if answered is not None:
        return answered
    left = [stay.left for stay in call.visits.values()]
    known = [at for at in left if at is not None]
    gone_on = max(known) if known and len(known) == len(left) else None
    return earliest(gone_on, end)


def record_of(
    call: Call, first: Leg, call_id: str, known: dict[str, Leg], node: str | None = None
) -> CallRecord:
    """Return what the evidence says of `call`, whose first leg is `first`; `known` are all legs of all calls.

    1. The first leg names the call and gives its direction; the customer's leg gives what was dialled.
    2. The end is the first leg's (inbound) or the last one's (outbound).
    3. Answer, agents and durations come from the bridges of the customer's leg.
    4. Outcome and who hung up are decided when it has ended.
    """
    legs = [first]
    if len(call.legs) > 1:
        legs += sorted((leg for leg in call.legs.values() if leg is not first), key=lambda leg: leg.order)
    customer = customer_leg(call, first)
    end = ending(call, first)
    over = end.at is not None
    answered = answered_at(call, first, customer, over)
    spoken = talks(call, customer, known, end.at)
    rung = rings(call, first, end.at)
    stays = visits(call)
    started = first.created or first.noticed or call.touched
    queued = min(stay.joined[1] for stay in call.visits.values()) if stays else None
    waited_for = bool(stays or call.parked or rung or answered is not None) or not first.inbound
    dialogue = call.dialogue or bool(call.digits)
    outcome = decide_outcome(first, answered, waited_for, dialogue, end.lost) if over else None
    waited = waited_for or outcome is Outcome.ABANDONED
    held = holds(call, customer, spoken)
    agents = _agents(call, first, spoken, answered)
    return CallRecord(
        call_id=call_id,
        core_uuid=first.core,
        state=_state(call, first, answered, outcome),
        direction=Direction.INBOUND if first.inbound else Direction.OUTBOUND,
        caller_number=first.text("number"),
        caller_name=first.text("name"),
        dialled_number=(customer or first).text("destination"),
        queue=stays[-1].queue if stays else None,
        agent=agents[0] if agents else None,
        last_agent=agents[-1] if agents else None,
        started_at=moment(started),
        queued_at=moment(queued),
        ringing_at=rung[0].at if rung else None,
        answered_at=moment(answered),
        ended_at=moment(end.at),
        waiting_seconds=_seconds(queued or started, _waited_until(call, answered, end.at))
        if waited
        else None,
        talk_seconds=_seconds(answered, _talked_until(call, spoken, end.at)),
        held_seconds=sum(_span(hold, end.at) for hold in held) if held else 0.0,
        outcome=outcome,
        hangup_cause=first.text("cause"),
        hung_up_by=who_hung_up(call, first) if over and not end.lost else None,
        legs=tuple(leg_record(leg) for leg in legs),
        visits=stays,
        rings=rung,
        talks=spoken,
        holds=held,
        conferences=conferences(call),
        monitorings=monitorings(call),
        digits=digits(call),
        recordings=recordings(call),
        parked=call.parked,
        dialogue=dialogue,
        continues=first.text("continues"),
        node=node,
        as_of=moment(call.touched),
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


def _talked_until(call: Call, spoken: tuple[Talk, ...], end: Microseconds | None) -> Microseconds | None:
    """Return when nobody spoke with the customer any more; None: the call goes on.

    What they hear after the last talk is a dialogue's. In a conference others may speak when a leg has left;
    of a talk of three that one is told as theirs (`bridged`).
    """
    in_room = any(room not in call.legs for room, _ in call.joins)
    last = spoken[-1].until if spoken and end is not None and not in_room else None
    return end if last is None else micro(last)


def _seconds(since: Microseconds | None, until: Microseconds | None) -> float | None:
    return None if since is None or until is None else max(0, until - since) / 1_000_000


def _span(hold: Hold, end: Microseconds | None) -> float:
    until = hold.until or moment(end)
    return max(0.0, (until - hold.at).total_seconds()) if until else 0.0
