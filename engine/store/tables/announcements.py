"""Announcements 公告 that callers of a tier hear first while they are switched on."""

from sqlalchemy import Column, Index, String, Table, text

from engine.store.tables.base import key, link, metadata, moment, reference

_ON = text("on_at IS NOT NULL AND off_at IS NULL")

line_announcement = Table(
    "line_announcement",
    metadata,
    key(),
    reference("tier_id", "tier"),
    Column("text", String(500), nullable=False),
    moment("written_at"),
    link("written_by"),
    moment("on_at", null=True),  # null: it was never switched on
    link("on_by", null=True),
    moment("off_at", null=True),  # null: nobody has switched it off, or put it away
    link("off_by", null=True),
    Index("ix_line_announcement_tier_id", "tier_id"),
    Index("ix_line_announcement_on", "tier_id", unique=True, postgresql_where=_ON, sqlite_where=_ON),
)
