"""Claim 领取 a task, and release it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.ids import new_id
from engine.inbox import Role, Touch
from engine.org import Action
from engine.store.tasks import close_lines_of_role, insert_line, put_holder


@dataclass(frozen=True)
class ClaimTask:
    """Take a task for oneself. Claiming what one holds already is a success.

    `revision` is the one the person read, None not to ask.
    """

    name: ClassVar[str] = "claim-task"

    task_id: str
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Claim, or raise HeldByAnother or RevisionConflict saying who was first."""
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_task(Action.WORK_TASK, task)
        person = work.actor.id
        if inbox.claim(task, person, case.name_of, self.revision) is inbox.Answer.DO:
            put_holder(work.tx, task.id, person, by=person, at=case.now, how=Touch.CLAIMED)
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
            work.changed("inbox", [*task.inboxes, person])
        return {"task": task.id, "holder": person, "revision": task.revision + (task.holder_id != person)}


@dataclass(frozen=True)
class ReleaseTask:
    """Give a claimed task back to its department; a delegation of it ends."""

    name: ClassVar[str] = "release-task"

    task_id: str
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Release, or raise HeldByAnother: only the holder gives back."""
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_task(Action.WORK_TASK, task)
        decided = inbox.release(task, case.holder_or_actor(task), case.name_of, self.revision)
        if decided is inbox.Answer.DO:
            put_holder(work.tx, task.id, None, by=work.actor.id, at=case.now, how=Touch.RELEASED)
            close_lines_of_role(work.tx, task.id, Role.HOLDER, case.now)
            if any(line.role == Role.DELEGATE for line in task.lines):
                close_lines_of_role(work.tx, task.id, Role.DELEGATE, case.now)
            case.record(
                "task.released", element_id=task.element_id, body={"task": {"task": task.id, "person": None}}
            )
            case.save()
            work.changed("task", [task.id])
            work.changed("inbox", task.inboxes)
        return {"task": task.id, "holder": None, "revision": task.revision + (task.holder_id is not None)}
