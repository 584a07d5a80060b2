"""Statements on migrations of running instances."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, func, insert, or_, select, update

from engine.store.database import Request, Transaction
from engine.store.expressions import holds_text, is_one_of, is_word
from engine.store.statement import Statement
from engine.store.tables import instance, instance_migration, migrated_instance


class MigrationRow(NamedTuple):
    """A migration as it was ordered. `mapping` has `elements` and `flows`; `status` is running or done."""

    id: str
    package: str
    source_id: str
    target_id: str
    source_version: int
    target_version: int
    mapping: dict[str, dict[str, str]]
    reason: str | None
    status: str
    created_by: str
    created_at: datetime
    finished_at: datetime | None


class MigratedRow(NamedTuple):
    """What became of one instance. `revision` is the instance's after it was migrated."""

    migration_id: str
    instance_id: str
    order_id: str | None
    status: str
    report: dict[str, Any] | None
    undo: dict[str, Any] | None
    revision: int | None
    at: datetime | None


_M = [instance_migration.c[name] for name in MigrationRow._fields]
_I = [migrated_instance.c[name] for name in MigratedRow._fields]
_RUNNING = is_word(instance.c.status, "active", "suspended")
#: An instance runs on a version, or has called a process of it.
_STANDS_ON = or_(
    instance.c.definition_id == bindparam("source_id"),
    holds_text(instance.c.state, bindparam("source_text", type_=String)),
)
_INSERT = Statement(insert(instance_migration).values({n: bindparam(n) for n in MigrationRow._fields}))
_CANDIDATES = Statement(
    select(instance.c.id, instance.c.order_id)
    .where(_RUNNING, _STANDS_ON, instance.c.id > bindparam("after"))
    .order_by(instance.c.id)
    .limit(bindparam("most"))
)
_COUNT_CANDIDATES = Statement(select(func.count().label("count")).where(_RUNNING, _STANDS_ON))
_INSERT_ITEM = Statement(insert(migrated_instance).values({n: bindparam(n) for n in MigratedRow._fields}))
_BY_ID = Statement(select(*_M).where(instance_migration.c.id == bindparam("migration_id")), MigrationRow)
_OF_PACKAGE = Statement(
    select(*_M)
    .where(instance_migration.c.package == bindparam("package"))
    .order_by(instance_migration.c.created_at.desc(), instance_migration.c.id.desc()),
    MigrationRow,
)
_THIS_ONE = (
    migrated_instance.c.migration_id == bindparam("migration_id"),
    migrated_instance.c.instance_id == bindparam("instance_id"),
)
_ITEM = Statement(select(*_I).where(*_THIS_ONE), MigratedRow)
_SET_ITEM = Statement(
    update(migrated_instance)
    .where(*_THIS_ONE)
    .values({name: bindparam(name) for name in ("status", "report", "undo", "revision", "at")})
)
_TO_DO = Statement(
    select(
        migrated_instance.c.migration_id,
        migrated_instance.c.instance_id,
        migrated_instance.c.status,
        instance_migration.c.created_by,
    )
    .join(instance_migration, instance_migration.c.id == migrated_instance.c.migration_id)
    .where(is_word(migrated_instance.c.status, "waiting", "undoing"))
    .order_by(migrated_instance.c.migration_id, migrated_instance.c.instance_id)
    .limit(bindparam("most"))
)
_COUNTS = Statement(
    select(migrated_instance.c.status, func.count().label("count"))
    .where(migrated_instance.c.migration_id == bindparam("migration_id"))
    .group_by(migrated_instance.c.status)
)
_ITEMS = Statement(
    select(*_I)
    .where(
        migrated_instance.c.migration_id == bindparam("migration_id"),
        migrated_instance.c.instance_id > bindparam("after"),
    )
    .order_by(migrated_instance.c.instance_id)
    .limit(bindparam("most")),
    MigratedRow,
)
_UNFINISHED = Statement(
    select(instance_migration.c.id).where(
        is_word(instance_migration.c.status, "running"),
        ~select(migrated_instance.c.instance_id)
        .where(
            migrated_instance.c.migration_id == instance_migration.c.id,
            is_word(migrated_instance.c.status, "waiting", "undoing"),
        )
        .exists(),
    )
)
_SET_STATUS = Statement(
    update(instance_migration)
    .where(instance_migration.c.id == bindparam("migration_id"))
    .values(status=bindparam("status"), finished_at=bindparam("finished_at"))
)
_UNDO_ALL = Statement(
    update(migrated_instance)
    .where(
        migrated_instance.c.migration_id == bindparam("migration_id"),
        is_word(migrated_instance.c.status, "migrated"),
        migrated_instance.c.undo.is_not(None),
    )
    .values(status="undoing")
)
_UNDO_ONE = Statement(
    update(migrated_instance)
    .where(*_THIS_ONE, is_word(migrated_instance.c.status, "migrated"), migrated_instance.c.undo.is_not(None))
    .values(status="undoing")
)
_FORGET_UNDO = Statement(
    update(migrated_instance).where(migrated_instance.c.order_id == bindparam("order_id")).values(undo=None)
)
_VERSIONS_OF = Statement(
    select(instance_migration.c.source_id, instance_migration.c.target_id)
    .join(migrated_instance, migrated_instance.c.migration_id == instance_migration.c.id)
    .where(
        is_one_of(migrated_instance.c.instance_id, "instances", "uuid"),
        is_word(migrated_instance.c.status, "migrated", "undone", "undoing"),
    )
    .distinct()
)
_FIRST = "00000000-0000-0000-0000-000000000000"


