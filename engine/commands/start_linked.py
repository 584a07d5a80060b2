"""Start the process of an order that another order's step has opened, in a transaction of its own.

Both orders are locked, the older one first: a linked order is always the younger of the two.
"""

from __future__ import annotations

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.start_order import started
from engine.commands.starting import note_unstarted
from engine.commands.work import Work
from engine.errors import Deactivated
from engine.store.instances import instances_of_order


def start_linked(work: Work, order_id: str) -> Answer:
    """Start it, unless it has a process or has ended, or no package serves its category.

    Raises:
        StepFailed: the process could not start; `left_unstarted` says so at the order.
    """
    case = Case.of_order(work, order_id)
    order = case.order
    assert order is not None
    if not order.live or instances_of_order(work.tx, order.id):
        return {"outcome": "gone"}
    try:
        definition = work.services.active_for_category(work.tx, order.category)
    except Deactivated:
        return left_unstarted(work, order_id)
    if definition is None:
        return {"outcome": "nobody"}
    return {"outcome": "started", **started(work, order, definition)}


def left_unstarted(work: Work, order_id: str) -> Answer:
    """Open the incident of an order that did not start."""
    case = Case.of_order(work, order_id)
    incident = note_unstarted(case)
    case.save()
    return {"outcome": "incident", "incident": incident}
