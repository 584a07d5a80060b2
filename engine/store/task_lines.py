"""Statements on whose a task is and who was asked: it moves, questions open and are answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, insert, literal_column, or_, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_one_of, is_word
from engine.store.statement import Statement
from engine.store.tables import assignment, task
from engine.store.tasks import LINE_VALUES
from engine.store.types import Id

_OPEN = assignment.c.closed_at.is_(None)
_TOUCHED = {
    "touched_by": bindparam("touched_by"),
    "touched_at": bindparam("touched_at"),
    "touched_how": bindparam("touched_how"),
    "revision": task.c.revision + 1,
}
_THIS = update(task).where(task.c.id == bindparam("task_id"))
_TOUCH = Statement(_THIS.values(_TOUCHED))
_MOVE = Statement(
    _THIS.values(
        department_id=bindparam("department_id"),
        holder_id=bindparam("holder_id"),
        claimed_at=bindparam("claimed_at"),
        submitted_by=None,
        submitted_at=None,
        **_TOUCHED,
    )
)
_HOLD = Statement(
    _THIS.values(holder_id=bindparam("holder_id"), claimed_at=bindparam("touched_at"), **_TOUCHED)
)
_SUBMIT = Statement(
    _THIS.values(
        draft=bindparam("draft"),
        drafted_at=bindparam("touched_at"),
        submitted_by=bindparam("touched_by"),
        submitted_at=bindparam("touched_at"),
        submitted_event_at=bindparam("event_at"),
        **_TOUCHED,
    )
)
_UNSUBMIT = Statement(_THIS.values(submitted_by=None, submitted_at=None, **_TOUCHED))
_OUTCOME = Statement(_THIS.values(review_outcome=bindparam("outcome"), **_TOUCHED))
_LEAVE = Statement(
    update(assignment)
    .where(
        assignment.c.task_id == bindparam("task_id"),
        is_word(assignment.c.role, "candidate", "holder", "delegate"),
        _OPEN,
    )
    .values(status="withdrawn", closed_at=bindparam("at"), revision=assignment.c.revision + 1)
)
_CLOSE = Statement(
    update(assignment)
    .where(
        assignment.c.task_id == bindparam("task_id"),
        is_one_of(assignment.c.id, "lines", "uuid"),
        _OPEN,
    )
    .values(status=bindparam("status"), closed_at=bindparam("at"), revision=assignment.c.revision + 1)
)
_MOVE_LINES = Statement(
    update(assignment)
    .where(
        assignment.c.task_id == bindparam("task_id"),
        is_one_of(assignment.c.id, "lines", "uuid"),
        _OPEN,
    )
    .values(department_id=bindparam("department_id"), person_id=None, revision=assignment.c.revision + 1)
)
_ANSWERED = {
    "answer": bindparam("answer"),
    "opinion": bindparam("opinion"),
    "answered_by": bindparam("by"),
    "answered_at": bindparam("at"),
    "revision": assignment.c.revision + 1,
}
_THIS_LINE = (assignment.c.task_id == bindparam("task_id"), assignment.c.id == bindparam("line_id"))
_ANSWER = Statement(
    update(assignment).where(*_THIS_LINE).values(status="done", closed_at=bindparam("at"), **_ANSWERED)
)
_REFUSE = Statement(update(assignment).where(*_THIS_LINE).values(status="refused", **_ANSWERED))
_HAD = Statement(
    select(assignment.c.id)
    .where(
        assignment.c.task_id == bindparam("task_id"),
        or_(
            assignment.c.person_id == bindparam("person"),
            is_one_of(assignment.c.department_id, "departments", "uuid"),
        ),
    )
    .limit(1)
)
_sent = task.alias("sent")
_SENDING = Statement(
    select(task.c.department_id).where(
        task.c.id
        == select(_sent.c.sent_by_task_id).where(_sent.c.id == bindparam("task_id")).scalar_subquery()
    )
)
_SUBMITTED = Statement(
    select(task.c.draft, task.c.submitted_event_at).where(task.c.id == bindparam("task_id"))
)


class Touching(NamedTuple):
    """Who touches a task, when (aware UTC business time) and how."""

    by: str
    at: datetime
    how: str


class Question(NamedTuple):
    """A line that asks a person or a department to act; the task waits for it. Times are aware UTC."""

    id: str
    task_id: str
    order_id: str | None
    role: str
    department_id: str | None
    person_id: str | None
    opened_at: datetime
    asked_by: str
    question: str
    timing: str | None
    review_id: str | None


_ASKED_VALUES = {
    **LINE_VALUES,
    "required": literal_column("1"),
    "asked_by": bindparam("asked_by", type_=Id),
    "question": bindparam("question", type_=String),
    "timing": bindparam("timing", type_=String),
    "review_id": bindparam("review_id", type_=Id),
}
_ASK = Statement(
    insert(assignment).from_select(
        list(_ASKED_VALUES),
        select(*_ASKED_VALUES.values()).where(task.c.id == bindparam("task_id")),
        include_defaults=False,
    )
)


def _touched(touch: Touching) -> dict[str, Any]:
    return {"touched_by": touch.by, "touched_at": touch.at, "touched_how": touch.how}


def touch_task(tx: Transaction, task_id: str, touch: Touching) -> None:
    """Store that a task was touched: its revision rises."""
    tx.write(_TOUCH, task_id=task_id, **_touched(touch))


def move_task(
    tx: Transaction, task_id: str, department_id: str | None, person_id: str | None, touch: Touching
) -> None:
    """Give a task to another department, and to a person of it or (None) to whoever claims it.

    Its candidate's, holder's and delegate's lines close; those who were asked to sign stay asked. A
    completion that waited for them is taken back. The caller opens the new lines.
    """
    tx.write(_LEAVE, task_id=task_id, at=touch.at)
    tx.write(
        _MOVE,
        task_id=task_id,
        department_id=department_id,
        holder_id=person_id,
        claimed_at=touch.at if person_id is not None else None,
        **_touched(touch),
    )


def hold_task(tx: Transaction, task_id: str, person_id: str, touch: Touching) -> None:
    """Store who holds a task from now on."""
    tx.write(_HOLD, task_id=task_id, holder_id=person_id, **_touched(touch))


def submit_task(
    tx: Transaction, task_id: str, values: Any, event_at: datetime | None, touch: Touching
) -> None:
    """Keep a completion with its values until those who sign after have agreed."""
    tx.write(_SUBMIT, task_id=task_id, draft=values, event_at=event_at, **_touched(touch))


def unsubmit_task(tx: Transaction, task_id: str, touch: Touching) -> None:
    """Take a kept completion back; its values stay as the draft."""
    tx.write(_UNSUBMIT, task_id=task_id, **_touched(touch))


def set_review_outcome(tx: Transaction, task_id: str, outcome: str | None, touch: Touching) -> None:
    """Store the outcome of a task's joint review; None when a new one begins."""
    tx.write(_OUTCOME, task_id=task_id, outcome=outcome, **_touched(touch))


