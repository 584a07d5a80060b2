"""Statements on tasks and their inbox lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, func, insert, literal_column, select, update

from engine.inbox import Line, TaskFacts, Touch
from engine.store.database import Request, Transaction
from engine.store.expressions import clock_began, is_one_of, is_word
from engine.store.statement import Statement
from engine.store.tables import assignment, order_clock, task, work_order
from engine.store.types import Id, Moment


class NewTask(NamedTuple):
    """A task as it is opened. Times are aware UTC business time."""

    id: str
    instance_id: str
    order_id: str | None
    token: int
    scope: int
    element_id: str
    name: str
    form_key: str | None
    member: int | None
    stage: str | None
    department_id: str | None
    sender_id: str | None
    sent_by_task_id: str | None
    limit_rule: str | None
    promise_due_at: datetime | None
    target_due_at: datetime | None
    follow_up_at: datetime | None
    priority: int
    opened_at: datetime


_FACTS = TaskFacts._fields[:-1]
_LINE = Line._fields
#: An open line, looked up by its task. Said with `status`, PostgreSQL would go through the partial indexes on
#: everybody's open lines, which look small to it, instead of the few of one task.
_STILL_OPEN = assignment.c.closed_at.is_(None)
#: Tasks, each once for each of its open lines, or once with an empty line.
_WITH_LINES = select(
    *[task.c[name] for name in _FACTS], *[assignment.c[name].label(f"line_{name}") for name in _LINE]
).select_from(task.outerjoin(assignment, and_(assignment.c.task_id == task.c.id, _STILL_OPEN)))
_IN_ORDER = (task.c.opened_at, task.c.id, assignment.c.id)
_TASK = Statement(_WITH_LINES.where(task.c.id == bindparam("task_id")))
_OPEN_AT = Statement(
    _WITH_LINES.where(
        task.c.instance_id == bindparam("instance_id"),
        is_one_of(task.c.token, "tokens", "integer"),
        is_word(task.c.status, "open", "stuck"),
    ).order_by(*_IN_ORDER)
)
_OPEN_OF_ORDER = Statement(
    _WITH_LINES.where(
        task.c.order_id == bindparam("order_id"), is_word(task.c.status, "open", "stuck")
    ).order_by(*_IN_ORDER)
)
_OPEN = Statement(_WITH_LINES.where(is_word(task.c.status, "open", "stuck")).order_by(*_IN_ORDER))
_INSERT = Statement(
    insert(task).values(
        {name: bindparam(name) for name in NewTask._fields} | {"status": "open", "revision": 1}
    )
)
_CLOSE = Statement(
    update(task)
    .where(task.c.id == bindparam("task_id"))
    .values(
        status=bindparam("status"),
        closed_at=bindparam("closed_at"),
        closed_by=bindparam("closed_by"),
        draft=None,
        revision=task.c.revision + 1,
    )
)
_CANCEL = Statement(
    update(task)
    .where(task.c.id == bindparam("task_id"))
    .values(
        status="cancelled",
        closed_at=bindparam("at"),
        closed_by=bindparam("by"),
        touched_by=bindparam("by"),
        touched_at=bindparam("at"),
        touched_how=bindparam("how"),
        draft=None,
        revision=task.c.revision + 1,
    )
)
_CLOSE_TOKENS = Statement(
    update(task)
    .where(
        task.c.instance_id == bindparam("instance_id"),
        is_one_of(task.c.token, "tokens", "integer"),
        is_word(task.c.status, "open", "stuck"),
    )
    .values(
        status="cancelled",
        closed_at=bindparam("closed_at"),
        closed_by=bindparam("closed_by"),
        draft=None,
        revision=task.c.revision + 1,
    )
    .returning(task.c.id)
)
_CLOSE_LINES = Statement(
    update(assignment)
    .where(assignment.c.task_id == bindparam("task_id"), _STILL_OPEN)
    .values(status=bindparam("status"), closed_at=bindparam("closed_at"), revision=assignment.c.revision + 1)
)
_CLOSE_LINES_OF_TASKS = Statement(
    update(assignment)
    .where(is_one_of(assignment.c.task_id, "tasks", "uuid"), _STILL_OPEN)
    .values(status="withdrawn", closed_at=bindparam("closed_at"), revision=assignment.c.revision + 1)
)
_CLOSE_ROLE = Statement(
    update(assignment)
    .where(
        assignment.c.task_id == bindparam("task_id"),
        assignment.c.role == bindparam("role"),
        _STILL_OPEN,
    )
    .values(status="done", closed_at=bindparam("closed_at"), revision=assignment.c.revision + 1)
)
#: What has no due time comes after everything that has one.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
_NEVER: Any = literal_column(f"'{NEVER:%Y-%m-%d} 00:00:00.000000'")
#: What a line copies of its task and its order, so that lists are sorted and narrowed by lines alone.
LINE_COPIES: dict[str, Any] = {
    "due_at": func.coalesce(task.c.target_due_at, task.c.promise_due_at, _NEVER),
    "rank": -task.c.priority,
    "category": select(work_order.c.category).where(work_order.c.id == task.c.order_id).scalar_subquery(),
    "held": func.coalesce(
        select(case((work_order.c.status == literal_column("'held'"), 1), else_=0))
        .where(work_order.c.id == task.c.order_id)
        .scalar_subquery(),
        0,
    ),
    "late_at": func.coalesce(task.c.promise_due_at, task.c.target_due_at, _NEVER),
    "began_at": func.coalesce(
        select(clock_began(order_clock.c.clock))
        .where(order_clock.c.order_id == task.c.order_id, order_clock.c.rule == task.c.limit_rule)
        .scalar_subquery(),
        task.c.opened_at,
    ),
}
#: A line has its copies from the beginning, whoever puts it there.
LINE_VALUES = {
    "id": bindparam("id", type_=Id),
    "task_id": task.c.id,
    "order_id": bindparam("order_id", type_=Id),
    "role": bindparam("role"),
    "department_id": bindparam("department_id", type_=Id),
    "person_id": bindparam("person_id", type_=Id),
    "required": literal_column("0"),
    "status": literal_column("'open'"),
    "opened_at": bindparam("opened_at", type_=Moment),
    **LINE_COPIES,
    "revision": literal_column("1"),
}
_INSERT_LINE = Statement(
    insert(assignment).from_select(
        list(LINE_VALUES),
        select(*LINE_VALUES.values()).where(task.c.id == bindparam("task_id")),
        include_defaults=False,
    )
)
_SET_HOLDER = Statement(
    update(task)
    .where(task.c.id == bindparam("task_id"))
    .values(
        holder_id=bindparam("holder_id"), claimed_at=bindparam("claimed_at"), revision=task.c.revision + 1
    )
)
_TOUCHED: dict[str, Any] = {name: bindparam(name) for name in ("touched_by", "touched_at", "touched_how")} | {
    "revision": task.c.revision + 1
}
_PUT_HOLDER = Statement(
    update(task)
    .where(task.c.id == bindparam("task_id"))
    .values(holder_id=bindparam("holder_id"), claimed_at=bindparam("claimed_at"), **_TOUCHED)
)
_SAVE_DRAFT = Statement(
    update(task)
    .where(task.c.id == bindparam("task_id"))
    .values(draft=bindparam("draft"), drafted_at=bindparam("touched_at"), **_TOUCHED)
)
_SET_STATUS = Statement(
    update(task)
    .where(task.c.id == bindparam("task_id"))
    .values(
        status=bindparam("status"),
        closed_by=bindparam("closed_by"),
        closed_at=bindparam("closed_at"),
        revision=task.c.revision + 1,
    )
)
_SET_DUE = Statement(
    update(task)
    .where(
        task.c.order_id == bindparam("order_id"),
        task.c.limit_rule == bindparam("rule"),
        task.c.status == "open",
    )
    .values(promise_due_at=bindparam("promise_due_at"), target_due_at=bindparam("target_due_at"))
)
_OF_ITS_TASK = {
    name: select(LINE_COPIES[name]).where(task.c.id == assignment.c.task_id).scalar_subquery()
    for name in ("due_at", "rank", "late_at", "began_at")
}
_LINES_FOLLOW_RULE = Statement(
    update(assignment)
    .where(
        assignment.c.task_id.in_(
            select(task.c.id).where(
                task.c.order_id == bindparam("order_id"),
                task.c.limit_rule == bindparam("rule"),
                task.c.status == "open",
            )
        ),
        _STILL_OPEN,
    )
    .values(_OF_ITS_TASK)
)
_LINES_FOLLOW = Statement(
    update(assignment).where(assignment.c.task_id == bindparam("task_id"), _STILL_OPEN).values(_OF_ITS_TASK)
)
_READDRESS = Statement(
    update(task)
    .where(task.c.id == bindparam("task_id"))
    .values(department_id=bindparam("department_id"), revision=task.c.revision + 1)
)


def task_request(task_id: str) -> Request:
    """Read a task with its open lines."""
    return _TASK, {"task_id": task_id}


def read_task(rows: list[Any]) -> TaskFacts | None:
    """Return the task of a fetch's rows, or None."""
    return _facts(rows) if rows else None


