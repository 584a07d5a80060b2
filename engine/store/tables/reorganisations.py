"""Reorganisations: what was closed, moved or left, and how far the work has been readdressed."""

from sqlalchemy import Column, Index, Integer, String, Table, text

from engine.store.tables.base import document, key, link, metadata, moment

reorganisation = Table(
    "reorganisation",
    metadata,
    key(),
    Column("kind", String(20), nullable=False),  # department, person, territory
    Column("label", String(200), nullable=False),
    document("plan"),
    Column("reason", String(500)),
    Column("state", String(10), nullable=False),  # running, done
    Column("phase", String(10), nullable=False),  # orders, tasks
    link("cursor", null=True),
    Column("moved", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    moment("created_at"),
    Column("created_by", String(80), nullable=False),
    moment("finished_at", null=True),
    Index(
        "ix_reorganisation_running",
        "id",
        postgresql_where=text("state = 'running'"),
        sqlite_where=text("state = 'running'"),
    ),
)
