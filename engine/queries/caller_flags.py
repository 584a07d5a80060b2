"""The flags of callers, as a list: those that hold, and those that were."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from engine.org import Action
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.store.caller_flags import FLAG_COLUMNS, FlagRow
from engine.store.statement import Statement
from engine.store.tables import caller_flag


@dataclass(frozen=True)
class FlagsWish:
    """What is asked for; None asks for nothing. `holding`: only those that hold now."""

    kind: str | None = None
    text: str | None = None
    holding: bool = True
    cursor: str | None = None
    most: int = 25


_ORDER = Order("-set", (caller_flag.c.set_at, caller_flag.c.id), ("moment", "id"), True)


def _query(kind: bool, words: bool, holding: bool) -> Select[Any]:
    query = select(*FLAG_COLUMNS)
    if kind:
        query = query.where(caller_flag.c.kind == bindparam("kind"))
    if words:
        query = query.where(or_(contained(caller_flag.c.caller_number), contained(caller_flag.c.reason)))
    if holding:
        over = or_(caller_flag.c.until.is_(None), caller_flag.c.until > bindparam("now"))
        query = query.where(caller_flag.c.ended_at.is_(None), over)
    return query


@cache
def _page(kind: bool, words: bool, holding: bool, after: bool) -> Statement:
    return Statement(_ORDER.applied(_query(kind, words, holding).add_columns(*_ORDER.columns()), after))


@cache
def _count(kind: bool, words: bool, holding: bool) -> Statement:
    return count_up_to(_query(kind, words, holding))


def flags_page(reading: Reading, wish: FlagsWish) -> Page[FlagRow]:
    """Return a page of flags, the newest first."""
    reading.require(Action.OPEN_ORDER)
    shape = (wish.kind is not None, wish.text is not None, wish.holding)
    given: dict[str, Any] = {"kind": wish.kind, "now": reading.now}
    if wish.text is not None:
        given["words"] = like_parameter(wish.text)
    position = _ORDER.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(*shape, wish.cursor is not None), {**given, **position, "most": wish.most + 1}),
        (_count(*shape), given),
    )
    items = [FlagRow(*row[: len(FlagRow._fields)]) for row in rows[: wish.most]]
    return page_of(rows, items, _ORDER, wish.most, counted[0].count)
