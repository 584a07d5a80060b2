"""Escalate 升级 by hand: the superior tier watches, the holder stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.work import Work
from engine.ids import new_id
from engine.inbox import Role
from engine.org import KINDS, Action, superior_department
from engine.store.tasks import insert_line


@dataclass(frozen=True)
class EscalateTask:
    """Raise the attention of the nearest superior department that does not have the task in view yet."""

    name: ClassVar[str] = "escalate-task"

    task_id: str
    reason: str = ""

    def perform(self, work: Work) -> Answer:
        """Escalate it.

        Raises:
            HeldByAnother: it was closed meanwhile; it says by whom and when.
            Conflict: every department above has it in view, or a restricted order does not open to it.
            InvalidInput: no reason.
        """
        case, task, _ = Case.of_task(work, self.task_id)
        case.require_seen(Action.URGE_TASK, task)
        superior = superior_department(task.department_id, case.directory, task.seen_by_departments)
        inbox.escalate(
            task, work.actor.id, case.name_of, superior=superior.id if superior is not None else None
        )
        reason = inbox.require_reason(self.reason)
        assert superior is not None
        case.require_open_to(department_id=superior.id)
        insert_line(
            work.tx,
            key=new_id(),
            task_id=task.id,
            order_id=task.order_id,
            role=Role.WATCHER,
            department_id=superior.id,
            person_id=None,
            at=case.now,
        )
        tier = case.directory.tiers[superior.tier_id].kind
        order = case.order
        if order is not None and (
            order.attention is None or KINDS.index(tier) < KINDS.index(order.attention)
        ):
            case.change_order(order.but(attention=tier))
        case.record(
            "task.escalated",
            element_id=task.element_id,
            body={
                "task": {"task": task.id},
                "given_to": [superior.id],
                "attention": [{"tier": tier, "element": task.element_id, "department": superior.id}],
            },
            values={"reason": (None, reason)},
        )
        case.save()
        tell(
            work,
            "escalated",
            departments=[superior.id],
            order_id=task.order_id,
            values={"reason": reason},
        )
        work.changed("task", [task.id])
        work.changed("inbox", [*task.inboxes, superior.id])
        return {"task": task.id, "department": superior.id, "tier": tier}
