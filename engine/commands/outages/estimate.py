"""Tell the customer of an order, and of those merged into it, when they can expect their supply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.customer_messages import message_customer
from engine.commands.merge import LINK
from engine.commands.order_timers import ESTIMATE, arm_order_timer
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, field_finding
from engine.org import Action
from engine.store.orders import linked_by
from engine.store.outages import outages_of_order
from engine.words import Words


@dataclass(frozen=True)
class TellEstimate:
    """Set an order's estimate and tell its customer. Orders merged into it inherit it.

    Of an order that an outage explains, the outage's estimate is changed instead.
    """

    name: ClassVar[str] = "tell-estimate"

    order_id: str
    expected_at: datetime
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """Tell it; the same estimate again tells nobody.

        Raises:
            InvalidInput: it is not in the future.
            Conflict: the order is done, or inherits its estimate.
        """
        case = Case.of_order(work, self.order_id)
        case.require(Action.MANAGE_OUTAGES)
        order = case.order
        assert order is not None
        if self.expected_at.tzinfo is None or self.expected_at <= case.now:
            problem = Words("is not in the future", "不在将来")
            raise InvalidInput(
                Words("an estimate is a time in the future", "预计时间须在将来"),
                findings=[field_finding("expected_at", problem, Words("choose later", "请选更晚的时间"))],
            )
        explained = any(one.goes_on for one in outages_of_order(work.tx, order.id))
        if not order.is_open or order.main_id is not None or explained:
            raise Conflict(
                Words(
                    f"order {order.number} is done, or inherits its estimate from its main order or outage: "
                    "change it there",
                    f"工单 {order.number} 已办结，或其预计时间来自主单或停电事件：请在那里修改",
                )
            )
        if not self.dry_run and order.expected_at != self.expected_at:
            zone = ZoneInfo(case.directory.tiers[order.tier_id].zone)
            expected = self.expected_at.astimezone(zone).strftime("%m月%d日 %H:%M")
            job = message_customer(work, order, "estimate", case.now, expected=expected)
            case.change_order(order.but(expected_at=self.expected_at))
            values = {"expected_at": (order.expected_at, self.expected_at)}
            case.record("order.estimate", body={"message": job}, values=values)
            case.save()
            for child in linked_by(work.tx, order.id, LINK) if order.merged else ():
                arm_order_timer(work, child, ESTIMATE, case.now)
        return {"order": order.id, "expected_at": self.expected_at, "merged": order.merged}
