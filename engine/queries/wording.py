"""Wording for emergencies, as a list: what holds now, what will, what was."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.store.statement import Statement
from engine.store.tables import wording
from engine.store.wording import WORDING_COLUMNS, WordingRow


@dataclass(frozen=True)
class WordingWish:
    """What is asked for; None asks for nothing. `holding`: only what holds now.

    `category` gives the texts for it and those for every category.
    """

    category: str | None = None
    text: str | None = None
    holding: bool = True
    sort: str = "-changed"
    cursor: str | None = None
    most: int = 25


SORTS = {
    "-changed": Order("-changed", (wording.c.changed_at, wording.c.id), ("moment", "id"), True),
    "title": Order("title", (wording.c.title, wording.c.id), ("text", "id")),
}
_SEARCHED = (wording.c.title, wording.c.symptom, wording.c.text_zh, wording.c.text_en)
_FILTERS: dict[str, tuple[ColumnElement[bool], ...]] = {
    "category": (or_(wording.c.category.is_(None), wording.c.category == bindparam("category")),),
    "words": (or_(*[contained(column) for column in _SEARCHED]),),
    "now": (
        wording.c.withdrawn_at.is_(None),
        wording.c.from_at <= bindparam("now"),
        or_(wording.c.until.is_(None), wording.c.until > bindparam("now")),
    ),
}


def _query(filters: tuple[str, ...]) -> Select[Any]:
    return select(*WORDING_COLUMNS).where(*[one for name in filters for one in _FILTERS[name]])


@cache
def _page(filters: tuple[str, ...], sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    return Statement(order.applied(_query(filters).add_columns(*order.columns()), after))


@cache
def _count(filters: tuple[str, ...]) -> Statement:
    return count_up_to(_query(filters))


def wording_page(reading: Reading, wish: WordingWish) -> Page[WordingRow]:
    """Return a page of texts. Everybody who is signed in reads them: they are what callers are told.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    wanted = {
        "category": wish.category,
        "words": like_parameter(wish.text) if wish.text is not None else None,
        "now": reading.now if wish.holding else None,
    }
    given: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    filters, order = tuple(given), SORTS[wish.sort]
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(filters, wish.sort, wish.cursor is not None), {**given, **position, "most": wish.most + 1}),
        (_count(filters), given),
    )
    items = [WordingRow(*row[: len(WordingRow._fields)]) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)
