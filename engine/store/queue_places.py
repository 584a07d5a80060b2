"""Statements on places in queues that are kept for callers who want to be called back."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Request, Transaction
from engine.store.statement import Statement
from engine.store.tables import queue_place


class PlaceRow(NamedTuple):
    """A place in a queue. Times are aware UTC business time; `joined_at` is since when the caller has waited.

    `status`: `waiting`, or `told`, when the process of the call knows that somebody has to call back.
    `call_id` None: our row of the call is not there yet.
    """

    id: str
    exchange_id: str
    call_id: str | None
    queue: str
    department_id: str | None
    number: str
    joined_at: datetime
    asked_at: datetime
    base_seconds: int
    status: str


_COLUMNS = [queue_place.c[name] for name in PlaceRow._fields]
_INSERT = Statement(insert(queue_place).values({name: bindparam(name) for name in PlaceRow._fields}))
_UPDATE = Statement(
    update(queue_place)
    .where(queue_place.c.id == bindparam("place_id"))
    .values(call_id=bindparam("of_call"), status=bindparam("status"))
)
_OF_EXCHANGE = Statement(
    select(*_COLUMNS)
    .where(queue_place.c.exchange_id == bindparam("exchange_id"))
    .order_by(queue_place.c.asked_at, queue_place.c.id),
    PlaceRow,
)
_OF_CALL = Statement(
    select(*_COLUMNS)
    .where(queue_place.c.call_id == bindparam("of_call"))
    .order_by(queue_place.c.asked_at, queue_place.c.id),
    PlaceRow,
)


def insert_place(tx: Transaction, row: PlaceRow) -> None:
    """Store a place."""
    tx.write_row(_INSERT, row)


def update_place(tx: Transaction, row: PlaceRow) -> None:
    """Store to which call a place belongs, and how it stands."""
    tx.write(_UPDATE, place_id=row.id, of_call=row.call_id, status=row.status)


def places_of_exchange(tx: Transaction, exchange_id: str) -> list[PlaceRow]:
    """Return the places that were asked for in a call of the exchange, the first first."""
    return tx.rows(_OF_EXCHANGE, exchange_id=exchange_id)


def places_of_exchange_request(exchange_id: str) -> Request:
    """Read the places that were asked for in a call of the exchange, the first first."""
    return _OF_EXCHANGE, {"exchange_id": exchange_id}


def places_of_call(tx: Transaction, call_id: str) -> list[PlaceRow]:
    """Return the places that were asked for in a call, the first first."""
    return tx.rows(_OF_CALL, of_call=call_id)
