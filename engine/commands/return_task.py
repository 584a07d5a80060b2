"""Return 退回 a task to an earlier element, and withdraw 撤回 what the receiver has not touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.step import Step, settle
from engine.commands.step.settle import Trigger
from engine.commands.step.tasks import Sender
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput
from engine.org import Action
from engine.runtime import ReturnPlan, plan_return
from engine.store.clocks import read_time, time_of_task
from engine.store.jobs import effects_started
from engine.store.tasks import cancel_task, last_completion
from engine.words import Words


def _plan_document(plan: ReturnPlan, holder: str | None) -> dict[str, Any]:
    return {"source": plan.source, "target": plan.target, "cancels": list(plan.cancels), "holder": holder}


@dataclass(frozen=True)
class ReturnTask:
    """Send a task back to an element that was passed before, to whoever completed it, with a reason.

    With `dry_run` nothing is changed: the answer says what would be cancelled.
    """

    name: ClassVar[str] = "return-task"

    task_id: str
    target: str
    reason: str = ""
    revision: int | None = None
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """Return the task, or say what returning it would cancel.

        Raises:
            InvalidInput: no reason, or a target that was not passed before.
            Conflict: a split or a multi-instance lies between; the message says which.
        """
        case, task, time = Case.of_task(work, self.task_id, *time_of_task(self.task_id))
        case.require_task(Action.WORK_TASK, task)
        inbox.work(task, case.holder_or_actor(task), self.revision, case.name_of)
        if not self.dry_run and not self.reason.strip():
            raise InvalidInput(
                Words(
                    "a return needs a reason: say what is missing or wrong",
                    "退回需要原因：请写明缺什么或哪里有误",
                )
            )
        step = Step(case, read_time(*time))
        plan = plan_return(step.instance, task.token, self.target)
        before = last_completion(work.tx, task.instance_id, self.target)
        if before is None:
            raise InvalidInput(
                Words(
                    f"{self.target} was not completed before, so nothing can be returned to it",
                    f"{self.target} 之前没有完成过，所以不能退回到它",
                )
            )
        holder = case.directory.people.get(before.closed_by or "")
        holders = {self.target: holder.id} if holder is not None and holder.active else {}
        answer = {"task": task.id, **_plan_document(plan, holders.get(self.target))}
        if self.dry_run:
            return answer
        cancel_task(work.tx, task.id, case.now, work.actor.id, inbox.Touch.RETURNED)
        step.go_back(plan)
        settled = settle(
            step,
            Trigger(
                "task.returned",
                element_id=task.element_id,
                body={"task": task.id, "closed": [task.id], **_plan_document(plan, holders.get(self.target))},
                values={"reason": (None, self.reason.strip())},
                sender=Sender(work.actor.id, task.id),
                closed=task.token,
                holders=holders,
            ),
        )
        work.changed("task", [task.id])
        work.changed("inbox", task.inboxes)
        return {**answer, "opened": settled.opened}


@dataclass(frozen=True)
class WithdrawTask:
    """Take back a task that one has sent, while the receiver has neither claimed, drafted nor acted."""

    name: ClassVar[str] = "withdraw-task"

    task_id: str
    reason: str = ""

    def perform(self, work: Work) -> Answer:
        """Withdraw: the sender's own task is open again, and theirs.

        Raises:
            HeldByAnother, Conflict: the receiver was first, or an effect has begun.
        """
        case, task, time = Case.of_task(work, self.task_id, *time_of_task(self.task_id))
        if task.sender_id != work.actor.id:  # the sender may have nothing else to do with it any more
            case.require_task(Action.SEE_ORDER, task)
        inbox.withdraw(task, work.actor.id, case.name_of)
        sent_from = last_completion(work.tx, task.instance_id, None, task_id=task.id)
        if sent_from is None:
            raise Conflict(
                Words(
                    f"{task.name} was not sent from a task, so nobody can withdraw it",
                    f"{task.name} 不是从一个任务送来的，所以没有人能撤回它",
                )
            )
        if effects_started(work.tx, task.instance_id, sent_from.closed_at):
            raise Conflict(
                Words(
                    "a message or call has gone out since; it can no longer be withdrawn",
                    "之后已有消息或电话发出；不能再撤回",
                )
            )
        step = Step(case, read_time(*time))
        plan = plan_return(step.instance, task.token, sent_from.element_id)
        cancel_task(work.tx, task.id, case.now, work.actor.id, inbox.Touch.WITHDRAWN)
        step.go_back(plan)
        settled = settle(
            step,
            Trigger(
                "task.withdrawn",
                element_id=task.element_id,
                body={"task": task.id, "closed": [task.id], **_plan_document(plan, work.actor.id)},
                values={"reason": (None, self.reason.strip())} if self.reason.strip() else {},
                sender=Sender(work.actor.id, task.id),
                closed=task.token,
                holders={plan.target: work.actor.id},
            ),
        )
        work.changed("task", [task.id])
        work.changed("inbox", [*task.inboxes, work.actor.id])
        return {"task": task.id, **_plan_document(plan, work.actor.id), "opened": settled.opened}
