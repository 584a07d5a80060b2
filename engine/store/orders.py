"""Statements on work orders and the links between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Sequence, bindparam, delete, func, insert, literal_column, not_, select, update

from engine.orders import Hold, Status, WorkOrder
from engine.store.database import Request, Transaction
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import assignment, instance, metadata, order_link, task, work_order

ORDER_SERIAL = Sequence("order_serial", metadata=metadata)

_NAMES = [field.name for field in fields(WorkOrder)]
_COLUMNS = [work_order.c[name] for name in _NAMES]
#: What may change of an order.
_CHANGING = (
    "status stage round priority title description fields tier_id tier_path crew_id customer_id premise_id "
    "area customer_class territory_id supply_unit_id unit_tier_id "
    "caller_name caller_number call_id done_at archived_at outcome attention urges hold restricted "
    "expected_at main_id merged supports revision chain_length chain_head"
).split()

_BY_ID = Statement(select(*_COLUMNS).where(work_order.c.id == bindparam("order_id")))
_LOCK = Statement(
    select(*_COLUMNS).where(work_order.c.id == bindparam("order_id")).with_for_update(key_share=True)
)
_LOCK_OF_INSTANCE = Statement(
    select(*_COLUMNS)
    .where(
        work_order.c.id
        == select(instance.c.order_id).where(instance.c.id == bindparam("instance_id")).scalar_subquery()
    )
    .with_for_update(key_share=True)
)
_LOCK_OF_TASK = Statement(
    select(*_COLUMNS)
    .where(
        work_order.c.id == select(task.c.order_id).where(task.c.id == bindparam("task_id")).scalar_subquery()
    )
    .with_for_update(key_share=True)
)
_BY_NUMBER = Statement(select(*_COLUMNS).where(work_order.c.number == bindparam("number")))
_OPEN_OF_CALLER = Statement(
    select(work_order.c.number)
    .where(
        work_order.c.caller_number == bindparam("caller_number"),
        is_word(work_order.c.status, "open"),
        not_(work_order.c.restricted),
    )
    .order_by(work_order.c.opened_at.desc())
    .limit(1)
)
_INSERT = Statement(insert(work_order).values({c.name: bindparam(c.name) for c in _COLUMNS}))
_LINES_HELD = Statement(
    update(assignment)
    .where(
        assignment.c.task_id.in_(
            select(task.c.id).where(
                task.c.order_id == bindparam("order_id"), is_word(task.c.status, "open", "stuck")
            )
        ),
        assignment.c.closed_at.is_(None),
    )
    .values(held=bindparam("held"))
)
_BY_THAT_ID = update(work_order).where(work_order.c.id == bindparam("order_id"))
_NEXT_SERIAL = Statement(select(ORDER_SERIAL.next_value().label("serial")))
_NEXT_SERIAL_LITE = Statement(
    select((func.coalesce(func.max(literal_column("rowid")), 0) + 1).label("serial")).select_from(work_order)
)
_LINK = Statement(insert(order_link))
_UNLINK = Statement(
    delete(order_link).where(
        order_link.c.order_id == bindparam("of_order"),
        order_link.c.linked_id == bindparam("of_linked"),
        order_link.c.kind == bindparam("of_kind"),
    )
)
_LINKED_BY = Statement(
    select(order_link.c.linked_id)
    .where(order_link.c.order_id == bindparam("order_id"), order_link.c.kind == bindparam("kind"))
    .order_by(order_link.c.linked_id)
)
_LINKING = Statement(
    select(order_link.c.order_id)
    .where(order_link.c.linked_id == bindparam("linked_id"), order_link.c.kind == bindparam("kind"))
    .order_by(order_link.c.order_id)
)


def _order(row: Any) -> WorkOrder | None:
    if row is None:
        return None
    hold = row.hold
    if hold is not None:
        moments = {
            key: datetime.fromisoformat(hold[key]) if hold[key] else None for key in ("until", "since")
        }
        row = row._replace(hold=Hold(**{**hold, **moments}))
    return WorkOrder.restored(zip(_NAMES, row, strict=True))


def read_order(rows: list[Any]) -> WorkOrder | None:
    """Return the order of a fetch's rows, or None."""
    return _order(rows[0]) if rows else None


