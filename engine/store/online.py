"""Change the schema of a PostgreSQL on which others work: short locks, and indexes built beside them.

A migration waits for its locks a few seconds, not longer: everybody who comes after it waits behind it. When
it does not get them, it gives up everything and tries again. An index of a table that is large is not made by
the migration, which would shut out every writer for as long as it takes, but afterwards, concurrently.
"""

from __future__ import annotations

from typing import Any

from alembic.operations import Operations
from alembic.operations.ops import CreateIndexOp
from sqlalchemy import Connection, Index, create_engine, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

from engine.store.tables import metadata

#: A table of more bytes than this is large.
LARGE_BYTES = 16 * 1024 * 1024
#: How long a migration waits for one lock, and for other migrations.
LOCK_TIMEOUT = "4s"
#: The advisory lock that whoever changes the schema holds.
UPGRADING = 4_827_501_155
#: Indexes of which a release has a better one. They serve until that one is there.
REPLACED = ("ix_assignment_department_id_due", "ix_assignment_due_at_open")
_SIZE = text("SELECT pg_relation_size(to_regclass(:name))")
_INVALID = text(
    "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
    "WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace"
)


def begin_short(connection: Connection) -> None:
    """Let this transaction wait for no lock long, and no other migration run beside it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADING})"))


@Operations.implementation_for(CreateIndexOp, replace=True)
def _create_index(operations: Operations, operation: CreateIndexOp) -> None:
    """Make an index, unless its table is large: then `make_missing_indexes` does."""
    index = operation.to_index(operations.migration_context)
    connection = operations.get_bind()
    if connection.dialect.name == "postgresql" and not index.unique and index.table is not None:
        size = connection.execute(_SIZE, {"name": f'"{index.table.name}"'}).scalar()
        if (size or 0) > LARGE_BYTES:
            return
    options: dict[str, Any] = {}
    if operation.if_not_exists is not None:
        options["if_not_exists"] = operation.if_not_exists
    operations.impl.create_index(index, **options)


def make_missing_indexes(url: str) -> list[str]:
    """Build every index that this release has and a PostgreSQL lacks, while others write; return their names.

    One that an interrupted build left behind is useless: it is dropped and built again. When all are there,
    those that they replace are dropped.
    """
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": UPGRADING})
            for (name,) in connection.execute(_INVALID).all():
                connection.execute(text(f'DROP INDEX CONCURRENTLY IF EXISTS "{name}"'))
            missing = _missing(connection)
            for index in missing:
                connection.execute(text(_concurrently(index)))
            for name in REPLACED:
                connection.execute(text(f'DROP INDEX CONCURRENTLY IF EXISTS "{name}"'))
            return [str(index.name) for index in missing]
    finally:
        engine.dispose()


def _missing(connection: Connection) -> list[Index]:
    told = inspect(connection)
    found = []
    for table in metadata.sorted_tables:
        if told.has_table(table.name):
            there = {index["name"] for index in told.get_indexes(table.name)}
            found += [index for index in table.indexes if index.name not in there and not index.unique]
    return found


def _concurrently(index: Index) -> str:
    plain = str(CreateIndex(index).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
    return plain.replace("CREATE INDEX", "CREATE INDEX CONCURRENTLY IF NOT EXISTS", 1).strip()