def insert_migration(tx: Transaction, row: MigrationRow) -> None:
    """Store a migration."""
    tx.write_row(_INSERT, row)


def insert_migrated(tx: Transaction, row: MigratedRow) -> None:
    """Put an instance on a migration's list."""
    tx.write_row(_INSERT_ITEM, row)


def candidates(tx: Transaction, source_id: str, after: str | None, most: int) -> list[Any]:
    """Return up to `most` running instances on a version, as rows of id and order_id, after an id."""
    parameters = {"source_id": source_id, "source_text": source_id, "after": after or _FIRST, "most": most}
    return tx.rows(_CANDIDATES, **parameters)


def count_candidates(tx: Transaction, source_id: str) -> int:
    """Return how many running instances stand on a version."""
    return int(tx.one(_COUNT_CANDIDATES, source_id=source_id, source_text=source_id).count)


def migration_by_id(tx: Transaction, migration_id: str) -> MigrationRow | None:
    """Return a migration, or None."""
    found: MigrationRow | None = tx.one(_BY_ID, migration_id=migration_id)
    return found


def migrations_of_package(tx: Transaction, package: str) -> list[MigrationRow]:
    """Return the migrations of a package, newest first."""
    return tx.rows(_OF_PACKAGE, package=package)


def migrated_request(migration_id: str, instance_id: str) -> Request:
    """Read what became of an instance, under its lock."""
    return _ITEM, {"migration_id": migration_id, "instance_id": instance_id}


def read_migrated(rows: list[Any]) -> MigratedRow | None:
    """Return it from a fetch's rows, or None."""
    return rows[0] if rows else None


def set_migrated(tx: Transaction, row: MigratedRow) -> None:
    """Store what became of an instance."""
    tx.write_row(_SET_ITEM, row)


def to_do(tx: Transaction, most: int) -> list[Any]:
    """Return what is to be migrated or undone next: migration_id, instance_id, status, created_by."""
    return tx.rows(_TO_DO, most=most)


def counts_of(tx: Transaction, migration_id: str) -> dict[str, int]:
    """Return how many instances of a migration have each status."""
    return {row.status: int(row.count) for row in tx.rows(_COUNTS, migration_id=migration_id)}


def migrated_instances(tx: Transaction, migration_id: str, after: str | None, most: int) -> list[MigratedRow]:
    """Return up to `most` instances of a migration, after an id."""
    return tx.rows(_ITEMS, migration_id=migration_id, after=after or _FIRST, most=most)


def finish_migrations(tx: Transaction, at: datetime) -> list[str]:
    """Mark as done the migrations in which nothing is left to do; return their ids."""
    done = [row.id for row in tx.rows(_UNFINISHED)]
    for key in done:
        tx.write(_SET_STATUS, migration_id=key, status="done", finished_at=at)
    return done


def want_undone(tx: Transaction, migration_id: str, instance_id: str | None) -> int:
    """Mark one instance, or all that were migrated, to be put back; return how many."""
    if instance_id is None:
        count = tx.changed(_UNDO_ALL, migration_id=migration_id)
    else:
        count = tx.changed(_UNDO_ONE, migration_id=migration_id, instance_id=instance_id)
    if count:
        tx.write(_SET_STATUS, migration_id=migration_id, status="running", finished_at=None)
    return count


def forget_undo(tx: Transaction, order_id: str) -> None:
    """Forget what stood before the migrations of an order: its values were erased."""
    tx.write(_FORGET_UNDO, order_id=order_id)


def versions_migrated_between(tx: Transaction, instances: Sequence[str]) -> list[str]:
    """Return the versions that instances came from and went to."""
    rows = tx.rows(_VERSIONS_OF, instances=list(instances)) if instances else []
    return list(dict.fromkeys(key for row in rows for key in row))
