"""Take a question back: a delegation 收回委派, a co-signature 撤销加签, a joint review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.inbox import Touch
from engine.org import Action
from engine.store.operations import close_review
from engine.store.task_lines import Touching, close_lines, touch_task, unsubmit_task


@dataclass(frozen=True)
class TakeQuestionBack:
    """Close a line that asks somebody, or that stands refused; the task no longer waits for it."""

    name: ClassVar[str] = "take-question-back"

    task_id: str
    line_id: str
    reason: str = ""
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Take it back; a completion that waited for it is the holder's again.

        Raises:
            HeldByAnother, RevisionConflict: it was answered meanwhile; it says by whom and when.
            NotAllowed: another holds the task, and another asked.
            InvalidInput: no reason.
        """
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_seen(Action.SEE_ORDER, task)
        lines = inbox.take_back(task, self.line_id, work.actor.id, self.revision, case.name_of)
        reason = inbox.require_reason(self.reason)
        touch = Touching(work.actor.id, case.now, Touch.QUESTION_BACK)
        close_lines(work.tx, task.id, [line.id for line in lines], "withdrawn", case.now)
        review = lines[0].review_id
        if review is not None:
            close_review(work.tx, review, "withdrawn", case.now)
        if task.submitted_at is not None:
            unsubmit_task(work.tx, task.id, touch)
        else:
            touch_task(work.tx, task.id, touch)
        case.record(
            "task.question-taken-back",
            element_id=task.element_id,
            body={
                "task": {"task": task.id},
                "given_to": [line.person_id or line.department_id for line in lines],
            },
            values={"reason": (None, reason)},
        )
        case.save()
        work.changed("task", [task.id])
        work.changed("inbox", task.inboxes)
        return {"task": task.id, "lines": [line.id for line in lines], "revision": task.revision + 1}
