"""Statements on messages, subscriptions and deliveries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update

from engine.store.database import Request, Transaction
from engine.store.expressions import is_one_of, is_word, machine_now
from engine.store.statement import Statement
from engine.store.tables import delivery, message, subscription

#: The kind of a start event's subscriptions to messages all of which must have come.
TOGETHER = "together"


class SubscriptionRow(NamedTuple):
    """Who waits for messages of a name and key: a token of an instance, or a version's start event.

    `kind` is `message`; or `signal`, which has no key; or `condition`, which has neither name nor key; or
    `together`: one of the messages that a start event of a version waits for together.
    """

    id: str
    instance_id: str | None
    definition_id: str | None
    order_id: str | None
    token: int
    element_id: str
    name: str
    key: str
    message_id: str | None
    opened_at: datetime
    kind: str = "message"


class MessageRow(NamedTuple):
    """A message. `sender_id` is the sender's own id for it, by which a second copy is known."""

    id: str
    name: str
    key: str
    sender_id: str | None
    payload: dict[str, Any]
    status: str
    received_at: datetime
    expires_at: datetime


class DeliveryRow(NamedTuple):
    """Something on its way to an instance, to be applied by a step of its own."""

    id: str
    instance_id: str
    message_id: str | None
    subscription_id: str | None
    token: int
    kind: str
    payload: dict[str, Any]
    parked: bool
    created_at: datetime


_SUBSCRIPTION = [subscription.c[name] for name in SubscriptionRow._fields]
_MESSAGE = [message.c[name] for name in MessageRow._fields]
_DELIVERY = [delivery.c[name] for name in DeliveryRow._fields]
_SUBSCRIBE = Statement(insert(subscription).values({n: bindparam(n) for n in SubscriptionRow._fields}))
_WAITING_FOR = Statement(
    select(*_SUBSCRIPTION)
    .where(
        subscription.c.name == bindparam("name"),
        is_word(subscription.c.kind, "message"),
        or_(subscription.c.key == bindparam("key"), subscription.c.definition_id.is_not(None)),
        subscription.c.message_id.is_(None),
    )
    .order_by(subscription.c.definition_id.is_not(None), subscription.c.opened_at, subscription.c.id)
    .limit(1)
)
_LISTENING = Statement(
    select(subscription.c.id)
    .where(
        subscription.c.name == bindparam("name"),
        is_word(subscription.c.kind, "message"),
        subscription.c.key == bindparam("key"),
        subscription.c.instance_id.is_not(None),
    )
    .limit(1)
)
_HEARING = Statement(
    select(*_SUBSCRIPTION)
    .where(subscription.c.name == bindparam("name"), is_word(subscription.c.kind, "signal"))
    .order_by(subscription.c.opened_at, subscription.c.id)
)
_OTHER = subscription.alias()
_TOGETHER = Statement(
    select(_OTHER.c.definition_id, _OTHER.c.element_id, _OTHER.c.name)
    .join_from(
        subscription,
        _OTHER,
        and_(
            _OTHER.c.definition_id == subscription.c.definition_id,
            _OTHER.c.element_id == subscription.c.element_id,
        ),
    )
    .where(
        subscription.c.name == bindparam("name"),
        is_word(subscription.c.kind, TOGETHER),
        is_word(_OTHER.c.kind, TOGETHER),
    )
    .order_by(_OTHER.c.definition_id, _OTHER.c.element_id, _OTHER.c.id)
)
_MATCH = Statement(
    update(subscription)
    .where(subscription.c.id == bindparam("subscription_id"))
    .values(message_id=bindparam("matched"))
)
_UNSUBSCRIBE = Statement(
    delete(subscription).where(
        subscription.c.instance_id == bindparam("instance_id"),
        is_one_of(subscription.c.token, "tokens", "integer"),
    )
)
_UNSUBSCRIBE_ONE = Statement(delete(subscription).where(subscription.c.id == bindparam("subscription_id")))
_UNSUBSCRIBE_DEFINITION = Statement(
    delete(subscription).where(subscription.c.definition_id == bindparam("definition_id"))
)
_OF_INSTANCE = Statement(select(*_SUBSCRIPTION).where(subscription.c.instance_id == bindparam("instance_id")))
_RECEIVE = Statement(insert(message).values({n: bindparam(n) for n in MessageRow._fields}))
_BY_SENDER = Statement(
    select(*_MESSAGE).where(
        message.c.name == bindparam("name"), message.c.sender_id == bindparam("sender_id")
    )
)
_MESSAGE_BY_ID = Statement(select(*_MESSAGE).where(message.c.id == bindparam("message_id")))
_WAITING = Statement(
    select(*_MESSAGE)
    .where(
        message.c.name == bindparam("name"),
        message.c.key == bindparam("key"),
        message.c.status == "waiting",
        message.c.expires_at > bindparam("now"),
    )
    .order_by(message.c.received_at, message.c.id)
    .limit(bindparam("most"))
)
_SET_MESSAGE = Statement(
    update(message).where(message.c.id == bindparam("message_id")).values(status=bindparam("status"))
)
_EXPIRED = Statement(
    select(*_MESSAGE)
    .where(message.c.status == "waiting", message.c.expires_at <= bindparam("now"))
    .order_by(message.c.expires_at)
    .limit(bindparam("most"))
)
_DELIVER = Statement(insert(delivery).values({n: bindparam(n) for n in DeliveryRow._fields}))
_DELIVERY_BY_ID = Statement(select(*_DELIVERY).where(delivery.c.id == bindparam("delivery_id")))
_FREE = or_(delivery.c.leased_until.is_(None), delivery.c.leased_until < machine_now())
_NEXT = select(delivery.c.id).where(~delivery.c.parked, _FREE).order_by(delivery.c.created_at, delivery.c.id)
_LEASE_PG = Statement(
    update(delivery)
    .where(
        delivery.c.id.in_(_NEXT.limit(bindparam("most")).with_for_update(skip_locked=True).scalar_subquery())
    )
    .values(lease_owner=bindparam("owner"), leased_until=machine_now(bindparam("seconds")))
    .returning(delivery.c.id, delivery.c.created_at, delivery.c.instance_id)
)
_LEASE_LITE = Statement(
    update(delivery)
    .where(delivery.c.id.in_(_NEXT.limit(bindparam("most")).scalar_subquery()))
    .values(lease_owner=bindparam("owner"), leased_until=machine_now(bindparam("seconds")))
    .returning(delivery.c.id, delivery.c.created_at, delivery.c.instance_id)
)
_DELETE_DELIVERY = Statement(delete(delivery).where(delivery.c.id == bindparam("delivery_id")))
_PARK = Statement(
    update(delivery)
    .where(delivery.c.id == bindparam("delivery_id"))
    .values(parked=bindparam("parked"), leased_until=None)
)


