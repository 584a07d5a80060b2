"""Statements on which orders a call concerns, and what of it their histories know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Request, Transaction
from engine.store.statement import Statement
from engine.store.tables import call, call_order, work_order


class CallOrderRow(NamedTuple):
    """A call concerns an order; `kind` is opened, repeat, linked or dialled.

    `told` is what of the call stands in the order's history already, by the event; None: nothing. Whoever
    changes it has locked the order.
    """

    id: str
    call_id: str
    order_id: str
    kind: str
    linked_at: datetime
    told: dict[str, Any] | None


_COLUMNS = [call_order.c[name] for name in CallOrderRow._fields]
_INSERT = Statement(insert(call_order).values({name: bindparam(name) for name in CallOrderRow._fields}))
_OF_CALL = Statement(
    select(*_COLUMNS).where(call_order.c.call_id == bindparam("of_call")).order_by(call_order.c.order_id)
)
_ORDERS_OF_EXCHANGE = Statement(
    select(call_order.c.order_id)
    .select_from(call_order.join(call, call.c.id == call_order.c.call_id))
    .where(call.c.exchange_id == bindparam("exchange_id"))
    .order_by(call_order.c.order_id)
)
_NUMBERS_OF_CALL = Statement(
    select(work_order.c.number)
    .select_from(call_order.join(work_order, work_order.c.id == call_order.c.order_id))
    .where(call_order.c.call_id == bindparam("of_call"))
    .order_by(work_order.c.number)
)
_TELL = Statement(
    update(call_order).where(call_order.c.id == bindparam("link_id")).values(told=bindparam("told"))
)


def orders_of_call(tx: Transaction, call_id: str) -> list[CallOrderRow]:
    """Return the orders that a call concerns, by their ids."""
    return [CallOrderRow(*row) for row in tx.rows(_OF_CALL, of_call=call_id)]


def orders_of_exchange(tx: Transaction, exchange_id: str) -> list[str]:
    """Return the ids of the orders that a call of the exchange concerns."""
    return [str(row[0]) for row in tx.rows(_ORDERS_OF_EXCHANGE, exchange_id=exchange_id)]


def orders_of_exchange_request(exchange_id: str) -> Request:
    """Read the ids of the orders that a call of the exchange concerns."""
    return _ORDERS_OF_EXCHANGE, {"exchange_id": exchange_id}


def numbers_of_call(tx: Transaction, call_id: str) -> list[str]:
    """Return the numbers of the orders that a call concerns."""
    return [str(row[0]) for row in tx.rows(_NUMBERS_OF_CALL, of_call=call_id)]


def insert_call_order(tx: Transaction, row: CallOrderRow) -> None:
    """Note that a call concerns an order."""
    tx.write_row(_INSERT, row)


def put_told(tx: Transaction, link_id: str, told: Mapping[str, Any]) -> None:
    """Note what of a call an order's history knows now."""
    tx.write(_TELL, link_id=link_id, told=dict(told))
