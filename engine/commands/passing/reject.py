"""Reject 退单: the unit gives back what is misdirected or lacks facts, with evidence, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.passing.pass_on import pass_on
from engine.commands.work import Work
from engine.errors import Conflict
from engine.ids import new_id
from engine.inbox import TaskFacts, Touch
from engine.org import Action, Department, superior_department
from engine.store.operations import RejectionRow, insert_rejection, rejections_by
from engine.store.task_lines import sending_department
from engine.words import Words


@dataclass(frozen=True)
class RejectTask:
    """Give a task back to the department that sent it, which sends it elsewhere or gives it back again.

    The token stays: so this is right in the members of a multi-instance and in loops. Where no task sent
    it, it goes to the department that opened the order, else to the superior's.
    """

    name: ClassVar[str] = "reject-task"

    task_id: str
    reason: str
    evidence: str = ""
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Reject it.

        Raises:
            HeldByAnother, RevisionConflict: somebody was first; it says who and when.
            Conflict: the unit has rejected this order as often as the rule allows, or nobody can take it.
            InvalidInput: an unknown reason, or evidence that is missing.
        """
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_task(Action.WORK_TASK, task)
        before = rejections_by(work.tx, task.department_id, task.order_id, task.id)
        inbox.reject(
            task,
            case.holder_or_actor(task),
            self.revision,
            case.name_of,
            work.services.inbox_rules,
            reason=self.reason,
            evidence=self.evidence,
            rejected_before=before,
        )
        back = rejected_to(case, task)
        if back is None:
            raise Conflict(
                Words(
                    f"nobody sent {task.name} to your unit and nobody stands above it: work on it",
                    f"{task.name} 没有送出部门，也没有上级：请办理",
                )
            )
        insert_rejection(
            work.tx,
            RejectionRow(
                new_id(),
                task.id,
                task.order_id,
                task.department_id,
                self.reason,
                self.evidence.strip(),
                work.actor.id,
                case.now,
            ),
        )
        return pass_on(
            case,
            task,
            back,
            None,
            Touch.REJECTED,
            body={"reason": self.reason},
            values={"evidence": (None, self.evidence.strip())},
        )


def rejected_to(case: Case, task: TaskFacts) -> Department | None:
    """Return the department that gets a rejected task: the sender's, the order's origin, the superior's."""
    directory = case.directory
    origin = case.order.origin_department_id if case.order is not None else None
    for department_id in (sending_department(case.work.tx, task.id), origin):
        department = directory.departments.get(department_id or "")
        if (
            department is not None
            and department.id != task.department_id
            and directory.members(department.id)
        ):
            return department
    return superior_department(task.department_id, directory)
