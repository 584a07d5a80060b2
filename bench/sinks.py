"""Where millions of generated rows go: COPY on PostgreSQL, many rows a statement on SQLite.

A row is a copy of a pattern that the engine itself has written, with other values in some columns. What stays
the same is made into a shape once; a row of it costs one formatting.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

import psycopg

Row = list[Any]


class Shape(NamedTuple):
    """Rows of one table that differ in a few columns; `form` is the sink's own."""

    table: str
    columns: tuple[str, ...]
    form: Any


class Sink(Protocol):
    """Takes rows, and writes them when it is told to."""

    dialect: str
    NULL: Any

    def columns(self, table: str) -> list[str]:
        """Return a table's columns in order."""

    def rows(self, table: str, where: str) -> list[Row]:
        """Return rows in the form in which they are written."""

    def shape(self, table: str, columns: Sequence[str], pattern: Row, changing: Collection[str]) -> Shape:
        """Return the shape of rows that are `pattern` but for the columns `changing`."""

    def add(self, shape: Shape, values: Mapping[str, Any]) -> None:
        """Take a row; `values` has at least what changes, times as `moment` gives them."""

    def write(self) -> None:
        """Write what was taken."""

    def moment(self, at: datetime) -> str:
        """Return a time as it is written."""

    def finish(self) -> None:
        """Keep everything, and let go."""


class CopySink:
    """PostgreSQL. Foreign keys are not checked (`session_replication_role`): the generator refers to what it
    has written.
    """

    dialect = "postgresql"
    NULL = "\\N"

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url)
        for statement in (
            b"SET TIME ZONE 'UTC'",
            b"SET session_replication_role = replica",
            b"SET synchronous_commit = off",
        ):
            self._connection.execute(statement)
        self._lines: dict[tuple[str, tuple[str, ...]], list[str]] = {}

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

    def shape(self, table: str, columns: Sequence[str], pattern: Row, changing: Collection[str]) -> Shape:
        values = [
            f"%({name})s" if name in changing else str(value).replace("%", "%%")
            for name, value in zip(columns, pattern, strict=True)
        ]
        return Shape(table, tuple(columns), "\t".join(values) + "\n")

    def add(self, shape: Shape, values: Mapping[str, Any]) -> None:
        self._lines.setdefault(shape[:2], []).append(shape.form % values)

    def write(self) -> None:
        for (table, columns), lines in self._lines.items():
            with self._connection.cursor().copy(
                f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()
            ) as copy:
                copy.write("".join(lines))
        self._lines.clear()

    def moment(self, at: datetime) -> str:
        return at.isoformat()

    def finish(self) -> None:
        self._connection.commit()
        self._connection.close()


class LiteSink:
    """SQLite. All that is written is one transaction; what is read before sees what others have written."""

    dialect = "sqlite"
    NULL = None

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA synchronous = OFF")
        self._rows: dict[tuple[str, tuple[str, ...]], list[Row]] = {}

    def columns(self, table: str) -> list[str]:
        return [row[1] for row in self._connection.execute(f"PRAGMA table_info({table})")]

    def rows(self, table: str, where: str) -> list[Row]:
        names = ", ".join(self.columns(table))
        return [list(row) for row in self._connection.execute(f"SELECT {names} FROM {table} WHERE {where}")]

    def shape(self, table: str, columns: Sequence[str], pattern: Row, changing: Collection[str]) -> Shape:
        places = [(n, name) for n, name in enumerate(columns) if name in changing]
        return Shape(table, tuple(columns), (pattern, places))

    def add(self, shape: Shape, values: Mapping[str, Any]) -> None:
        pattern, places = shape.form
        row = pattern[:]
        for n, name in places:
            row[n] = values[name]
        self._rows.setdefault(shape[:2], []).append(row)

    def write(self) -> None:
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN")
        for (table, columns), rows in self._rows.items():
            places = ", ".join("?" * len(columns))
            self._connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows
            )
        self._rows.clear()

    def moment(self, at: datetime) -> str:
        return at.isoformat(" ", "microseconds")[:26]

    def finish(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")
        self._connection.execute("ANALYZE")
        self._connection.close()
