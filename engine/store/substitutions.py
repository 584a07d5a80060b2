"""Statements on substitutions."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import substitution


class SubstitutionRow(NamedTuple):
    """A substitution. Times are aware UTC business time; `ended_at` None: not ended before its time."""

    id: str
    person_id: str
    substitute_id: str
    department_id: str | None
    from_at: datetime
    until_at: datetime
    reason: str
    made_by: str
    made_at: datetime
    ended_at: datetime | None
    revision: int


_COLUMNS = [substitution.c[name] for name in SubstitutionRow._fields]
_READ = Statement(select(*_COLUMNS).where(substitution.c.id == bindparam("row_id")))
_INSERT = Statement(insert(substitution).values({name: bindparam(name) for name in SubstitutionRow._fields}))
_END = Statement(
    update(substitution)
    .where(substitution.c.id == bindparam("row_id"))
    .values(ended_at=bindparam("ended"), revision=substitution.c.revision + 1)
)


def substitution_by_id(tx: Transaction, row_id: str) -> SubstitutionRow | None:
    """Return a substitution, or None."""
    row = tx.one(_READ, row_id=row_id)
    return SubstitutionRow(*row) if row is not None else None


def insert_substitution(tx: Transaction, row: SubstitutionRow) -> None:
    """Store a new substitution."""
    tx.write_row(_INSERT, row)


def end_substitution(tx: Transaction, row_id: str, at: datetime) -> None:
    """Store that a substitution has ended before its time."""
    tx.write(_END, row_id=row_id, ended=at)
