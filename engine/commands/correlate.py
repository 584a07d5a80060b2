"""Correlate a message: to the longest-waiting receiver, else to a start event, else kept until it expires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.messages import send_on_its_way
from engine.commands.starting import Start, start_instance
from engine.commands.work import Work
from engine.errors import InvalidInput
from engine.feel import decode_value, encode_value
from engine.ids import new_id
from engine.store.messages import (
    MessageRow,
    insert_message,
    receiver_of,
    set_message_status,
    starts_together,
    waiting_message,
)
from engine.words import Words


@dataclass(frozen=True)
class CorrelateMessage:
    """Bring a message from outside. `sender_id` is the sender's own id: a second copy changes nothing."""

    name: ClassVar[str] = "correlate-message"

    message: str
    key: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    sender_id: str | None = None
    call_id: str | None = None

    def perform(self, work: Work) -> Answer:
        """Correlate it; the answer says who gets it: `instance`, `started`, `waiting` or `known`."""
        if not self.message or not self.key:
            raise InvalidInput(Words("a message needs a name and a key", "消息需要名称和键"))
        now, _ = work.services.time_and_place(work.tx)
        return correlate(work, self.message, self.key, self.payload, self.sender_id, now, self.call_id)


def correlate(
    work: Work,
    name: str,
    key: str,
    payload: Mapping[str, Any],
    sender_id: str | None,
    now: datetime,
    call_id: str | None = None,
    *,
    starts: bool = True,
) -> Answer:
    """Correlate within a unit of work. Locks the channel; takes no instance's lock but a new one's.

    Without `starts` no process begins: the message waits for one that is there.

    A start event that waits for several messages together takes them when all are there: until then each is
    kept as any message that nobody takes. Their channels are locked too, so that of two that come at once
    the second finds the first.
    """
    together = starts_together(work.tx, name)
    others = {other for names in together.values() for other in names}
    work.tx.lock_channel([(one, key) for one in {name, *others}], with_next=True)
    receiver, known = receiver_of(work.tx, name, key, sender_id)
    if known:
        return {"outcome": "known"}
    expires_at = now + work.services.message_kept
    message = MessageRow(
        new_id(), name, key, sender_id, encode_value(dict(payload)), "waiting", now, expires_at
    )
    insert_message(work.tx, message)
    if not starts and (receiver is None or receiver.instance_id is None):
        return {"outcome": "waiting", "message": message.id}
    if receiver is None:
        for (definition_id, element_id), names in together.items():
            complete = [waiting_message(work.tx, one, key, now) for one in names]
            came = [one for one in complete if one is not None]
            if len(came) == len(names):
                payload = {k: v for one in came for k, v in decode_value(one.payload).items()}
                return _start(work, definition_id, element_id, came, key, payload, call_id)
        return {"outcome": "waiting", "message": message.id}
    if receiver.instance_id is not None:
        send_on_its_way(work, receiver, message, now)
        return {"outcome": "instance", "instance": receiver.instance_id, "message": message.id}
    assert receiver.definition_id is not None
    return _start(work, receiver.definition_id, receiver.element_id, [message], key, payload, call_id)


def _start(
    work: Work,
    definition_id: str,
    element_id: str,
    messages: Sequence[MessageRow],
    key: str,
    payload: Mapping[str, Any],
    call_id: str | None,
) -> Answer:
    """Start an instance at a start event with the messages that it has waited for."""
    for message in messages:
        set_message_status(work.tx, message.id, "applied")
    start = Start(
        work.services.definition(work.tx, definition_id),
        business_key=key,
        event_start=element_id,
        payload=payload,
        call_id=call_id,
    )
    instance_id, _, _ = start_instance(work, start)
    return {"outcome": "started", "instance": instance_id, "message": messages[-1].id}
