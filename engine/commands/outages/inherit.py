"""An order takes the estimate of what explains it, and its customer hears of it, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.customer_messages import message_customer
from engine.commands.merge import LINK
from engine.commands.notifications import tell
from engine.commands.order_timers import ESTIMATE, arm_order_timer
from engine.commands.tell_process import tell_process
from engine.commands.work import Work
from engine.orders import Category, Outage, OutageKind, OutageStatus, WorkOrder
from engine.store.orders import linked_by, order_by_id
from engine.store.outages import orders_of, outages_of_order, set_told
from engine.store.tasks import open_tasks_of_order
from engine.store.timers import delete_order_timers

RESTORED = "order.outage-restored"
SLOT = "order.slot-changed"


@dataclass(frozen=True)
class InheritEstimate:
    """Bring an order up to date with the outage that explains it, else with its main order.

    Messages for its process, when it waits for them: `order.outage-restored`, and `order.slot-changed` with
    `starts_at` when a planned outage moves in which a connection is to be made.
    """

    name: ClassVar[str] = "inherit-estimate"

    order_id: str

    def perform(self, work: Work) -> Answer:
        """Take it over; nothing changes and nobody is told when it is known already."""
        case = Case.of_order(work, self.order_id)
        delete_order_timers(work.tx, self.order_id, ESTIMATE)
        order = case.order
        assert order is not None
        if not order.live:
            return {"order": order.id, "told": 0}
        outages = outages_of_order(work.tx, order.id)
        going_on = next((one for one in outages if one.goes_on), None)
        told = _tell(case, order, going_on or (outages[0] if outages else None))
        expected = _expected(work, order, going_on, outages)
        if expected != order.expected_at or told:
            _take(case, order, expected, told)
        return {"order": order.id, "told": len(told)}


def _expected(
    work: Work, order: WorkOrder, going_on: Outage | None, outages: list[Outage]
) -> datetime | None:
    """Return the estimate: of the outage, of the main order, or the order's own when neither speaks."""
    if order.category == Category.CONNECTION_REQUEST:
        return order.expected_at
    if going_on is not None:
        return going_on.expected_at
    if order.main_id is not None:
        main = order_by_id(work.tx, order.main_id)
        return main.expected_at if main is not None else None
    return None if outages else order.expected_at


def _take(case: Case, order: WorkOrder, expected: datetime | None, told: dict[str, Any]) -> None:
    work = case.work
    moved = expected != order.expected_at
    case.change_order(order.but(expected_at=expected))
    values = {"expected_at": (order.expected_at, expected)} if moved else {}
    case.record("order.estimate", body=told, values=values)
    case.save()
    if not moved:
        return
    if expected is not None:
        tasks = open_tasks_of_order(work.tx, order.id)
        before = {"before": order.expected_at} if order.expected_at is not None else {}
        tell(
            work,
            "estimate-changed",
            people=[task.holder_id for task in tasks],
            order_id=order.id,
            values={"estimate": expected, **before},
        )
    for child in linked_by(work.tx, order.id, LINK) if order.merged else ():
        arm_order_timer(work, child, ESTIMATE, case.now)


def _tell(case: Case, order: WorkOrder, found: Outage | None) -> dict[str, Any]:
    """Tell the customer what is new about an outage; return what the history says of it.

    Of several orders of one caller only the first is told: they share a telephone.
    """
    work = case.work
    if found is None:
        return {}
    # Orders of one outage are brought up to date one after the other, so that one telephone rings once.
    work.tx.lock_channel([("outage", found.id)])
    linked = orders_of(work.tx, found.id)
    own = next(one for one in linked if one.order_id == order.id)
    if own.told_revision >= found.revision:
        return {}
    set_told(work.tx, found.id, order.id, found.revision)
    body: dict[str, Any] = {"outage": found.id}
    kind = _message(order, found)
    if kind == "restored":
        tell_process(work, RESTORED, order, {"outage": found.id}, case.now)
    if kind == "slot":
        tell_process(work, SLOT, order, {"starts_at": found.starts_at}, case.now)
    heard = any(
        one.caller_number == own.caller_number and one.told_revision >= found.revision for one in linked
    )
    if kind is None or not own.wants_message or heard:
        return body
    at = found.starts_at if kind == "slot" else found.expected_at
    zone = ZoneInfo(case.directory.tiers[order.tier_id].zone)
    values = {"expected": at.astimezone(zone).strftime("%m月%d日 %H:%M")} if at and kind != "restored" else {}
    return {**body, "message": message_customer(work, order, kind, case.now, **values)}


def _message(order: WorkOrder, found: Outage) -> str | None:
    """Return which message fits; None: there is nothing to say, or nobody can say when."""
    if order.category == Category.CONNECTION_REQUEST:
        return "slot" if found.kind == OutageKind.PLANNED and found.goes_on else None
    if found.status == OutageStatus.RESTORED:
        return "restored"
    return "estimate" if found.goes_on and found.expected_at is not None else None
