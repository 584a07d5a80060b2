"""Supporting units 协办: they contribute, the unit in charge 主办 answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.notifications import tell
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, field_finding
from engine.ids import new_id
from engine.inbox import Role
from engine.org import Action
from engine.store.order_notes import SupportRow, delete_support, insert_support, supporting_units
from engine.store.tasks import insert_line, open_tasks_of_order
from engine.words import Words

MOST_UNITS = 10


@dataclass(frozen=True)
class AddSupport:
    """Let a department support an order, with what it is to contribute.

    It watches every task of the order from now on, sees the order by that, and may comment on it.
    """

    name: ClassVar[str] = "add-support"

    order_id: str
    department_id: str
    task: str = ""

    def perform(self, work: Work) -> Answer:
        """Add it; a unit that supports the order already is a success.

        Raises:
            InvalidInput: there is no such department.
            Conflict: the order has ended, or has too many supporting units.
        """
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.CHANGE_ORDER)
        order = case.order
        assert order is not None
        if self.department_id not in case.directory.departments:
            problem = Words("is no department", "不是部门")
            raise InvalidInput(
                Words("there is no such department", "没有这个部门"),
                findings=[field_finding("department_id", problem, Words("choose one", "请选择"))],
            )
        there = supporting_units(work.tx, order.id)
        answer = {"order": order.id, "department": self.department_id}
        if any(one.department_id == self.department_id for one in there):
            return answer
        if not order.live or len(there) >= MOST_UNITS:
            raise Conflict(
                Words(
                    f"order {order.number} has ended, or has {MOST_UNITS} supporting units already",
                    f"工单 {order.number} 已结束，或已有 {MOST_UNITS} 个协办单位",
                )
            )
        task = self.task.strip()[:500]
        row = SupportRow(order.id, self.department_id, task, work.actor.id, case.now)
        insert_support(work.tx, row)
        for one in open_tasks_of_order(work.tx, order.id):
            insert_line(
                work.tx,
                key=new_id(),
                task_id=one.id,
                order_id=order.id,
                role=Role.WATCHER,
                department_id=self.department_id,
                person_id=None,
                at=case.now,
            )
        case.change_order(order.but(supports=order.supports + 1))
        said = {"support_task": (None, task)} if task else {}
        case.record("order.support-added", body={"department": self.department_id}, values=said)
        case.save()
        work.changed("inbox", [self.department_id])
        text = f"请协办工单 {order.number}" + (f"：{task}" if task else "")
        tell(work, "told", departments=[self.department_id], order_id=order.id, values={"text": text})
        return answer


@dataclass(frozen=True)
class EndSupport:
    """A department need not support the order any more; tasks that come are not watched by it."""

    name: ClassVar[str] = "end-support"

    order_id: str
    department_id: str

    def perform(self, work: Work) -> Answer:
        """End it; a unit that does not support the order is a success."""
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.CHANGE_ORDER)
        order = case.order
        assert order is not None
        if delete_support(work.tx, order.id, self.department_id):
            case.change_order(order.but(supports=order.supports - 1))
            case.record("order.support-ended", body={"department": self.department_id})
            case.save()
        return {"order": order.id, "department": self.department_id}
