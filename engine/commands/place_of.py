"""Where an order or a call belongs: what candidate groups such as `repair@county` are seen from."""

from __future__ import annotations

from engine.orders import WorkOrder
from engine.org import Directory, Place
from engine.store.calls import CallRow


def place_of(order: WorkOrder | None, call: CallRow | None, directory: Directory) -> Place:
    """Return the place of an order, or of a call that has none: its queue's department."""
    queue = directory.queue_department(call.queue) if call is not None else None
    if order is None:
        tier = directory.departments[queue.id].tier_id if queue is not None else None
        return Place(tier=tier, origin=tier, queue=queue.id if queue is not None else None)
    origin = directory.departments.get(order.origin_department_id or "")
    return Place(
        tier=order.tier_id,
        unit=order.unit_tier_id,
        crew=order.crew_id,
        origin=origin.tier_id if origin is not None else None,
        queue=queue.id if queue is not None else None,
    )
