"""Brings what becomes known of calls into the engine: records as rows, facts as messages to processes."""

from __future__ import annotations

from datetime import datetime

import structlog

from engine.commands import Engine
from engine.commands.record_call import Leg, RecordCall, TellOfCall
from engine.org import Actor
from engine.store.open_calls import calls_open_since
from telephony.calls import (
    CallAbandoned,
    CallAnswered,
    CallEnded,
    CallQueued,
    CallRecord,
    Direction,
    Fact,
    LegRecord,
    Outcome,
    RecordUnreadable,
    document_of,
    record_from,
)

log = structlog.get_logger("huan.telephony")

TELEPHONY = Actor("system:telephony")
#: Ends after which nobody has spoken with the caller, and somebody has to call back.
UNHEARD = (Outcome.NO_ANSWER, Outcome.LOST, Outcome.FAILED)


class EngineSink:
    """A sink for the call machine. Only inbound calls that came to a queue have a process of their own.

    Records and facts may come again: rows are found by the call's id, messages by the fact's. It is the
    memory of the calls, too: what an earlier process recorded, the next one takes up.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._calls: dict[str, tuple[str, CallRecord]] = {}

    def record(self, call: CallRecord) -> None:
        """Store a call as it stands."""
        answer = self._engine.run(_record_call(call), TELEPHONY)
        self._calls[call.call_id] = (answer["call"], call)

    def fact(self, fact: Fact) -> None:
        """Tell the call's process, if the fact means something to it."""
        if fact.call_id is None or fact.call_id not in self._calls:
            return
        key, call = self._calls[fact.call_id]
        if call.direction is not Direction.INBOUND or call.queue is None:
            return
        message = _message(fact, call)
        if message is not None:
            payload = {"queue": call.queue, "agent": call.agent}
            self._engine.run(TellOfCall(key, message, fact.id, payload), TELEPHONY)

    def calls_open_since(self, node: str, since: datetime) -> list[CallRecord]:
        """Return the calls of an exchange that are open, or ended at `since` (aware) or later."""
        with self._engine.database.reading() as tx:
            found = calls_open_since(tx, node, since)
        records = []
        for facts in found:
            try:
                records.append(record_from(facts["told"]))
            except (KeyError, RecordUnreadable) as error:
                # No message: it quotes what stands in the record, and that may be a number.
                log.warning("a call cannot be taken up", node=node, error=type(error).__name__)
        return records

    @property
    def calls(self) -> dict[str, str]:
        """Return the engine's id of each call, by the exchange's."""
        return {exchange_id: key for exchange_id, (key, _) in self._calls.items()}


def _message(fact: Fact, call: CallRecord) -> str | None:
    match fact:
        case CallQueued():
            return "call.offered"
        case CallAnswered():
            return "call.answered"
        case CallAbandoned():
            return "call.abandoned"
        case CallEnded(outcome=outcome) if outcome in UNHEARD and call.answered_at is None:
            return "call.lost"
    return None


def _record_call(call: CallRecord) -> RecordCall:
    finished = [recording for recording in call.recordings if recording.duration_seconds is not None]
    recording = next(iter(finished or call.recordings), None)
    return RecordCall(
        exchange_id=call.call_id,
        direction=call.direction.value,
        state="merged" if call.merged_into is not None else call.state.value,
        outcome=call.outcome.value if call.outcome is not None else None,
        caller_number=call.caller_number,
        caller_name=call.caller_name,
        dialled_number=call.dialled_number,
        queue=call.queue,
        agent=call.agent,
        hung_up_by=call.hung_up_by.value if call.hung_up_by is not None else None,
        hangup_cause=call.hangup_cause,
        started_at=call.started_at,
        queued_at=call.queued_at,
        answered_at=call.answered_at,
        ended_at=call.ended_at,
        waiting_ms=_milliseconds(call.waiting_seconds),
        talk_ms=_milliseconds(call.talk_seconds),
        recording=recording.path if recording is not None else None,
        recording_ms=_milliseconds(recording.duration_seconds) if recording is not None else None,
        legs=tuple(_leg(call, leg, first=number == 0) for number, leg in enumerate(call.legs)),
        node=call.node,
        as_of=call.as_of,
        told=document_of(call),
    )


def _leg(call: CallRecord, leg: LegRecord, first: bool) -> Leg:
    return Leg(
        channel=f"{call.core_uuid}/{leg.uuid}",
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
