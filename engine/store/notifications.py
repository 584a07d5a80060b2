"""Statements on notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, or_, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import notification


class NotificationRow(NamedTuple):
    """A notice for a department or a person."""

    id: str
    department_id: str | None
    person_id: str | None
    order_id: str | None
    job_id: str | None
    text: str
    created_at: datetime


_COLUMNS = [notification.c[name] for name in NotificationRow._fields]
_INSERT = Statement(insert(notification).values({n: bindparam(n) for n in NotificationRow._fields}))
_OF_JOB = Statement(select(notification.c.id).where(notification.c.job_id == bindparam("job_id")))
_MINE = or_(
    notification.c.person_id == bindparam("person"),
    is_one_of(notification.c.department_id, "departments", "uuid"),
)
_UNREAD = Statement(
    select(*_COLUMNS)
    .where(~notification.c.read, _MINE)
    .order_by(notification.c.created_at.desc())
    .limit(bindparam("most"))
)
_READ = Statement(
    update(notification).where(notification.c.id == bindparam("notification_id"), _MINE).values(read=True)
)


def insert_notification(tx: Transaction, row: NotificationRow) -> None:
    """Store a notice."""
    tx.write_row(_INSERT, row)


def notification_of_job(tx: Transaction, job_id: str) -> str | None:
    """Return the id of the notice that a job has stored, or None."""
    row = tx.one(_OF_JOB, job_id=job_id)
    return row.id if row is not None else None


def unread(tx: Transaction, person: str, departments: Sequence[str], most: int) -> list[Any]:
    """Return unread notices of a person and their departments, newest first."""
    return tx.rows(_UNREAD, person=person, departments=list(departments), most=most)


def mark_read(tx: Transaction, notification_id: str, person: str, departments: Sequence[str]) -> bool:
    """Mark a notice as read if it is theirs; return whether it was."""
    return (
        tx.changed(_READ, notification_id=notification_id, person=person, departments=list(departments)) == 1
    )
