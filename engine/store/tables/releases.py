"""Which revisions of the schema a database has had, so that an older release knows whether it may go on."""

from sqlalchemy import Column, Integer, String, Table, Text

from engine.store.tables.base import metadata, moment

schema_revision = Table(
    "schema_revision",
    metadata,
    Column("revision", String(40), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("breaks", Text),  # why releases before this one cannot work on it any more; null: they can
    moment("applied_at"),
)
