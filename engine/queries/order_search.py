"""How PostgreSQL finds orders by words: no word may be slow, whether every order has it or none.

An index of words knows nothing of time and place: of a frequent word it would give a million orders to sort.
An index of time knows nothing of words: for a rare one it would be read to its end. So a search tries

1. the newest orders that the person sees, the first of `WALKS`: a frequent word fills the page from these;
2. the index of words, by the rarest one, when no more than `MOST_MATCHING` texts have it;
3. more of the newest, as many of `WALKS` as should fill the page: words that are frequent, but seldom
   together; few counties have more orders than the longest;
4. everything: words that are frequent, but hardly among the newest, or another sorting.

What the first three give are the very lines that the fourth would give.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, func, literal_column, not_, select, union, union_all

from engine.queries.paging import Order
from engine.queries.visibility import named_orders, not_concerning, orders_of_lines, within_paths
from engine.store.expressions import is_any_of
from engine.store.order_texts import text_has, texts_with
from engine.store.statement import Statement
from engine.store.tables import work_order

#: How many of the newest orders are looked at for frequent words: at first, and when these were not enough.
WALKS = (3_000, 6_000, 15_000)
#: How many texts with a word are looked up one by one.
MOST_MATCHING = 20_000


def _number(number: int) -> ColumnElement[Any]:
    return literal_column(str(number))


def further_walk(found: int, wanted: int) -> int:
    """Return how many orders to look at when the first of `WALKS` gave too few of the lines wanted."""
    needed = WALKS[0] * wanted / max(found, 1)
    # A quarter more: what is spread evenly is not spread exactly.
    return next((walk for walk in WALKS[1:] if walk >= needed * 1.25), WALKS[-1])


def first_seen(
    walk: int,
    order: Order,
    after: bool,
    *,
    paths: int,
    within: int,
    sees_all: bool,
    between: Sequence[ColumnElement[bool]],
) -> CTE:
    """Return the ids of the first `walk` orders that the person sees, sorted by their opening time.

    `sees_all`: one of their paths is above every order. `between` are conditions on the opening time.
    """
    columns = [work_order.c.id, *order.columns()]
    ordinary = not_(work_order.c.restricted)

    def first(*conditions: ColumnElement[bool]) -> Select[Any]:
        query = select(*columns).where(*conditions, *between)
        return order.applied(query, after, _number(walk))

    # What opens by name, and what one has a line of: few, and found by their ids.
    parts = [first(work_order.c.restricted, _among(named_orders()), not_concerning())]
    if sees_all:
        parts.append(first(ordinary, within_paths(work_order.c.tier_path, paths)))
    else:
        elsewhere = not_(within_paths(work_order.c.tier_path, paths))
        parts.append(first(ordinary, elsewhere, _among(union(*orders_of_lines(within)))))
        if paths:
            place = _places(paths)
            there = first(ordinary, work_order.c.tier_path == place.c.tier_path).lateral("there")
            parts.append(select(*there.c).select_from(place.join(there, literal_column("true"))))
    found = union_all(*[select(*part.subquery().c) for part in parts]).subquery("seen")
    keys = [found.c[f"key_{n}"] for n in range(len(order.keys))]
    ordered = [key.desc() if order.descending else key.asc() for key in keys]
    first_of_all = select(found.c.id).order_by(*ordered).limit(_number(walk))
    return first_of_all.cte("first_seen").prefix_with("MATERIALIZED", dialect="postgresql")


def is_among(found: CTE) -> ColumnElement[bool]:
    """Return the condition that a row of `work_order` is one of these few."""
    return _among(select(found.c.id))


def _among(ids: Any) -> ColumnElement[bool]:
    return is_any_of(work_order.c.id, ids.scalar_subquery())


def _places(paths: int) -> CTE:
    """Return the tier paths of orders within the person's; each is looked up in the index once.

    Not the organisation's: an order may still have the path of a unit that is gone.
    """
    path = work_order.c.tier_path
    every = select(func.min(path).label("tier_path")).cte("every_place", recursive=True)
    following = select(func.min(path)).where(path > every.c.tier_path).scalar_subquery()
    every = every.union_all(select(following).where(every.c.tier_path.is_not(None)))
    mine = select(every.c.tier_path).where(within_paths(every.c.tier_path, paths))
    return mine.cte("place").prefix_with("MATERIALIZED", dialect="postgresql")


def having(among: CTE, words: Sequence[str]) -> CTE:
    """Return those of some orders that have all words; each order's texts are read."""
    found = select(among.c.id).where(*[text_has(among.c.id, word) for word in words])
    return found.cte("having").prefix_with("MATERIALIZED", dialect="postgresql")


def matching(word: str, words: Sequence[str]) -> CTE:
    """Return the ids of orders with a word that at most `MOST_MATCHING` texts have, and with other words."""
    texts = texts_with(word).limit(_number(MOST_MATCHING)).subquery("texts")
    found = select(texts.c.order_id.label("id")).distinct().cte("matching")
    return having(found.prefix_with("MATERIALIZED", dialect="postgresql"), words)


@cache
def how_many(word: str) -> Statement:
    """Count the texts with a word, up to one more than `MOST_MATCHING`."""
    some = texts_with(word).limit(_number(MOST_MATCHING + 1)).subquery("some")
    return Statement(select(func.count().label("count")).select_from(some))
