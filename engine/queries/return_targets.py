"""To which elements a task can be returned 退回, and what each return would take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from engine.errors import Conflict, InvalidInput, NotFound
from engine.org import Action
from engine.queries.reading import Reading
from engine.queries.standing import looked_at
from engine.queries.visibility import place_of_order, require_look
from engine.runtime import plan_return
from engine.store.orders import order_by_id
from engine.store.statement import Statement
from engine.store.tables import instance, task
from engine.store.tasks import task_by_id
from engine.words import Words

_STATE = Statement(
    select(instance.c.state, task.c.token)
    .select_from(task.join(instance, instance.c.id == task.c.instance_id))
    .where(task.c.id == bindparam("task_id"))
)
_this = task.alias("this")
_COMPLETED = Statement(
    select(task.c.element_id, task.c.name, task.c.closed_by, task.c.closed_at)
    .select_from(
        task.join(_this, (_this.c.instance_id == task.c.instance_id) & (_this.c.scope == task.c.scope))
    )
    .where(_this.c.id == bindparam("task_id"), task.c.status == "completed")
    .order_by(task.c.closed_at.desc(), task.c.id.desc())
)


@dataclass(frozen=True)
class ReturnTarget:
    """An element that was completed before. `cancels` are element ids that a return would take away.

    `refused` says why a return is not possible, None when it is; `refused_zh` the same in Chinese.
    `holder_name` would hold it again; None: its department. `completed_at` is aware UTC business time.
    """

    element: str
    name: str
    completed_at: datetime
    holder_name: str | None
    cancels: list[str]
    refused: str | None
    refused_zh: str | None


def return_targets(reading: Reading, task_id: str) -> list[ReturnTarget]:
    """Return where a task may go back to, the latest first. Nothing is changed or locked.

    Raises:
        NotFound: there is no such task that the actor may work on.
        Conflict: it is no longer open.
    """
    facts = task_by_id(reading.tx, task_id)
    order = order_by_id(reading.tx, facts.order_id) if facts is not None and facts.order_id else None
    place = place_of_order(reading.tx, order)
    if facts is None or not reading.may(
        Action.WORK_TASK, place._replace(departments=facts.departments, people=facts.people)
    ):
        raise NotFound(
            Words(
                f"there is no open task {task_id} that you may work on", f"没有您可以办理的待办任务 {task_id}"
            )
        )
    require_look(reading, order)
    row = reading.tx.one(_STATE, task_id=task_id)
    if facts.status != "open" or row is None or row.state is None:
        raise Conflict(Words(f"{facts.name} is no longer open", f"{facts.name} 已不是待办"))
    stand = looked_at(reading, row.state)
    found: dict[str, ReturnTarget] = {}
    for done in reading.tx.rows(_COMPLETED, task_id=task_id):
        if done.element_id in found:
            continue
        cancels: list[str] = []
        refused: Words | None = None
        try:
            cancels = list(plan_return(stand, row.token, done.element_id).cancels)
        except (Conflict, InvalidInput) as reason:
            refused = reason.message
        person = reading.directory.people.get(done.closed_by or "")
        found[done.element_id] = ReturnTarget(
            done.element_id,
            done.name,
            done.closed_at,
            person.name if person is not None and person.active else None,
            cancels,
            refused,
            refused.zh if refused is not None else None,
        )
    return list(found.values())
