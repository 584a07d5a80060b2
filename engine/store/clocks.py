"""Statements on the clocks of orders."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, type_coerce, update

from engine.store.database import Request, Transaction
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import instance, order_clock, task, timer
from engine.store.types import RawDocument


class ClockRow(NamedTuple):
    """One clock of an order; `clock` is the JSON text of `engine.limits.OrderClock`'s document.

    `stopped_at` and `elapsed_seconds`, how long it ran without pauses, are None until it has stopped. At
    `tell_at` people are to be told of it, None: there is nothing more to tell; `told` is how far it has told,
    in per cent of its limit.
    """

    order_id: str
    rule: str
    state: str
    round: int
    promise_due_at: datetime | None
    target_due_at: datetime | None
    clock: str
    stopped_at: datetime | None = None
    elapsed_seconds: int | None = None
    tell_at: datetime | None = None
    told: int = 0


class FollowerRow(NamedTuple):
    """A timer that follows a clock of an order; `spec` is the JSON text of its document."""

    id: str
    instance_id: str
    token: int
    limit_rule: str
    due_at: datetime | None
    spec: str


class OrderTime(NamedTuple):
    """The clocks of an order, and the timers that follow them."""

    clocks: list[ClockRow]
    followers: list[FollowerRow]


#: What an order that has just been opened has.
NO_TIME = OrderTime([], [])


_COLUMNS = [
    type_coerce(order_clock.c.clock, RawDocument).label("clock") if name == "clock" else order_clock.c[name]
    for name in ClockRow._fields
]
_FOLLOWER = [
    type_coerce(timer.c.spec, RawDocument).label("spec") if name == "spec" else timer.c[name]
    for name in FollowerRow._fields
]


def _clocks(order_id: Any) -> Statement:
    return Statement(select(*_COLUMNS).where(order_clock.c.order_id == order_id), ClockRow)


def _followers(order_id: Any) -> Statement:
    query = select(*_FOLLOWER).where(timer.c.order_id == order_id, timer.c.limit_rule.is_not(None))
    return Statement(query, FollowerRow)


_ORDER: Any = bindparam("order_id")
_OF_THE_INSTANCE = (
    select(instance.c.order_id).where(instance.c.id == bindparam("instance_id")).scalar_subquery()
)
_OF_THE_TASK = select(task.c.order_id).where(task.c.id == bindparam("task_id")).scalar_subquery()
_OF_ORDER, _FOLLOWERS_OF_ORDER = _clocks(_ORDER), _followers(_ORDER)
_OF_INSTANCE, _FOLLOWERS_OF_INSTANCE = _clocks(_OF_THE_INSTANCE), _followers(_OF_THE_INSTANCE)
_OF_TASK, _FOLLOWERS_OF_TASK = _clocks(_OF_THE_TASK), _followers(_OF_THE_TASK)
_WRITTEN = {
    name: bindparam(name, type_=RawDocument) if name == "clock" else bindparam(name)
    for name in ClockRow._fields
}
_INSERT = Statement(insert(order_clock).values(_WRITTEN))
#: The orders whose clocks have something to tell, longest first.
_TO_TELL = Statement(
    select(order_clock.c.order_id)
    .where(order_clock.c.tell_at <= bindparam("now"))
    .order_by(order_clock.c.tell_at)
    .limit(bindparam("most"))
)
_UPDATE = Statement(
    update(order_clock)
    .where(order_clock.c.order_id == bindparam("order_id"), order_clock.c.rule == bindparam("rule"))
    .values({name: _WRITTEN[name] for name in ClockRow._fields if name not in ("order_id", "rule")})
)


_SET_TELLING = Statement(
    update(order_clock)
    .where(order_clock.c.order_id == bindparam("of_order"), order_clock.c.rule == bindparam("of_rule"))
    .values(tell_at=bindparam("tell_at"), told=bindparam("told"))
)
#: The open tasks that show a clock.
_SHOWING = Statement(
    select(task.c.id).where(
        task.c.order_id == bindparam("order_id"),
        task.c.limit_rule == bindparam("rule"),
        is_word(task.c.status, "open", "stuck"),
    )
)


def time_of_order(order_id: str) -> tuple[Request, Request]:
    """Read the clocks of an order and what follows them."""
    parameters = {"order_id": order_id}
    return (_OF_ORDER, parameters), (_FOLLOWERS_OF_ORDER, parameters)


def time_of_instance(instance_id: str) -> tuple[Request, Request]:
    """Read the clocks of the order that an instance serves, and what follows them."""
    parameters = {"instance_id": instance_id}
    return (_OF_INSTANCE, parameters), (_FOLLOWERS_OF_INSTANCE, parameters)


def time_of_task(task_id: str) -> tuple[Request, Request]:
    """Read the clocks of a task's order, and what follows them."""
    parameters = {"task_id": task_id}
    return (_OF_TASK, parameters), (_FOLLOWERS_OF_TASK, parameters)


def read_time(clocks: list[Any], followers: list[Any]) -> OrderTime:
    """Return clocks and followers from a fetch's rows."""
    return OrderTime(clocks, followers)


def orders_to_tell(tx: Transaction, now: datetime, most: int) -> list[str]:
    """Return orders of which people are to be told at business time `now`, for up to `most` clocks."""
    return list(dict.fromkeys(row.order_id for row in tx.rows(_TO_TELL, now=now, most=most)))


def set_telling(tx: Transaction, row: ClockRow, tell_at: datetime | None, told: int) -> None:
    """Store how far a clock has told, and when it tells again; the caller holds the order's lock."""
    tx.write(_SET_TELLING, of_order=row.order_id, of_rule=row.rule, tell_at=tell_at, told=told)


def tasks_showing(tx: Transaction, order_id: str, rule: str) -> set[str]:
    """Return the open tasks of an order that show a clock."""
    return {row.id for row in tx.rows(_SHOWING, order_id=order_id, rule=rule)}


def insert_clock(tx: Transaction, row: ClockRow) -> None:
    """Store a new clock."""
    tx.write_row(_INSERT, row)


def update_clock(tx: Transaction, row: ClockRow) -> None:
    """Store a clock's new state; the caller holds the order's lock."""
    tx.write_row(_UPDATE, row)
