"""Telephone exchanges as the listener sees them: which process has each, and when nobody listened."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from engine.store.tables.base import document, key, metadata, moment, reference

#: `name` is ours, from the settings; `switchname` the exchange's own, by which its calls are found.
exchange_node = Table(
    "exchange_node",
    metadata,
    key(),
    Column("name", String(80), nullable=False, unique=True),
    Column("switchname", String(128)),
    Column("core_uuid", String(36)),
    Column("version", String(120)),
    Column("state", String(12), nullable=False),  # connecting, live, down, free
    Column("lease_owner", String(80)),
    moment("leased_until", null=True),
    Column(
        "lease_term", Integer, nullable=False
    ),  # rises with every new owner: what an older one says is void
    moment("connected_at", null=True),
    moment("heard_at", null=True),
    moment("imported_until", null=True),
    document("counters"),
)

#: When nobody listened to an exchange, or what it said was dropped; times are the listener's own clock.
exchange_gap = Table(
    "exchange_gap",
    metadata,
    key(),
    reference("node_id", "exchange_node"),
    moment("from_at"),
    moment("until_at"),
    Column("reason", String(12), nullable=False),
    Column("events_shed", BigInteger, nullable=False),
    Column("lost", Integer, nullable=False),  # calls whose end nobody saw
    Column("imported", Integer, nullable=False),
    Column("opened", Integer, nullable=False),
    Index("ix_exchange_gap_node_id_from_at", "node_id", "from_at"),
)
