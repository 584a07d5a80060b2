"""Statements on rejections 退单, urges 催办 and joint reviews 会签."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import assignment, joint_review, rejection, urge


class RejectionRow(NamedTuple):
    """A unit that gave a task back. Times are aware UTC business time."""

    id: str
    task_id: str
    order_id: str | None
    department_id: str | None
    reason: str
    evidence: str
    rejected_by: str
    rejected_at: datetime


class UrgeRow(NamedTuple):
    """An urge of a task. Times are aware UTC business time."""

    id: str
    order_id: str | None
    task_id: str | None
    urged_by: str
    note: str
    urged_at: datetime


class ReviewRow(NamedTuple):
    """A joint review; `outcome` None: it is open. Times are aware UTC business time."""

    id: str
    task_id: str
    order_id: str | None
    asked_by: str
    question: str
    rule: str
    needed: int
    outcome: str | None
    opened_at: datetime
    closed_at: datetime | None


_REJECT = Statement(insert(rejection).values({n: bindparam(n) for n in RejectionRow._fields}))
_REJECTIONS_OF_ORDER = Statement(
    select(func.count().label("count")).where(
        rejection.c.order_id == bindparam("order_id"), rejection.c.department_id == bindparam("department_id")
    )
)
_REJECTIONS_OF_TASK = Statement(
    select(func.count().label("count")).where(
        rejection.c.task_id == bindparam("task_id"), rejection.c.department_id == bindparam("department_id")
    )
)
_URGE = Statement(insert(urge).values({n: bindparam(n) for n in UrgeRow._fields}))
_URGES = Statement(
    select(func.count().label("count"), func.max(urge.c.urged_at).label("last_at")).where(
        urge.c.task_id == bindparam("task_id"), urge.c.urged_by == bindparam("person")
    )
)
_REVIEW = Statement(insert(joint_review).values({n: bindparam(n) for n in ReviewRow._fields}))
_REVIEW_BY_ID = Statement(
    select(*[joint_review.c[n] for n in ReviewRow._fields]).where(
        joint_review.c.id == bindparam("review_id")
    ),
    ReviewRow,
)
_REVIEWS_OF_TASK = Statement(
    select(*[joint_review.c[n] for n in ReviewRow._fields])
    .where(joint_review.c.task_id == bindparam("task_id"))
    .order_by(joint_review.c.opened_at, joint_review.c.id),
    ReviewRow,
)
_CLOSE_REVIEW = Statement(
    update(joint_review)
    .where(joint_review.c.id == bindparam("review_id"))
    .values(outcome=bindparam("outcome"), closed_at=bindparam("at"))
)
_VOTES = Statement(
    select(assignment.c.id, assignment.c.answer, assignment.c.status).where(
        assignment.c.task_id == bindparam("task_id"), assignment.c.review_id == bindparam("review_id")
    )
)


def insert_rejection(tx: Transaction, row: RejectionRow) -> None:
    """Store a rejection."""
    tx.write_row(_REJECT, row)


def rejections_by(tx: Transaction, department_id: str | None, order_id: str | None, task_id: str) -> int:
    """Return how often a department has given an order back; of a task without an order, that task."""
    if order_id is not None:
        row = tx.one(_REJECTIONS_OF_ORDER, order_id=order_id, department_id=department_id)
    else:
        row = tx.one(_REJECTIONS_OF_TASK, task_id=task_id, department_id=department_id)
    return int(row.count)


def insert_urge(tx: Transaction, row: UrgeRow) -> None:
    """Store an urge."""
    tx.write_row(_URGE, row)


def urges_by(tx: Transaction, task_id: str, person: str) -> tuple[int, datetime | None]:
    """Return how often a person has urged a task, and when last (None: never)."""
    row = tx.one(_URGES, task_id=task_id, person=person)
    return int(row.count), row.last_at


def insert_review(tx: Transaction, row: ReviewRow) -> None:
    """Store a joint review that begins."""
    tx.write_row(_REVIEW, row)


def review_by_id(tx: Transaction, review_id: str) -> ReviewRow:
    """Return a joint review that is there."""
    row: ReviewRow = tx.one(_REVIEW_BY_ID, review_id=review_id)
    return row


def reviews_of_task(tx: Transaction, task_id: str) -> Sequence[ReviewRow]:
    """Return the joint reviews of a task, oldest first."""
    return tx.rows(_REVIEWS_OF_TASK, task_id=task_id)


def close_review(tx: Transaction, review_id: str, outcome: str, at: datetime) -> None:
    """Store what a joint review has come to."""
    tx.write(_CLOSE_REVIEW, review_id=review_id, outcome=outcome, at=at)


def votes_of(tx: Transaction, task_id: str, review_id: str) -> list[Any]:
    """Return id, answer and status of the lines of a joint review."""
    return tx.rows(_VOTES, task_id=task_id, review_id=review_id)
