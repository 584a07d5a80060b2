"""Migrations of running instances: what is proposed, who would be concerned, how far they are, the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.errors import NotFound
from engine.queries.reading import Reading, Version
from engine.runtime.migrating import propose
from engine.store.definitions import definition_of_version
from engine.store.instance_migrations import (
    MigratedRow,
    MigrationRow,
    candidates,
    count_candidates,
    counts_of,
    migrated_instances,
    migration_by_id,
    migrations_of_package,
)
from engine.store.instances import instance_by_id
from engine.store.orders import order_by_id
from engine.words import Words


@dataclass(frozen=True)
class MappedElement:
    """An element of the old version with what stands for it; `target` None: nothing does."""

    element: str
    name: str
    target: str | None
    target_name: str | None


@dataclass(frozen=True)
class Proposal:
    """The mapping that suggests itself. `added` are elements that stand for nothing of the old version."""

    package: str
    source: int
    target: int
    elements: list[MappedElement]
    added: list[MappedElement]
    instances: int


def proposal(reading: Reading, package: str, source: int, target: int) -> Proposal:
    """Return the proposed mapping between two versions, and how many instances stand on the old one.

    Raises:
        NotFound: there is no such version.
        BrokenVersion: this release cannot run one of them.
    """
    old, new = (_version(reading, package, number) for number in (source, target))
    mapping = propose(old.compiled, new.compiled).elements
    names, new_names = _names(old), _names(new)
    stands = set(mapping.values())
    return Proposal(
        package=package,
        source=source,
        target=target,
        elements=[
            MappedElement(key, name, mapping.get(key), new_names.get(mapping.get(key, "")))
            for key, name in names.items()
        ],
        added=[MappedElement(key, name, None, None) for key, name in new_names.items() if key not in stands],
        instances=count_candidates(reading.tx, old.row.id),
    )


def _version(reading: Reading, package: str, number: int) -> Version:
    row = definition_of_version(reading.tx, package, number)
    if row is None:
        raise NotFound(
            Words(
                f"there is no version {number} of package {package!r}",
                f"没有流程包 {package!r} 的版本 {number}",
            )
        )
    return reading.services.definition(reading.tx, row.id)


def _names(version: Version) -> dict[str, str]:
    """Return the drawn names of processes and elements, by id."""
    scopes = version.compiled.scopes
    processes = {key: scopes[key].description or key for key in sorted(version.compiled.processes)}
    return {
        **processes,
        **{key: element.title for scope in scopes.values() for key, element in scope.by_element.items()},
    }


def running_on(
    reading: Reading, package: str, version: int, after: str | None = None, most: int = 1_000
) -> list[str]:
    """Return up to `most` ids of running instances that stand on a version, after an id.

    Raises:
        NotFound: there is no such version.
    """
    row = definition_of_version(reading.tx, package, version)
    if row is None:
        raise NotFound(
            Words(
                f"there is no version {version} of package {package!r}",
                f"没有流程包 {package!r} 的版本 {version}",
            )
        )
    return [found.id for found in candidates(reading.tx, row.id, after, most)]


@dataclass(frozen=True)
class MigrationLine:
    """A migration and how far it is. Times are aware UTC business time.

    `waiting` are still to be done (or to be put back), `migrated`, `refused`, `undone` and `ended` (before
    their turn came) are. `created_by_name` None: the system.
    """

    id: str
    package: str
    source: int
    target: int
    status: str
    reason: str | None
    created_by_name: str | None
    created_at: datetime
    finished_at: datetime | None
    waiting: int
    migrated: int
    refused: int
    undone: int
    ended: int


@dataclass(frozen=True)
class MigratedInstance:
    """What became of one instance. `number` is its order's, None without an order."""

    instance: str
    order: str | None
    number: str | None
    key: str
    status: str
    undoable: bool
    at: datetime | None
    report: dict[str, Any]


@dataclass(frozen=True)
class MigrationPage:
    """A migration with a part of its report; `next` is the `after` of the next part, None on the last."""

    migration: MigrationLine
    elements: dict[str, str]
    flows: dict[str, str]
    items: list[MigratedInstance]
    next: str | None


def migration_lines(reading: Reading, package: str) -> list[MigrationLine]:
    """Return the migrations of a package, newest first."""
    return [_line(reading, row) for row in migrations_of_package(reading.tx, package)]


def migration_page(reading: Reading, migration_id: str, after: str | None, most: int) -> MigrationPage:
    """Return a migration with up to `most` of its instances, after an id.

    Raises:
        NotFound: there is no such migration.
    """
    row = migration_by_id(reading.tx, migration_id)
    if row is None:
        raise NotFound(Words(f"there is no migration {migration_id}", f"没有迁移 {migration_id}"))
    found = migrated_instances(reading.tx, migration_id, after, most + 1)
    items = [_item(reading, one) for one in found[:most]]
    more = items[-1].instance if len(found) > most else None
    return MigrationPage(_line(reading, row), row.mapping["elements"], row.mapping["flows"], items, more)


def _line(reading: Reading, row: MigrationRow) -> MigrationLine:
    counts = counts_of(reading.tx, row.id)
    return MigrationLine(
        id=row.id,
        package=row.package,
        source=row.source_version,
        target=row.target_version,
        status=row.status,
        reason=row.reason,
        created_by_name=None if ":" in row.created_by else reading.name_of(row.created_by),
        created_at=row.created_at,
        finished_at=row.finished_at,
        waiting=counts.get("waiting", 0) + counts.get("undoing", 0),
        migrated=counts.get("migrated", 0),
        refused=counts.get("refused", 0),
        undone=counts.get("undone", 0),
        ended=counts.get("ended", 0),
    )


def _item(reading: Reading, row: MigratedRow) -> MigratedInstance:
    order = order_by_id(reading.tx, row.order_id) if row.order_id is not None else None
    instance = instance_by_id(reading.tx, row.instance_id)
    return MigratedInstance(
        instance=row.instance_id,
        order=row.order_id,
        number=order.number if order is not None else None,
        key=instance.business_key if instance is not None else "",
        status=row.status,
        undoable=row.status == "migrated" and row.undo is not None,
        at=row.at,
        report=row.report or {},
    )
