"""Apply a delivery: the receiving instance's own step takes the message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.broadcast import broadcast
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.conditions import LOOK
from engine.commands.correlate import correlate
from engine.commands.incidents import note_incident
from engine.commands.messages import send_on_its_way
from engine.commands.start_linked import left_unstarted, start_linked
from engine.commands.step import Step, settle
from engine.commands.step.linked import START
from engine.commands.step.sending import BROADCAST, SEND
from engine.commands.step.settle import Trigger, store_state
from engine.commands.work import Work
from engine.errors import StepFailed
from engine.feel import decode_value, encode_value
from engine.store.clocks import read_time, time_of_instance
from engine.store.messages import (
    DeliveryRow,
    delete_delivery,
    delivery_request,
    message_by_id,
    park_delivery,
    read_delivery,
    set_message_status,
    waiting_subscription,
)


@dataclass(frozen=True)
class ApplyDelivery:
    """Apply one delivery to its instance. Once applied its row is gone; a second try finds nothing."""

    name: ClassVar[str] = "apply-delivery"

    delivery_id: str
    instance_id: str

    def perform(self, work: Work) -> Answer:
        """Apply it, or find another receiver when nobody waits for it any more.

        Raises:
            StepFailed: the chain parks the delivery with an incident.
        """
        case, (rows, *time) = Case.of_instance(
            work, self.instance_id, delivery_request(self.delivery_id), *time_of_instance(self.instance_id)
        )
        delivery = read_delivery(rows)
        row = case.row
        if delivery is None or row is None:
            return {"outcome": "gone"}
        if delivery.kind in (SEND, BROADCAST):
            return self._tell_others(work, delivery, case)
        if delivery.kind == START:
            delete_delivery(work.tx, delivery.id)
            return start_linked(work, decode_value(delivery.payload)["order"])
        if row.status == "suspended":
            park_delivery(work.tx, delivery.id, True)
            return {"outcome": "suspended"}
        delete_delivery(work.tx, delivery.id)
        if row.status == "active" and delivery.kind == LOOK:
            return self._look(Step(case, read_time(*time)))
        if row.status == "active":
            step = Step(case, read_time(*time))
            token = step.instance.find(delivery.token)
            element = token.task_spec.element_id if token is not None else None
            if step.instance.fire(delivery.token, decode_value(delivery.payload)):
                if delivery.message_id is not None:
                    set_message_status(work.tx, delivery.message_id, "applied")
                body = {"message": delivery.message_id, "kind": delivery.kind}
                settle(step, Trigger(f"{delivery.kind}.received", element_id=element, body=body))
                return {"outcome": "applied"}
        return self._send_on(work, delivery, case)

    def keep(self, work: Work, error: StepFailed) -> Answer:
        """Park the delivery: pollers leave it alone until the incident is retried."""
        case, (rows,) = Case.of_instance(work, self.instance_id, delivery_request(self.delivery_id))
        delivery = read_delivery(rows)
        if delivery is not None and delivery.kind == START:
            delete_delivery(work.tx, delivery.id)
            return left_unstarted(work, decode_value(delivery.payload)["order"])
        park_delivery(work.tx, self.delivery_id, True)
        incident = note_incident(
            case,
            "step-failed",
            error.message,
            element_id=error.element,
            token=error.token,
            trigger={
                "command": self.name,
                "delivery_id": self.delivery_id,
                "instance_id": self.instance_id,
            },
        )
        return {"outcome": "incident", "incident": incident}

    def _tell_others(self, work: Work, delivery: DeliveryRow, case: Case) -> Answer:
        """What the instance has sent goes to its receivers; the instance itself is left alone."""
        delete_delivery(work.tx, delivery.id)
        content = decode_value(delivery.payload)
        name, payload = content["name"], content["payload"]
        if delivery.kind == SEND:
            # The id of the delivery: whoever is told twice hears it once.
            return correlate(work, name, content["key"], payload, delivery.id, case.now)
        return broadcast(work, name, encode_value(payload), case.now, payload, thrower=self.instance_id)

    def _look(self, step: Step) -> Answer:
        """The order has changed outside: conditional events that wait may happen, or could happen again."""
        changed = step.instance.look()
        if step.instance.transitions:
            settle(step, Trigger("condition.met"))
            return {"outcome": "applied"}
        if changed:
            store_state(step)
            step.case.save()
        return {"outcome": "nobody"}

    def _send_on(self, work: Work, delivery: DeliveryRow, case: Case) -> Answer:
        """The one it was for waits no more: give the message to another, or let it wait."""
        message = message_by_id(work.tx, delivery.message_id) if delivery.message_id is not None else None
        if message is None:
            return {"outcome": "nobody"}
        work.tx.lock_channel([(message.name, message.key)])
        receiver = waiting_subscription(work.tx, message.name, message.key)
        if receiver is not None and receiver.instance_id is not None:
            send_on_its_way(work, receiver, message, case.now)
            return {"outcome": "instance", "instance": receiver.instance_id}
        set_message_status(work.tx, message.id, "waiting")
        return {"outcome": "waiting", "message": message.id}