_UNPARK = Statement(
    update(delivery)
    .where(delivery.c.instance_id == bindparam("instance_id"))
    .values(parked=False, leased_until=None)
)


def insert_subscription(tx: Transaction, row: SubscriptionRow) -> None:
    """Open a subscription; the caller has locked its channel."""
    tx.write_row(_SUBSCRIBE, row)


def waiting_subscription(tx: Transaction, name: str, key: str) -> SubscriptionRow | None:
    """Return who is to get the next message: the longest-waiting instance, else a start event."""
    row = tx.one(_WAITING_FOR, name=name, key=key)
    return SubscriptionRow(*row) if row is not None else None


def is_listened_to(tx: Transaction, name: str, key: str) -> bool:
    """Return whether an instance has an event for messages of this name and key, also one that is matched."""
    return tx.one(_LISTENING, name=name, key=key) is not None


def starts_together(tx: Transaction, name: str) -> dict[tuple[str, str], list[str]]:
    """Return the start events that wait for a message together with others, with the names of all of these.

    A start event is told by the ids of its version and its element.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for row in tx.rows(_TOGETHER, name=name):
        found.setdefault((row.definition_id, row.element_id), []).append(row.name)
    return found


def hearing_subscriptions(tx: Transaction, name: str) -> list[SubscriptionRow]:
    """Return everybody who waits for a signal: instances and start events, the longest-waiting first."""
    return [SubscriptionRow(*row) for row in tx.rows(_HEARING, name=name)]


def match_subscription(tx: Transaction, subscription_id: str, message_id: str | None) -> None:
    """Mark a subscription as matched: it takes no other message until its delivery is applied."""
    tx.write(_MATCH, subscription_id=subscription_id, matched=message_id)


def close_subscriptions_at(tx: Transaction, instance_id: str, tokens: Sequence[int]) -> None:
    """Close the subscriptions of these tokens."""
    tx.write(_UNSUBSCRIBE, instance_id=instance_id, tokens=tokens)


def close_subscription(tx: Transaction, subscription_id: str) -> None:
    """Close one subscription."""
    tx.write(_UNSUBSCRIBE_ONE, subscription_id=subscription_id)


def close_subscriptions_of_definition(tx: Transaction, definition_id: str) -> None:
    """Close the start subscriptions of a version."""
    tx.write(_UNSUBSCRIBE_DEFINITION, definition_id=definition_id)


def subscriptions_of_instance(tx: Transaction, instance_id: str) -> list[SubscriptionRow]:
    """Return the open subscriptions of an instance."""
    return [SubscriptionRow(*row) for row in tx.rows(_OF_INSTANCE, instance_id=instance_id)]


def insert_message(tx: Transaction, row: MessageRow) -> None:
    """Store a message."""
    tx.write_row(_RECEIVE, row)


def receiver_of(
    tx: Transaction, name: str, key: str, sender_id: str | None
) -> tuple[SubscriptionRow | None, bool]:
    """Return who is to get a message, and whether its sender sent it before; None: the sender has no ids."""
    asked: list[Request] = [(_WAITING_FOR, {"name": name, "key": key})]
    if sender_id is not None:
        asked.append((_BY_SENDER, {"name": name, "sender_id": sender_id}))
    waiting, *sent = tx.fetch(*asked)
    return SubscriptionRow(*waiting[0]) if waiting else None, bool(sent and sent[0])


def message_by_id(tx: Transaction, message_id: str) -> MessageRow | None:
    """Return a message, or None."""
    row = tx.one(_MESSAGE_BY_ID, message_id=message_id)
    return MessageRow(*row) if row is not None else None


def waiting_message(tx: Transaction, name: str, key: str, now: datetime) -> MessageRow | None:
    """Return the oldest message that waits for a receiver of this name and key."""
    row = tx.one(_WAITING, name=name, key=key, now=now, most=1)
    return MessageRow(*row) if row is not None else None


def waiting_messages(
    tx: Transaction, wanted: Mapping[tuple[str, str], int], now: datetime
) -> dict[tuple[str, str], list[MessageRow]]:
    """Return, by name and key, up to so many messages that wait for a receiver, the oldest first."""
    asked = [
        (_WAITING, {"name": name, "key": key, "now": now, "most": most})
        for (name, key), most in wanted.items()
    ]
    return {
        channel: [MessageRow(*row) for row in rows]
        for channel, rows in zip(wanted, tx.fetch(*asked) if asked else (), strict=True)
    }


def set_message_status(tx: Transaction, message_id: str, status: str) -> None:
    """Store what has become of a message."""
    tx.write(_SET_MESSAGE, message_id=message_id, status=status)


def expired_messages(tx: Transaction, now: datetime, most: int) -> list[MessageRow]:
    """Return messages that nobody took before they expired."""
    return [MessageRow(*row) for row in tx.rows(_EXPIRED, now=now, most=most)]


def insert_delivery(tx: Transaction, row: DeliveryRow) -> None:
    """Send something on its way to an instance."""
    tx.write_row(_DELIVER, row)


def delivery_request(delivery_id: str) -> Request:
    """Read a delivery, under its instance's lock."""
    return _DELIVERY_BY_ID, {"delivery_id": delivery_id}


def read_delivery(rows: list[Any]) -> DeliveryRow | None:
    """Return the delivery of a fetch's rows, or None."""
    return DeliveryRow(*rows[0]) if rows else None


def lease_deliveries(tx: Transaction, owner: str, seconds: float, most: int) -> list[Any]:
    """Lease up to `most` deliveries; return rows of id, created_at and instance_id, oldest first."""
    statement = _LEASE_PG if tx.dialect == "postgresql" else _LEASE_LITE
    rows = tx.rows(statement, owner=owner, seconds=seconds, most=most)
    return sorted(rows, key=lambda row: (row.created_at, row.id))


def delete_delivery(tx: Transaction, delivery_id: str) -> None:
    """A delivery has been applied."""
    tx.write(_DELETE_DELIVERY, delivery_id=delivery_id)


def unpark_deliveries(tx: Transaction, instance_id: str) -> None:
    """Give the parked deliveries of a resumed instance back to the pollers."""
    tx.write(_UNPARK, instance_id=instance_id)


def park_delivery(tx: Transaction, delivery_id: str, parked: bool) -> None:
    """Take a failing delivery out of the pollers' sight, or give it back."""
    tx.write(_PARK, delivery_id=delivery_id, parked=parked)
