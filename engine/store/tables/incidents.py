"""Incidents: what could not go on, with everything needed to try again."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, text

from engine.store.tables.base import document, key, link, metadata, moment

incident = Table(
    "incident",
    metadata,
    key(),
    Column("kind", String(40), nullable=False),
    link("instance_id", null=True),
    link("order_id", null=True),
    link("task_id", null=True),
    Column("element_id", String(200)),
    Column("token", Integer),
    Column("message", Text, nullable=False),
    Column("message_zh", Text),  # null: opened by a release that had no Chinese
    document("trigger"),
    Column("status", String(10), nullable=False),  # open, resolved
    Column("retries", Integer, nullable=False, server_default="0"),
    moment("opened_at"),
    moment("resolved_at", null=True),
    Column("resolved_by", String(36)),
    Index(
        "ix_incident_opened_at_open",
        "opened_at",
        postgresql_where=text("status = 'open'"),
        sqlite_where=text("status = 'open'"),
    ),
    Index("ix_incident_instance_id", "instance_id"),
)
