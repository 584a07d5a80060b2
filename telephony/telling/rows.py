"""What the engine gets of a call: a record as a row, facts as messages to its process."""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile
from typing import Any

from engine.calling.messages import (
    ABANDONED,
    ANSWERED,
    ENDED,
    LOST,
    OFFERED,
    OUTCOME_REVISED,
    RECORDED,
    TRANSFERRED,
)
from engine.commands import Engine
from engine.commands.call_messages import CallMessage
from engine.commands.call_parts import Ring, Supervision, Talk, Visit
from engine.commands.record_call import Leg, RecordCall, TellOfCall
from engine.commands.recordings.note import ToldRecording
from engine.commands.tell_digits import TellDigits
from engine.errors import Unavailable
from engine.org import Actor
from telephony.calls import (
    CallAbandoned,
    CallAnswered,
    CallEnded,
    CallQueued,
    CallRecord,
    CallTransferred,
    DigitsReceived,
    Direction,
    Fact,
    LegRecord,
    Outcome,
    OutcomeRevised,
    RecordingFinished,
    document_of,
)
from telephony.telling.coalesce import Telling

TELEPHONY = Actor("system:telephony")
#: Ends after which nobody has spoken with the caller, and somebody has to call back.
UNHEARD = (Outcome.NO_ANSWER, Outcome.LOST, Outcome.FAILED)


def tell(engine: Engine, telling: Telling) -> str:
    """Store a call as it stands, then tell its process what is new; return the engine's id of it.

    What is told is stored with the record, in one transaction, up to keys that were pressed: these are told
    by themselves. What cannot be told hinders neither the record nor what comes before it.
    """
    call = telling.record
    at_once = list(takewhile(lambda fact: not isinstance(fact, DigitsReceived), telling.facts))
    messages = tuple(one for fact in at_once for one in _messages(fact, call))
    try:
        key: str = engine.run(record_call(call, messages), TELEPHONY)["call"]
        rest = telling.facts[len(at_once) :]
    except Unavailable:
        raise
    except Exception:  # whatever it is: nothing was stored, and the record is more than what is told of it
        if not messages:
            raise
        key, rest = engine.run(record_call(call), TELEPHONY)["call"], telling.facts
    for fact in rest:
        tell_fact(engine, key, call, fact)
    return key


def tell_fact(engine: Engine, key: str, call: CallRecord, fact: Fact) -> None:
    """Tell the process of a call, whose id is `key`, of a fact, if that means something to it."""
    if isinstance(fact, DigitsReceived):
        if pressed_in_talk(fact, call):
            engine.run(TellDigits(key, fact.digits, fact.id), TELEPHONY)
        return
    for one in _messages(fact, call):
        engine.run(TellOfCall(key, one.message, one.fact_id, one.payload), TELEPHONY)


def _messages(fact: Fact, call: CallRecord) -> list[CallMessage]:
    return [CallMessage(message, fact.id, _said(fact, call)) for message in messages_of(fact, call)]


def messages_of(fact: Fact, call: CallRecord) -> tuple[str, ...]:
    """Return the messages that a fact is to the process of its call; empty: it has none, or none of it.

    Only inbound calls that came to a queue have a process of their own. What their orders' processes hear is
    told with the record.
    """
    if call.direction is not Direction.INBOUND or call.queue is None:
        return ()
    match fact:
        case CallQueued():
            return (OFFERED,)
        case CallAnswered():
            return (ANSWERED,)
        case CallTransferred():
            return (TRANSFERRED,)
        case RecordingFinished():
            return (RECORDED,)
        case CallAbandoned():
            return (ABANDONED,)
        case CallEnded(outcome=outcome) if outcome in UNHEARD and call.answered_at is None:
            return (LOST, ENDED)
        case CallEnded():
            return (ENDED,)
        case OutcomeRevised():
            return (OUTCOME_REVISED,)
    return ()


def pressed_in_talk(fact: DigitsReceived, call: CallRecord) -> bool:
    """Return whether keys were pressed while somebody spoke with the customer.

    What is pressed otherwise is a dialogue's, which asks for it, and may be a secret.
    """
    return any(talk.at <= fact.at and (talk.until is None or fact.at <= talk.until) for talk in call.talks)


def _said(fact: Fact, call: CallRecord) -> dict[str, Any]:
    """Return what a fact says beside the record: of a call that is known late all is told at once."""
    match fact:
        case CallTransferred():
            how = fact.how.value if fact.how is not None else None
            return {"from_agent": fact.from_agent, "to_agent": fact.to_agent, "how": how}
        case RecordingFinished(duration_seconds=length):
            return {"recording_seconds": None if length is None else Decimal(str(round(length, 3)))}
        case OutcomeRevised():
            return {"before": fact.before.value, "outcome": fact.outcome.value}
        case CallEnded():
            return {"outcome": fact.outcome.value}
    agent = fact.agent if isinstance(fact, CallAnswered) else None
    return {"queue": getattr(fact, "queue", None) or call.queue, "agent": agent}


