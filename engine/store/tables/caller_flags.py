"""Flags on callers: sensitive (be careful) and nuisance (not again), who set them, why and until when."""

from sqlalchemy import Column, Index, String, Table, text

from engine.store.tables.base import key, link, metadata, moment

_SET = text("ended_at IS NULL")

caller_flag = Table(
    "caller_flag",
    metadata,
    key(),
    Column("caller_number", String(40), nullable=False),
    Column("kind", String(10), nullable=False),  # sensitive, nuisance
    Column("reason", String(1000), nullable=False),
    link("set_by", null=True),
    moment("set_at"),
    moment("until", null=True),
    link("ended_by", null=True),
    moment("ended_at", null=True),
    Index("ix_caller_flag_caller_number", "caller_number", postgresql_where=_SET, sqlite_where=_SET),
    Index("ix_caller_flag_set_at", "set_at"),
)