def _facts(rows: Sequence[Any]) -> TaskFacts:
    size = len(_FACTS)
    lines = tuple(Line(*row[size:]) for row in rows if row[size] is not None)
    return TaskFacts._make((*rows[0][:size], lines))


def _all_facts(rows: Iterable[Any]) -> list[TaskFacts]:
    return [_facts(tuple(of_one)) for _, of_one in groupby(rows, key=itemgetter(0))]


def task_by_id(tx: Transaction, task_id: str) -> TaskFacts | None:
    """Return a task with its open lines, or None."""
    return read_task(tx.rows(_TASK, task_id=task_id))


def open_tasks(tx: Transaction) -> list[TaskFacts]:
    """Return all open and stuck tasks with their open lines, oldest first."""
    return _all_facts(tx.rows(_OPEN))


def open_tasks_at(tx: Transaction, instance_id: str, tokens: Sequence[int]) -> list[TaskFacts]:
    """Return the open and stuck tasks of an instance's tokens with their open lines, oldest first.

    Asked for by token, the tasks that the instance has long completed are not gone through.
    """
    return _all_facts(tx.rows(_OPEN_AT, instance_id=instance_id, tokens=tokens))


def open_tasks_of_order(tx: Transaction, order_id: str) -> list[TaskFacts]:
    """Return an order's open and stuck tasks with their open lines, oldest first."""
    return _all_facts(tx.rows(_OPEN_OF_ORDER, order_id=order_id))


