"""Outages 停电事件, planned or by a fault: where, when; and the orders that they explain."""

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text, text

from engine.store.tables.base import key, link, metadata, moment, reference

_NOW = text("status IN ('announced', 'active')")

outage = Table(
    "outage",
    metadata,
    key(),
    Column("kind", String(10), nullable=False),  # planned, fault
    Column("status", String(12), nullable=False),  # announced, active, restored, cancelled
    Column("title", String(200), nullable=False),
    Column("cause", String(40), nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    reference("tier_id", "tier"),
    Column("tier_path", String(300), nullable=False),
    Column("transformer_area", String(40)),
    moment("starts_at"),
    moment("expected_at", null=True),
    moment("restored_at", null=True),
    link("recorded_by", null=True),
    moment("recorded_at"),
    Column("revision", Integer, nullable=False),
    Column("chain_length", Integer, nullable=False, server_default="0"),
    Column("chain_head", String(64), nullable=False, server_default=""),
    Index("ix_outage_starts_at", "starts_at"),
    Index("ix_outage_transformer_area", "transformer_area", postgresql_where=_NOW, sqlite_where=_NOW),
)

outage_premise = Table(
    "outage_premise",
    metadata,
    reference("outage_id", "outage"),
    reference("premise_id", "premise"),
    PrimaryKeyConstraint("outage_id", "premise_id"),
    Index("ix_outage_premise_premise_id", "premise_id"),
)

outage_order = Table(
    "outage_order",
    metadata,
    reference("outage_id", "outage"),
    reference("order_id", "work_order"),
    #: The customer wishes a message when the estimate changes and when the supply is back.
    Column("wants_message", Boolean, nullable=False),
    #: The revision of the outage that the customer has been told last.
    Column("told_revision", Integer, nullable=False, server_default="0"),
    moment("linked_at"),
    PrimaryKeyConstraint("order_id", "outage_id"),
    Index("ix_outage_order_outage_id", "outage_id"),
)
