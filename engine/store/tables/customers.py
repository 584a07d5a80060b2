"""Customers and the premises they are supplied at."""

from sqlalchemy import Boolean, Column, Float, Index, Integer, String, Table, Text, text

from engine.store.tables.base import key, metadata, moment, reference

customer = Table(
    "customer",
    metadata,
    key(),
    Column("number", String(20), nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    Column("phone", String(40)),
    Column("customer_class", String(20), nullable=False),  # residential, commercial, important …
    Index("ix_customer_phone", "phone"),
)

#: By which a customer proves on the telephone who they are: an Argon2id hash, and wrong ones in a row.
customer_pin = Table(
    "customer_pin",
    metadata,
    key(),
    reference("customer_id", "customer", unique=True),
    Column("hash", Text, nullable=False),
    Column("failed", Integer, nullable=False),
    moment("locked_until", null=True),
    moment("changed_at"),
)

premise = Table(
    "premise",
    metadata,
    key(),
    Column("number", String(20), nullable=False, unique=True),
    reference("customer_id", "customer", null=True),
    Column("address", String(200), nullable=False),
    reference("territory_id", "territory"),
    reference("supply_unit_id", "supply_unit"),
    Column("area", String(10), nullable=False),  # urban, rural, remote
    Column("transformer_area", String(40)),
    Column("cut_off_for_debt", Boolean, nullable=False, server_default=text("false")),
    Column("longitude", Float),
    Column("latitude", Float),
    Index("ix_premise_customer_id", "customer_id"),
    Index("ix_premise_transformer_area", "transformer_area"),
)

meter = Table(
    "meter",
    metadata,
    key(),
    Column("number", String(40), nullable=False, unique=True),
    reference("premise_id", "premise"),
    Column("kind", String(20), nullable=False),  # single-phase, three-phase, high-voltage, gas, water
    Column("multiplier", Integer, nullable=False),
    Index("ix_meter_premise_id", "premise_id"),
)
