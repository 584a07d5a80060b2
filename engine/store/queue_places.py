"""Statements on places in queues that are kept for callers who want to be called back."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, insert, select, update

from engine.calling.service import Outcome
from engine.store.database import Request, Transaction
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import call, call_visit, instance, job, queue_place

#: How a place stands: kept; the call's process knows; in line to be called by the house; being called; over.
WAITING, TOLD, IN_LINE, CALLED, OVER = "waiting", "told", "in-line", "called", "over"
#: The effect by which a process has its caller called back.
_CALLING = "order.call-customer"


class PlaceRow(NamedTuple):
    """A place in a queue. Times are aware UTC business time; `joined_at` is since when the caller has waited.

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


_BY_ID = Statement(select(*_COLUMNS).where(queue_place.c.id == bindparam("place_id")), PlaceRow)
_IN_LINE = Statement(
    select(*_COLUMNS)
    .where(queue_place.c.queue == bindparam("queue"), is_word(queue_place.c.status, IN_LINE, CALLED))
    .order_by(queue_place.c.joined_at, queue_place.c.id),
    PlaceRow,
)
_JOBS = Statement(
    select(queue_place.c.id, job.c.id.label("job_id"))
    .select_from(
        queue_place.outerjoin(instance, instance.c.call_id == queue_place.c.call_id).outerjoin(
            job,
            and_(
                job.c.instance_id == instance.c.id,
                job.c.handler == _CALLING,
                is_word(job.c.status, "ready", "running", "waiting"),
            ),
        )
    )
    .where(is_word(queue_place.c.status, IN_LINE, CALLED))
    .order_by(queue_place.c.joined_at, queue_place.c.id)
)
_HOLDING = Statement(
    select(call.c.started_at)
    .select_from(call_visit.join(call, call.c.id == call_visit.c.call_id))
    .where(call_visit.c.queue == bindparam("queue"), is_word(call_visit.c.outcome, Outcome.WAITING))
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


def place_by_id(tx: Transaction, place_id: str) -> PlaceRow | None:
    """Return a place, or None."""
    found: PlaceRow | None = tx.one(_BY_ID, place_id=place_id)
    return found


def places_in_line(tx: Transaction, queue: str) -> list[PlaceRow]:
    """Return the places in a queue that are in line or being called, who has waited longest first."""
    return tx.rows(_IN_LINE, queue=queue)


def jobs_of_places(tx: Transaction) -> dict[str, str | None]:
    """Return all places that are in line or being called, with the job that calls; None: there is none."""
    found: dict[str, str | None] = {}
    for row in tx.rows(_JOBS):
        found[row.id] = row.job_id or found.get(row.id)
    return found


def holding_since(tx: Transaction, queue: str) -> list[datetime]:
    """Return since when those have waited who hold the line in a queue."""
    return [row.started_at for row in tx.rows(_HOLDING, queue=queue)]
