"""Statements on wording for emergencies."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import wording


class WordingRow(NamedTuple):
    """A text. Times are aware UTC business time.

    `text_en` None: not translated; `category` None: for every one; `symptom` None: none in particular;
    `until` None: until it is withdrawn; `withdrawn_at` None: it was not.
    """

    id: str
    title: str
    text_zh: str
    text_en: str | None
    category: str | None
    symptom: str | None
    from_at: datetime
    until: datetime | None
    changed_by: str
    changed_at: datetime
    withdrawn_at: datetime | None
    revision: int


WORDING_COLUMNS = [wording.c[name] for name in WordingRow._fields]
_INSERT = Statement(insert(wording).values({name: bindparam(name) for name in WordingRow._fields}))
_LOCK = Statement(select(*WORDING_COLUMNS).where(wording.c.id == bindparam("row_id")).with_for_update())
_UPDATE = Statement(
    update(wording)
    .where(wording.c.id == bindparam("row_id"))
    .values({name: bindparam(name) for name in WordingRow._fields if name != "id"})
)


def insert_wording(tx: Transaction, row: WordingRow) -> None:
    """Store a new text."""
    tx.write_row(_INSERT, row)


def lock_wording(tx: Transaction, wording_id: str) -> WordingRow | None:
    """Lock and return a text, or None."""
    row = tx.one(_LOCK, row_id=wording_id)
    return WordingRow(*row) if row is not None else None


def update_wording(tx: Transaction, row: WordingRow) -> None:
    """Store a changed text; its row is locked."""
    values = row._asdict()
    tx.write(_UPDATE, row_id=values.pop("id"), **values)
