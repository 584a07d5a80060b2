"""Take over: a superior takes a task from a subordinate department, whoever holds it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.passing.pass_on import pass_on
from engine.commands.work import Work
from engine.inbox import Touch
from engine.org import Action, standing_above


@dataclass(frozen=True)
class TakeOverTask:
    """Make a subordinate's task one's own department's, and hold it."""

    name: ClassVar[str] = "take-over-task"

    task_id: str
    reason: str = ""
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Take it over; what one holds already is a success.

        Raises:
            HeldByAnother, RevisionConflict: it was closed or changed meanwhile; it says by whom and when.
            Conflict: one's tier does not stand above its department.
            InvalidInput: no reason.
        """
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_task(Action.TAKE_OVER_TASK, task)
        above = standing_above(work.actor, task.department_id, case.directory)
        decided = inbox.take_over(
            task,
            work.actor.id,
            self.revision,
            case.name_of,
            own=case.directory.departments_of(work.actor.id),
            superior=above is not None,
        )
        if decided is inbox.Answer.ALREADY:
            return {
                "task": task.id,
                "department": task.department_id,
                "holder": task.holder_id,
                "revision": task.revision,
            }
        reason = inbox.require_reason(self.reason)
        assert above is not None
        return pass_on(case, task, above, work.actor.id, Touch.TAKEN_OVER, values={"reason": (None, reason)})