def lock_order_of_instance(instance_id: str) -> Request:
    """Lock and read the order that an instance serves; no row when it serves none."""
    return _LOCK_OF_INSTANCE, {"instance_id": instance_id}


def lock_order_of_task(task_id: str) -> Request:
    """Lock and read the order of a task."""
    return _LOCK_OF_TASK, {"task_id": task_id}


def lock_order(order_id: str) -> Request:
    """Lock and read an order."""
    return _LOCK, {"order_id": order_id}


def order_by_id(tx: Transaction, order_id: str) -> WorkOrder | None:
    """Return an order, or None."""
    return _order(tx.one(_BY_ID, order_id=order_id))


def order_by_number(tx: Transaction, number: str) -> WorkOrder | None:
    """Return the order with this number, or None."""
    return _order(tx.one(_BY_NUMBER, number=number))


def open_order_of_caller(tx: Transaction, caller_number: str) -> str | None:
    """Return the number of the newest open order that somebody called for; None: there is none."""
    row = tx.one(_OPEN_OF_CALLER, caller_number=caller_number)
    return None if row is None else row.number


def _stored(order: WorkOrder, names: Iterable[str]) -> dict[str, Any]:
    """Return the values of these columns."""
    values = {name: getattr(order, name) for name in names}
    hold = values.get("hold")
    if hold is not None:
        kept = asdict(hold)
        values["hold"] = {key: v.isoformat() if isinstance(v, datetime) else v for key, v in kept.items()}
    return values


def insert_order(tx: Transaction, order: WorkOrder) -> None:
    """Store a new order."""
    tx.write(_INSERT, **_stored(order, _NAMES))


def update_order(tx: Transaction, before: WorkOrder, after: WorkOrder) -> None:
    """Store what has changed of an order since it was read; the caller has held its lock since then.

    Only the columns that changed are written: usually the stage, the fields and the head of the chain.
    Whether it is held stands on the open lines of its tasks too.
    """
    was, now = before.__dict__, after.__dict__
    changed = [name for name in _CHANGING if was[name] != now[name]]
    # Whoever writes a field makes new ones; 1 and true are equal to Python, but not the same field.
    if before.fields is not after.fields and "fields" not in changed:
        changed.append("fields")
    if (before.status == Status.HELD) != (after.status == Status.HELD):
        tx.write(_LINES_HELD, order_id=after.id, held=int(after.status == Status.HELD))
    if changed:
        tx.write(_update_of(tuple(changed)), order_id=after.id, **_stored(after, changed))


@lru_cache(maxsize=256)
def _update_of(names: tuple[str, ...]) -> Statement:
    return Statement(_BY_THAT_ID.values({name: bindparam(name) for name in names}))


def next_serial(tx: Transaction) -> int:
    """Return the next serial for an order number. A serial that is rolled back is not used again."""
    statement = _NEXT_SERIAL if tx.dialect == "postgresql" else _NEXT_SERIAL_LITE
    return int(tx.one(statement).serial)


def insert_link(tx: Transaction, *, key: str, order_id: str, linked_id: str, kind: str, at: datetime) -> None:
    """Link two orders."""
    tx.write(_LINK, id=key, order_id=order_id, linked_id=linked_id, kind=kind, linked_at=at)


def delete_link(tx: Transaction, order_id: str, linked_id: str, kind: str) -> bool:
    """Take a link away; return whether it was there."""
    return tx.changed(_UNLINK, of_order=order_id, of_linked=linked_id, of_kind=kind) == 1


def linked_by(tx: Transaction, order_id: str, kind: str) -> list[str]:
    """Return the ids of the orders that this one points to by a kind of link, sorted."""
    return [row.linked_id for row in tx.rows(_LINKED_BY, order_id=order_id, kind=kind)]


def linking_to(tx: Transaction, linked_id: str, kind: str) -> list[str]:
    """Return the ids of the orders that point to this one by a kind of link, sorted."""
    return [row.order_id for row in tx.rows(_LINKING, linked_id=linked_id, kind=kind)]
