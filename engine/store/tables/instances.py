"""Process instances: the token state between steps, and the head of the chain of those without an order."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from engine.store.tables.base import ROOM_FOR_VERSIONS, key, link, metadata, moment, reference

instance = Table(
    "instance",
    metadata,
    key(),
    reference("definition_id", "definition"),
    Column("process", String(200), nullable=False),
    link("order_id", null=True),
    link("call_id", null=True),
    Column("business_key", String(120), nullable=False),
    Column("status", String(12), nullable=False),  # active, suspended, completed, cancelled
    Column("state", LargeBinary),
    Column("revision", Integer, nullable=False),
    moment("started_at"),
    moment("ended_at", null=True),
    Column("chain_length", Integer, nullable=False, server_default="0"),
    Column("chain_head", String(64), nullable=False, server_default=""),
    Index("ix_instance_order_id", "order_id"),
    postgresql_with=ROOM_FOR_VERSIONS,
)
