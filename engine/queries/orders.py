"""Lists of orders: what a person sees, filtered and sorted by the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, bindparam, func, select, text

from engine.orders import MOST_WORDS, WorkOrder, questions
from engine.queries.order_search import (
    MOST_MATCHING,
    MOST_WALKED,
    first_seen,
    having,
    how_many,
    is_among,
    matching,
)
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
#: Those that walk along an index of opening times.
BY_TIME = ("-opened", "opened")
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
}
_WORDS = tuple(f"word_{n}" for n in range(MOST_WORDS))
_BETWEEN = ("opened_from", "opened_to")


class _Way(Enum):
    """Where a list's orders are looked for; see `order_search`."""

    EVERYWHERE = "everywhere"
    NEWEST = "newest"
    MATCHING = "matching"


@dataclass(frozen=True)
class _Shape:
    """What decides the text of a statement: everything but its parameters."""

    paths: int
    within: int
    sees_all: bool
    filters: tuple[str, ...]
    sort: str

    @property
    def words(self) -> list[str]:
        return [name for name in self.filters if name in _WORDS]


def _query(shape: _Shape, way: _Way, word: str, after: bool) -> tuple[Select[Any], CTE | None]:
    """Return the query of a way, and what `NEWEST` looks through; `word` is the rarest, for `MATCHING`."""
    among = None
    conditions = [_FILTERS[name]() for name in shape.filters if name not in _WORDS]
    if way is _Way.NEWEST:
        between = [_FILTERS[name]() for name in shape.filters if name in _BETWEEN]
        among = first_seen(SORTS[shape.sort], after, shape.paths, shape.within, shape.sees_all, between)
        conditions.append(is_among(having(among, shape.words)))
    else:
        conditions.append(visible_orders(shape.paths, shape.within))
        if way is _Way.MATCHING:
            conditions.append(is_among(matching(word, [name for name in shape.words if name != word])))
        else:
            conditions += [has_words(work_order.c.id, name) for name in shape.words]
    return select(*_COLUMNS).select_from(work_order).where(*conditions), among


@cache
def _page(shape: _Shape, way: _Way, word: str, after: bool) -> Statement:
    """Return a page's lines. The first page of `NEWEST` also counts, without looking twice."""
    order = SORTS[shape.sort]
    query, among = _query(shape, way, word, after)
    query = query.add_columns(*order.columns())
    if among is not None and not after:
        query = query.add_columns(func.count().over().label("count"), _size(among))
    return Statement(order.applied(query, after))


@cache
def _count(shape: _Shape, way: _Way, word: str) -> Statement:
    """Count up to a thousand; of `NEWEST` say among how many."""
    query, among = _query(shape, way, word, after=False)
    if among is None:
        return count_up_to(query)
    some = query.with_only_columns(text("1"), maintain_column_froms=True).subquery()
    return Statement(select(func.count().label("count"), _size(among)).select_from(some))


def _size(among: CTE) -> ColumnElement[int]:
    return select(func.count()).select_from(among).scalar_subquery().label("seen")


def orders_page(reading: Reading, wish: OrdersWish) -> Page[OrderLine]:
    """Return a page of the orders that the actor may see: exactly those to which the policy says yes.

    The count stops at a thousand; of words that are frequent also where the newest three thousand orders
    have been looked at: then it is capped, and there may be more than it says.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    given = _given(reading, wish)
    filters = tuple(name for name in (*_FILTERS, *_WORDS) if name in given)
    tops = [tier.path for tier in reading.directory.tiers.values() if tier.parent_id is None]
    sees_all = bool(tops) and all(path in reading.paths for path in tops)
    shape = _Shape(len(reading.paths), len(within_pairs(reading)), sees_all, filters, wish.sort)
    parameters = {**visibility_parameters(reading), **given}
    words = shape.words
    if reading.tx.dialect != "postgresql" or not words:
        return _looked_for(reading, wish, shape, parameters, _Way.EVERYWHERE)[0]
    if wish.sort in BY_TIME:
        page, found_all = _looked_for(reading, wish, shape, parameters, _Way.NEWEST)
        if found_all:
            return page
    counts = reading.tx.fetch(*[(how_many(word), {word: given[word]}) for word in words])
    count, word = min((rows[0].count, word) for rows, word in zip(counts, words, strict=True))
    if count > MOST_MATCHING:
        return _looked_for(reading, wish, shape, parameters, _Way.EVERYWHERE)[0]
    return _looked_for(reading, wish, shape, parameters, _Way.MATCHING, word)[0]


def _looked_for(
    reading: Reading, wish: OrdersWish, shape: _Shape, parameters: dict[str, Any], way: _Way, word: str = ""
) -> tuple[Page[OrderLine], bool]:
    """Return what a way gives, and whether that is the page, or there may be more elsewhere."""
    order = SORTS[wish.sort]
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    page = _page(shape, way, word, wish.cursor is not None)
    asked = (page, {**parameters, **position, "most": wish.most + 1})
    if way is _Way.NEWEST and wish.cursor is None:
        (rows,) = reading.tx.fetch(asked)
        counted = rows
        if not rows:
            return Page([], None, 0, False), False
    else:
        rows, counted = reading.tx.fetch(asked, (_count(shape, way, word), parameters))
    items = [_line(reading, row) for row in rows[: wish.most]]
    found = page_of(rows, items, order, wish.most, counted[0].count)
    if way is not _Way.NEWEST or counted[0].seen < MOST_WALKED:
        return found, True
    return Page(found.items, found.next, found.count, True), len(rows) > wish.most


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
