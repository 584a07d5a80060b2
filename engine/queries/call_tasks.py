"""The tasks that a call has led to."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, select

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import department, instance, person, task


class CallTask(NamedTuple):
    """A task of a call's process, with whose it is by name."""

    id: str
    element_id: str
    name: str
    status: str
    department: str | None
    person: str | None


_OF_CALL = Statement(
    select(
        task.c.id,
        task.c.element_id,
        task.c.name,
        task.c.status,
        department.c.name.label("department"),
        person.c.name.label("person"),
    )
    .select_from(
        task.join(instance, instance.c.id == task.c.instance_id)
        .outerjoin(department, department.c.id == task.c.department_id)
        .outerjoin(person, person.c.id == task.c.holder_id)
    )
    .where(instance.c.call_id == bindparam("call_id"))
    .order_by(task.c.opened_at, task.c.id)
)


def tasks_of_call(tx: Transaction, call_id: str) -> list[CallTask]:
    """Return the tasks of a call's own process, oldest first."""
    return [CallTask(*row) for row in tx.rows(_OF_CALL, call_id=call_id)]
