"""Waiting timers of instances, and of definitions that a timer starts. A timer that is over has no row."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, text

from engine.store.tables.base import document, key, link, metadata, moment

timer = Table(
    "timer",
    metadata,
    key(),
    link("instance_id", null=True),
    link("definition_id", null=True),
    link("order_id", null=True),
    Column("token", Integer, nullable=False),
    Column("element_id", String(200), nullable=False),
    moment("due_at", null=True),
    Column("limit_rule", String(40)),
    document("spec"),
    Column("parked", Boolean, nullable=False, server_default=text("false")),
    Column("lease_owner", String(80)),
    moment("leased_until", null=True),
    moment("armed_at"),
    Index(
        "ix_timer_due_at_waiting",
        "due_at",
        postgresql_where=text("NOT parked AND due_at IS NOT NULL"),
        sqlite_where=text("NOT parked AND due_at IS NOT NULL"),
    ),
    Index("ix_timer_instance_id_token", "instance_id", "token"),
    Index(
        "ix_timer_order_id_limit",
        "order_id",
        postgresql_where=text("limit_rule IS NOT NULL"),
        sqlite_where=text("limit_rule IS NOT NULL"),
    ),
)