def ask(tx: Transaction, question: Question) -> None:
    """Put a question into an inbox."""
    tx.write_row(_ASK, question)


def close_lines(tx: Transaction, task_id: str, lines: Sequence[str], status: str, at: datetime) -> None:
    """Close these lines of a task."""
    tx.write(_CLOSE, task_id=task_id, lines=list(lines), status=status, at=at)


def move_lines(tx: Transaction, task_id: str, lines: Sequence[str], department_id: str) -> None:
    """Let lines stand in a department's inbox instead, with what they ask."""
    tx.write(_MOVE_LINES, task_id=task_id, lines=list(lines), department_id=department_id)


def answer_line(
    tx: Transaction, task_id: str, line_id: str, *, answer: str, opinion: str, by: str, at: datetime
) -> None:
    """Store the answer of a line, and close it."""
    tx.write(_ANSWER, task_id=task_id, line_id=line_id, answer=answer, opinion=opinion, by=by, at=at)


def refuse_line(tx: Transaction, task_id: str, line_id: str, *, opinion: str, by: str, at: datetime) -> None:
    """Store the refusal of a co-signer: the line stands, and the task waits until it is taken back."""
    tx.write(_REFUSE, task_id=task_id, line_id=line_id, answer="refuse", opinion=opinion, by=by, at=at)


def had_line(tx: Transaction, task_id: str, person: str, departments: Sequence[str]) -> bool:
    """Answer whether a task has, or had, a line in the inbox of a person or one of these departments."""
    return tx.one(_HAD, task_id=task_id, person=person, departments=list(departments)) is not None


def sending_department(tx: Transaction, task_id: str) -> str | None:
    """Return the department of the task from which this one was sent; None when it was sent by none."""
    row = tx.one(_SENDING, task_id=task_id)
    return row.department_id if row is not None else None


def submitted(tx: Transaction, task_id: str) -> tuple[Any, datetime | None]:
    """Return the values of a kept completion, and when it was really done (None: when it was sent)."""
    row = tx.one(_SUBMITTED, task_id=task_id)
    return row.draft, row.submitted_event_at
