"""Statements on attempts to call customers."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from engine.ids import is_id
from engine.store.database import Transaction
from engine.store.expressions import is_word, machine_now
from engine.store.statement import Statement
from engine.store.tables import call_attempt


class AttemptRow(NamedTuple):
    """An attempt as stored. Times are aware UTC business time, but `due_at`: that is the database's clock."""

    id: str
    purpose: str
    number: str
    order_id: str | None
    job_id: str | None
    campaign_entry_id: str | None
    campaign_id: str | None
    dialogue: str | None
    variables: dict[str, Any]
    hours: dict[str, Any] | None
    control_id: str | None
    dialogue_run_id: str | None
    call_id: str | None
    person_id: str | None
    status: str
    result: str | None
    answers: dict[str, str]
    digits: str | None
    note: str | None
    written_at: datetime
    began_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    due_at: datetime
    told_at: datetime | None


_ROW = [call_attempt.c[name] for name in AttemptRow._fields]
_UNDER_WAY = is_word(call_attempt.c.status, "written", "dialling", "answered")
_MAKING = [name for name in AttemptRow._fields if name != "due_at"]
_KEPT = ("id", "due_at")
_CHANGING = [name for name in AttemptRow._fields if name not in _KEPT]
_INSERT = Statement(
    insert(call_attempt).values(
        {name: bindparam(name) for name in _MAKING} | {"due_at": machine_now(bindparam("seconds"))}
    )
)
_UPDATE = Statement(
    update(call_attempt)
    .where(call_attempt.c.id == bindparam("attempt_id"))
    .values({name: bindparam(name) for name in _CHANGING})
)
_UPDATE_DUE = Statement(
    update(call_attempt)
    .where(call_attempt.c.id == bindparam("attempt_id"))
    .values(due_at=machine_now(bindparam("seconds")))
)
_BY_ID = Statement(select(*_ROW).where(call_attempt.c.id == bindparam("attempt_id")), AttemptRow)
_LOCK = Statement(
    select(*_ROW).where(call_attempt.c.id == bindparam("attempt_id")).with_for_update(), AttemptRow
)
_OF_CONTROL = Statement(select(*_ROW).where(call_attempt.c.control_id == bindparam("of_control")), AttemptRow)
_LOCK_OF_CONTROL = Statement(
    select(*_ROW).where(call_attempt.c.control_id == bindparam("of_control")).with_for_update(), AttemptRow
)
_LOCK_OF_RUN = Statement(
    select(*_ROW).where(call_attempt.c.dialogue_run_id == bindparam("of_run")).with_for_update(), AttemptRow
)
_OF_JOB = Statement(
    select(*_ROW)
    .where(call_attempt.c.job_id == bindparam("of_job"))
    .order_by(call_attempt.c.id.desc())
    .limit(1)
    .with_for_update(),
    AttemptRow,
)
_OF_ORDER = Statement(
    select(*_ROW).where(call_attempt.c.order_id == bindparam("of_order")).order_by(call_attempt.c.id),
    AttemptRow,
)
_UNTOLD = Statement(
    select(call_attempt.c.id)
    .where(
        call_attempt.c.campaign_entry_id.is_not(None),
        call_attempt.c.ended_at.is_not(None),
        call_attempt.c.told_at.is_(None),
    )
    .order_by(call_attempt.c.ended_at, call_attempt.c.id)
    .limit(bindparam("most"))
)
_DUE = Statement(
    select(call_attempt.c.id)
    .where(_UNDER_WAY, call_attempt.c.due_at <= machine_now())
    .order_by(call_attempt.c.due_at, call_attempt.c.id)
    .limit(bindparam("most"))
)


def insert_attempt(tx: Transaction, row: AttemptRow, seconds: float) -> None:
    """Store an attempt that something tells of within `seconds`; the row's own `due_at` is not used."""
    values = row._asdict()
    tx.write(_INSERT, seconds=seconds, **{name: values[name] for name in _MAKING})


def update_attempt(tx: Transaction, row: AttemptRow, seconds: float | None = None) -> None:
    """Store an attempt in place of what it was; with `seconds` it is due so long from now."""
    values = row._asdict()
    tx.write(_UPDATE, attempt_id=row.id, **{name: values[name] for name in _CHANGING})
    if seconds is not None:
        tx.write(_UPDATE_DUE, attempt_id=row.id, seconds=seconds)


def attempt_by_id(tx: Transaction, attempt_id: str) -> AttemptRow | None:
    """Return an attempt, or None."""
    found: AttemptRow | None = tx.one(_BY_ID, attempt_id=attempt_id)
    return found


def lock_attempt(tx: Transaction, attempt_id: str) -> AttemptRow | None:
    """Lock and return an attempt, or None."""
    found: AttemptRow | None = tx.one(_LOCK, attempt_id=attempt_id)
    return found


def attempt_of_control(tx: Transaction, control_id: str) -> AttemptRow | None:
    """Return the attempt that a control dials, or None; channels of others have any name."""
    found: AttemptRow | None = tx.one(_OF_CONTROL, of_control=control_id) if is_id(control_id) else None
    return found


def lock_attempt_of_control(tx: Transaction, control_id: str) -> AttemptRow | None:
    """Lock and return the attempt that a control dials, or None; channels of others have any name."""
    found: AttemptRow | None = tx.one(_LOCK_OF_CONTROL, of_control=control_id) if is_id(control_id) else None
    return found


def lock_attempt_of_run(tx: Transaction, run_id: str) -> AttemptRow | None:
    """Lock and return the attempt whose customer hears a dialogue, or None."""
    found: AttemptRow | None = tx.one(_LOCK_OF_RUN, of_run=run_id)
    return found


def lock_last_attempt_of_job(tx: Transaction, job_id: str) -> AttemptRow | None:
    """Lock and return the last attempt that was made for a job, or None."""
    found: AttemptRow | None = tx.one(_OF_JOB, of_job=job_id)
    return found


def attempts_of_order(tx: Transaction, order_id: str) -> list[AttemptRow]:
    """Return the attempts to call an order's customer, the first first."""
    return tx.rows(_OF_ORDER, of_order=order_id)


def due_attempts(tx: Transaction, most: int) -> list[str]:
    """Return the ids of attempts of which something should have told by now."""
    return [row.id for row in tx.rows(_DUE, most=most)]


def untold_attempts(tx: Transaction, most: int) -> list[str]:
    """Return the ids of attempts that have ended and of which their campaign's line has not heard."""
    return [row.id for row in tx.rows(_UNTOLD, most=most)]
