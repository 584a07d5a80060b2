"""Act for a colleague by telephone: a dispatcher enters what a crew reports, in the crew's name.

The history shows both: who entered it, and on whose behalf. With `event_at` it is a late entry 补录.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.complete import CompleteTask
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, field_finding
from engine.ids import new_id
from engine.inbox import Role, TaskFacts
from engine.org import Action
from engine.store.tasks import insert_line, set_holder
from engine.words import Words


@dataclass(frozen=True)
class EnterFor:
    """Complete a task on behalf of `person_id`, whose task it is, with a reason.

    Whoever may do so sees the order by their tier; the person must belong to the task's department, and
    nobody else may hold it.
    """

    name: ClassVar[str] = "enter-for"

    task_id: str
    person_id: str
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)
    event_at: datetime | None = None
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Complete it in their name.

        Raises:
            InvalidInput: no reason, or the task is not that person's to do.
            Conflict: somebody else holds it.
        """
        case, task, _ = Case.of_task(work, self.task_id)
        case.require(Action.ENTER_FOR)
        reason = self.reason.strip()
        if not reason:
            raise _wrong("reason", Words("is missing", "缺少"))
        if self.person_id == work.actor.id or not self._is_theirs(case, task):
            raise _wrong("on_behalf_of", Words("has no such task", "没有这项任务"))
        if task.holder_id not in (None, self.person_id):
            holder = case.name_of(task.holder_id)
            raise Conflict(Words(f"{holder} holds this task", f"该任务由{holder}领取"), person=holder)
        before = work.actor
        work.actor = replace(
            before,
            on_behalf_of=self.person_id,
            stands_in_for=before.stands_in_for | {self.person_id},
        )
        try:
            if task.holder_id is None:
                self._claim(work, case, task)
            case.record(
                "task.entered-for",
                element_id=task.element_id,
                body={"task": {"task": task.id, "person": self.person_id}},
                values={"reason": (None, reason)},
            )
            case.save()
            revision = self.revision if task.holder_id is not None else None
            return CompleteTask(task.id, self.values, revision, self.event_at).perform(work)
        finally:
            work.actor = before

    def _is_theirs(self, case: Case, task: TaskFacts) -> bool:
        person = case.directory.people.get(self.person_id)
        if person is None or not person.active or task.status != "open":
            return False
        own = case.directory.departments_of(self.person_id)
        return self.person_id in task.people or not own.isdisjoint(task.departments)

    def _claim(self, work: Work, case: Case, task: TaskFacts) -> None:
        set_holder(work.tx, task.id, self.person_id, case.now)
        insert_line(
            work.tx,
            key=new_id(),
            task_id=task.id,
            order_id=task.order_id,
            role=Role.HOLDER,
            department_id=None,
            person_id=self.person_id,
            at=case.now,
        )


def _wrong(name: str, problem: Words) -> InvalidInput:
    return InvalidInput(
        Words(f"{name} {problem}", f"{name} {problem.zh}"),
        findings=[field_finding(name, problem, Words("correct it", "请改正"))],
    )