def insert_task(tx: Transaction, new: NewTask) -> None:
    """Store an opened task."""
    tx.write_row(_INSERT, new)


def close_task(tx: Transaction, task_id: str, status: str, at: datetime, by: str | None) -> None:
    """Close a task and its lines: `completed` by a person, or `cancelled`."""
    tx.write(_CLOSE, task_id=task_id, status=status, closed_at=at, closed_by=by)
    tx.write(
        _CLOSE_LINES, task_id=task_id, status="done" if status == "completed" else "withdrawn", closed_at=at
    )


def cancel_task(tx: Transaction, task_id: str, at: datetime, by: str, how: str) -> None:
    """Close a task that somebody has returned or taken back, with its lines; `how` names what was done."""
    tx.write(_CANCEL, task_id=task_id, at=at, by=by, how=how)
    tx.write(_CLOSE_LINES, task_id=task_id, status="withdrawn", closed_at=at)


def cancel_tasks_at(
    tx: Transaction, instance_id: str, tokens: Sequence[int], at: datetime, by: str | None
) -> list[str]:
    """Cancel the open tasks of these tokens with their lines; return their ids.

    `by` is the person who let the process go another way; None: nobody did, a timer or a message.
    """
    rows = tx.rows(_CLOSE_TOKENS, instance_id=instance_id, tokens=tokens, closed_at=at, closed_by=by)
    ids = [row.id for row in rows]
    if ids:
        tx.write(_CLOSE_LINES_OF_TASKS, tasks=ids, closed_at=at)
    return ids


