"""Start the process of an order whose process could not start when it was opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.limit_facts import limit_facts
from engine.commands.starting import Start, start_instance
from engine.commands.version import Definition
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput
from engine.orders import WorkOrder
from engine.org import Action
from engine.store.instances import instances_of_order
from engine.words import Words


@dataclass(frozen=True)
class StartOrder:
    """Start the active version of the package that serves the order's category."""

    name: ClassVar[str] = "start-order"

    order_id: str

    def perform(self, work: Work) -> Answer:
        """Start it.

        Raises:
            Conflict: the order has a process, or has ended.
            InvalidInput: no package serves its category.
        """
        case = Case.of_order(work, self.order_id)
        case.require(Action.OPEN_ORDER)
        order = case.order
        assert order is not None
        if not order.live or instances_of_order(work.tx, order.id):
            raise Conflict(
                Words(
                    f"order {order.number} has its process already, or has ended",
                    f"工单 {order.number} 已有流程，或已结束",
                )
            )
        definition = work.services.active_for_category(work.tx, order.category)
        if definition is None:
            raise InvalidInput(
                Words(
                    f"no package serves the category {order.category!r}: deploy one",
                    f"没有流程包办理类别 {order.category!r}：请部署一个",
                )
            )
        return started(work, order, definition)


def started(work: Work, order: WorkOrder, definition: Definition) -> Answer:
    """Start the process of a locked order on a version; return order, instance and first tasks."""
    now, _ = work.services.time_and_place(work.tx)
    profile = work.services.limits(work.tx).profile(order.profile, now)
    rules = dict(profile.rules_for(limit_facts(order)))
    start = Start(definition, order.number, call_id=order.call_id, person_id=order.opened_by)
    instance_id, _, settled = start_instance(work, start, order, rules)
    return {"order": order.id, "instance": instance_id, "opened": settled.opened}
