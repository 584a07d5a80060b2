"""Statements on who callers are, as somebody made sure."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from engine.store.database import Transaction
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import call_caller


class CallerRow(NamedTuple):
    """A caller is a customer of these premises, as `confirmed_by` made sure. Time is aware UTC."""

    call_id: str
    premise_id: str
    confirmed_by: str
    confirmed_at: datetime


_CALLERS = Statement(
    select(*[call_caller.c[name] for name in CallerRow._fields]).where(
        is_one_of(call_caller.c.call_id, "calls", "uuid")
    ),
    CallerRow,
)
_DELETE = Statement(delete(call_caller).where(call_caller.c.call_id == bindparam("of_call")))
_INSERT = Statement(insert(call_caller).values({name: bindparam(name) for name in CallerRow._fields}))


def callers_of(tx: Transaction, calls: list[str]) -> dict[str, CallerRow]:
    """Return who the callers of these calls are, as far as somebody made sure."""
    rows: list[CallerRow] = tx.rows(_CALLERS, calls=calls) if calls else []
    return {row.call_id: row for row in rows}


def put_caller(tx: Transaction, call_id: str, row: CallerRow | None) -> None:
    """Store who a caller is in place of what was stored; None: it is open again."""
    tx.write(_DELETE, of_call=call_id)
    if row is not None:
        tx.write_row(_INSERT, row)
