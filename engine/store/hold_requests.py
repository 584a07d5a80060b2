"""Statements on holds that wait for their approver."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from engine.inbox import HoldRequest
from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import hold_request

_COLUMNS = [hold_request.c[name] for name in HoldRequest._fields]
_INSERT = Statement(insert(hold_request).values({n: bindparam(n) for n in HoldRequest._fields}))
_BY_ID = Statement(select(*_COLUMNS).where(hold_request.c.id == bindparam("request_id")), HoldRequest)
_OPEN_OF_ORDER = Statement(
    select(*_COLUMNS).where(
        hold_request.c.order_id == bindparam("order_id"), hold_request.c.status == "open"
    ),
    HoldRequest,
)
_JUDGE = Statement(
    update(hold_request)
    .where(hold_request.c.id == bindparam("request_id"))
    .values(
        status=bindparam("status"),
        judged_by=bindparam("by"),
        judged_at=bindparam("at"),
        opinion=bindparam("opinion"),
        revision=hold_request.c.revision + 1,
    )
)


def insert_hold_request(tx: Transaction, request: HoldRequest) -> None:
    """Store a request; the order is locked."""
    tx.write_row(_INSERT, request)


def hold_request_by_id(tx: Transaction, request_id: str) -> HoldRequest | None:
    """Return a request, or None. Read again under the lock of its order before it is judged."""
    row: HoldRequest | None = tx.one(_BY_ID, request_id=request_id)
    return row


def open_hold_request(tx: Transaction, order_id: str) -> HoldRequest | None:
    """Return the request of an order that waits for its approver, or None."""
    row: HoldRequest | None = tx.one(_OPEN_OF_ORDER, order_id=order_id)
    return row


def store_hold_verdict(
    tx: Transaction, request_id: str, status: str, *, by: str, at: datetime, opinion: str
) -> None:
    """Store what became of a request."""
    tx.write(_JUDGE, request_id=request_id, status=status, by=by, at=at, opinion=opinion)
