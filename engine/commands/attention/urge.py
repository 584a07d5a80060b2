"""Urge 催办: a reminder that is counted and recorded, as often as the rule allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.work import Work
from engine.ids import new_id
from engine.org import Action
from engine.store.operations import UrgeRow, insert_urge, urges_by


@dataclass(frozen=True)
class UrgeTask:
    """Remind whoever has the task. It counts for the order, and leaves the task's revision alone."""

    name: ClassVar[str] = "urge-task"

    task_id: str
    note: str = ""

    def perform(self, work: Work) -> Answer:
        """Urge it.

        Raises:
            HeldByAnother: it was closed meanwhile; it says by whom and when.
            Conflict: too often, too soon, or one holds it oneself.
        """
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_seen(Action.URGE_TASK, task)
        count, last_at = urges_by(work.tx, task.id, work.actor.id)
        inbox.urge(
            task,
            work.actor.id,
            case.name_of,
            work.services.inbox_rules,
            case.now,
            count=count,
            last_at=last_at,
        )
        note = self.note.strip()
        insert_urge(work.tx, UrgeRow(new_id(), task.order_id, task.id, work.actor.id, note, case.now))
        urges = count + 1
        if case.order is not None:
            urges = case.order.urges + 1
            case.change_order(case.order.but(urges=urges))
        case.record(
            "task.urged",
            element_id=task.element_id,
            body={
                "task": {"task": task.id},
                "given_to": [task.holder_id or task.department_id],
                "urges": urges,
            },
            values={"note": (None, note)} if note else {},
        )
        case.save()
        tell(
            work,
            "urged",
            people=[task.holder_id],
            departments=[task.department_id] if task.holder_id is None else [],
            order_id=task.order_id,
            values={"task": task.name, "count": urges, **({"reason": note} if note else {})},
        )
        work.changed("task", [task.id])
        work.changed("inbox", task.inboxes)
        return {"task": task.id, "urges": urges}
