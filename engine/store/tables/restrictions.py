"""Restricted orders: to whom they open, whom they concern, and who has looked at them."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, String, Table, Text

from engine.store.tables.base import key, link, metadata, moment, reference

order_party = Table(
    "order_party",
    metadata,
    link("order_id"),
    Column("standing", String(12), nullable=False),  # named, concerned
    link("party_id"),
    Column("kind", String(12), nullable=False),  # person, department, unit
    Column("added_by", String(80), nullable=False),
    moment("added_at"),
    PrimaryKeyConstraint("order_id", "standing", "party_id"),
    # Which orders name or concern somebody: asked by every list.
    Index("ix_order_party_party_id", "party_id", "standing", "order_id"),
)

order_look = Table(
    "order_look",
    metadata,
    key(),
    reference("order_id", "work_order"),
    reference("person_id", "person"),
    Column("reason", Text, nullable=False),
    moment("looked_at"),
    # By the database's time: until then the person may read on without giving a reason again.
    moment("until"),
    Index("ix_order_look_order_id", "order_id", "looked_at"),
    Index("ix_order_look_looked_at", "looked_at"),
    Index("ix_order_look_person_id", "person_id", "order_id", "until"),
)
