"""Give a task to another department, and to a person of it: what every way of passing it on does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.errors import InvalidInput, field_finding
from engine.ids import new_id
from engine.inbox import Role, TaskFacts, Touch
from engine.org import Department
from engine.store.task_lines import Touching, move_task
from engine.store.tasks import insert_line
from engine.words import Words


def pass_on(
    case: Case,
    task: TaskFacts,
    department: Department,
    person_id: str | None,
    how: Touch,
    *,
    body: Mapping[str, Any] | None = None,
    values: Mapping[str, tuple[Any, Any]] | None = None,
) -> Answer:
    """Move the lines of a task, record `task.HOW` and return the answer; the token stays where it is.

    `person_id` holds it from now on; None: whoever of the department claims it.

    Raises:
        Conflict: the order is restricted and does not open to them.
    """
    case.require_open_to(department_id=department.id)
    if person_id is not None:
        case.require_open_to(person_id=person_id)
    tx, actor = case.work.tx, case.work.actor
    move_task(tx, task.id, department.id, person_id, Touching(actor.id, case.now, how))
    for role, department_id, person in (
        (Role.CANDIDATE, department.id, None),
        (Role.HOLDER, None, person_id),
    ):
        if department_id is None and person is None:
            continue
        insert_line(
            tx,
            key=new_id(),
            task_id=task.id,
            order_id=task.order_id,
            role=role,
            department_id=department_id,
            person_id=person,
            at=case.now,
        )
    case.record(
        f"task.{how}",
        element_id=task.element_id,
        body={
            "task": {"task": task.id, "department": department.id, "person": person_id},
            "given_from": task.department_id,
            "given_to": [department.id, *([person_id] if person_id is not None else [])],
            **(body or {}),
        },
        values=values,
    )
    case.save()
    _tell(case, task, department, person_id, how, values)
    case.work.changed("task", [task.id])
    case.work.changed("inbox", [*task.inboxes, department.id, person_id])
    return {
        "task": task.id,
        "department": department.id,
        "holder": person_id,
        "revision": task.revision + 1,
    }


#: The kind of notice that each way is told by, to whoever has the task now.
_NOTICE = {
    Touch.REASSIGNED: "assigned",
    Touch.REJECTED: "rejected",
    Touch.HANDED_UP: "handed-up",
}


def _tell(
    case: Case,
    task: TaskFacts,
    department: Department,
    person_id: str | None,
    how: Touch,
    values: Mapping[str, tuple[Any, Any]] | None,
) -> None:
    """Tell whoever has the task now; of a taking over, whoever held it until now."""
    said = next((after for _, after in (values or {}).values()), None)
    told = {"task": task.name, **({"reason": said} if said else {})}
    if how is Touch.TAKEN_OVER:
        held = [task.holder_id] if task.holder_id is not None else []
        places = [] if held else [task.department_id]
        tell(case.work, "taken-over", people=held, departments=places, order_id=task.order_id, values=told)
        return
    tell(
        case.work,
        _NOTICE[how],
        people=[person_id],
        departments=[department.id] if person_id is None else [],
        order_id=task.order_id,
        values=told,
    )


def required_member(case: Case, person_id: str, department_id: str, field: str) -> None:
    """Raise InvalidInput unless a person is an active member of a department."""
    person = case.directory.people.get(person_id)
    if person is None or not person.active or department_id not in case.directory.departments_of(person_id):
        raise InvalidInput(
            Words("this person does not work in that department", "此人不在该部门"),
            findings=[
                field_finding(
                    field,
                    Words("is no member of the department", "不是该部门成员"),
                    Words("choose a member", "请选该部门的人"),
                )
            ],
        )
