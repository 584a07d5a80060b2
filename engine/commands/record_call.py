"""Record what the exchange tells of a call, and let its process hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.correlate import correlate
from engine.commands.work import Work
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
    """Store a call's record as it stands now. `exchange_id` is the same in every record of a call."""

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

    def perform(self, work: Work) -> Answer:
        """Store it; a record that says nothing new changes nothing."""
        _, directory = work.services.time_and_place(work.tx)
        known = lock_call_of_exchange(work.tx, self.exchange_id)
        person = directory.agent(self.agent)
        department = directory.queue_department(self.queue)
        own = {
            name: getattr(self, name)
            for name in CallRow._fields
            if hasattr(self, name) and name not in ("legs", "name")
        }
        row = CallRow(
            **{
                **own,
                "id": known.id if known is not None else new_id(),
                "department_id": department.id if department is not None else None,
                "agent_person_id": person.id if person is not None else None,
                "facts": known.facts if known is not None else {},
                "revision": known.revision if known is not None else 1,
            }
        )
        if known is None:
            insert_call(work.tx, row)
        elif row != known:
            update_call(work.tx, row._replace(revision=known.revision + 1))
        self._put_legs(work, row.id, new=known is None)
        work.changed("call", [row.id])
        return {"call": row.id, "new": known is None}

    def _put_legs(self, work: Work, call_id: str, new: bool) -> None:
        known = {} if new else {leg.channel: leg for leg in legs_of(work.tx, call_id)}
        for leg in self.legs:
            before = known.get(leg.channel)
            row = LegRow(
                before.id if before is not None else new_id(),
                call_id,
                leg.channel,
                leg.role,
                leg.number,
                leg.name,
                leg.created_at,
                leg.answered_at,
                leg.bridged_at,
                leg.ended_at,
                leg.hangup_cause,
            )
            if row != before:
                put_leg(work.tx, row, before is not None)


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
