"""Co-sign 加签: one more person must act before the task completes, or before its completion counts."""

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
class AddCoSigners:
    """Ask people or departments to sign a task, `before` the holder completes it or `after` 后加签.

    Signed after, a completion is kept and takes effect when the last of them agrees.
    """

    name: ClassVar[str] = "add-co-signers"

    task_id: str
    asked: tuple[Asked, ...]
    timing: str = "before"
    question: str = ""
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Ask them.

        Raises:
            HeldByAnother, RevisionConflict: somebody was first; it says who and when.
            Conflict: more co-signers than the rule allows, or one who is asked already.
            InvalidInput: somebody who cannot be asked, or oneself.
        """
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_task(Action.WORK_TASK, task)
        inbox.co_sign(
            task,
            case.holder_or_actor(task),
            self.revision,
            case.name_of,
            work.services.inbox_rules,
            asked=self.asked,
        )
        require_askable(case, task, self.asked, "asked")
        take_hold(case, task, Touch.ASKED)
        lines = open_questions(
            case, task, self.asked, Role.CO_SIGNER, self.question.strip(), timing=self.timing
        )
        record_asked(case, task, "task.co-sign-asked", self.asked, self.question.strip(), timing=self.timing)
        return {"task": task.id, "lines": lines, "review": None, "revision": task.revision + 1}
