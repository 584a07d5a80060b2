"""Statements on notices, and on who has read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from engine.store.database import Transaction
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import notification, notification_read


class NotificationRow(NamedTuple):
    """A notice for a department or a person. `text_zh` None: `text` is what it says in either language."""

    id: str
    department_id: str | None
    person_id: str | None
    order_id: str | None
    job_id: str | None
    kind: str | None
    text: str
    text_zh: str | None
    created_at: datetime


_INSERT = Statement(insert(notification).values({n: bindparam(n) for n in NotificationRow._fields}))
_OF_JOB = Statement(select(notification.c.id).where(notification.c.job_id == bindparam("job_id")))


def is_mine() -> ColumnElement[bool]:
    """Return the condition that a notice is for `person` or one of `departments`."""
    return or_(
        notification.c.person_id == bindparam("person"),
        is_one_of(notification.c.department_id, "departments", "uuid"),
    )


def is_unread() -> ColumnElement[bool]:
    """Return the condition that `person` has not read a notice."""
    own_reading = exists().where(
        notification_read.c.notification_id == notification.c.id,
        notification_read.c.person_id == bindparam("person"),
    )
    return and_(~notification.c.read, ~own_reading)


def _readings(*conditions: ColumnElement[bool]) -> Statement:
    found = (
        select(
            notification.c.id,
            bindparam("person", type_=notification.c.person_id.type),
            bindparam("at", type_=notification.c.created_at.type),
        )
        .where(is_one_of(notification.c.department_id, "departments", "uuid"), is_unread(), *conditions)
        .suffix_with("ON CONFLICT DO NOTHING")
    )
    return Statement(
        insert(notification_read).from_select(["notification_id", "person_id", "read_at"], found)
    )


_ONE = notification.c.id == bindparam("notification_id")
_THERE = Statement(select(literal_column("1").label("one")).select_from(notification).where(_ONE, is_mine()))
_READ_OWN = Statement(
    update(notification)
    .where(_ONE, notification.c.person_id == bindparam("person"), ~notification.c.read)
    .values(read=True)
)
_READ_SHARED = _readings(_ONE)
_READ_ALL_OWN = Statement(
    update(notification)
    .where(notification.c.person_id == bindparam("person"), ~notification.c.read)
    .values(read=True)
)
_READ_ALL_SHARED = _readings()
#: Ids are time-ordered: the oldest are looked at by the primary key, however many there are.
_FIRST = select(notification.c.id, notification.c.created_at).order_by(notification.c.id)
_OLD = _FIRST.limit(bindparam("most")).subquery()
_OLDEST = Statement(select(_OLD.c.id).where(_OLD.c.created_at < bindparam("before")))
_FORGET_READINGS = Statement(
    delete(notification_read).where(is_one_of(notification_read.c.notification_id, "ids", "uuid"))
)
_FORGET = Statement(delete(notification).where(is_one_of(notification.c.id, "ids", "uuid")))


def insert_notification(tx: Transaction, row: NotificationRow) -> None:
    """Store a notice."""
    tx.write_row(_INSERT, row)


def notification_of_job(tx: Transaction, job_id: str) -> str | None:
    """Return the id of the notice that a job has stored, or None."""
    row = tx.one(_OF_JOB, job_id=job_id)
    return row.id if row is not None else None


def mark_read(
    tx: Transaction, notification_id: str, person: str, departments: Sequence[str], at: datetime
) -> bool:
    """Mark a notice as read by somebody if it is theirs; return whether it is. Twice is as good as once."""
    mine = {"notification_id": notification_id, "person": person, "departments": list(departments)}
    if tx.one(_THERE, **mine) is None:
        return False
    tx.write(_READ_OWN, notification_id=notification_id, person=person)
    tx.write(_READ_SHARED, **mine, at=at)
    return True


def mark_all_read(tx: Transaction, person: str, departments: Sequence[str], at: datetime) -> int:
    """Mark everything as read that is there for somebody now; return how much it was."""
    own = tx.changed(_READ_ALL_OWN, person=person)
    return own + tx.changed(_READ_ALL_SHARED, person=person, departments=list(departments), at=at)


def purge_notices(tx: Transaction, before: datetime, most: int) -> int:
    """Forget those of the `most` oldest notices that were told before a moment; return how many."""
    old = [row.id for row in tx.rows(_OLDEST, before=before, most=most)]
    if old:
        tx.write(_FORGET_READINGS, ids=old)
        tx.write(_FORGET, ids=old)
    return len(old)
