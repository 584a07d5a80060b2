"""Broadcast a signal: every instance that waits for it hears it, and every start event begins a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.starting import Start, start_instance
from engine.commands.work import Hint, Work
from engine.errors import InvalidInput
from engine.feel import encode_value
from engine.ids import new_id
from engine.store.messages import DeliveryRow, hearing_subscriptions, insert_delivery
from engine.words import Words


@dataclass(frozen=True)
class BroadcastSignal:
    """Bring a signal from outside (ISO/IEC 19510 §10.5.5.12)."""

    name: ClassVar[str] = "broadcast-signal"

    signal: str
    payload: Mapping[str, Any] = field(default_factory=dict)

    def perform(self, work: Work) -> Answer:
        """Broadcast it; the answer counts the instances that will hear it and names those it started.

        Raises:
            InvalidInput: the signal has no name.
            StepFailed: a process that it would start cannot begin.
        """
        if not self.signal:
            raise InvalidInput(Words("a signal needs a name", "信号需要名称"))
        now, _ = work.services.time_and_place(work.tx)
        return broadcast(work, self.signal, encode_value(dict(self.payload)), now, self.payload)


def broadcast(
    work: Work,
    name: str,
    encoded: dict[str, Any],
    now: datetime,
    payload: Mapping[str, Any],
    thrower: str | None = None,
) -> Answer:
    """Write a delivery for every instance that listens, and start what the signal starts.

    `thrower` is the instance that threw it: its own events have heard it within the step.
    """
    heard, started = 0, []
    for row in hearing_subscriptions(work.tx, name):
        if row.definition_id is not None:
            definition = work.services.definition(work.tx, row.definition_id)
            start = Start(definition, business_key=new_id(), event_start=row.element_id, payload=payload)
            started.append(start_instance(work, start)[0])
        elif row.instance_id is not None and row.instance_id != thrower:
            heard += 1
            insert_delivery(
                work.tx,
                DeliveryRow(
                    id=new_id(),
                    instance_id=row.instance_id,
                    message_id=None,
                    subscription_id=row.id,
                    token=row.token,
                    kind="signal",
                    payload=encoded,
                    parked=False,
                    created_at=now,
                ),
            )
    if heard:
        work.hints.add(Hint.DELIVERIES)
    return {"heard": heard, "started": started}
