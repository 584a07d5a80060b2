"""修了又坏 "fixed but not fixed": a done order goes round again, or a new one is opened and linked to it.

The message that a package listens to is `order.reopen-requested`, keyed by the order's number, with `reason`;
a package that does not listen, or an order that is archived, gets a new order instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from engine.commands.call_seen import call_seen
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.notifications import tell
from engine.commands.open_order import OpenOrder
from engine.commands.tell_process import tell_process
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, field_finding
from engine.ids import new_id
from engine.orders import Status
from engine.org import Action
from engine.store.orders import insert_link
from engine.store.tasks import open_tasks_of_order
from engine.words import Words

REOPEN = "order.reopen-requested"
LINK = "reopened"


@dataclass(frozen=True)
class ReopenOrder:
    """The customer says that it is not mended after all; `call_id` is the call in which they say so."""

    name: ClassVar[str] = "reopen-order"

    order_id: str
    reason: str
    call_id: str | None = None

    def perform(self, work: Work) -> Answer:
        """Let the order go round again; `order` of the answer is it, or the new one that is linked to it.

        Raises:
            InvalidInput: no reason, or no such call that the actor may see.
            Conflict: it is still in work, was cancelled, or was done too long ago.
        """
        case = Case.of_order(work, self.order_id)
        case.require(Action.OPEN_ORDER)
        order, reason = case.order, self.reason.strip()
        assert order is not None
        if not reason:
            raise InvalidInput(
                Words("this needs a reason: say why", "这需要原因：请写明为什么"),
                findings=[
                    field_finding("reason", Words("is missing", "缺少"), Words("fill it in", "请填写"))
                ],
            )
        days = work.services.order_rules.reopen_days
        done_at = order.done_at
        if order.status == Status.CANCELLED or done_at is None or case.now - done_at > timedelta(days=days):
            raise Conflict(
                Words(
                    f"order {order.number} was not done within the last {days} days: join the call to it "
                    "while it is in work, else open a new order",
                    f"工单 {order.number} 不是最近 {days} 天内办结的：在办时请并入来电，否则请另立新单",
                )
            )
        call_seen(work, self.call_id, case.directory)
        said = {"reason": (None, reason)}
        if order.status == Status.DONE and tell_process(work, REOPEN, order, {"reason": reason}, case.now):
            case.record("order.reopen-requested", body={"call": self.call_id}, values=said)
            case.save()
            tasks = open_tasks_of_order(work.tx, order.id)
            holders = [task.holder_id for task in tasks]
            tell(work, "reopened", people=holders, order_id=order.id, values={"reason": reason})
            return {"order": order.id, "number": order.number, "again": True}
        made = self._another(work, case, reason)
        insert_link(work.tx, key=new_id(), order_id=order.id, linked_id=made["order"], kind=LINK, at=case.now)
        told = {"order": made["order"], "number": made["number"], "kind": LINK}
        case.record("order.reopened-as", body={"linked": [told], "call": self.call_id}, values=said)
        case.save()
        return {"order": made["order"], "number": made["number"], "again": False}

    def _another(self, work: Work, case: Case, reason: str) -> Answer:
        order = case.order
        assert order is not None
        definition = work.services.active_for_category(work.tx, order.category)
        asked = definition.intake_fields() if definition is not None else frozenset()
        return OpenOrder(
            category=order.category,
            title=order.title,
            description=reason,
            premise_id=order.premise_id,
            customer_id=order.customer_id,
            territory_id=order.territory_id,
            tier_id=order.tier_id,
            area=order.area,
            customer_class=order.customer_class,
            caller_name=order.caller_name,
            caller_number=order.caller_number,
            call_id=self.call_id,
            priority=order.priority,
            fields={name: value for name, value in order.fields.items() if name in asked},
            beside=True,
        ).perform(work)
