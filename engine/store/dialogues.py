"""Statements on dialogues with callers."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import dialogue_run


class DialogueRow(NamedTuple):
    """A dialogue as stored; times are aware UTC business time. Without `outcome` its end was not seen."""

    id: str
    exchange_id: str
    package: str
    definition_id: str
    node: str | None
    began_at: datetime
    ended_at: datetime | None
    outcome: str | None
    trace: list[dict[str, Any]]
    result: dict[str, Any]


_COLUMNS = [dialogue_run.c[name] for name in DialogueRow._fields]
_INSERT = Statement(insert(dialogue_run))
_END = Statement(
    update(dialogue_run)
    .where(dialogue_run.c.id == bindparam("run_id"), dialogue_run.c.ended_at.is_(None))
    .values(
        ended_at=bindparam("ended_at"),
        outcome=bindparam("how"),
        trace=bindparam("trace"),
        result=bindparam("result"),
    )
)
_BY_ID = Statement(select(*_COLUMNS).where(dialogue_run.c.id == bindparam("run_id")), DialogueRow)
_OF_CALL = Statement(
    select(*_COLUMNS)
    .where(dialogue_run.c.exchange_id == bindparam("exchange_id"))
    .order_by(dialogue_run.c.began_at, dialogue_run.c.id)
    .limit(20),
    DialogueRow,
)


def insert_dialogue(tx: Transaction, row: DialogueRow) -> None:
    """Put down that a dialogue has begun."""
    tx.write(_INSERT, **row._asdict())


def end_dialogue(
    tx: Transaction, run_id: str, at: datetime, how: str, trace: list[dict[str, Any]], result: dict[str, Any]
) -> bool:
    """Put down how a dialogue has ended; False: that was done."""
    return tx.changed(_END, run_id=run_id, ended_at=at, how=how, trace=trace, result=result) == 1


def dialogue_by_id(tx: Transaction, run_id: str) -> DialogueRow | None:
    """Return a dialogue, or None."""
    row: DialogueRow | None = tx.one(_BY_ID, run_id=run_id)
    return row


def dialogues_of_call(tx: Transaction, exchange_id: str) -> list[DialogueRow]:
    """Return the dialogues that a call has had, the first first."""
    return tx.rows(_OF_CALL, exchange_id=exchange_id)
