"""Statements on calls and their legs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import call, call_leg


class CallRow(NamedTuple):
    """A call as stored. `exchange_id` is stable across its events; times are aware UTC business time."""

    id: str
    exchange_id: str
    direction: str
    kind: str | None
    state: str
    outcome: str | None
    caller_number: str | None
    caller_name: str | None
    dialled_number: str | None
    queue: str | None
    department_id: str | None
    agent: str | None
    agent_person_id: str | None
    last_agent: str | None
    last_agent_person_id: str | None
    hung_up_by: str | None
    hangup_cause: str | None
    started_at: datetime
    queued_at: datetime | None
    ringing_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    waiting_ms: int | None
    talk_ms: int | None
    hold_ms: int | None
    wrap_up_ms: int | None
    recording: str | None
    recording_ms: int | None
    facts: dict[str, Any]
    revision: int

    def as_facts(self) -> dict[str, Any]:
        """Return the call as diagrams see it under the name `call`."""
        return {
            "id": self.id,
            "kind": self.kind,
            "state": self.state,
            "outcome": self.outcome,
            "caller_number": self.caller_number,
            "caller_name": self.caller_name,
            "dialled_number": self.dialled_number,
            "queue": self.queue,
            "agent": self.agent_person_id,
            "last_agent": self.last_agent_person_id or self.agent_person_id,
            "hung_up_by": self.hung_up_by,
            "started_at": self.started_at,
            "queued_at": self.queued_at,
            "ringing_at": self.ringing_at,
            "answered_at": self.answered_at,
            "ended_at": self.ended_at,
            "waiting_seconds": seconds(self.waiting_ms),
            "talk_seconds": seconds(self.talk_ms),
            "hold_seconds": seconds(self.hold_ms),
            "recording_seconds": seconds(self.recording_ms),
        }


class LegRow(NamedTuple):
    """One leg of a call; `channel` is the exchange's name for it."""

    id: str
    call_id: str
    channel: str
    role: str
    number: str | None
    name: str | None
    created_at: datetime
    answered_at: datetime | None
    bridged_at: datetime | None
    ended_at: datetime | None
    hangup_cause: str | None


_CALL = [call.c[name] for name in CallRow._fields]
_LEG = [call_leg.c[name] for name in LegRow._fields]
_CHANGING = [name for name in CallRow._fields if name not in ("id", "exchange_id")]
_BY_ID = Statement(select(*_CALL).where(call.c.id == bindparam("call_id")))
_LOCK_BY_ID = Statement(select(*_CALL).where(call.c.id == bindparam("call_id")).with_for_update())
_BY_EXCHANGE = Statement(select(*_CALL).where(call.c.exchange_id == bindparam("exchange_id")))
_LOCK_BY_EXCHANGE = Statement(
    select(*_CALL).where(call.c.exchange_id == bindparam("exchange_id")).with_for_update()
)
_INSERT = Statement(insert(call).values({name: bindparam(name) for name in CallRow._fields}))
_UPDATE = Statement(
    update(call)
    .where(call.c.id == bindparam("call_id"))
    .values({name: bindparam(name) for name in _CHANGING})
)
_LEGS = Statement(
    select(*_LEG).where(call_leg.c.call_id == bindparam("of_call")).order_by(call_leg.c.created_at)
)
_INSERT_LEG = Statement(insert(call_leg).values({name: bindparam(name) for name in LegRow._fields}))
_UPDATE_LEG = Statement(
    update(call_leg)
    .where(call_leg.c.id == bindparam("leg_id"))
    .values({name: bindparam(name) for name in LegRow._fields if name not in ("id", "call_id", "channel")})
)


def seconds(ms: int | None) -> Decimal | None:
    """Return milliseconds as diagrams count."""
    return None if ms is None else Decimal(ms) / 1000


def call_by_id(tx: Transaction, call_id: str) -> CallRow | None:
    """Return a call, or None."""
    row = tx.one(_BY_ID, call_id=call_id)
    return CallRow(*row) if row is not None else None


def lock_call(tx: Transaction, call_id: str) -> CallRow | None:
    """Lock and return a call, or None."""
    row = tx.one(_LOCK_BY_ID, call_id=call_id)
    return CallRow(*row) if row is not None else None


def call_of_exchange(tx: Transaction, exchange_id: str) -> CallRow | None:
    """Return the call that the exchange knows by this id, or None."""
    row = tx.one(_BY_EXCHANGE, exchange_id=exchange_id)
    return CallRow(*row) if row is not None else None


def lock_call_of_exchange(tx: Transaction, exchange_id: str) -> CallRow | None:
    """Lock and return the call that the exchange knows by this id, or None."""
    row = tx.one(_LOCK_BY_EXCHANGE, exchange_id=exchange_id)
    return CallRow(*row) if row is not None else None


def insert_call(tx: Transaction, row: CallRow) -> None:
    """Store a call."""
    tx.write_row(_INSERT, row)


def update_call(tx: Transaction, row: CallRow) -> None:
    """Store what has become of a call."""
    values = row._asdict()
    tx.write(_UPDATE, call_id=row.id, **{name: values[name] for name in _CHANGING})


def legs_of(tx: Transaction, call_id: str) -> list[LegRow]:
    """Return the legs of a call, oldest first."""
    return [LegRow(*row) for row in tx.rows(_LEGS, of_call=call_id)]


def put_leg(tx: Transaction, row: LegRow, known: bool) -> None:
    """Store a leg; `known` when a row with its id is there already."""
    if not known:
        tx.write_row(_INSERT_LEG, row)
        return
    values = row._asdict()
    names = [name for name in LegRow._fields if name not in ("id", "call_id", "channel")]
    tx.write(_UPDATE_LEG, leg_id=row.id, **{name: values[name] for name in names})
