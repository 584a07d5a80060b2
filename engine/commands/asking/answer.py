"""The answer of somebody who was asked: a delegate's, a co-signer's, a reviewer's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.complete import finish, keep_stuck
from engine.commands.notifications.tell import tell
from engine.commands.step import Step
from engine.commands.work import Work
from engine.errors import StepFailed
from engine.feel import decode_value
from engine.inbox import Line, Role, TaskFacts, Touch
from engine.org import Action
from engine.store.clocks import read_time, time_of_task
from engine.store.operations import close_review, review_by_id, votes_of
from engine.store.task_lines import (
    Touching,
    answer_line,
    close_lines,
    refuse_line,
    set_review_outcome,
    submitted,
    touch_task,
    unsubmit_task,
)
from engine.words import Words

#: What the history calls each answer.
_KIND = {
    Role.DELEGATE: "task.delegate-answered",
    Role.CO_SIGNER: "task.co-signed",
    Role.REVIEWER: "task.reviewed",
}


@dataclass(frozen=True)
class AnswerQuestion:
    """Answer a line of one's own: agree or refuse, with an opinion.

    A delegate's answer says that they have acted; the holder sees the task again. A co-signer's refusal
    keeps the task waiting, and a reviewer's counts as the review's rule says. When the last who signs after
    agrees, the holder's completion takes effect with it.
    """

    name: ClassVar[str] = "answer-question"

    task_id: str
    line_id: str
    agrees: bool
    opinion: str = ""

    def perform(self, work: Work) -> Answer:
        """Answer.

        Raises:
            HeldByAnother: it was answered, taken back or closed meanwhile; it says by whom and when.
            NotAllowed: another was asked.
            InvalidInput: a refusal without an opinion.
            StepFailed: the process cannot go on; the chain keeps the completion as an incident.
        """
        case, task, time = Case.of_task(work, self.task_id, *time_of_task(self.task_id))
        line = self._answered(case, task)
        if not self._signs_last(task, line):
            case.save()
            return {"task": task.id, "status": "open", "outcome": self._outcome(case, task, line)}
        values, event_at = submitted(work.tx, task.id)
        step = Step(case, read_time(*time))
        done = finish(case, task, step, decode_value(values), event_at, task.submitted_by)
        return {"task": task.id, "status": done["status"], "outcome": None}

    def keep(self, work: Work, error: StepFailed) -> Answer:
        """Keep the answer, and the completion that it would have set free as stuck."""
        case, task, _ = Case.of_task(work, self.task_id)
        self._answered(case, task)
        values, event_at = submitted(work.tx, task.id)
        stuck = keep_stuck(case, task, decode_value(values), event_at, error)
        return {"task": task.id, "status": stuck["status"], "outcome": None}

    def _answered(self, case: Case, task: TaskFacts) -> Line:
        """Decide and store the answer, and record it; the case is not saved yet."""
        work = case.work
        case.require_seen(Action.SEE_ORDER, task)
        line = inbox.answer(
            task,
            self.line_id,
            work.actor.id,
            case.directory.departments_of(work.actor.id),
            case.name_of,
            agrees=self.agrees,
            opinion=self.opinion,
        )
        opinion = self.opinion.strip()
        touch = Touching(work.actor.id, case.now, Touch.ANSWERED)
        given: dict[str, Any] = {"opinion": opinion, "by": work.actor.id, "at": case.now}
        said = "done" if line.role == Role.DELEGATE else "agree" if self.agrees else "refuse"
        if line.role == Role.CO_SIGNER and not self.agrees:
            refuse_line(work.tx, task.id, line.id, **given)
            if task.submitted_at is not None:
                unsubmit_task(work.tx, task.id, touch)
            else:
                touch_task(work.tx, task.id, touch)
        else:
            answer_line(work.tx, task.id, line.id, answer=said, **given)
            touch_task(work.tx, task.id, touch)
        body: Mapping[str, Any] = {"task": {"task": task.id}, "answer": said}
        values = {"opinion": (None, opinion)} if opinion else {}
        case.record(_KIND[Role(line.role)], element_id=task.element_id, body=body, values=values)
        answer = opinion or (Words("agrees", "同意") if self.agrees else Words("refuses", "不同意"))
        tell(
            work,
            "delegation-answered" if line.role == Role.DELEGATE else "co-sign-answered",
            people=[line.asked_by],
            order_id=task.order_id,
            values={"task": task.name, "answer": answer},
        )
        work.changed("task", [task.id])
        work.changed("inbox", task.inboxes)
        return line

    def _signs_last(self, task: TaskFacts, line: Line) -> bool:
        others = [one for one in task.lines if one.required and one.id != line.id]
        return self.agrees and line.timing == "after" and task.submitted_at is not None and not others

    def _outcome(self, case: Case, task: TaskFacts, line: Line) -> str | None:
        """Judge a joint review after a vote; store its outcome in the task when it is decided."""
        if line.review_id is None:
            return None
        tx = case.work.tx
        review = review_by_id(tx, line.review_id)
        votes = votes_of(tx, task.id, line.review_id)
        agreed = sum(vote.answer == "agree" for vote in votes)
        refused = sum(vote.answer == "refuse" for vote in votes)
        left = [vote.id for vote in votes if vote.status == "open"]
        outcome = inbox.outcome_of_review(review.rule, review.needed, agreed, refused, len(left))
        if outcome is None:
            return None
        if left:
            close_lines(tx, task.id, left, "withdrawn", case.now)
        close_review(tx, review.id, outcome, case.now)
        set_review_outcome(tx, task.id, outcome, Touching(case.work.actor.id, case.now, Touch.ANSWERED))
        case.record(
            "task.review-decided",
            element_id=task.element_id,
            body={"task": {"task": task.id}, "outcome": outcome, "agreed": agreed, "refused": refused},
        )
        case.save()
        return outcome
