"""Record what the exchange tells of a call, and let its process hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

from engine.commands.call_knowledge import combined, combined_leg, is_older
from engine.commands.command import Answer
from engine.commands.correlate import correlate
from engine.commands.recordings.note import ToldRecording, note_recordings
from engine.commands.work import NOWHERE, Work
from engine.ids import new_id
from engine.store.calls import (
    CallRow,
    LegRow,
    insert_call,
    legs_of,
    lock_call_of_exchange,
    put_leg,
    update_call,
)
from engine.store.open_calls import fitted

#: Columns of a call's row that the exchange tells.
_TOLD = frozenset(CallRow._fields) - {"id", "department_id", "agent_person_id", "facts", "revision"}


@dataclass(frozen=True)
class Leg:
    """One leg of a call as the exchange tells it. Times are aware UTC business time."""

    channel: str
    role: str
    number: str | None
    name: str | None
    created_at: datetime
    answered_at: datetime | None = None
    bridged_at: datetime | None = None
    ended_at: datetime | None = None
    hangup_cause: str | None = None


@dataclass(frozen=True)
class RecordCall:
    """Store what is known of a call. `exchange_id` is the same in every record of a call.

    `node` is the exchange's name for itself and `as_of` the moment of the newest event that the record knows
    of: a record that knows less than the stored one adds what that lacks, and changes nothing else. `told` is
    the whole record as its teller wrote it, from which a later process can go on.
    """

    name: ClassVar[str] = "record-call"

    exchange_id: str
    direction: str
    state: str
    started_at: datetime
    outcome: str | None = None
    caller_number: str | None = None
    caller_name: str | None = None
    dialled_number: str | None = None
    queue: str | None = None
    agent: str | None = None
    hung_up_by: str | None = None
    hangup_cause: str | None = None
    queued_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    waiting_ms: int | None = None
    talk_ms: int | None = None
    recording: str | None = None
    recording_ms: int | None = None
    legs: tuple[Leg, ...] = ()
    recordings: tuple[ToldRecording, ...] = ()
    node: str | None = None
    as_of: datetime | None = None
    told: Mapping[str, Any] | None = None

    def perform(self, work: Work) -> Answer:
        """Store it; a record that says nothing new writes nothing.

        Two processes that tell of the same new call wait for each other, so that it becomes one row.
        """
        work.tx.lock_channel([("call", self.exchange_id)])
        _, directory = work.services.time_and_place(work.tx)
        known = lock_call_of_exchange(work.tx, self.exchange_id)
        person = directory.agent(self.agent)
        department = directory.queue_department(self.queue)
        own = {name: getattr(self, name) for name in CallRow._fields if name in _TOLD}
        row = CallRow(
            **{
                **own,
                "id": known.id if known is not None else new_id(),
                "department_id": department.id if department is not None else None,
                "agent_person_id": person.id if person is not None else None,
                "facts": self._facts(),
                "revision": known.revision if known is not None else 1,
            }
        )
        told = fitted(row)
        legs = self._legs(work, told, known)
        if known is None:
            insert_call(work.tx, told)
        elif (row := combined(known, told)) != known or legs:
            update_call(work.tx, row._replace(revision=known.revision + 1))
        else:
            self._note(work, known)
            return {"call": known.id, "new": False, "changed": False}
        for leg, there in legs:
            put_leg(work.tx, leg, there)
        self._note(work, told if known is None else row)
        work.changed("call", [told.id])
        for one in (known, told):
            if one is not None:
                work.changed("calls", [one.department_id or NOWHERE, one.agent_person_id])
        return {"call": told.id, "new": known is None, "changed": True}

    def _note(self, work: Work, row: CallRow) -> None:
        if self.recordings:
            note_recordings(work, row.id, self.node, row.started_at, row.ended_at, self.recordings)

    def _facts(self) -> dict[str, Any]:
        facts = {
            "node": self.node,
            # Of fixed width, so that it sorts as the time does.
            "as_of": self.as_of.astimezone(UTC).isoformat(timespec="microseconds") if self.as_of else None,
            "told": dict(self.told) if self.told is not None else None,
        }
        return {name: value for name, value in facts.items() if value is not None}

    def _legs(self, work: Work, told: CallRow, known: CallRow | None) -> list[tuple[LegRow, bool]]:
        """Return the legs that are new or of which more is known, with whether a row is there."""
        stored = {} if known is None else {leg.channel: leg for leg in legs_of(work.tx, known.id)}
        older = known is not None and is_older(known.facts.get("as_of"), told.facts.get("as_of"))
        found = []
        for leg in self.legs:
            row = fitted(LegRow(id=new_id(), call_id=told.id, **asdict(leg)))
            before = stored.get(row.channel)
            if before is not None:
                row = combined_leg(before, row, older)
            if row != before:
                found.append((row, before is not None))
        return found


@dataclass(frozen=True)
class TellOfCall:
    """Tell the process of a call what has happened (`call.offered`, `call.answered`, `call.abandoned` …).

    `fact_id` is the fact's own deterministic id: told twice, it changes nothing.
    """

    name: ClassVar[str] = "tell-of-call"

    call_id: str
    message: str
    fact_id: str
    payload: Mapping[str, Any] = field(default_factory=dict)

    def perform(self, work: Work) -> Answer:
        """Correlate the message by the call's id."""
        now, _ = work.services.time_and_place(work.tx)
        return correlate(work, self.message, self.call_id, self.payload, self.fact_id, now, self.call_id)
