"""Who is not called: numbers, why, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, not_, or_, select

from engine.org import Action
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.store.campaigns import HOLDS, DoNotCallRow
from engine.store.statement import Statement
from engine.store.tables import do_not_call


@dataclass(frozen=True)
class DoNotCallWish:
    """Which numbers; `holding` None: also those that may be called again."""

    text: str | None = None
    holding: bool | None = True
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class DoNotCallLine:
    """A number that is not called; `holds`: now. None: of every kind, without an end, not removed."""

    id: str
    number: str
    kind: str | None
    reason: str
    from_at: datetime
    until: datetime | None
    entered_by_name: str | None
    removed_at: datetime | None
    removed_by_name: str | None
    removal_reason: str | None
    holds: bool


_NEWEST_SHUT = Order("do-not-call", (do_not_call.c.from_at, do_not_call.c.id), ("moment", "id"), True)
_DNC = [do_not_call.c[name] for name in DoNotCallRow._fields]


def _shut(words: bool, holding: bool | None) -> Select[Any]:
    query = select(*_DNC)
    if words:
        query = query.where(or_(contained(do_not_call.c.number), contained(do_not_call.c.reason)))
    if holding is None:
        return query
    return query.where(HOLDS if holding else not_(HOLDS))


@cache
def _shut_page(words: bool, holding: bool | None, after: bool) -> Statement:
    query = _shut(words, holding).add_columns(*_NEWEST_SHUT.columns())
    return Statement(_NEWEST_SHUT.applied(query, after))


@cache
def _shut_count(words: bool, holding: bool | None) -> Statement:
    return count_up_to(_shut(words, holding))


def do_not_call_page(reading: Reading, wish: DoNotCallWish) -> Page[DoNotCallLine]:
    """Return a page of the numbers that nobody calls, the newest first.

    Raises:
        NotAllowed: the actor runs no campaigns.
        InvalidInput: the cursor belongs to another list.
    """
    reading.require(Action.RUN_CAMPAIGN)
    given: dict[str, Any] = {"now": reading.now}
    if wish.text is not None:
        given["words"] = like_parameter(wish.text)
    position = _NEWEST_SHUT.after(wish.cursor) if wish.cursor is not None else {}
    shape = (wish.text is not None, wish.holding)
    rows, counted = reading.tx.fetch(
        (_shut_page(*shape, wish.cursor is not None), {**given, **position, "most": wish.most + 1}),
        (_shut_count(*shape), given),
    )
    items = [
        DoNotCallLine(
            id=one.id,
            number=one.number,
            kind=one.kind,
            reason=one.reason,
            from_at=one.from_at,
            until=one.until,
            entered_by_name=reading.name_of(one.entered_by),
            removed_at=one.removed_at,
            removed_by_name=reading.name_of(one.removed_by),
            removal_reason=one.removal_reason,
            holds=one.removed_at is None and (one.until is None or one.until > reading.now),
        )
        for one in rows[: wish.most]
    ]
    return page_of(rows, items, _NEWEST_SHUT, wish.most, counted[0].count)
