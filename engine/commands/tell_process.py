"""Tell an order's process something that it may listen to, and that nobody misses when it does not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.commands.correlate import correlate
from engine.commands.work import Work
from engine.orders import WorkOrder
from engine.store.messages import waiting_subscription


def tell_process(
    work: Work, message: str, order: WorkOrder, payload: Mapping[str, Any], now: datetime
) -> bool:
    """Send a message keyed by the order's number if its process waits for it now; return whether it does."""
    work.tx.lock_channel([(message, order.number)], with_next=True)
    receiver = waiting_subscription(work.tx, message, order.number)
    if receiver is None or receiver.instance_id is None:
        return False
    correlate(work, message, order.number, payload, None, now)
    return True
