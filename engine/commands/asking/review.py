"""Joint review 会签: several must say yes or no, and the outcome goes into the task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.asking.questions import open_questions, record_asked, require_askable, take_hold
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.ids import new_id
from engine.inbox import Asked, Role, Touch
from engine.org import Action
from engine.store.operations import ReviewRow, insert_review
from engine.store.task_lines import Touching, set_review_outcome


@dataclass(frozen=True)
class OpenReview:
    """Ask several people or departments; `rule` (see inbox.Rule) says when the review has passed.

    `needed` says how many must agree, of the rule `at-least`; None of the others.
    """

    name: ClassVar[str] = "open-review"

    task_id: str
    asked: tuple[Asked, ...]
    rule: str = "all"
    needed: int | None = None
    question: str = ""
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Open the review; the task waits until it is decided.

        Raises:
            HeldByAnother, RevisionConflict: somebody was first; it says who and when.
            Conflict: a review is open.
            InvalidInput: no question, somebody who cannot be asked, or too many to agree.
        """
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_task(Action.WORK_TASK, task)
        needed = inbox.review(
            task,
            case.holder_or_actor(task),
            self.revision,
            case.name_of,
            work.services.inbox_rules,
            asked=self.asked,
            rule=self.rule,
            needed=self.needed,
        )
        question = inbox.require_reason(self.question, "question")
        require_askable(case, task, self.asked, "asked")
        review = new_id()
        insert_review(
            work.tx,
            ReviewRow(
                review,
                task.id,
                task.order_id,
                work.actor.id,
                question,
                self.rule,
                needed,
                None,
                case.now,
                None,
            ),
        )
        take_hold(case, task, Touch.ASKED)
        if task.review_outcome is not None:
            set_review_outcome(work.tx, task.id, None, Touching(work.actor.id, case.now, Touch.ASKED))
        lines = open_questions(case, task, self.asked, Role.REVIEWER, question, review_id=review)
        record_asked(case, task, "task.review-asked", self.asked, question, rule=self.rule, needed=needed)
        raised = 1 + (task.review_outcome is not None)
        return {"task": task.id, "lines": lines, "review": review, "revision": task.revision + raised}
