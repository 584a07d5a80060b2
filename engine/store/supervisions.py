"""Statements on supervision orders 督办单."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, insert, select, update

from engine.inbox import SupervisionFacts
from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import supervision, supervision_order


class NewSupervision(NamedTuple):
    """A supervision order as it is issued. Times are aware UTC business time."""

    id: str
    number: str
    requirement: str
    deadline: datetime
    issuer_id: str
    issuer_department_id: str
    department_id: str
    tier_path: str
    issued_at: datetime


_INSERT = Statement(
    insert(supervision).values(
        {name: bindparam(name) for name in NewSupervision._fields}
        | {"status": "issued", "rounds": 1, "revision": 1}
    )
)
_ABOUT = Statement(
    insert(supervision_order).values(
        supervision_id=bindparam("supervision_id"), order_id=bindparam("order_id")
    )
)
_ORDERS = Statement(
    select(supervision_order.c.order_id)
    .where(supervision_order.c.supervision_id == bindparam("supervision_id"))
    .order_by(supervision_order.c.order_id)
)
_LAST_NUMBER = Statement(
    select(func.max(supervision.c.number).label("number")).where(
        supervision.c.number >= bindparam("first"), supervision.c.number < bindparam("beyond")
    )
)
_LOCK = Statement(
    select(*[supervision.c[name] for name in SupervisionFacts._fields])
    .where(supervision.c.id == bindparam("supervision_id"))
    .with_for_update(),
    SupervisionFacts,
)
_THIS = update(supervision).where(supervision.c.id == bindparam("supervision_id"))
_REPLY = Statement(
    _THIS.values(
        status="replied",
        reply=bindparam("reply"),
        replied_by=bindparam("by"),
        replied_at=bindparam("at"),
        revision=supervision.c.revision + 1,
    )
)
_JUDGE = Statement(
    _THIS.values(
        status=bindparam("status"),
        verdict=bindparam("verdict"),
        judged_by=bindparam("by"),
        judged_at=bindparam("at"),
        deadline=bindparam("deadline"),
        rounds=bindparam("rounds"),
        closed_at=bindparam("closed_at"),
        revision=supervision.c.revision + 1,
    )
)


def insert_supervision(tx: Transaction, new: NewSupervision, orders: Sequence[str]) -> None:
    """Store an issued supervision order, and the orders that it is about."""
    tx.write_row(_INSERT, new)
    for order_id in orders:
        tx.write(_ABOUT, supervision_id=new.id, order_id=order_id)


def orders_of(tx: Transaction, supervision_id: str) -> list[str]:
    """Return the orders that a supervision order is about, in the sequence in which they are locked."""
    return [row.order_id for row in tx.rows(_ORDERS, supervision_id=supervision_id)]


def last_number(tx: Transaction, first: str, beyond: str) -> str | None:
    """Return the highest number from `first` up to, not including, `beyond`; None without any."""
    number: str | None = tx.one(_LAST_NUMBER, first=first, beyond=beyond).number
    return number


def lock_supervision(tx: Transaction, supervision_id: str) -> SupervisionFacts | None:
    """Lock and read a supervision order, or return None. Its orders are locked first."""
    row: SupervisionFacts | None = tx.one(_LOCK, supervision_id=supervision_id)
    return row


def store_reply(tx: Transaction, supervision_id: str, text: str, by: str, at: datetime) -> None:
    """Store a reply."""
    tx.write(_REPLY, supervision_id=supervision_id, reply=text, by=by, at=at)


def store_verdict(
    tx: Transaction,
    facts: SupervisionFacts,
    status: str,
    verdict: str,
    *,
    by: str,
    at: datetime,
    deadline: datetime,
) -> None:
    """Store that a reply was accepted or sent back, or that the supervision order was withdrawn."""
    sent_back = status == "sent-back"
    tx.write(
        _JUDGE,
        supervision_id=facts.id,
        status=status,
        verdict=verdict,
        by=by,
        at=at,
        deadline=deadline,
        rounds=facts.rounds + sent_back,
        closed_at=None if sent_back else at,
    )
