"""Statements that give the rows of an instance's tokens their elements in another version of its diagram."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import delivery, incident, job, subscription, task, timer
from engine.store.tasks import lines_follow


class CarriedTask(NamedTuple):
    """A task with what a version says of it. `drafted_at` None: nothing has been typed."""

    id: str
    token: int
    status: str
    holder_id: str | None
    drafted_at: datetime | None
    element_id: str
    name: str
    form_key: str | None
    stage: str | None
    limit_rule: str | None
    promise_due_at: datetime | None
    target_due_at: datetime | None


class CarriedRow(NamedTuple):
    """A row of another kind that names the element of a token."""

    id: str
    token: int | None
    element_id: str | None
    status: str


_TASK = ("element_id", "name", "form_key", "stage", "limit_rule", "promise_due_at", "target_due_at")
_TASKS = Statement(
    select(*(task.c[name] for name in CarriedTask._fields))
    .where(task.c.instance_id == bindparam("instance_id"))
    .order_by(task.c.opened_at, task.c.id),
    CarriedTask,
)
_SET_TASK = Statement(
    update(task)
    .where(task.c.id == bindparam("id"))
    .values({name: bindparam(name) for name in _TASK} | {"revision": task.c.revision + 1})
)
_JOBS = Statement(
    select(job.c.id, job.c.token, job.c.element_id, job.c.status).where(
        job.c.instance_id == bindparam("instance_id"),
        job.c.token.is_not(None),
        ~is_word(job.c.status, "done", "thrown", "cancelled"),
    ),
    CarriedRow,
)
_INCIDENTS = Statement(
    select(incident.c.id, incident.c.token, incident.c.element_id, incident.c.status).where(
        incident.c.instance_id == bindparam("instance_id"), is_word(incident.c.status, "open")
    ),
    CarriedRow,
)
_DELIVERIES = Statement(
    select(delivery.c.token).where(delivery.c.instance_id == bindparam("instance_id")).distinct()
)
_TABLES: dict[str, Any] = {
    "timer": timer,
    "subscription": subscription,
    "job": job,
    "incident": incident,
    "task": task,
}
_SET_ELEMENT = {
    name: Statement(
        update(table).where(table.c.id == bindparam("id")).values(element_id=bindparam("element_id"))
    )
    for name, table in _TABLES.items()
}


def tasks_of_instance(tx: Transaction, instance_id: str) -> list[CarriedTask]:
    """Return all tasks of an instance, closed ones too, in the order in which they were opened."""
    return tx.rows(_TASKS, instance_id=instance_id)


def jobs_of_instance(tx: Transaction, instance_id: str) -> list[CarriedRow]:
    """Return the effects of an instance that are not done."""
    return tx.rows(_JOBS, instance_id=instance_id)


def incidents_of_instance(tx: Transaction, instance_id: str) -> list[CarriedRow]:
    """Return the open incidents of an instance."""
    return tx.rows(_INCIDENTS, instance_id=instance_id)


def tokens_awaiting_delivery(tx: Transaction, instance_id: str) -> set[int]:
    """Return the tokens for which something is on its way."""
    return {row.token for row in tx.rows(_DELIVERIES, instance_id=instance_id)}


def set_carried_task(tx: Transaction, row: CarriedTask) -> None:
    """Store what a version says of an open task; draft, holder and lines stay, sorted by its due times."""
    tx.write_row(_SET_TASK, row)
    lines_follow(tx, row.id)


def set_element(tx: Transaction, kind: str, key: str, element_id: str) -> None:
    """Give a timer, subscription, job, incident or closed task another element."""
    tx.write(_SET_ELEMENT[kind], id=key, element_id=element_id)
