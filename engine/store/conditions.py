"""Statements on the conditional events that wait in the instances of an order."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from engine.store.database import Transaction
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import subscription

_OF_ORDER = Statement(
    select(subscription.c.instance_id)
    .where(is_word(subscription.c.kind, "condition"), subscription.c.order_id == bindparam("order_id"))
    .distinct()
)


def waiting_for_conditions(tx: Transaction, order_id: str) -> list[str]:
    """Return the ids of the instances of an order that wait for a condition; its lock must be held."""
    return [row.instance_id for row in tx.rows(_OF_ORDER, order_id=order_id)]
