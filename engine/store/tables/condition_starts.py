"""The conditional start events of active versions, with what each came to when it was judged last."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, UniqueConstraint

from engine.store.tables.base import key, metadata, reference

condition_start = Table(
    "condition_start",
    metadata,
    key(),
    reference("definition_id", "definition"),
    Column("element_id", String(200), nullable=False),
    Column("number", Integer, nullable=False),
    Column("condition", Text, nullable=False),
    Column("holds", Boolean, nullable=False),
    UniqueConstraint("definition_id", "element_id", "number"),
)