def record_call(call: CallRecord, messages: tuple[CallMessage, ...] = ()) -> RecordCall:
    """Return the command that stores a record, and with it tells these messages."""
    finished = [recording for recording in call.recordings if recording.duration_seconds is not None]
    recording = next(iter(finished or call.recordings), None)
    return RecordCall(
        exchange_id=call.call_id,
        continues=call.continues,
        direction=call.direction.value,
        state="merged" if call.merged_into is not None else call.state.value,
        outcome=call.outcome.value if call.outcome is not None else None,
        caller_number=call.caller_number,
        caller_name=call.caller_name,
        dialled_number=call.dialled_number,
        queue=call.queue,
        agent=call.agent,
        last_agent=call.last_agent,
        kind=call.kind.value,
        hung_up_by=call.hung_up_by.value if call.hung_up_by is not None else None,
        hangup_cause=call.hangup_cause,
        started_at=call.started_at,
        queued_at=call.queued_at,
        ringing_at=call.ringing_at,
        answered_at=call.answered_at,
        ended_at=call.ended_at,
        waiting_ms=_milliseconds(call.waiting_seconds),
        talk_ms=_milliseconds(call.talk_seconds),
        hold_ms=_milliseconds(call.held_seconds) if call.answered_at is not None else None,
        recording=recording.path if recording is not None else None,
        recording_ms=_milliseconds(recording.duration_seconds) if recording is not None else None,
        legs=tuple(_leg(call, leg, first=number == 0) for number, leg in enumerate(call.legs)),
        recordings=tuple(ToldRecording(one.path, one.started_at, one.ended_at) for one in call.recordings),
        parts=(*_rings(call), *_talks(call), *_visits(call), *_supervisions(call)),
        node=call.node,
        as_of=call.as_of,
        told=document_of(call),
        messages=messages,
    )


def _channel(call: CallRecord, leg: str) -> str:
    return f"{call.core_uuid}/{leg}"


def _rings(call: CallRecord) -> list[Ring]:
    return [Ring(ring.agent, ring.at, ring.until, ring.missed) for ring in call.rings]


def _talks(call: CallRecord) -> list[Talk]:
    """Return who spoke with the customer: by being connected with them, or by joining their conference.

    The third in a talk of three speaks from then on, also when the customer is left to them later.
    """
    ends = {leg.uuid: leg.ended_at for leg in call.legs}
    third = {join.leg: join.at for join in call.conferences if join.conference in ends}
    spoken = [
        Talk(
            _channel(call, talk.leg),
            talk.agent,
            min(talk.at, third.get(talk.leg, talk.at)),
            talk.until,
            talk.how.value if talk.how else None,
        )
        for talk in call.talks
    ]
    known = {talk.channel for talk in spoken}
    customer = {join.conference: join.at for join in call.conferences if join.leg == call.legs[0].uuid}
    for join in call.conferences:
        channel = _channel(call, join.leg)
        since = customer.get(join.conference, third.get(join.leg))
        if join.leg == call.legs[0].uuid or channel in known or since is None:
            continue
        known.add(channel)
        until = min((at for at in (ends.get(join.leg), call.ended_at) if at is not None), default=None)
        spoken.append(Talk(channel, join.who or join.leg, max(join.at, since), until, "conference"))
    return spoken


def _visits(call: CallRecord) -> list[Visit]:
    return [
        Visit(visit.id, visit.queue, visit.joined_at, visit.left_at, visit.cause, visit.reason)
        for visit in call.visits
    ]


def _supervisions(call: CallRecord) -> list[Supervision]:
    return [
        Supervision(_channel(call, one.leg), one.supervisor, one.kind or "listen", one.at, one.until)
        for one in call.monitorings
    ]


def _leg(call: CallRecord, leg: LegRecord, first: bool) -> Leg:
    return Leg(
        channel=_channel(call, leg.uuid),
        role="caller" if first and call.direction is Direction.INBOUND else "agent" if leg.agent else "party",
        number=leg.number,
        name=leg.name or leg.agent,
        created_at=leg.created_at or call.started_at,
        answered_at=leg.answered_at,
        bridged_at=leg.bridged_at,
        ended_at=leg.ended_at,
        hangup_cause=leg.hangup_cause,
    )


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)
