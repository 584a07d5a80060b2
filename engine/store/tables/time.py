"""The business clock shared by all processes, and the working calendars."""

from sqlalchemy import Boolean, Column, Float, Integer, PrimaryKeyConstraint, String, Table, Text

from engine.store.tables.base import metadata, moment

business_clock = Table(
    "business_clock",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    moment("machine_origin"),
    moment("business_origin"),
    Column("rate", Float, nullable=False),
    Column("revision", Integer, nullable=False),
)

working_calendar = Table(
    "working_calendar",
    metadata,
    Column("key", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("file", String(100), nullable=False),
    Column("content", Text, nullable=False),
    Column("revision", Integer, server_default="1", nullable=False),
    PrimaryKeyConstraint("key", "year"),
)
