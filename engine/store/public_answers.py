"""Statements on public answers: what a customer may read about an order."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import public_answer


class PublicAnswerRow(NamedTuple):
    """The public answer of an order. `text` empty: it was withdrawn. `written_at` is aware business time."""

    order_id: str
    text: str
    written_by: str
    written_at: datetime
    revision: int


_OF_ORDER = Statement(
    select(*[public_answer.c[name] for name in PublicAnswerRow._fields]).where(
        public_answer.c.order_id == bindparam("of_order")
    ),
    PublicAnswerRow,
)
_INSERT = Statement(insert(public_answer).values({name: bindparam(name) for name in PublicAnswerRow._fields}))
_UPDATE = Statement(
    update(public_answer)
    .where(public_answer.c.order_id == bindparam("of_order"))
    .values({name: bindparam(name) for name in PublicAnswerRow._fields if name != "order_id"})
)
_REDACT = Statement(
    update(public_answer).where(public_answer.c.order_id == bindparam("of_order")).values(text="")
)


def public_answer_of(tx: Transaction, order_id: str) -> PublicAnswerRow | None:
    """Return the public answer of an order; None: nobody has written one."""
    found: PublicAnswerRow | None = tx.one(_OF_ORDER, of_order=order_id)
    return found


def put_public_answer(tx: Transaction, row: PublicAnswerRow) -> None:
    """Store the public answer of an order, which is locked; revision 1 is its first."""
    if row.revision == 1:
        tx.write_row(_INSERT, row)
    else:
        values = row._asdict()
        tx.write(_UPDATE, of_order=values.pop("order_id"), **values)


def redact_public_answer(tx: Transaction, order_id: str) -> None:
    """Take away what the answer says; its row stays."""
    tx.write(_REDACT, of_order=order_id)
