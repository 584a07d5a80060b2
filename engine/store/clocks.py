"""Statements on the clocks of orders."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Request, Transaction
from engine.store.statement import Statement
from engine.store.tables import instance, order_clock, task


class ClockRow(NamedTuple):
    """One clock of an order; `clock` is the document of `engine.limits.OrderClock`."""

    id: str
    order_id: str
    rule: str
    state: str
    round: int
    promise_due_at: datetime | None
    target_due_at: datetime | None
    clock: dict[str, Any]


_COLUMNS = [order_clock.c[name] for name in ClockRow._fields]
_OF_ORDER = Statement(select(*_COLUMNS).where(order_clock.c.order_id == bindparam("order_id")))
_OF_INSTANCE = Statement(
    select(*_COLUMNS).where(
        order_clock.c.order_id
        == select(instance.c.order_id).where(instance.c.id == bindparam("instance_id")).scalar_subquery()
    )
)
_OF_TASK = Statement(
    select(*_COLUMNS).where(
        order_clock.c.order_id
        == select(task.c.order_id).where(task.c.id == bindparam("task_id")).scalar_subquery()
    )
)
_UNDETERMINED = Statement(
    select(*_COLUMNS).where(
        order_clock.c.order_id == bindparam("order_id"), order_clock.c.state == "undetermined"
    )
)
_INSERT = Statement(insert(order_clock).values({name: bindparam(name) for name in ClockRow._fields}))
_UPDATE = Statement(
    update(order_clock)
    .where(order_clock.c.id == bindparam("clock_id"))
    .values(
        {name: bindparam(name) for name in ("state", "round", "promise_due_at", "target_due_at", "clock")}
    )
)


def clocks_of_order(order_id: str) -> Request:
    """Read all clocks of an order."""
    return _OF_ORDER, {"order_id": order_id}


def clocks_of_instance(instance_id: str) -> Request:
    """Read all clocks of the order that an instance serves."""
    return _OF_INSTANCE, {"instance_id": instance_id}


def clocks_of_task(task_id: str) -> Request:
    """Read all clocks of a task's order."""
    return _OF_TASK, {"task_id": task_id}


def read_clocks(rows: list[Any]) -> list[ClockRow]:
    """Return the clocks of a fetch's rows."""
    return [ClockRow(*row) for row in rows]


def insert_clock(tx: Transaction, row: ClockRow) -> None:
    """Store a new clock."""
    tx.write(_INSERT, **row._asdict())


def update_clock(tx: Transaction, row: ClockRow) -> None:
    """Store a clock's new state; the caller holds the order's lock."""
    tx.write(
        _UPDATE,
        clock_id=row.id,
        state=row.state,
        round=row.round,
        promise_due_at=row.promise_due_at,
        target_due_at=row.target_due_at,
        clock=row.clock,
    )
