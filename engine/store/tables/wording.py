"""Wording for emergencies 应急话术: what agents read to callers, in both languages, while it holds."""

from sqlalchemy import Column, Index, String, Table

from engine.store.tables.base import key, metadata, moment, reference, revision

wording = Table(
    "wording",
    metadata,
    key(),
    Column("title", String(100), nullable=False),
    Column("text_zh", String(4000), nullable=False),
    Column("text_en", String(4000)),
    # Null: for every category.
    Column("category", String(32)),
    Column("symptom", String(100)),
    moment("from_at"),
    moment("until", null=True),
    reference("changed_by", "person"),
    moment("changed_at"),
    moment("withdrawn_at", null=True),
    revision(),
    Index("ix_wording_changed_at", "changed_at"),
    Index("ix_wording_title", "title"),
)
