"""What a database understands, and how its tables look, for comparing releases."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine, inspect

from engine.store import schema
from tests.servers import Postgres

Shape = dict[str, dict[str, Any]]


@contextmanager
def shape_of_release() -> Iterator[tuple[Shape, dict[str, str]]]:
    """Yield the shape of this release's tables and the addresses of a database of each kind."""
    server = Postgres(durable=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            urls = {"sqlite": f"sqlite:///{folder}/huan.sqlite3", "postgresql": server.create("release")}
            for url in urls.values():
                schema.upgrade(url)
            yield shape_of(urls["postgresql"]), urls
    finally:
        server.close()


def refused_by(url: str, statements: Iterable[str]) -> dict[str, str]:
    """Return the statements that a database does not understand, with its reason. None of them is run."""
    return dict(
        _refused_sqlite(url, statements) if url.startswith("sqlite") else _refused_pg(url, statements)
    )


def _refused_sqlite(url: str, statements: Iterable[str]) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(Path(url.removeprefix("sqlite:///")))) as connection:
        for statement in statements:
            try:
                connection.execute(f"EXPLAIN {statement}", [None] * statement.count("?"))
            except sqlite3.Error as error:
                yield statement, str(error)


def _refused_pg(url: str, statements: Iterable[str]) -> Iterator[tuple[str, str]]:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            try:
                connection.execute(f"PREPARE told AS {statement}".encode())
                connection.execute("DEALLOCATE told")
            except psycopg.Error as error:
                yield statement, str(error).splitlines()[0]


def shape_of(url: str) -> Shape:
    """Return columns, unique rules and foreign keys of every table of a PostgreSQL."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    told = inspect(engine)
    shape: Shape = {}
    for table in sorted(set(told.get_table_names()) - {"alembic_version"}):
        unique = [one["column_names"] for one in told.get_unique_constraints(table)]
        unique += [one["column_names"] for one in told.get_indexes(table) if one["unique"]]
        shape[table] = {
            "columns": {
                column["name"]: {
                    "type": str(column["type"]),
                    "null": column["nullable"],
                    "default": column["default"] is not None,
                }
                for column in told.get_columns(table)
            },
            "unique": sorted(unique),
            "references": sorted([one["constrained_columns"] for one in told.get_foreign_keys(table)]),
        }
    engine.dispose()
    return shape


def breaks_between(old: Shape, new: Shape) -> list[str]:
    """Return what a release that writes the `old` tables could no longer do on the `new` ones."""
    found = []
    for table, before in old.items():
        after = new.get(table)
        if after is None:
            found.append(f"{table} is gone")
            continue
        found += [f"{table}.{one}" for one in _columns(before["columns"], after["columns"])]
        for rule in ("unique", "references"):
            for columns in after[rule]:
                if columns not in before[rule] and set(columns) & set(before["columns"]):
                    found.append(f"{table} has a new rule: {rule} {', '.join(columns)}")
    return found


def _columns(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    for name, before in old.items():
        after = new.get(name)
        if after is None:
            yield f"{name} is gone"
        elif before["null"] and not after["null"]:
            yield f"{name} may not be null any more"
        elif before["default"] and not after["default"] and not after["null"]:
            yield f"{name} has no default any more"
        elif not _is_as_wide(before["type"], after["type"]):
            yield f"{name} was {before['type']} and is {after['type']}"
    for name in new.keys() - old.keys():
        if not new[name]["null"] and not new[name]["default"]:
            yield f"{name} is new, may not be null and has no default"


def _is_as_wide(old: str, new: str) -> bool:
    """Return whether a column takes what it took before: the same type, or a longer text."""
    if old == new or (old.startswith("VARCHAR") and new == "TEXT"):
        return True
    lengths = [kind.removeprefix("VARCHAR(").removesuffix(")") for kind in (old, new)]
    return all(one.isdigit() for one in lengths) and int(lengths[1]) >= int(lengths[0])
