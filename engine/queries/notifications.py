"""Unread notices of a person and their departments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import notification, work_order


@dataclass(frozen=True)
class Notice:
    """One notice; `department_name` None: it is for the person alone. `created_at` is aware UTC."""

    id: str
    text: str
    created_at: datetime
    department_name: str | None
    order: str | None
    order_number: str | None


NEWEST = Order("newest", (notification.c.created_at, notification.c.id), ("moment", "id"), True)


def _query() -> Select[Any]:
    return (
        select(
            notification.c.id,
            notification.c.text,
            notification.c.created_at,
            notification.c.department_id,
            notification.c.order_id,
            work_order.c.number,
        )
        .select_from(notification.outerjoin(work_order, work_order.c.id == notification.c.order_id))
        .where(
            ~notification.c.read,
            or_(
                notification.c.person_id == bindparam("person"),
                is_one_of(notification.c.department_id, "departments", "uuid"),
            ),
        )
    )


@cache
def _page(after: bool) -> Statement:
    return Statement(NEWEST.applied(_query().add_columns(*NEWEST.columns()), after))


_COUNT = count_up_to(_query())


def unread_notices(reading: Reading, cursor: str | None, most: int) -> Page[Notice]:
    """Return a page of unread notices, newest first.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    parameters = {"person": reading.actor.id, "departments": sorted(reading.departments)}
    position = NEWEST.after(cursor) if cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(cursor is not None), {**parameters, **position, "most": most + 1}), (_COUNT, parameters)
    )
    items = [
        Notice(
            row.id,
            row.text,
            row.created_at,
            reading.department_name(row.department_id),
            row.order_id,
            row.number,
        )
        for row in rows[:most]
    ]
    return page_of(rows, items, NEWEST, most, counted[0].count)
