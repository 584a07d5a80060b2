"""Notices of a person and their departments: the list, and how many are unread."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, not_, or_, select

from engine.notices import KINDS, Channel, Choice, kind_of
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.visibility import not_shut, restriction_parameters
from engine.store.expressions import is_one_of
from engine.store.notices import kinds_chosen
from engine.store.notifications import is_mine, is_unread
from engine.store.statement import Statement
from engine.store.tables import notification, work_order
from engine.words import Words


@dataclass(frozen=True)
class Notice:
    """One notice; `department_name` None: it is for the person alone. `created_at` is aware UTC."""

    id: str
    kind: str
    kind_name: Words
    urgent: bool
    text: str
    text_zh: str
    created_at: datetime
    department_name: str | None
    order: str | None
    order_number: str | None
    read: bool


@dataclass(frozen=True)
class Wanted:
    """Which notices. `state` is `unread`, `read` or `all`; `kinds` None: of every kind."""

    state: str = "unread"
    kinds: Collection[str] | None = None
    order: str | None = None


NEWEST = Order("newest", (notification.c.created_at, notification.c.id), ("moment", "id"), True)
#: Muted is what the person chose not to be told in the application: it is in the list, but not unread.
_MUTED = is_one_of(notification.c.kind, "muted")
_UNREAD = is_unread() & or_(notification.c.kind.is_(None), not_(_MUTED))


def _query(state: str, kinds: bool, order: bool) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = [is_mine(), not_shut()]
    if state != "all":
        conditions.append(_UNREAD if state == "unread" else not_(_UNREAD))
    if kinds:
        conditions.append(is_one_of(notification.c.kind, "kinds"))
    if order:
        conditions.append(notification.c.order_id == bindparam("of_order"))
    return (
        select(
            notification.c.id,
            notification.c.kind,
            notification.c.text,
            notification.c.text_zh,
            notification.c.created_at,
            notification.c.department_id,
            notification.c.order_id,
            work_order.c.number,
            case((_UNREAD, 0), else_=1).label("is_read"),
        )
        .select_from(notification.outerjoin(work_order, work_order.c.id == notification.c.order_id))
        .where(*conditions)
    )


@cache
def _page(state: str, kinds: bool, order: bool, after: bool) -> Statement:
    query = _query(state, kinds, order)
    return Statement(NEWEST.applied(query.add_columns(*NEWEST.columns()), after))


@cache
def _count(state: str, kinds: bool, order: bool) -> Statement:
    return count_up_to(_query(state, kinds, order))


def notices(reading: Reading, wanted: Wanted, cursor: str | None, most: int) -> tuple[Page[Notice], int]:
    """Return a page of notices, newest first, and how many are unread in all (counting stops at 1000).

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    parameters = _parameters(reading)
    shape = (wanted.state, wanted.kinds is not None, wanted.order is not None)
    given = {**parameters, "kinds": sorted(wanted.kinds or ()), "of_order": wanted.order}
    position = NEWEST.after(cursor) if cursor is not None else {}
    rows, counted, unread = reading.tx.fetch(
        (_page(*shape, cursor is not None), {**given, **position, "most": most + 1}),
        (_count(*shape), given),
        (_count("unread", False, False), parameters),
    )
    items = [_notice(reading, row) for row in rows[:most]]
    return page_of(rows, items, NEWEST, most, counted[0].count), min(unread[0].count, 1000)


def _parameters(reading: Reading) -> dict[str, Any]:
    muted = kinds_chosen(reading.tx, reading.actor.id, Channel.APP.value, Choice.OFF.value)
    return {
        "person": reading.actor.id,
        "departments": sorted(reading.departments),
        **restriction_parameters(reading),
        "muted": [kind for kind in muted if kind in KINDS and not KINDS[kind].urgent],
    }


def _notice(reading: Reading, row: Any) -> Notice:
    kind = kind_of(row.kind)
    return Notice(
        row.id,
        kind.key,
        kind.name,
        kind.urgent,
        row.text,
        row.text_zh if row.text_zh is not None else row.text,
        row.created_at,
        reading.department_name(row.department_id),
        row.order_id,
        row.number,
        bool(row.is_read),
    )
