"""Versions of operators' limit profiles, and what is to be counted anew because of them."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from engine.store.tables.base import document, key, link, metadata, moment, revision

limit_version = Table(
    "limit_version",
    metadata,
    key(),
    Column("profile", String(40), nullable=False),
    Column("version", String(32), nullable=False),
    Column("state", String(10), nullable=False),  # draft, checked, in-force
    document("content"),  # as a profile's file has it
    Column("note", Text, nullable=False),
    moment("valid_from", null=True),
    moment("created_at"),
    Column("created_by", String(80), nullable=False),
    moment("changed_at"),
    Column("changed_by", String(80), nullable=False),
    moment("checked_at", null=True),
    Column("checked_by", String(80)),
    moment("put_at", null=True),
    Column("put_by", String(80)),
    revision(),
    UniqueConstraint("profile", "version"),
    Index("ix_limit_version_changed_at", "changed_at", "id"),
)

limit_recomputation = Table(
    "limit_recomputation",
    metadata,
    key(),
    Column("cause", String(10), nullable=False),  # version, calendar
    link("version_id", null=True),
    Column("profile", String(40)),
    Column("calendar", String(40)),
    moment("from_at"),
    link("cursor", null=True),  # the last order that was looked at
    Column("examined", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, done
    moment("created_at"),
    Column("created_by", String(80), nullable=False),
    moment("finished_at", null=True),
    Index("ix_limit_recomputation_state", "state", "from_at"),
)
