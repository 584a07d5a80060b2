"""Escalation 升级: the superior tier's attention is raised; the holder stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.commands.notifications import tell
from engine.commands.step.collect import Collected
from engine.commands.step.step import Step
from engine.commands.step.tasks import OpenedTask
from engine.ids import new_id
from engine.inbox import Role, TaskFacts
from engine.org import KINDS, Department
from engine.runtime.specs.tasks import UserTask
from engine.store.tasks import insert_line, open_tasks_at

#: The department kinds that look after what is escalated to their tier, best first.
WATCHING = ("command", "dispatch", "supervision", "customer-service")


def raise_attention(step: Step, found: Collected, opened: Sequence[OpenedTask]) -> list[dict[str, Any]]:
    """Put a watcher's line for each escalation on the open tasks; return what the history says of it.

    `opened` are the tasks that the step itself has opened: only earlier ones have to be read.
    """
    if not found.escalated or step.case.order is None:
        return []
    seeing = {str(task.told["task"]): set(task.departments) for task in opened}
    seeing |= {task.id: {*task.watchers, *task.departments} for task in _opened_before(step, opened)}
    return [_raise(step, tier, element, seeing) for tier, element in found.escalated]


def _opened_before(step: Step, opened: Sequence[OpenedTask]) -> list[TaskFacts]:
    new = {task.token for task in opened}
    tokens = [
        token.id
        for scope in step.instance.scopes.values()
        for token in scope.tasks.values()
        if isinstance(token.task_spec, UserTask) and token.id not in new
    ]
    return open_tasks_at(step.case.work.tx, step.instance_id, tokens) if tokens else []


def _raise(step: Step, tier: str, element: str, seeing: Mapping[str, set[str]]) -> dict[str, Any]:
    """Raise one tier's attention. `seeing` maps each open task to the departments that have it in view."""
    case = step.case
    order = case.order
    assert order is not None
    if tier == "superior":
        tier = _superior_of(order.attention or "county")
    department = _watching(step, tier)
    highest = order.attention if order.attention and _rank(order.attention) <= _rank(tier) else tier
    case.change_order(order.but(attention=highest))
    told: dict[str, Any] = {"tier": tier, "element": element}
    restriction = case.restriction()
    if restriction is not None and department is not None and department.id not in restriction.named:
        # Escalation names nobody: who is to watch a restricted order is said by name.
        department = None
    if department is None:
        return told
    if highest != order.attention or any(department.id not in one for one in seeing.values()):
        about = {"order": order.number, "title": order.title}
        tell(case.work, "escalated", departments=[department.id], order_id=order.id, values=about)
    for task_id, departments in seeing.items():
        if department.id not in departments:
            departments.add(department.id)
            insert_line(
                case.work.tx,
                key=new_id(),
                task_id=task_id,
                order_id=order.id,
                role=Role.WATCHER,
                department_id=department.id,
                person_id=None,
                at=case.now,
            )
    case.work.changed("inbox", [department.id])
    return {**told, "department": department.id}


def _rank(tier: str) -> int:
    return KINDS.index(tier)


def _superior_of(tier: str) -> str:
    return KINDS[max(_rank(tier) - 1, 0)]


def _watching(step: Step, tier_kind: str) -> Department | None:
    order, directory = step.case.order, step.case.directory
    assert order is not None
    tier = directory.ancestor(order.tier_id, tier_kind)
    if tier is None:
        return None
    for kind in WATCHING:
        department = directory.department_at(kind, tier.id)
        if department is not None and directory.members(department.id):
            return department
    return None
