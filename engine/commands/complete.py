"""Complete a task: the person's values go into the process, and it moves on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from engine import inbox
from engine.commands.asking.submit import submit
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.form_check import check_form, with_review
from engine.commands.incidents import note_incident
from engine.commands.step import Step, settle
from engine.commands.step.settle import Trigger
from engine.commands.step.tasks import Sender
from engine.commands.work import Work
from engine.commands.wrapped_up import note_wrapped_up
from engine.definitions import exact
from engine.errors import InvalidInput, StepFailed
from engine.feel import encode_value
from engine.inbox import TaskFacts
from engine.org import Action
from engine.runtime.specs.tasks import UserTask
from engine.store.clocks import read_time, time_of_task
from engine.store.tasks import close_task, set_task_status
from engine.words import Words


@dataclass(frozen=True)
class CompleteTask:
    """Complete an open task with the values of its form.

    `revision` is the one the person read, None not to ask; `event_at` (aware) is when the work was really
    done, None now: earlier makes it a late entry 补录. `retried` completes a task that is stuck.
    """

    name: ClassVar[str] = "complete-task"

    task_id: str
    values: Mapping[str, Any] = field(default_factory=dict)
    revision: int | None = None
    event_at: datetime | None = None
    retried: bool = False

    def perform(self, work: Work) -> Answer:
        """Complete, or raise: nothing has changed then.

        Raises:
            NotFound, NotAllowed, Conflict: as the inbox decides.
            InvalidInput: the values do not fit the form; every finding is listed.
            StepFailed: the process cannot go on; the chain keeps the completion as an incident.
        """
        case, task, (clocks, followers) = Case.of_task(work, self.task_id, *time_of_task(self.task_id))
        decided = inbox.Answer.DO
        if not self.retried or task.status != "stuck":
            case.require_task(Action.WORK_TASK, task)
            decided = inbox.complete(task, case.holder_or_actor(task), self.revision, case.name_of)
        self._check_time(case)
        step = Step(case, read_time(clocks, followers))
        values = exact(self.values)
        check_form(step, task, values)
        if decided is inbox.Answer.SUBMIT:
            return submit(case, task, encode_value(values), self.event_at)
        return finish(case, task, step, values, self.event_at)

    def keep(self, work: Work, error: StepFailed) -> Answer:
        """Accept the completion as stuck: nothing typed is lost, and an operator can apply it again."""
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_task(Action.WORK_TASK, task)
        inbox.complete(task, case.holder_or_actor(task), None, case.name_of)
        return keep_stuck(case, task, exact(self.values), self.event_at, error)

    def _check_time(self, case: Case) -> None:
        if self.event_at is None:
            return
        if self.event_at.tzinfo is None:
            raise InvalidInput(
                Words(
                    "event_at needs a time zone, such as 2026-11-23T08:00:00+08:00",
                    "event_at 需要时区，如 2026-11-23T08:00:00+08:00",
                )
            )
        if self.event_at > case.now:
            raise InvalidInput(
                Words(
                    "event_at lies in the future; say when it really happened",
                    "event_at 在将来；请写实际发生的时间",
                )
            )
        if case.order is not None and self.event_at < case.order.event_at:
            called = case.order.event_at.isoformat()
            raise InvalidInput(
                Words(
                    f"event_at lies before the customer called, at {called}",
                    f"event_at 早于客户来电的时间 {called}",
                )
            )


def finish(
    case: Case,
    task: TaskFacts,
    step: Step,
    values: Mapping[str, Any],
    event_at: datetime | None,
    by: str | None = None,
) -> Answer:
    """Close a task that may be completed with these values, and let the process move on.

    `event_at` None: it was done now; `by` None: by the actor.
    """
    work, person = case.work, by or case.work.actor.id
    if task.review_outcome is not None:
        values = with_review(step, task, values)
    close_task(work.tx, task.id, "completed", case.now, person)
    step.happened(task.element_id, event_at or case.now)
    spec = step.instance.live_token(task.token).task_spec
    step.instance.complete(task.token, values)
    late = {"late": True} if event_at is not None and event_at < case.now else {}
    settled = settle(
        step,
        Trigger(
            "task.completed",
            element_id=task.element_id,
            event_at=event_at,
            body={"task": task.id, "closed": [task.id], **late},
            sender=Sender(person, task.id),
            closed=task.token,
        ),
    )
    if isinstance(spec, UserTask) and spec.assignment.assignee is not None:
        note_wrapped_up(case)
    work.changed("task", [task.id])
    work.changed("inbox", task.inboxes)
    departments = case.directory.departments_of(person)
    mine = [one for one in settled.opened if _is_mine(one, person, departments)]
    return {
        "task": task.id,
        "status": "completed",
        "next": mine,
        "sent": settled.opened,
        "ended": settled.ended,
    }


def keep_stuck(
    case: Case, task: TaskFacts, values: Mapping[str, Any], event_at: datetime | None, error: StepFailed
) -> Answer:
    """Store a completion with which the process cannot go on as an incident; return what its sender hears."""
    work = case.work
    set_task_status(work.tx, task.id, "stuck", work.actor.id, case.now)
    incident = note_incident(
        case,
        "step-failed",
        error.message,
        element_id=error.element or task.element_id,
        token=error.token or task.token,
        task_id=task.id,
        trigger={
            "command": CompleteTask.name,
            "actor": work.actor.id,
            "task_id": task.id,
            "values": encode_value(values),
            "event_at": event_at.isoformat() if event_at else None,
        },
    )
    typed = {name: (None, value) for name, value in values.items()}
    body = {"task": {"task": task.id, "status": "stuck"}, "incident": incident}
    case.record("task.stuck", element_id=task.element_id, body=body, values=typed)
    case.save()
    work.changed("task", [task.id])
    work.changed("inbox", task.inboxes)
    told = {"message": error.message, "message_zh": error.message.zh}
    return {"task": task.id, "status": "stuck", "incident": incident, **told}


def _is_mine(opened: Mapping[str, Any], person_id: str, departments: Collection[str]) -> bool:
    return opened["person"] == person_id or (opened["person"] is None and opened["department"] in departments)
