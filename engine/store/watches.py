"""Statements on who watches an order by their own wish."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, case, delete, func, insert, select

from engine.orders import LIVE
from engine.store.database import Request, Transaction
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import order_watch, work_order


class Watching(NamedTuple):
    """Whether a person watches an order, and how many people do."""

    mine: bool
    people: int


_OF_ORDER = Statement(
    select(
        func.count().label("count"),
        func.count(case((order_watch.c.person_id == bindparam("person"), 1))).label("mine"),
    ).where(order_watch.c.order_id == bindparam("order_id"))
)
_WATCHERS = Statement(
    select(order_watch.c.person_id)
    .where(order_watch.c.order_id == bindparam("order_id"))
    .order_by(order_watch.c.since, order_watch.c.person_id)
)
_LIVE = Statement(
    select(func.count().label("count"))
    .select_from(order_watch.join(work_order, work_order.c.id == order_watch.c.order_id))
    .where(order_watch.c.person_id == bindparam("person"), is_word(work_order.c.status, *LIVE))
)
_INSERT = Statement(
    insert(order_watch).values({column.name: bindparam(column.name) for column in order_watch.c})
)
_DELETE = Statement(
    delete(order_watch).where(
        order_watch.c.person_id == bindparam("of_person"), order_watch.c.order_id == bindparam("of_order")
    )
)


def watching_request(order_id: str, person_id: str) -> Request:
    """Return what is asked for `read_watching`."""
    return _OF_ORDER, {"order_id": order_id, "person": person_id}


def read_watching(rows: list[tuple[int, int]]) -> Watching:
    """Return what the rows of `watching_request` say."""
    ((count, mine),) = rows
    return Watching(mine > 0, count)


def watching_of(tx: Transaction, order_id: str, person_id: str) -> Watching:
    """Return whether a person watches an order, and how many people do."""
    return read_watching(tx.fetch(watching_request(order_id, person_id))[0])


def watchers_of(tx: Transaction, order_id: str) -> list[str]:
    """Return the people who watch an order, whoever began first before others."""
    return [row.person_id for row in tx.rows(_WATCHERS, order_id=order_id)]


def live_watches(tx: Transaction, person_id: str) -> int:
    """Return how many orders that have not ended a person watches."""
    return int(tx.one(_LIVE, person=person_id).count)


def insert_watch(tx: Transaction, order_id: str, person_id: str, at: datetime) -> None:
    """Let a person watch an order; whether they do already is read before, under the order's lock."""
    tx.write(_INSERT, person_id=person_id, order_id=order_id, since=at)


def delete_watch(tx: Transaction, order_id: str, person_id: str) -> bool:
    """Let a person watch an order no longer; return False where they did not."""
    return tx.changed(_DELETE, of_person=person_id, of_order=order_id) == 1
