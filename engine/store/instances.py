"""Statements on process instances."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, insert, select, update

from engine.store.database import Request, Transaction
from engine.store.expressions import is_word, machine_now
from engine.store.statement import Statement
from engine.store.tables import business_clock, instance, organisation, subscription, task


class InstanceRow(NamedTuple):
    """An instance as stored, with the revisions of what the process caches.

    `conditions_wait` tells whether a conditional event waits in any instance of its order.
    """

    id: str
    definition_id: str
    process: str
    order_id: str | None
    call_id: str | None
    business_key: str
    status: str
    state: bytes | None
    revision: int
    started_at: datetime
    ended_at: datetime | None
    chain_length: int
    chain_head: str
    organisation_revision: int
    business_clock_revision: int
    machine_at: datetime
    conditions_wait: bool = False


_OWN = [instance.c[name] for name in InstanceRow._fields[:-4]]
_REVISIONS = [
    select(table.c.revision).where(table.c.id == 1).scalar_subquery().label(f"{table.name}_revision")
    for table in (organisation, business_clock)
]
_NOW = [*_REVISIONS, machine_now().label("machine_at")]
#: Read by the statement that locks the instance, when the order's lock is held: it sees what came before it.
_CONDITIONS = (
    exists()
    .where(is_word(subscription.c.kind, "condition"), subscription.c.order_id == instance.c.order_id)
    .label("conditions_wait")
)
_LOCK = Statement(
    select(*_OWN, *_NOW, _CONDITIONS)
    .where(instance.c.id == bindparam("instance_id"))
    .with_for_update(key_share=True, of=instance),
    InstanceRow,
)
_LOCK_OF_TASK = Statement(
    select(*_OWN, *_NOW, _CONDITIONS)
    .where(
        instance.c.id == select(task.c.instance_id).where(task.c.id == bindparam("task_id")).scalar_subquery()
    )
    .with_for_update(key_share=True, of=instance),
    InstanceRow,
)
_BY_ID = Statement(select(*_OWN, *_NOW).where(instance.c.id == bindparam("instance_id")), InstanceRow)
_OF_ORDER = Statement(
    select(*_OWN, *_NOW)
    .where(instance.c.order_id == bindparam("order_id"))
    .order_by(instance.c.started_at, instance.c.id),
    InstanceRow,
)
_OF_CALL = Statement(
    select(*_OWN, *_NOW)
    .where(instance.c.call_id == bindparam("call_id"))
    .order_by(instance.c.started_at, instance.c.id),
    InstanceRow,
)
_INSERT = Statement(insert(instance).values({c.name: bindparam(c.name) for c in _OWN}))
#: What may change of an instance.
_CHANGING = (
    *("status", "state", "revision", "ended_at", "order_id", "chain_length", "chain_head"),
    *("definition_id", "process"),
)
_BY_THAT_ID = update(instance).where(instance.c.id == bindparam("instance_id"))


class Revisions(NamedTuple):
    """The revisions of what processes cache, and the database's own time."""

    organisation_revision: int
    business_clock_revision: int
    machine_at: datetime


_REVISION = Statement(select(*_NOW), Revisions)


def read_instance(rows: list[Any]) -> InstanceRow | None:
    """Return the instance of a fetch's rows, or None."""
    return rows[0] if rows else None


def lock_instance(instance_id: str) -> Request:
    """Lock and read an instance; its order's lock must be held already."""
    return _LOCK, {"instance_id": instance_id}


def lock_instance_of_task(task_id: str) -> Request:
    """Lock and read the instance of a task; its order's lock must be held already."""
    return _LOCK_OF_TASK, {"task_id": task_id}


def instance_by_id(tx: Transaction, instance_id: str) -> InstanceRow | None:
    """Return an instance, or None."""
    return read_instance(tx.rows(_BY_ID, instance_id=instance_id))


def instances_of_order(tx: Transaction, order_id: str) -> list[InstanceRow]:
    """Return the instances that serve an order, oldest first."""
    return tx.rows(_OF_ORDER, order_id=order_id)


def instances_of_call(tx: Transaction, call_id: str) -> list[InstanceRow]:
    """Return the instances that a call has begun, oldest first."""
    return tx.rows(_OF_CALL, call_id=call_id)


def revisions_request() -> Request:
    """Read the revisions alone."""
    return _REVISION, {}


def read_revisions(rows: list[Any]) -> Revisions:
    """Return the revisions of a fetch's rows."""
    found: Revisions = rows[0]
    return found


def insert_instance(tx: Transaction, row: InstanceRow) -> None:
    """Store a new instance."""
    tx.write(_INSERT, **{name: getattr(row, name) for name in InstanceRow._fields[:-4]})


def update_instance(tx: Transaction, before: InstanceRow, after: InstanceRow) -> None:
    """Store what a step changed since the row was read; the caller has held its lock since then."""
    changed = {name: value for name in _CHANGING if (value := getattr(after, name)) != getattr(before, name)}
    if changed:
        tx.write(_update_of(tuple(changed)), instance_id=after.id, **changed)


@lru_cache(maxsize=64)
def _update_of(names: tuple[str, ...]) -> Statement:
    return Statement(_BY_THAT_ID.values({name: bindparam(name) for name in names}))
