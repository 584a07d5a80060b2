"""Statements on the conditional start events of the versions that are active."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import condition_start


class ConditionStartRow(NamedTuple):
    """A condition that begins a process of a version when it becomes true.

    `number` tells it among the triggers of its start event; `condition` is its text; `holds` what it came to
    when it was judged last: it must become false before it begins another process.
    """

    id: str
    definition_id: str
    element_id: str
    number: int
    condition: str
    holds: bool


_COLUMNS = [condition_start.c[name] for name in ConditionStartRow._fields]
_ALL = Statement(
    select(*_COLUMNS).order_by(
        condition_start.c.definition_id, condition_start.c.element_id, condition_start.c.number
    ),
    ConditionStartRow,
)
_OF_DEFINITION = Statement(
    select(*_COLUMNS).where(condition_start.c.definition_id == bindparam("definition_id")), ConditionStartRow
)
_INSERT = Statement(
    insert(condition_start).values({name: bindparam(name) for name in ConditionStartRow._fields})
)
_SET = Statement(
    update(condition_start)
    .where(condition_start.c.id == bindparam("condition_id"))
    .values(holds=bindparam("holds"))
)
_DELETE = Statement(
    delete(condition_start).where(condition_start.c.definition_id == bindparam("definition_id"))
)


def condition_starts(tx: Transaction) -> list[ConditionStartRow]:
    """Return those of all active versions."""
    return tx.rows(_ALL)


def condition_starts_of(tx: Transaction, definition_id: str) -> list[ConditionStartRow]:
    """Return those of one version."""
    return tx.rows(_OF_DEFINITION, definition_id=definition_id)


def insert_condition_start(tx: Transaction, row: ConditionStartRow) -> None:
    """Let a condition be judged from now on."""
    tx.write_row(_INSERT, row)


def set_holds(tx: Transaction, condition_id: str, holds: bool) -> None:
    """Store what a condition has come to."""
    tx.write(_SET, condition_id=condition_id, holds=holds)


def delete_condition_starts(tx: Transaction, definition_id: str) -> None:
    """Judge those of a version no more."""
    tx.write(_DELETE, definition_id=definition_id)
