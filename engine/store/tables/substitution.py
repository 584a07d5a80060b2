"""Substitution 代理: who does whose work from when until when."""

from sqlalchemy import Column, Index, Integer, String, Table

from engine.store.tables.base import key, metadata, moment, reference

substitution = Table(
    "substitution",
    metadata,
    key(),
    reference("person_id", "person"),
    reference("substitute_id", "person"),
    reference("department_id", "department", null=True),  # only for the work of this one; none: for all
    moment("from_at"),
    moment("until_at"),  # not included
    Column("reason", String(500), nullable=False),
    Column("made_by", String(80), nullable=False),
    moment("made_at"),
    moment("ended_at", null=True),  # ended before its time
    Column("revision", Integer, nullable=False),
    Index("ix_substitution_person_id", "person_id", "until_at"),
    Index("ix_substitution_substitute_id", "substitute_id", "until_at"),
    Index("ix_substitution_until_at", "until_at"),
)
