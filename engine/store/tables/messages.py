"""Messages, who waits for them, and what is on its way to an instance."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, UniqueConstraint, text

from engine.store.tables.base import document, key, link, metadata, moment

subscription = Table(
    "subscription",
    metadata,
    key(),
    link("instance_id", null=True),
    link("definition_id", null=True),
    link("order_id", null=True),
    Column("token", Integer, nullable=False),
    Column("element_id", String(200), nullable=False),
    Column("name", String(120), nullable=False),
    Column("key", String(200), nullable=False),
    Column(
        "kind", String(10), nullable=False, server_default=text("'message'")
    ),  # message, signal, condition, together
    Column("message_id", String(36)),  # matched, its delivery is on the way
    moment("opened_at"),
    Index("ix_subscription_name_key", "name", "key"),
    Index("ix_subscription_instance_id", "instance_id"),
    Index(
        "ix_subscription_order_id_condition",
        "order_id",
        postgresql_where=text("kind = 'condition'"),
        sqlite_where=text("kind = 'condition'"),
    ),
)

message = Table(
    "message",
    metadata,
    key(),
    Column("name", String(120), nullable=False),
    Column("key", String(200), nullable=False),
    Column("sender_id", String(200)),
    document("payload"),
    Column("status", String(10), nullable=False),  # waiting, matched, applied, expired
    moment("received_at"),
    moment("expires_at"),
    UniqueConstraint("name", "sender_id"),
    Index(
        "ix_message_name_key_waiting",
        "name",
        "key",
        postgresql_where=text("status = 'waiting'"),
        sqlite_where=text("status = 'waiting'"),
    ),
    Index(
        "ix_message_expires_at_waiting",
        "expires_at",
        postgresql_where=text("status = 'waiting'"),
        sqlite_where=text("status = 'waiting'"),
    ),
)

delivery = Table(
    "delivery",
    metadata,
    key(),
    link("instance_id"),
    link("message_id", null=True),
    Column("subscription_id", String(36)),
    Column("token", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    document("payload"),
    Column("parked", Boolean, nullable=False, server_default=text("false")),
    Column("lease_owner", String(80)),
    moment("leased_until", null=True),
    moment("created_at"),
    Index("ix_delivery_created_at", "created_at"),
    Index("ix_delivery_instance_id", "instance_id"),
)
