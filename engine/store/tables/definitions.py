"""Versions of process packages. A row is never changed but for `active`."""

from sqlalchemy import Boolean, Column, Integer, String, Table, UniqueConstraint, text

from engine.store.tables.base import document, key, metadata, moment, reference
from engine.store.types import Document

definition = Table(
    "definition",
    metadata,
    key(),
    Column("package", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("source_hash", String(64), nullable=False),
    Column("compiler", Integer, nullable=False),
    document("name"),
    Column("category", String(32)),
    Column("process", String(200), nullable=False),
    document("processes"),
    Column("bound", Document, nullable=False, server_default=text("'{}'")),
    Column("tags", Document, nullable=False, server_default=text("'{}'")),
    document("files"),
    Column("active", Boolean, nullable=False),
    moment("deployed_at"),
    Column("deployed_by", String(36)),
    UniqueConstraint("package", "version"),
    UniqueConstraint("package", "source_hash", "compiler"),
)

#: The scenarios that came with a version. They test it and are no part of it, so they may be replaced.
definition_scenarios = Table(
    "definition_scenarios",
    metadata,
    reference("definition_id", "definition", primary_key=True),
    document("files"),
    moment("kept_at"),
    Column("kept_by", String(80), nullable=False),
)
