"""Say that an outage explains an order, and take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.order_timers import ESTIMATE, arm_order_timer
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, field_finding
from engine.orders import Outage, WorkOrder
from engine.org import Action
from engine.store.outages import link_order, outage_by_id, outages_of_order, unlink_order
from engine.words import Words


@dataclass(frozen=True)
class LinkOutage:
    """An outage explains an order; with `wants_message` its customer is told of changes, and the end."""

    name: ClassVar[str] = "link-outage"

    order_id: str
    outage_id: str
    wants_message: bool = True

    def perform(self, work: Work) -> Answer:
        """Link them; the order takes the outage's estimate. Linked already is a success.

        Raises:
            InvalidInput: there is no such outage.
            Conflict: the outage is over, or the order has ended.
        """
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.CHANGE_ORDER)
        order = case.order
        assert order is not None
        found = outage_by_id(work.tx, self.outage_id)
        if found is None:
            problem = Words("is no outage", "不是停电事件")
            raise InvalidInput(
                Words(f"there is no outage {self.outage_id!r}", f"没有停电事件 {self.outage_id!r}"),
                findings=[field_finding("outage_id", problem, Words("choose one", "请选择"))],
            )
        if not found.goes_on or not order.live:
            raise Conflict(
                Words(
                    f"the outage is {found.status}, order {order.number} is {order.status}: it is too late",
                    f"停电事件的状态是 {found.status}，工单 {order.number} 的状态是 {order.status}："
                    "已不能关联",
                )
            )
        if found.id not in {one.id for one in outages_of_order(work.tx, order.id)}:
            explain(work, order, found, case.now, wants_message=self.wants_message)
            case.record("order.outage-linked", body=_told(found))
            case.save()
        return {"order": order.id, "outage": found.id}


@dataclass(frozen=True)
class UnlinkOutage:
    """The outage does not explain the order after all."""

    name: ClassVar[str] = "unlink-outage"

    order_id: str
    outage_id: str

    def perform(self, work: Work) -> Answer:
        """Take it back; not linked is a success."""
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.CHANGE_ORDER)
        found = outage_by_id(work.tx, self.outage_id)
        if found is not None and unlink_order(work.tx, found.id, self.order_id):
            case.record("order.outage-unlinked", body=_told(found))
            case.save()
            arm_order_timer(work, self.order_id, ESTIMATE, case.now)
        return {"order": self.order_id, "outage": self.outage_id}


def explain(
    work: Work, order: WorkOrder, found: Outage, now: datetime, *, wants_message: bool, told: bool = False
) -> None:
    """Link an order that is locked, or new; `told`: its caller has just heard of it on the telephone."""
    known = found.revision if told else 0
    link_order(work.tx, found.id, order.id, wants_message=wants_message, told=known, at=now)
    arm_order_timer(work, order.id, ESTIMATE, now)
    work.changed("outage", [found.tier_id])


def _told(found: Outage) -> dict[str, str]:
    return {"outage": found.id, "kind": found.kind}
