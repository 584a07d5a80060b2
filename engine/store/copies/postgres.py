"""PostgreSQL: every table by COPY in one snapshot, so that no other program and version is needed.

The schema is not copied: migrations make it, at the revision of the copy, so a copy restores on any server
that this release runs on.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import psycopg
from psycopg import IsolationLevel, sql

from engine.errors import HuanError, Unavailable
from engine.store.address import shown_address
from engine.words import Words

_TABLES = """
    SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
    AND c.relname <> 'alembic_version' ORDER BY c.relname
"""
_COLUMNS = """
    SELECT a.attname FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0
    AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum
"""
_REFERENCES = """
    SELECT r.relname, t.relname FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
    JOIN pg_class t ON t.oid = c.confrelid
    WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND c.conrelid <> c.confrelid
"""
_SEQUENCES = (
    "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1"
)
_OUT = sql.SQL("COPY {} ({}) TO STDOUT")
_IN = sql.SQL("COPY {} ({}) FROM STDIN")
#: Fast, and four times smaller than plain.
_LEVEL = 1


def copy_out(
    url: str, folder: Path, progress: Callable[[int, int], None]
) -> tuple[dict[str, int], dict[str, int | None]]:
    """Write NAME.copy.gz for each table; return how many rows each has, and the values of sequences."""
    with _connected(url) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.cursor() as cursor:
            tables = [row[0] for row in cursor.execute(_TABLES).fetchall()]
            rows = {}
            for number, table in enumerate(tables):
                progress(number, len(tables))
                statement, path = _copy(cursor, _OUT, table), folder / f"{table}.copy.gz"
                with gzip.open(path, "wb", compresslevel=_LEVEL) as file, cursor.copy(statement) as copy:
                    for block in copy:
                        file.write(block)
                rows[table] = cursor.rowcount
            progress(len(tables), len(tables))
            return rows, dict(cursor.execute(_SEQUENCES).fetchall())


def copy_in(
    url: str,
    folder: Path,
    rows: Mapping[str, int],
    sequences: Mapping[str, int | None],
    progress: Callable[[int, int], None],
) -> None:
    """Fill the tables in one transaction, each after those that it refers to.

    Raises:
        HuanError: tables or rows are not those that the copy says it has.
    """
    with _connected(url) as connection, connection.cursor() as cursor:
        tables = [row[0] for row in cursor.execute(_TABLES).fetchall()]
        if set(tables) != set(rows):
            odd = ", ".join(sorted(set(tables) ^ set(rows)))
            raise HuanError(
                Words(
                    f"the copy does not have the tables of its revision: {odd}",
                    f"副本的表与其版本不符：{odd}",
                )
            )
        for number, table in enumerate(_in_order(cursor, tables)):
            progress(number, len(tables))
            _fill(cursor, table, folder / f"{table}.copy.gz", rows[table])
        for name, value in sequences.items():
            if value is not None:
                cursor.execute("SELECT setval(%s::regclass, %s)", (f'"{name}"', value))
        connection.commit()
    progress(len(rows), len(rows))


def is_empty(url: str) -> bool:
    """Return whether there is no table in the database yet."""
    with _connected(url) as connection:
        return not connection.execute(_TABLES).fetchall()


def _fill(cursor: psycopg.Cursor[Any], table: str, path: Path, wanted: int) -> None:
    # What a migration has put in is in the copy as well.
    cursor.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table)))
    if cursor.fetchone() is not None:
        cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
    with gzip.open(path, "rb") as file, cursor.copy(_copy(cursor, _IN, table)) as copy:
        while block := file.read(1 << 20):
            copy.write(block)
    if cursor.rowcount != wanted:
        raise HuanError(
            Words(
                f"{table} has {cursor.rowcount} rows in the copy, not {wanted}",
                f"{table} 在副本中有 {cursor.rowcount} 行，而不是 {wanted} 行",
            )
        )


def _in_order(cursor: psycopg.Cursor[Any], tables: list[str]) -> list[str]:
    graph: dict[str, set[str]] = {table: set() for table in tables}
    for table, target in cursor.execute(_REFERENCES).fetchall():
        graph[table].add(target)
    return list(TopologicalSorter(graph).static_order())


def _copy(cursor: psycopg.Cursor[Any], statement: sql.SQL, table: str) -> sql.Composed:
    names = cursor.execute(_COLUMNS, (f'"{table}"',)).fetchall()
    columns = sql.SQL(", ").join(sql.Identifier(name) for (name,) in names)
    return statement.format(sql.Identifier(table), columns)


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    try:
        with psycopg.connect(url) as connection:
            yield connection
    except psycopg.Error as error:
        reason = (str(error).strip().splitlines() or ["no reason given"])[0]
        raise Unavailable(
            Words(
                f"{shown_address(url)} cannot be copied: {reason}", f"不能复制 {shown_address(url)}：{reason}"
            )
        ) from error
