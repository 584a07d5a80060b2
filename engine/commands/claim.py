"""Claim 领取 a task, and release it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.ids import new_id
from engine.inbox import Role
from engine.org import Action
from engine.store.tasks import close_lines_of_role, insert_line, set_holder


@dataclass(frozen=True)
class ClaimTask:
    """Take a task for oneself. Claiming what one holds already is a success."""

    name: ClassVar[str] = "claim-task"

    task_id: str

    def perform(self, work: Work) -> Answer:
        """Claim, or raise HeldByAnother saying who was first."""
        case, task, _ = Case.of_task(work, self.task_id)
        case.require(Action.WORK_TASK, task)
        person = work.actor.id
        if inbox.claim(task, person, case.name_of) is inbox.Answer.DO:
            set_holder(work.tx, task.id, person, case.now)
            insert_line(
                work.tx,
                key=new_id(),
                task_id=task.id,
                order_id=task.order_id,
                role=Role.HOLDER,
                department_id=None,
                person_id=person,
                at=case.now,
            )
            case.record(
                "task.claimed",
                element_id=task.element_id,
                body={"task": {"task": task.id, "person": person}},
            )
            case.save()
            work.changed("task", [task.id])
            work.changed("inbox", [*task.departments, person])
        return {"task": task.id, "holder": person, "revision": task.revision + (task.holder_id != person)}


@dataclass(frozen=True)
class ReleaseTask:
    """Give a claimed task back to its department."""

    name: ClassVar[str] = "release-task"

    task_id: str

    def perform(self, work: Work) -> Answer:
        """Release, or raise HeldByAnother: only the holder gives back."""
        case, task, _ = Case.of_task(work, self.task_id)
        case.require(Action.WORK_TASK, task)
        if inbox.release(task, work.actor.id, case.name_of) is inbox.Answer.DO:
            set_holder(work.tx, task.id, None, None)
            close_lines_of_role(work.tx, task.id, Role.HOLDER, case.now)
            case.record(
                "task.released", element_id=task.element_id, body={"task": {"task": task.id, "person": None}}
            )
            case.save()
            work.changed("task", [task.id])
            work.changed("inbox", [*task.departments, *task.people])
        return {"task": task.id, "holder": None, "revision": task.revision + (task.holder_id is not None)}
