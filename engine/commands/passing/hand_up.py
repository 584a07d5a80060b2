"""Hand up 移交上级: the responsibility moves to the superior tier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.passing.pass_on import pass_on
from engine.commands.work import Work
from engine.inbox import Touch
from engine.org import Action, superior_department


@dataclass(frozen=True)
class HandUpTask:
    """Give a task to the superior's department: of the same kind, else the one that leads there."""

    name: ClassVar[str] = "hand-up-task"

    task_id: str
    reason: str = ""
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Hand it up.

        Raises:
            HeldByAnother, RevisionConflict: somebody was first; it says who and when.
            Conflict: it is with the highest department.
            InvalidInput: no reason.
        """
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_task(Action.WORK_TASK, task)
        superior = superior_department(task.department_id, case.directory)
        inbox.hand_up(
            task,
            case.holder_or_actor(task),
            self.revision,
            case.name_of,
            superior=superior.id if superior is not None else None,
        )
        reason = inbox.require_reason(self.reason)
        assert superior is not None
        return pass_on(case, task, superior, None, Touch.HANDED_UP, values={"reason": (None, reason)})
