"""May this order be merged 合并 into that one? Shown to a dispatcher before, and asked again by the command.

Repeat calls on one event join one main order. Those merged stay open, each with its own customer; they
inherit the main order's estimate, their customers are told, and a sample is called when it has ended.
"""

from __future__ import annotations

from enum import StrEnum

from engine.errors import Conflict
from engine.orders.order import WorkOrder
from engine.words import Words


class Shared(StrEnum):
    """What two orders have in common, so that one event can be behind both."""

    PREMISE = "premise"
    TRANSFORMER_AREA = "transformer-area"
    OUTAGE = "outage"
    #: Nothing that is known: a dispatcher says so.
    CONFIRMED = "confirmed"


def require_mergeable(order: WorkOrder, main: WorkOrder, shared: Shared | None) -> None:
    """Refuse a merge that makes no sense.

    Raises:
        Conflict: it says why, and what to do.
    """
    if order.id == main.id:
        raise Conflict(Words("an order cannot be merged into itself", "工单不能并入自身"))
    for one in (order, main):
        if not one.is_open:
            raise Conflict(
                Words(
                    f"order {one.number} is {one.status}: only orders in work are merged; link them instead",
                    f"工单 {one.number} 的状态是 {one.status}：只合并在办工单，请改为关联",
                )
            )
    if order.restricted or main.restricted:
        raise Conflict(
            Words(
                "a restricted order stands for itself: link them instead", "限制查阅的工单不合并：请改为关联"
            )
        )
    if order.category != main.category:
        raise Conflict(
            Words(
                f"orders {order.number} and {main.number} are of different categories: link them instead",
                f"工单 {order.number} 与 {main.number} 类别不同：请改为关联",
            )
        )
    if main.main_id is not None:
        raise Conflict(
            Words(
                f"order {main.number} is merged into another itself: merge into that one",
                f"工单 {main.number} 本身已并入另一工单：请并入那一张",
            ),
            order=main.main_id,
        )
    if order.merged:
        raise Conflict(
            Words(
                f"{order.merged} order(s) are merged into {order.number}: make it the main one, or undo it",
                f"已有 {order.merged} 张工单并入 {order.number}：请以它为主单，或先撤销合并",
            )
        )
    if order.main_id is not None and order.main_id != main.id:
        raise Conflict(
            Words(
                f"order {order.number} is merged into another: undo that first",
                f"工单 {order.number} 已并入另一工单：请先撤销",
            ),
            order=order.main_id,
        )
    if order.tier_id != main.tier_id:
        raise Conflict(
            Words(
                f"orders {order.number} and {main.number} belong to different units: link them instead",
                f"工单 {order.number} 与 {main.number} 属于不同单位：请改为关联",
            )
        )
    if shared is None:
        raise Conflict(
            Words(
                f"order {order.number} has neither premise, transformer area nor outage in common with "
                f"{main.number}: check, then confirm that it is the same event",
                f"工单 {order.number} 与 {main.number} 不在同一户号、台区或停电事件内："
                "请核实后确认为同一事件",
            ),
            confirm=True,
        )
