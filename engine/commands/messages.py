"""Who gets a message: exactly one receiver, none missed, none twice.

Correlating and opening a subscription both lock the (name, key) channel first. A match is a delivery row in
the same transaction; the receiving instance applies it in a step of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from engine.commands.work import Hint, Work
from engine.ids import new_id
from engine.store.messages import (
    DeliveryRow,
    MessageRow,
    SubscriptionRow,
    insert_delivery,
    match_subscription,
    set_message_status,
    waiting_messages,
)


def send_on_its_way(work: Work, receiver: SubscriptionRow, message: MessageRow, now: datetime) -> None:
    """Match a message to a waiting instance. The caller holds the channel's lock."""
    assert receiver.instance_id is not None
    match_subscription(work.tx, receiver.id, message.id)
    set_message_status(work.tx, message.id, "matched")
    insert_delivery(
        work.tx,
        DeliveryRow(
            id=new_id(),
            instance_id=receiver.instance_id,
            message_id=message.id,
            subscription_id=receiver.id,
            token=receiver.token,
            kind="message",
            payload=message.payload,
            parked=False,
            created_at=now,
        ),
    )
    work.hints.add(Hint.DELIVERIES)


def take_waiting_messages(work: Work, receivers: Sequence[SubscriptionRow], now: datetime) -> None:
    """Give new subscriptions the messages that wait for them, the oldest to the first.

    The caller holds the channels' locks.
    """
    channels = [(one.name, one.key) for one in receivers]
    found = waiting_messages(work.tx, Counter(channels), now)
    for receiver, channel in zip(receivers, channels, strict=True):
        if found[channel]:
            send_on_its_way(work, receiver, found[channel].pop(0), now)
