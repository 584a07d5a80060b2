"""Statements on versions of packages."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, select, update

from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import definition


class DefinitionRow(NamedTuple):
    """A version of a package. `files` maps paths to texts; it is empty in lists.

    `bound` gives the ids of the versions that its calls with the binding `deployment` run, by process;
    `tags` the version tags of its processes, by process.
    """

    id: str
    package: str
    version: int
    source_hash: str
    compiler: int
    name: dict[str, str]
    category: str | None
    process: str
    processes: list[str]
    active: bool
    deployed_at: datetime
    deployed_by: str | None
    bound: dict[str, str]
    tags: dict[str, str]
    files: dict[str, str]


_SHORT = [definition.c[name] for name in DefinitionRow._fields[:-1]]
_COLUMNS = [definition.c[name] for name in DefinitionRow._fields]
_BY_ID = Statement(select(*_COLUMNS).where(definition.c.id == bindparam("definition_id")))
_SAME = Statement(
    select(*_SHORT).where(
        definition.c.package == bindparam("package"),
        definition.c.source_hash == bindparam("source_hash"),
        definition.c.compiler == bindparam("compiler"),
    )
)
_ACTIVE = Statement(select(*_SHORT).where(definition.c.active).order_by(definition.c.package))
_ALL = Statement(select(*_SHORT).order_by(definition.c.package, definition.c.version.desc()))
_OF_PACKAGE = Statement(
    select(*_SHORT).where(definition.c.package == bindparam("package")).order_by(definition.c.version.desc())
)
_LAST = Statement(
    select(func.coalesce(func.max(definition.c.version), 0).label("version")).where(
        definition.c.package == bindparam("package")
    )
)
_OF_VERSION = Statement(
    select(*_SHORT).where(
        definition.c.package == bindparam("package"), definition.c.version == bindparam("version")
    )
)
_INACTIVE = Statement(
    select(*_SHORT)
    .where(definition.c.category == bindparam("category"), ~definition.c.active)
    .order_by(definition.c.deployed_at.desc(), definition.c.version.desc())
)
_INSERT = Statement(insert(definition).values({name: bindparam(name) for name in DefinitionRow._fields}))
_DEACTIVATE = Statement(
    update(definition).where(definition.c.package == bindparam("of_package")).values(active=False)
)
_ACTIVATE = Statement(
    update(definition).where(definition.c.id == bindparam("definition_id")).values(active=True)
)


def _short(row: Any) -> DefinitionRow:
    return DefinitionRow(**row._asdict(), files={})


def definition_by_id(tx: Transaction, definition_id: str) -> DefinitionRow | None:
    """Return a version with its files, or None."""
    row = tx.one(_BY_ID, definition_id=definition_id)
    return DefinitionRow(*row) if row is not None else None


def same_definition(tx: Transaction, package: str, source_hash: str, compiler: int) -> DefinitionRow | None:
    """Return the version with this identity, or None."""
    row = tx.one(_SAME, package=package, source_hash=source_hash, compiler=compiler)
    return _short(row) if row is not None else None


def active_definitions(tx: Transaction) -> list[DefinitionRow]:
    """Return the active version of every package."""
    return [_short(row) for row in tx.rows(_ACTIVE)]


def all_definitions(tx: Transaction) -> list[DefinitionRow]:
    """Return all versions, the newest of each package first."""
    return [_short(row) for row in tx.rows(_ALL)]


def definitions_of(tx: Transaction, package: str) -> list[DefinitionRow]:
    """Return all versions of a package, the newest first."""
    return [_short(row) for row in tx.rows(_OF_PACKAGE, package=package)]


def definition_of_version(tx: Transaction, package: str, version: int) -> DefinitionRow | None:
    """Return a version of a package by its number, or None."""
    row = tx.one(_OF_VERSION, package=package, version=version)
    return _short(row) if row is not None else None


def inactive_for_category(tx: Transaction, category: str) -> list[DefinitionRow]:
    """Return the inactive versions that serve orders of a category, the last deployed first."""
    return [_short(row) for row in tx.rows(_INACTIVE, category=category)]


def last_version(tx: Transaction, package: str) -> int:
    """Return the highest version number of a package; 0 when there is none."""
    return int(tx.one(_LAST, package=package).version)


def insert_definition(tx: Transaction, row: DefinitionRow) -> None:
    """Store a version."""
    tx.write_row(_INSERT, row)


def activate_definition(tx: Transaction, package: str, definition_id: str) -> None:
    """Make a version the one that new instances start on."""
    tx.write(_DEACTIVATE, of_package=package)
    tx.write(_ACTIVATE, definition_id=definition_id)


def deactivate_definitions(tx: Transaction, package: str) -> None:
    """Leave a package without an active version: no new instance starts on any."""
    tx.write(_DEACTIVATE, of_package=package)
