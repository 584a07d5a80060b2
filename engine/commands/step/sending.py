"""Messages and signals that a step sends: written down in its transaction, told to others after it."""

from __future__ import annotations

from engine.commands.step.collect import Collected, Sent
from engine.commands.step.step import Step
from engine.commands.work import Hint
from engine.errors import StepFailed
from engine.feel import encode_value, to_text
from engine.ids import new_id
from engine.store.messages import DeliveryRow, insert_delivery
from engine.words import Words

SEND, BROADCAST = "send", "broadcast"


def send_off(step: Step, found: Collected) -> list[list[str]]:
    """Write a delivery for everything sent; return [kind, name, key] of each for the history.

    The delivery belongs to the sender: should telling others fail, the incident is found there.

    Raises:
        StepFailed: the correlation key of a message is null.
    """
    told = []
    for sent in found.sent:
        key = "" if sent.is_signal else _key(step, sent)
        kind = BROADCAST if sent.is_signal else SEND
        content = {"name": sent.sending.name, "key": key, "payload": sent.sending.payload}
        row = DeliveryRow(
            id=new_id(),
            instance_id=step.instance_id,
            message_id=None,
            subscription_id=None,
            token=sent.token,
            kind=kind,
            payload=encode_value(content),
            parked=False,
            created_at=step.case.now,
        )
        insert_delivery(step.case.work.tx, row)
        told.append([kind, sent.sending.name, key])
    if told:
        step.case.work.hints.add(Hint.DELIVERIES)
    return told


def _key(step: Step, sent: Sent) -> str:
    row = step.case.row
    assert row is not None
    if not sent.sending.has_key:
        return row.business_key
    key = to_text(sent.sending.key)
    if not key:
        raise StepFailed(
            Words(
                f"the correlation key of message {sent.sending.name!r} that {sent.element} sends is null: "
                "correct the expression, or the values that it reads",
                f"{sent.element} 发送的消息 {sent.sending.name!r} 的关联键为空：请改正表达式，或它读取的值",
            ),
            element=sent.element,
            token=sent.token,
        )
    return key
