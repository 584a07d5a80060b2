"""Lists of orders: what a person sees, filtered and sorted by the database."""

from __future__ import annotations

from typing import Any

from engine.orders import WorkOrder
from engine.queries.order_line import OrderLine
from engine.queries.order_narrowing import FILTERS, SORTS, OrdersWish, Shape
from engine.queries.order_search import MOST_MATCHING, further_walk, how_many
from engine.queries.order_ways import EVERYWHERE, NEWEST, Way, looked_for
from engine.queries.order_words import WORDS, words_asked
from engine.queries.paging import Page
from engine.queries.reading import Reading
from engine.queries.visibility import may_see, require_look, visibility_parameters, within_pairs
from engine.store.orders import order_by_number

__all__ = ["SORTS", "OrderLine", "OrdersWish", "orders_page", "visible_order_by_number"]

#: Those that walk along an index of opening times.
BY_TIME = ("-opened", "opened")


def orders_page(reading: Reading, wish: OrdersWish) -> Page[OrderLine]:
    """Return a page of the orders that the actor may see: exactly those to which the policy says yes.

    The count stops at a thousand; of words that are frequent also where some thousands of the newest orders
    have been looked at: then it is capped, and there may be more than it says.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    given = _given(reading, wish)
    filters = tuple(name for name in (*FILTERS, *WORDS) if name in given)
    tops = [tier.path for tier in reading.directory.tiers.values() if tier.parent_id is None]
    sees_all = bool(tops) and all(path in reading.paths for path in tops)
    shape = Shape(len(reading.paths), len(within_pairs(reading)), sees_all, filters, wish.sort)
    parameters = {**visibility_parameters(reading), **given}
    words = shape.words
    if reading.tx.dialect != "postgresql" or not words:
        return looked_for(reading, wish, shape, parameters, EVERYWHERE)[0]
    walks = wish.sort in BY_TIME
    found = 0
    if walks:
        page, found_all = looked_for(reading, wish, shape, parameters, NEWEST)
        if found_all:
            return page
        found = len(page.items)
    counts = reading.tx.fetch(*[(how_many(word), {word: given[word]}) for word in words])
    count, word = min((rows[0].count, word) for rows, word in zip(counts, words, strict=True))
    if count <= MOST_MATCHING:
        return looked_for(reading, wish, shape, parameters, Way(word=word))[0]
    if walks:
        further = Way(walk=further_walk(found, wish.most + 1))
        page, found_all = looked_for(reading, wish, shape, parameters, further)
        if found_all:
            return page
    return looked_for(reading, wish, shape, parameters, EVERYWHERE)[0]


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
        given |= words_asked(reading, wish.text)
    return {name: value for name, value in given.items() if value is not None}


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
