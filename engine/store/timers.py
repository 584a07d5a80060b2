"""Statements on timers: arm, disarm, lease what is due, park what fails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, or_, select, update

from engine.store.database import Request, Transaction
from engine.store.expressions import is_one_of, machine_now
from engine.store.statement import Statement
from engine.store.tables import timer


class TimerRow(NamedTuple):
    """A waiting timer; `due_at` None: undetermined, or its clock is paused. `spec` is its document."""

    id: str
    instance_id: str | None
    definition_id: str | None
    order_id: str | None
    token: int
    element_id: str
    due_at: datetime | None
    limit_rule: str | None
    spec: dict[str, Any]
    parked: bool
    armed_at: datetime


_COLUMNS = [timer.c[name] for name in TimerRow._fields]
_INSERT = Statement(insert(timer).values({name: bindparam(name) for name in TimerRow._fields}))
_DELETE_TOKENS = Statement(
    delete(timer).where(
        timer.c.instance_id == bindparam("instance_id"), is_one_of(timer.c.token, "tokens", "integer")
    )
)
_DELETE = Statement(delete(timer).where(timer.c.id == bindparam("timer_id")))
_DELETE_OF_DEFINITION = Statement(delete(timer).where(timer.c.definition_id == bindparam("definition_id")))
_DELETE_OF_ORDER = Statement(
    delete(timer).where(
        timer.c.order_id == bindparam("order_id"),
        timer.c.element_id == bindparam("element_id"),
        timer.c.instance_id.is_(None),
    )
)
_UNPARK = Statement(
    update(timer)
    .where(timer.c.instance_id == bindparam("instance_id"))
    .values(parked=False, leased_until=None)
)
_BY_ID = Statement(select(*_COLUMNS).where(timer.c.id == bindparam("timer_id")), TimerRow)
_OF_INSTANCE = Statement(select(*_COLUMNS).where(timer.c.instance_id == bindparam("instance_id")), TimerRow)
_WAITING = (~timer.c.parked, timer.c.due_at <= bindparam("now"))
_FREE = or_(timer.c.leased_until.is_(None), timer.c.leased_until < machine_now())
_DUE = select(timer.c.id).where(*_WAITING, _FREE).order_by(timer.c.due_at).limit(bindparam("most"))
_LEASE_PG = Statement(
    update(timer)
    .where(timer.c.id.in_(_DUE.with_for_update(skip_locked=True).scalar_subquery()))
    .values(lease_owner=bindparam("owner"), leased_until=machine_now(bindparam("seconds")))
    .returning(timer.c.id, timer.c.due_at, timer.c.instance_id, timer.c.order_id)
)
_LEASE_LITE = Statement(
    update(timer)
    .where(timer.c.id.in_(_DUE.scalar_subquery()))
    .values(lease_owner=bindparam("owner"), leased_until=machine_now(bindparam("seconds")))
    .returning(timer.c.id, timer.c.due_at, timer.c.instance_id, timer.c.order_id)
)
_NEXT_DUE = Statement(
    select(timer.c.due_at)
    .where(~timer.c.parked, timer.c.due_at.is_not(None))
    .order_by(timer.c.due_at)
    .limit(1)
)
_PARK = Statement(
    update(timer)
    .where(timer.c.id == bindparam("timer_id"))
    .values(parked=bindparam("parked"), leased_until=None)
)
_SET_DUE = Statement(
    update(timer)
    .where(timer.c.id == bindparam("timer_id"))
    .values(due_at=bindparam("due_at"), leased_until=None)
)


def insert_timer(tx: Transaction, row: TimerRow) -> None:
    """Arm a timer."""
    tx.write_row(_INSERT, row)


def delete_timers_at(tx: Transaction, instance_id: str, tokens: Sequence[int]) -> None:
    """Disarm the timers of these tokens, fired or taken away."""
    tx.write(_DELETE_TOKENS, instance_id=instance_id, tokens=tokens)


def delete_timer(tx: Transaction, timer_id: str) -> None:
    """Disarm one timer."""
    tx.write(_DELETE, timer_id=timer_id)


def take_timer(tx: Transaction, timer_id: str) -> bool:
    """Delete a timer now; return whether this transaction was the one to do it."""
    return tx.changed(_DELETE, timer_id=timer_id) == 1


def delete_timers_of_definition(tx: Transaction, definition_id: str) -> None:
    """Disarm the start timers of a version."""
    tx.write(_DELETE_OF_DEFINITION, definition_id=definition_id)


def delete_order_timers(tx: Transaction, order_id: str, element_id: str) -> None:
    """Disarm an order's own timers (the end of a hold), which belong to no instance."""
    tx.write(_DELETE_OF_ORDER, order_id=order_id, element_id=element_id)


def unpark_timers(tx: Transaction, instance_id: str) -> None:
    """Give the parked timers of a resumed instance back to the pollers."""
    tx.write(_UNPARK, instance_id=instance_id)


def timer_request(timer_id: str) -> Request:
    """Read a timer, under its instance's lock."""
    return _BY_ID, {"timer_id": timer_id}


def read_timer(rows: list[Any]) -> TimerRow | None:
    """Return the timer of a fetch's rows, or None."""
    return rows[0] if rows else None


def timer_by_id(tx: Transaction, timer_id: str) -> TimerRow | None:
    """Return a timer, or None."""
    return read_timer(tx.rows(_BY_ID, timer_id=timer_id))


def timers_of_instance(tx: Transaction, instance_id: str) -> list[TimerRow]:
    """Return the waiting timers of an instance."""
    return tx.rows(_OF_INSTANCE, instance_id=instance_id)


def lease_due_timers(tx: Transaction, now: datetime, owner: str, seconds: float, most: int) -> list[Any]:
    """Lease up to `most` timers due at business time `now`; return rows of id, due_at, instance_id and
    order_id, those that are due first first, and of one moment those that were armed first.

    A lease lasts `seconds` of the database's time; one that its owner let lapse is taken by the next.
    """
    statement = _LEASE_PG if tx.dialect == "postgresql" else _LEASE_LITE
    rows = tx.rows(statement, now=now, owner=owner, seconds=seconds, most=most)
    return sorted(rows, key=lambda row: (row.due_at, row.id))


def next_due(tx: Transaction) -> datetime | None:
    """Return when the next timer is due; None when none waits."""
    row = tx.one(_NEXT_DUE)
    return row.due_at if row is not None else None


def park_timer(tx: Transaction, timer_id: str, parked: bool) -> None:
    """Take a failing timer out of the pollers' sight, or give it back."""
    tx.write(_PARK, timer_id=timer_id, parked=parked)


def set_timer_due(tx: Transaction, timer_id: str, due_at: datetime | None) -> None:
    """Move a timer; None stops it until its clock runs again."""
    tx.write(_SET_DUE, timer_id=timer_id, due_at=due_at)
