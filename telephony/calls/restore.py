"""From a record back to evidence, so that a call goes on in a process that did not see its beginning."""

from __future__ import annotations

from telephony.calls.evidence import Call, Leg, Rank, Tape, Visit
from telephony.calls.parts import micro
from telephony.calls.reading import Microseconds
from telephony.calls.record import CallRecord, Direction, Hold, How, LegRecord, Outcome, Talk

#: Sorts before every event, so that what was known stays known. Only a channel's own beginning, told again,
#: ranks above it.
_BEFORE_ALL: Microseconds = 0


def evidence_of(record: CallRecord) -> Call:
    """Return evidence from which the same record follows, whatever process gathered the first.

    Digits are left out: they may be a PIN and are in no record that was stored.
    """
    call = Call(parked=record.parked, dialogue=record.dialogue, quiet=True)
    call.touched = micro(record.as_of or record.started_at)
    for number, known in enumerate(record.legs):
        _leg(call, record, known, first=number == 0)
    _queue(call, record)
    _connections(call, record)
    for join in record.conferences:
        call.joins[join.conference, join.leg] = micro(join.at)
    for tape in record.recordings:
        seconds = tape.duration_seconds
        milliseconds = None if seconds is None else round(seconds * 1000)
        call.tapes[tape.path] = Tape(micro(tape.started_at), micro(tape.ended_at), milliseconds)
    call.published = {record.call_id: record}
    return call


def _leg(call: Call, record: CallRecord, known: LegRecord, first: bool) -> None:
    leg = Leg(known.uuid, record.core_uuid, call, seen=known.seen)
    call.legs[known.uuid] = leg
    leg.created, leg.answered, leg.bridged = map(
        micro, (known.created_at, known.answered_at, known.bridged_at)
    )
    leg.noticed = leg.created if known.seen else None
    inbound = known.direction is Direction.INBOUND
    texts = {
        "direction": known.direction.value if known.direction is not None else None,
        "number": known.number if inbound else None,
        "name": known.name,
        "destination": None if inbound else known.number,
        "agent": known.agent,
        "cause": known.hangup_cause,
        "disposition": known.disposition,
    }
    if first:
        texts["number"], texts["name"] = record.caller_number, record.caller_name
        if inbound:
            texts["destination"] = record.dialled_number
            texts["continues"] = record.continues
        leg.noticed = leg.noticed or micro(record.started_at)
        leg.call_id = record.call_id
    for name, text in texts.items():
        leg.keep(name, Rank.OWN if known.seen else Rank.HEARSAY, _BEFORE_ALL, text)
    leg.hung_up = micro(known.hanging_up_at)
    concluded = record.outcome is Outcome.LOST and known.hangup_cause is None
    if known.ended_at is not None and concluded:
        leg.gone = micro(known.ended_at)
    elif known.ended_at is not None:
        leg.hung_up, leg.over = micro(known.ended_at), True


def _queue(call: Call, record: CallRecord) -> None:
    """Stays in queues, and whose phones rang: by an offer of mod_callcenter's, or a leg by itself."""
    for stay in record.visits:
        joined = (0, micro(stay.joined_at))
        call.visits[stay.id] = Visit(stay.queue, joined, micro(stay.left_at), stay.cause, stay.reason)
    legs = {leg.who: leg for leg in call.legs.values()}
    for ring in record.rings:
        at, leg = micro(ring.at), legs.get(ring.agent)
        if leg is not None and record.direction is Direction.OUTBOUND:
            leg.ringing = at
            continue
        if leg is not None and leg.created == at and ring.missed == leg.missed:
            continue  # follows from the leg
        call.offers.add((at, ring.agent))
        if ring.missed is not None:
            call.missed[ring.agent, at // 1_000_000] = ring.missed
        if ring.until is not None:
            call.failed[ring.agent, at // 1_000_000] = micro(ring.until)


def _connections(call: Call, record: CallRecord) -> None:
    """Whom the customer spoke with, who was on hold, who listened in."""
    first = call.legs[record.legs[0].uuid]
    outside = [leg for leg in call.legs.values() if leg.agent is None]
    customer = first if first.inbound else min(outside, key=lambda leg: leg.order, default=None)
    for talk in record.talks:
        if customer is not None:
            customer.partners[talk.leg] = micro(talk.at)
            if talk.leg in call.legs:
                call.legs[talk.leg].partners[customer.uuid] = micro(talk.at)
            _transfer(customer, talk)
    for hold in record.holds:
        if hold.consulted is not None:
            _consultation(call, record.talks, hold)
        elif hold.leg in call.legs:
            call.legs[hold.leg].holds.add(micro(hold.at))
            if hold.until is not None:
                call.legs[hold.leg].resumes.add(micro(hold.until))
    for one in record.monitorings:
        if one.leg in call.legs:
            leg = call.legs[one.leg]
            leg.monitoring = micro(one.at)
            leg.keep("monitors", Rank.OWN, _BEFORE_ALL, one.kind)


def _transfer(customer: Leg, talk: Talk) -> None:
    """Note what made a talk a transfer; that the one before was consulted follows from the hold."""
    if talk.how is How.BLIND:
        customer.moved.add(micro(talk.at) // 1_000_000 * 1_000_000)
    elif talk.how is How.REFER:
        customer.referred = micro(talk.at)


def _consultation(call: Call, talks: tuple[Talk, ...], hold: Hold) -> None:
    """Let the agent who had the customer then have been connected with whom they consulted."""
    having = [talk for talk in talks if talk.at <= hold.at]
    if having and hold.consulted is not None and (agent := call.legs.get(having[-1].leg)) is not None:
        agent.partners[hold.consulted] = max(micro(hold.at), micro(having[-1].at) + 1)
