"""Let instances look at their conditional events again, after what these see has changed (§10.5.5.4).

Nobody polls: whoever changes an order writes a delivery for each of its instances in which a condition waits,
in the same transaction, under the order's lock. The instance looks in a step of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from engine.commands.work import Hint, Work
from engine.ids import new_id
from engine.store.messages import DeliveryRow, insert_delivery

#: The kind of delivery that asks an instance to look.
LOOK = "condition"


def let_look(work: Work, instances: Iterable[str], now: datetime) -> None:
    """Write down that these instances must look at their conditions."""
    for instance_id in instances:
        insert_delivery(
            work.tx,
            DeliveryRow(
                id=new_id(),
                instance_id=instance_id,
                message_id=None,
                subscription_id=None,
                token=0,
                kind=LOOK,
                payload={},
                parked=False,
                created_at=now,
            ),
        )
        work.hints.add(Hint.DELIVERIES)
