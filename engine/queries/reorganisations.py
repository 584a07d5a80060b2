"""Reorganisations and how far each is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from engine.org import Action
from engine.queries.administration import sees_all
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.store.statement import Statement
from engine.store.tables import reorganisation


@dataclass(frozen=True)
class ReorganisationLine:
    """A reorganisation. Times are aware UTC; `finished_at` None: work is still being readdressed."""

    id: str
    kind: str
    label: str
    reason: str | None
    state: str
    moved: int
    failed: int
    created_at: datetime
    created_by_name: str | None
    finished_at: datetime | None


NEWEST = Order("newest", (reorganisation.c.id,), ("id",), True)
_OWN = "id kind label reason state moved failed created_at created_by finished_at".split()


def _query(whole: bool) -> Select[Any]:
    query = select(*[reorganisation.c[name] for name in _OWN])
    return query if whole else query.where(reorganisation.c.created_by == bindparam("me"))


@cache
def _page(whole: bool, after: bool) -> Statement:
    return Statement(NEWEST.applied(_query(whole).add_columns(*NEWEST.columns()), after))


@cache
def _count(whole: bool) -> Statement:
    return count_up_to(_query(whole))


def reorganisations_page(reading: Reading, cursor: str | None, most: int) -> Page[ReorganisationLine]:
    """Return a page of reorganisations: from the top tier all of them, elsewhere those that one began.

    Raises:
        NotAllowed: the actor may not see the administration.
        InvalidInput: the cursor belongs to another list.
    """
    reading = reading.by(Action.SEE_ADMINISTRATION)
    whole = sees_all(reading)
    given = {} if whole else {"me": reading.actor.id}
    position = NEWEST.after(cursor) if cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(whole, cursor is not None), {**given, **position, "most": most + 1}),
        (_count(whole), given),
    )
    items = [
        ReorganisationLine(
            **{name: getattr(row, name) for name in _OWN if name != "created_by"},
            created_by_name=None if ":" in row.created_by else reading.name_of(row.created_by),
        )
        for row in rows[:most]
    ]
    return page_of(rows, items, NEWEST, most, counted[0].count)
