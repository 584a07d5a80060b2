"""Statements on saved views."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import saved_view


class ViewRow(NamedTuple):
    """A saved view. `department_id` and `tier_id` say with whom it is shared; both None: with nobody."""

    id: str
    owner_id: str
    department_id: str | None
    tier_id: str | None
    name: str
    filters: dict[str, Any]
    columns: list[str]
    changed_at: datetime
    revision: int


_COLUMNS = [saved_view.c[name] for name in ViewRow._fields]
_READ = Statement(select(*_COLUMNS).where(saved_view.c.id == bindparam("view_id")))
_SEEN = Statement(
    select(*_COLUMNS)
    .where(
        or_(
            saved_view.c.owner_id == bindparam("owner_id"),
            is_one_of(saved_view.c.department_id, "departments", "uuid"),
            is_one_of(saved_view.c.tier_id, "tiers", "uuid"),
        )
    )
    .order_by(saved_view.c.name, saved_view.c.id)
)
_COUNT = Statement(
    select(func.count().label("count"))
    .select_from(saved_view)
    .where(saved_view.c.owner_id == bindparam("owner_id"))
)
_INSERT = Statement(insert(saved_view).values({name: bindparam(name) for name in ViewRow._fields}))
_CHANGED = ("department_id", "tier_id", "name", "filters", "columns", "changed_at", "revision")
_UPDATE = Statement(
    update(saved_view)
    .where(saved_view.c.id == bindparam("view_id"), saved_view.c.revision == bindparam("known"))
    .values({name: bindparam(name) for name in _CHANGED})
)
_DELETE = Statement(delete(saved_view).where(saved_view.c.id == bindparam("view_id")))


def view_by_id(tx: Transaction, view_id: str) -> ViewRow | None:
    """Return a view, or None."""
    row = tx.one(_READ, view_id=view_id)
    return ViewRow(*row) if row is not None else None


def views_seen(
    tx: Transaction, owner_id: str, departments: Sequence[str], tiers: Sequence[str]
) -> list[ViewRow]:
    """Return a person's views and those shared with their departments or tiers, by name."""
    rows = tx.rows(_SEEN, owner_id=owner_id, departments=list(departments), tiers=list(tiers))
    return [ViewRow(*row) for row in rows]


def views_owned(tx: Transaction, owner_id: str) -> int:
    """Return how many views a person has."""
    return int(tx.one(_COUNT, owner_id=owner_id).count)


def insert_view(tx: Transaction, row: ViewRow) -> None:
    """Store a new view."""
    tx.write_row(_INSERT, row)


def update_view(tx: Transaction, row: ViewRow, known: int) -> bool:
    """Store a changed view over the revision `known`; return False where somebody else was first."""
    values = {name: getattr(row, name) for name in _CHANGED}
    return tx.changed(_UPDATE, view_id=row.id, known=known, **values) == 1


def delete_view(tx: Transaction, view_id: str) -> None:
    """Remove a view."""
    tx.write(_DELETE, view_id=view_id)
