"""What was done to the versions of packages: deployed, activated, deactivated. Rows are only added."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from engine.store.tables.base import key, metadata, moment, reference

activation = Table(
    "activation",
    metadata,
    key(),
    Column("package", String(64), nullable=False),
    reference("definition_id", "definition", null=True),  # active from then on; none: deactivated
    reference("previous_id", "definition", null=True),  # active until then
    Column("what", String(12), nullable=False),  # deployed, activated, rolled-back, deactivated
    Column("version", Integer),
    Column("previous_version", Integer),
    Column("reason", Text),
    Column("actor_id", String(80), nullable=False),
    moment("at"),
    Index("ix_activation_package_at", "package", "at"),
)
