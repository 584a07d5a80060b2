"""Lists of orders: what a person sees, filtered and sorted by the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from engine.orders import MOST_WORDS, WorkOrder, questions
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.visibility import (
    may_see,
    require_look,
    shown_title,
    visibility_parameters,
    visible_orders,
    within_pairs,
)
from engine.store.order_texts import has_words, word_asked
from engine.store.orders import order_by_number
from engine.store.prefix import begins_with
from engine.store.statement import Statement
from engine.store.tables import order_clock, work_order
from engine.store.types import Moment


@dataclass(frozen=True)
class OrdersWish:
    """What is asked for; None asks for nothing. `tier_id` means that tier and everything below it.

    `text` is one or more words, all of which the order's texts must have.
    `opened_from` (inclusive) and `opened_to` (exclusive) are aware times.
    """

    status: str | None = None
    category: str | None = None
    stage: str | None = None
    tier_id: str | None = None
    text: str | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    sort: str = "-opened"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class OrderLine:
    """One order of a list. Times are aware UTC business time.

    `promise_due_at` and `target_due_at` are the next due times of clocks that run; None: none runs.
    """

    id: str
    number: str
    category: str
    status: str
    stage: str | None
    round: int
    priority: int
    title: str
    tier: str
    tier_name: str | None
    crew_name: str | None
    opened_at: datetime
    event_at: datetime
    done_at: datetime | None
    archived_at: datetime | None
    outcome: str | None
    attention: str | None
    urges: int
    restricted: bool
    promise_due_at: datetime | None
    target_due_at: datetime | None


SORTS = {
    "-opened": Order("-opened", (work_order.c.opened_at, work_order.c.id), ("moment", "id"), True),
    "opened": Order("opened", (work_order.c.opened_at, work_order.c.id), ("moment", "id")),
    "-priority": Order(
        "-priority",
        (work_order.c.priority, work_order.c.opened_at, work_order.c.id),
        ("number", "moment", "id"),
        True,
    ),
}
_OWN = (
    "id number category status stage round priority title tier_id crew_id opened_at event_at done_at "
    "archived_at outcome attention urges restricted"
).split()


def _next_due(name: str) -> Any:
    return (
        select(func.min(order_clock.c[name], type_=Moment()))
        .where(order_clock.c.order_id == work_order.c.id, order_clock.c.state == "running")
        .scalar_subquery()
        .label(name)
    )


_COLUMNS = [
    *[work_order.c[name] for name in _OWN],
    _next_due("promise_due_at"),
    _next_due("target_due_at"),
]
_FILTERS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "status": lambda: work_order.c.status == bindparam("status"),
    "category": lambda: work_order.c.category == bindparam("category"),
    "stage": lambda: work_order.c.stage == bindparam("stage"),
    "under": lambda: begins_with(work_order.c.tier_path, "under"),
    "opened_from": lambda: work_order.c.opened_at >= bindparam("opened_from"),
    "opened_to": lambda: work_order.c.opened_at < bindparam("opened_to"),
    **{f"word_{n}": partial(has_words, work_order.c.id, f"word_{n}") for n in range(MOST_WORDS)},
}


def _query(paths: int, within: int, filters: tuple[str, ...]) -> Select[Any]:
    query = select(*_COLUMNS).select_from(work_order).where(visible_orders(paths, within))
    for name in filters:
        query = query.where(_FILTERS[name]())
    return query


@cache
def _page(paths: int, within: int, filters: tuple[str, ...], sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    return Statement(order.applied(_query(paths, within, filters).add_columns(*order.columns()), after))


@cache
def _count(paths: int, within: int, filters: tuple[str, ...]) -> Statement:
    return count_up_to(_query(paths, within, filters))


def orders_page(reading: Reading, wish: OrdersWish) -> Page[OrderLine]:
    """Return a page of the orders that the actor may see: exactly those to which the policy says yes.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    order = SORTS[wish.sort]
    given = _given(reading, wish)
    filters = tuple(name for name in _FILTERS if name in given)
    shape = (len(reading.paths), len(within_pairs(reading)), filters)
    parameters = {**visibility_parameters(reading), **given}
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (
            _page(*shape, wish.sort, wish.cursor is not None),
            {**parameters, **position, "most": wish.most + 1},
        ),
        (_count(*shape), parameters),
    )
    items = [_line(reading, row) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)


def _given(reading: Reading, wish: OrdersWish) -> dict[str, Any]:
    tier = reading.directory.tiers.get(wish.tier_id) if wish.tier_id is not None else None
    given = {
        "status": wish.status,
        "category": wish.category,
        "stage": wish.stage,
        # An unknown tier has no orders: no path begins with this.
        "under": None if wish.tier_id is None else tier.path if tier is not None else "?",
        "opened_from": wish.opened_from,
        "opened_to": wish.opened_to,
    }
    if wish.text is not None:
        for n, asked in enumerate(questions(wish.text)):
            given[f"word_{n}"] = word_asked(reading.tx, asked)
    return {name: value for name, value in given.items() if value is not None}


def _line(reading: Reading, row: Any) -> OrderLine:
    return OrderLine(
        id=row.id,
        number=row.number,
        category=row.category,
        status=row.status,
        stage=row.stage,
        round=row.round,
        priority=row.priority,
        title=shown_title(row.title, row.restricted),
        tier=row.tier_id,
        tier_name=reading.tier_name(row.tier_id),
        crew_name=reading.tier_name(row.crew_id),
        opened_at=row.opened_at,
        event_at=row.event_at,
        done_at=row.done_at,
        archived_at=row.archived_at,
        outcome=row.outcome,
        attention=row.attention,
        urges=row.urges,
        restricted=bool(row.restricted),
        promise_due_at=row.promise_due_at,
        target_due_at=row.target_due_at,
    )


def visible_order_by_number(reading: Reading, number: str) -> WorkOrder | None:
    """Return the order with this number (thirteen digits) if the actor may see it, or None.

    Raises:
        LookReasonNeeded: it is restricted, and they have not said why they look.
    """
    found = order_by_number(reading.tx, number)
    if found is None or not may_see(reading, found):
        return None
    require_look(reading, found)
    return found