def insert_line(
    tx: Transaction,
    *,
    key: str,
    task_id: str,
    order_id: str | None,
    role: str,
    department_id: str | None,
    person_id: str | None,
    at: datetime,
) -> None:
    """Put a line into an inbox; the task is stored already."""
    tx.write(
        _INSERT_LINE,
        id=key,
        task_id=task_id,
        order_id=order_id,
        role=role,
        department_id=department_id,
        person_id=person_id,
        opened_at=at,
    )


def close_lines_of_role(tx: Transaction, task_id: str, role: str, at: datetime) -> None:
    """Close the open lines of one role."""
    tx.write(_CLOSE_ROLE, task_id=task_id, role=role, closed_at=at)


def set_holder(tx: Transaction, task_id: str, person_id: str | None, at: datetime | None) -> None:
    """Store who has claimed a task; None releases it."""
    tx.write(_SET_HOLDER, task_id=task_id, holder_id=person_id, claimed_at=at)


def put_holder(
    tx: Transaction, task_id: str, person_id: str | None, *, by: str, at: datetime, how: str
) -> None:
    """Store that somebody has claimed a task, or given it back (None)."""
    tx.write(
        _PUT_HOLDER,
        task_id=task_id,
        holder_id=person_id,
        claimed_at=at if person_id is not None else None,
        touched_by=by,
        touched_at=at,
        touched_how=how,
    )


def save_draft(tx: Transaction, task_id: str, draft: Any, at: datetime, by: str) -> None:
    """Store what somebody has typed so far."""
    tx.write(
        _SAVE_DRAFT,
        task_id=task_id,
        draft=draft,
        touched_by=by,
        touched_at=at,
        touched_how=Touch.DRAFTED.value,
    )


def set_task_status(tx: Transaction, task_id: str, status: str, by: str | None, at: datetime | None) -> None:
    """Mark a task as stuck, or as open again, leaving its lines."""
    tx.write(_SET_STATUS, task_id=task_id, status=status, closed_by=by, closed_at=at)


def set_due(
    tx: Transaction, order_id: str, rule: str, promise_due_at: datetime | None, target_due_at: datetime | None
) -> None:
    """Show a clock's new due times on the open tasks that follow it, and sort their lines by them."""
    tx.write(
        _SET_DUE, order_id=order_id, rule=rule, promise_due_at=promise_due_at, target_due_at=target_due_at
    )
    tx.write(_LINES_FOLLOW_RULE, order_id=order_id, rule=rule)


def lines_follow(tx: Transaction, task_id: str) -> None:
    """Sort a task's open lines by its due times and priority as they are now; `set_due` does it by itself."""
    tx.write(_LINES_FOLLOW, task_id=task_id)


def readdress(tx: Transaction, task_id: str, department_id: str | None) -> None:
    """Give an open task to another department (None: to nobody); the caller moves the lines."""
    tx.write(_READDRESS, task_id=task_id, department_id=department_id)


_LAST_COMPLETION = Statement(
    select(task.c.element_id, task.c.closed_by, task.c.closed_at)
    .where(
        task.c.instance_id == bindparam("instance_id"),
        task.c.element_id == bindparam("element_id"),
        task.c.status == "completed",
    )
    .order_by(task.c.closed_at.desc(), task.c.id.desc())
    .limit(1)
)
_sent = task.alias("sent")
_SENT_FROM = Statement(
    select(task.c.element_id, task.c.closed_by, task.c.closed_at).where(
        task.c.id
        == select(_sent.c.sent_by_task_id).where(_sent.c.id == bindparam("task_id")).scalar_subquery()
    )
)


def last_completion(
    tx: Transaction, instance_id: str, element_id: str | None, *, task_id: str | None = None
) -> Any:
    """Return element_id, closed_by and closed_at of the last completed task at an element, or None.

    With `task_id`, of the task from which that one was sent.
    """
    if task_id is not None:
        return tx.one(_SENT_FROM, task_id=task_id)
    return tx.one(_LAST_COMPLETION, instance_id=instance_id, element_id=element_id)
