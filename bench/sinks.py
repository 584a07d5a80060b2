"""Where millions of generated rows go: COPY on PostgreSQL, many rows a statement on SQLite.

Both take rows as lists of values by column, made from a pattern row that the engine itself has written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

import psycopg

Row = list[Any]
BATCH = 5000


class Sink(Protocol):
    """Takes rows of one table at a time."""

    dialect: str

    def columns(self, table: str) -> list[str]:
        """Return a table's columns in order."""

    def rows(self, table: str, where: str) -> list[Row]:
        """Return rows in the form in which they are written."""

    def write(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Write rows; times as `moment` gives them."""

    def moment(self, at: datetime) -> str:
        """Return a time as it is written."""

    def finish(self) -> None:
        """Make indexes and statistics, and let go."""


class CopySink:
    """PostgreSQL. Indexes of the tables are dropped while they are filled, and made again at the end.

    Foreign keys are not checked (`session_replication_role`): the generator refers to what it has written.
    """

    dialect = "postgresql"
    NULL = "\\N"

    def __init__(self, url: str, tables: Sequence[str]) -> None:
        self._connection = psycopg.connect(url)
        self._run("SET TIME ZONE 'UTC'")
        self._run("SET session_replication_role = replica")
        self._run("SET synchronous_commit = off")
        self._run("SET maintenance_work_mem = '512MB'")
        found = self._connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND NOT EXISTS "
            "(SELECT 1 FROM pg_constraint WHERE conname = indexname)",
            (list(tables),),
        ).fetchall()
        self._indexes = [definition for _, definition in found]
        for name, _ in found:
            self._run(f'DROP INDEX "{name}"')
        self._connection.commit()

    def _run(self, statement: str) -> None:
        self._connection.execute(statement.encode())

    def columns(self, table: str) -> list[str]:
        rows = self._connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
            "AND is_identity = 'NO' AND column_default IS DISTINCT FROM 'nextval' ORDER BY ordinal_position",
            (table,),
        )
        return [row[0] for row in rows]

    def rows(self, table: str, where: str) -> list[Row]:
        names = ", ".join(self.columns(table))
        copied = bytearray()
        with self._connection.cursor().copy(
            f"COPY (SELECT {names} FROM {table} WHERE {where}) TO STDOUT".encode()
        ) as copy:
            for part in copy:
                copied += part
        return [line.split("\t") for line in copied.decode().splitlines()]

    def write(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        lines = "".join(["\t".join(row) + "\n" for row in rows])
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()
        with self._connection.cursor().copy(statement) as copy:
            copy.write(lines)

    def moment(self, at: datetime) -> str:
        return at.isoformat()

    def finish(self) -> None:
        for definition in self._indexes:
            self._run(definition)
        self._connection.commit()
        self._connection.autocommit = True
        self._run("VACUUM ANALYZE")
        self._connection.close()


class LiteSink:
    """SQLite. Everything is one transaction."""

    dialect = "sqlite"
    NULL = None

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("BEGIN")

    def columns(self, table: str) -> list[str]:
        return [row[1] for row in self._connection.execute(f"PRAGMA table_info({table})")]

    def rows(self, table: str, where: str) -> list[Row]:
        names = ", ".join(self.columns(table))
        return [list(row) for row in self._connection.execute(f"SELECT {names} FROM {table} WHERE {where}")]

    def write(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        places = ", ".join("?" * len(columns))
        self._connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)

    def moment(self, at: datetime) -> str:
        return at.isoformat(" ", "microseconds")[:26]

    def finish(self) -> None:
        self._connection.execute("COMMIT")
        self._connection.execute("ANALYZE")
        self._connection.close()
