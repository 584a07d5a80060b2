"""The ways in which a list's orders are looked for: everywhere, among the newest, or by one word's index."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, func, select, text

from engine.queries.order_line import ORDER_COLUMNS, OrderLine, order_line
from engine.queries.order_narrowing import BETWEEN, FILTERS, SORTS, WORDS, OrdersWish, Shape
from engine.queries.order_search import MOST_WALKED, first_seen, having, is_among, matching
from engine.queries.paging import Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.visibility import visible_orders
from engine.store.order_texts import has_words
from engine.store.statement import Statement
from engine.store.tables import work_order


class Way(Enum):
    """Where a list's orders are looked for; see `order_search`."""

    EVERYWHERE = "everywhere"
    NEWEST = "newest"
    MATCHING = "matching"


def _query(shape: Shape, way: Way, word: str, after: bool) -> tuple[Select[Any], CTE | None]:
    """Return the query of a way, and what `NEWEST` looks through; `word` is the rarest, for `MATCHING`."""
    among = None
    conditions = [FILTERS[name]() for name in shape.filters if name not in WORDS]
    if way is Way.NEWEST:
        between = [FILTERS[name]() for name in shape.filters if name in BETWEEN]
        among = first_seen(SORTS[shape.sort], after, shape.paths, shape.within, shape.sees_all, between)
        conditions.append(is_among(having(among, shape.words)))
    else:
        conditions.append(visible_orders(shape.paths, shape.within))
        if way is Way.MATCHING:
            conditions.append(is_among(matching(word, [name for name in shape.words if name != word])))
        else:
            conditions += [has_words(work_order.c.id, name) for name in shape.words]
    return select(*ORDER_COLUMNS).select_from(work_order).where(*conditions), among


@cache
def _page(shape: Shape, way: Way, word: str, after: bool) -> Statement:
    """Return a page's lines. The first page of `NEWEST` also counts, without looking twice."""
    order = SORTS[shape.sort]
    query, among = _query(shape, way, word, after)
    query = query.add_columns(*order.columns())
    if among is not None and not after:
        query = query.add_columns(func.count().over().label("count"), _size(among))
    return Statement(order.applied(query, after))


@cache
def _count(shape: Shape, way: Way, word: str) -> Statement:
    """Count up to a thousand; of `NEWEST` say among how many."""
    query, among = _query(shape, way, word, after=False)
    if among is None:
        return count_up_to(query)
    some = query.with_only_columns(text("1"), maintain_column_froms=True).subquery()
    return Statement(select(func.count().label("count"), _size(among)).select_from(some))


def _size(among: CTE) -> ColumnElement[int]:
    return select(func.count()).select_from(among).scalar_subquery().label("seen")


def looked_for(
    reading: Reading, wish: OrdersWish, shape: Shape, parameters: dict[str, Any], way: Way, word: str = ""
) -> tuple[Page[OrderLine], bool]:
    """Return what a way gives, and whether that is the page, or there may be more elsewhere."""
    order = SORTS[wish.sort]
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    page = _page(shape, way, word, wish.cursor is not None)
    asked = (page, {**parameters, **position, "most": wish.most + 1})
    if way is Way.NEWEST and wish.cursor is None:
        (rows,) = reading.tx.fetch(asked)
        counted = rows
        if not rows:
            return Page([], None, 0, False), False
    else:
        rows, counted = reading.tx.fetch(asked, (_count(shape, way, word), parameters))
    items = [order_line(reading, row) for row in rows[: wish.most]]
    found = page_of(rows, items, order, wish.most, counted[0].count)
    if way is not Way.NEWEST or counted[0].seen < MOST_WALKED:
        return found, True
    return Page(found.items, found.next, found.count, True), len(rows) > wish.most
