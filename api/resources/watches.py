"""Watching an order by one's own wish 关注: its tasks stand in one's list of what is watched."""

from __future__ import annotations

from api.context import run
from api.endpoint import blueprint, endpoint
from api.schemas.watches import Watched
from engine.commands import Answer
from engine.commands.watching.watch import UnwatchOrder, WatchOrder
from engine.org import Action

group = blueprint("watches", "Orders that one watches by one's own wish.")


@endpoint(
    group,
    "PUT",
    "/orders/<id:order_id>/watch",
    "watchOrder",
    Action.SEE_ORDER,
    answer=Watched,
    command=True,
)
def watch(order_id: str) -> Answer:
    """Watch an order that you may see; watching gives no right. 409 with too many that have not ended."""
    return run(WatchOrder(order_id))


@endpoint(
    group,
    "DELETE",
    "/orders/<id:order_id>/watch",
    "unwatchOrder",
    Action.SEE_ORDER,
    answer=Watched,
    command=True,
)
def unwatch(order_id: str) -> Answer:
    """Watch the order no longer."""
    return run(UnwatchOrder(order_id))
