"""The ways in which a list's orders are looked for: everywhere, among the newest, or by one word's index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, func, select, text

from engine.queries.order_line import ORDER_COLUMNS, OrderLine, order_line
from engine.queries.order_narrowing import BETWEEN, FILTERS, SORTS, OrdersWish, Shape
from engine.queries.order_search import WALKS, first_seen, having, is_among, matching
from engine.queries.order_words import WORDS
from engine.queries.paging import Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.visibility import visible_orders
from engine.store.order_texts import has_words
from engine.store.statement import Statement
from engine.store.tables import work_order


@dataclass(frozen=True)
class Way:
    """Where a list's orders are looked for; see `order_search`. Neither `walk` nor `word`: everywhere.

    `walk`: among so many of the newest. `word`: the parameter of the word by whose index they are looked up.
    """

    walk: int = 0
    word: str = ""


EVERYWHERE, NEWEST = Way(), Way(walk=WALKS[0])


def _query(shape: Shape, way: Way, after: bool) -> tuple[Select[Any], CTE | None]:
    """Return the query of a way, and what is looked through, if these are the newest."""
    among = None
    conditions = [FILTERS[name]() for name in shape.filters if name not in WORDS]
    if way.walk:
        among = first_seen(
            way.walk,
            SORTS[shape.sort],
            after,
            paths=shape.paths,
            within=shape.within,
            sees_all=shape.sees_all,
            between=[FILTERS[name]() for name in shape.filters if name in BETWEEN],
        )
        conditions.append(is_among(having(among, shape.words)))
    else:
        conditions.append(visible_orders(shape.paths, shape.within))
        if way.word:
            others = [name for name in shape.words if name != way.word]
            conditions.append(is_among(matching(way.word, others)))
        else:
            conditions += [has_words(work_order.c.id, name) for name in shape.words]
    return select(*ORDER_COLUMNS).select_from(work_order).where(*conditions), among


@cache
def _page(shape: Shape, way: Way, after: bool) -> Statement:
    """Return a page's lines. The first page of the newest also counts, without looking twice."""
    order = SORTS[shape.sort]
    query, among = _query(shape, way, after)
    query = query.add_columns(*order.columns())
    if among is not None and not after:
        query = query.add_columns(func.count().over().label("count"), _size(among))
    return Statement(order.applied(query, after))


@cache
def _count(shape: Shape, way: Way) -> Statement:
    """Count up to a thousand; of the newest say among how many."""
    query, among = _query(shape, way, after=False)
    if among is None:
        return count_up_to(query)
    some = query.with_only_columns(text("1"), maintain_column_froms=True).subquery()
    return Statement(select(func.count().label("count"), _size(among)).select_from(some))


def _size(among: CTE) -> ColumnElement[int]:
    return select(func.count()).select_from(among).scalar_subquery().label("seen")


def looked_for(
    reading: Reading, wish: OrdersWish, shape: Shape, parameters: dict[str, Any], way: Way
) -> tuple[Page[OrderLine], bool]:
    """Return what a way gives, and whether that is the page, or there may be more elsewhere."""
    order = SORTS[wish.sort]
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    page = _page(shape, way, wish.cursor is not None)
    asked = (page, {**parameters, **position, "most": wish.most + 1})
    if way.walk and wish.cursor is None:
        (rows,) = reading.tx.fetch(asked)
        counted = rows
        if not rows:
            return Page([], None, 0, False), False
    else:
        rows, counted = reading.tx.fetch(asked, (_count(shape, way), parameters))
    items = [order_line(reading, row) for row in rows[: wish.most]]
    found = page_of(rows, items, order, wish.most, counted[0].count)
    if not way.walk or counted[0].seen < way.walk:
        return found, True
    return Page(found.items, found.next, found.count, True), len(rows) > wish.most
