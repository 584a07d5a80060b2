"""What a customer is told who asks by number and telephone: one statement, whatever there is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, select

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import customer, order_clock, public_answer, work_order
from engine.store.types import Moment

_DUE = (
    select(func.min(order_clock.c.promise_due_at, type_=Moment()))
    .where(order_clock.c.order_id == work_order.c.id, order_clock.c.state == "running")
    .scalar_subquery()
)
_STATUS = Statement(
    select(
        work_order.c.status,
        work_order.c.stage,
        work_order.c.expected_at,
        _DUE.label("promised_at"),
        work_order.c.caller_number,
        customer.c.phone,
        work_order.c.restricted,
        public_answer.c.text.label("answer"),
    )
    .select_from(
        work_order.outerjoin(customer, customer.c.id == work_order.c.customer_id).outerjoin(
            public_answer, public_answer.c.order_id == work_order.c.id
        )
    )
    .where(work_order.c.number == bindparam("number"))
)


def status_by_number(tx: Transaction, number: str) -> Any:
    """Return the row of the order with this number, or None."""
    return tx.one(_STATUS, number=number)
