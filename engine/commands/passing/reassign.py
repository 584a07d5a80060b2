"""Reassign 转办: hand a task to another department or person; the responsibility moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.passing.pass_on import pass_on, required_member
from engine.commands.work import Work
from engine.errors import InvalidInput, field_finding
from engine.inbox import Touch
from engine.org import Action, may, may_be_given
from engine.words import Words


@dataclass(frozen=True)
class ReassignTask:
    """Give a task to `department_id`, and there to `person_id` or (None) to whoever claims it.

    Whoever may work on it passes on what they hold or nobody holds; a leader also what another holds.
    """

    name: ClassVar[str] = "reassign-task"

    task_id: str
    department_id: str
    person_id: str | None = None
    reason: str = ""
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Reassign it; where it is already is a success.

        Raises:
            HeldByAnother, RevisionConflict: somebody was first; it says who and when.
            InvalidInput: no reason, no such department or person, or one that may not receive it.
        """
        case, task, _ = Case.of_task(work, self.task_id)
        leads = may(work.actor, Action.REASSIGN_TASK, case.target(task), case.directory)
        if not leads:
            case.require_task(Action.WORK_TASK, task)
        decided = inbox.reassign(
            task,
            case.holder_or_actor(task),
            self.revision,
            case.name_of,
            department_id=self.department_id,
            person_id=self.person_id,
            leads=leads,
        )
        reason = inbox.require_reason(self.reason)
        department = case.directory.departments.get(self.department_id)
        if department is None or not may_be_given(
            work.actor, task.department_id, self.department_id, case.directory
        ):
            raise InvalidInput(
                Words(
                    "a task is reassigned within one's own tier and below it: what belongs to a neighbour "
                    "goes to the superior (reject it, or hand it up)",
                    "转办限于本层级及下级：属于兄弟单位的，请退单或移交上级",
                ),
                findings=[
                    field_finding(
                        "department",
                        Words("cannot receive it", "不能接收"),
                        Words("choose one of those offered", "请从所列的中选择"),
                    )
                ],
            )
        if self.person_id is not None:
            required_member(case, self.person_id, self.department_id, "person")
        if decided is inbox.Answer.ALREADY:
            return {
                "task": task.id,
                "department": self.department_id,
                "holder": task.holder_id,
                "revision": task.revision,
            }
        return pass_on(
            case, task, department, self.person_id, Touch.REASSIGNED, values={"reason": (None, reason)}
        )
