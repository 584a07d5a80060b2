"""History: append-only events in chains, their erasable values beside them, and anchors.

`body` and `digests` are the canonical JSON texts that the hash covers, kept to the byte.
"""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, String, Table, Text

from engine.store.tables.base import metadata, moment
from engine.store.types import Id

history = Table(
    "history",
    metadata,
    Column("chain", Id, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    moment("event_at"),
    moment("entered_at"),
    Column("type", String(40), nullable=False),
    Column("element_id", String(200)),
    Column("actor_id", String(80)),
    Column("on_behalf_of", String(36)),
    Column("instance_id", Id),
    Column("body", Text, nullable=False),
    Column("digests", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)

history_value = Table(
    "history_value",
    metadata,
    Column("chain", Id, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("content", Text),
)

anchor = Table(
    "anchor",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    moment("made_at"),
    Column("heads", Integer, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

anchor_head = Table(
    "anchor_head",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("chain", Id, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    ForeignKeyConstraint(["number"], ["anchor.number"]),
    Index("ix_anchor_head_chain", "chain"),
)
