"""Messages to an order's customer that no diagram sends: job rows, as service tasks have them."""

from __future__ import annotations

from datetime import datetime

from engine.commands.work import Hint, Work
from engine.ids import new_id
from engine.orders import WorkOrder, spoken_groups
from engine.store.jobs import JobRow, insert_job

HANDLER = "customer-message"


def message_customer(work: Work, order: WorkOrder, kind: str, now: datetime, **values: str) -> str | None:
    """Write the message of a kind (engine.orders.rules) to the order's caller; return the job's id.

    None: the caller's number is not known, or the installation sends no messages.
    """
    handler = work.services.handlers.get(HANDLER)
    if not order.caller_number or handler is None or not work.services.tells_customers:
        return None
    text = work.services.order_rules.messages[kind].format(number=spoken_groups(order.number), **values)
    row = JobRow(
        id=new_id(),
        instance_id=None,
        order_id=order.id,
        token=None,
        element_id=None,
        handler=HANDLER,
        mode=handler.mode,
        payload={"to": order.caller_number, "text": text},
        status="ready",
        attempts=0,
        created_at=now,
    )
    insert_job(work.tx, row)
    work.hints.add(Hint.JOBS)
    return row.id
