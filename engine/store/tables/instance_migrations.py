"""Migrations of running instances to another version: what was ordered, and what became of each instance."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text, text

from engine.store.tables.base import document, key, link, metadata, moment, reference

instance_migration = Table(
    "instance_migration",
    metadata,
    key(),
    Column("package", String(64), nullable=False),
    reference("source_id", "definition"),
    reference("target_id", "definition"),
    Column("source_version", Integer, nullable=False),
    Column("target_version", Integer, nullable=False),
    document("mapping"),
    Column("reason", Text),
    Column("status", String(8), nullable=False),  # running, done
    Column("created_by", String(80), nullable=False),
    moment("created_at"),
    moment("finished_at", null=True),
    Index("ix_instance_migration_package", "package", "created_at"),
)

_WORK = text("status IN ('waiting', 'undoing')")

migrated_instance = Table(
    "migrated_instance",
    metadata,
    reference("migration_id", "instance_migration"),
    link("instance_id"),
    link("order_id", null=True),
    # waiting, migrated, refused, ended (before its turn came), undoing, undone
    Column("status", String(8), nullable=False),
    document("report", null=True),
    document("undo", null=True),  # what stood before; none: it cannot be undone (any more)
    Column("revision", Integer),  # the instance's after the migration: another one cannot be undone
    moment("at", null=True),
    PrimaryKeyConstraint("migration_id", "instance_id"),
    Index("ix_migrated_instance_instance_id", "instance_id"),
    Index("ix_migrated_instance_to_do", "migration_id", postgresql_where=_WORK, sqlite_where=_WORK),
)
