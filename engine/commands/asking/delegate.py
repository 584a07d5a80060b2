"""Delegate 委派: somebody acts for the holder, who stays responsible and sees the task again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.asking.questions import open_questions, record_asked, require_askable, take_hold
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.inbox import Asked, Role, Touch
from engine.org import Action


@dataclass(frozen=True)
class DelegateTask:
    """Let a person act on a task: they fill in the form as a draft and answer; the holder completes.

    Whoever delegates what nobody holds becomes its holder.
    """

    name: ClassVar[str] = "delegate-task"

    task_id: str
    person_id: str
    question: str = ""
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Delegate it.

        Raises:
            HeldByAnother, RevisionConflict: somebody was first; it says who and when.
            InvalidInput: somebody who cannot be asked, or oneself.
        """
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_task(Action.WORK_TASK, task)
        inbox.delegate(task, case.holder_or_actor(task), self.revision, case.name_of, to=self.person_id)
        asked = [Asked(None, self.person_id)]
        require_askable(case, task, asked, "person")
        take_hold(case, task, Touch.DELEGATED)
        lines = open_questions(case, task, asked, Role.DELEGATE, self.question.strip())
        record_asked(case, task, "task.delegated", asked, self.question.strip())
        return {"task": task.id, "lines": lines, "review": None, "revision": task.revision + 1}
