"""Statements on the flags of callers."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, or_, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import caller_flag


class FlagRow(NamedTuple):
    """A flag. `until` None: until somebody ends it; `ended_at` None: nobody has."""

    id: str
    caller_number: str
    kind: str
    reason: str
    set_by: str | None
    set_at: datetime
    until: datetime | None
    ended_by: str | None
    ended_at: datetime | None


FLAG_COLUMNS = [caller_flag.c[name] for name in FlagRow._fields]
_INSERT = Statement(insert(caller_flag).values({name: bindparam(name) for name in FlagRow._fields}))
_LOCK = Statement(
    select(*FLAG_COLUMNS).where(caller_flag.c.id == bindparam("flag_id")).with_for_update(), FlagRow
)
_END = Statement(
    update(caller_flag)
    .where(caller_flag.c.id == bindparam("flag_id"))
    .values(ended_by=bindparam("by"), ended_at=bindparam("at"))
)
_OF_NUMBER = Statement(
    select(*FLAG_COLUMNS)
    .where(
        caller_flag.c.caller_number == bindparam("caller_number"),
        caller_flag.c.ended_at.is_(None),
        or_(caller_flag.c.until.is_(None), caller_flag.c.until > bindparam("now")),
    )
    .order_by(caller_flag.c.set_at, caller_flag.c.id),
    FlagRow,
)


def insert_flag(tx: Transaction, row: FlagRow) -> None:
    """Store a flag."""
    tx.write_row(_INSERT, row)


def lock_flag(tx: Transaction, flag_id: str) -> FlagRow | None:
    """Lock and return a flag, or None."""
    found: FlagRow | None = tx.one(_LOCK, flag_id=flag_id)
    return found


def end_flag(tx: Transaction, flag_id: str, by: str, at: datetime) -> None:
    """Note that a flag does not hold any more; its row stays."""
    tx.write(_END, flag_id=flag_id, by=by, at=at)


def flags_of_number(tx: Transaction, caller_number: str, now: datetime) -> list[FlagRow]:
    """Return the flags that a caller has at a time, the first set first."""
    return tx.rows(_OF_NUMBER, caller_number=caller_number, now=now)
