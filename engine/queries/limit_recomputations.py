"""Which clocks were, or will be, counted anew, and how far that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from engine.org import Action
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.store.statement import Statement
from engine.store.tables import limit_recomputation, limit_version


@dataclass(frozen=True)
class RecomputationLine:
    """One recomputation. `subject` is the profile's version or the calendar; times are aware UTC."""

    id: str
    cause: str
    subject: str
    from_at: datetime
    state: str
    examined: int
    changed: int
    failed: int
    created_at: datetime
    finished_at: datetime | None


_ORDER = Order(
    "-created", (limit_recomputation.c.created_at, limit_recomputation.c.id), ("moment", "id"), True
)


def _query() -> Select[Any]:
    joined = limit_recomputation.outerjoin(
        limit_version, limit_version.c.id == limit_recomputation.c.version_id
    )
    return select(*limit_recomputation.c, limit_version.c.version).select_from(joined)


@cache
def _page(after: bool) -> Statement:
    return Statement(_ORDER.applied(_query().add_columns(*_ORDER.columns()), after))


@cache
def _count() -> Statement:
    return count_up_to(_query())


def limit_recomputations(reading: Reading, cursor: str | None, most: int) -> Page[RecomputationLine]:
    """Return a page of recomputations, the latest first.

    Raises:
        NotAllowed: the actor belongs nowhere.
        InvalidInput: the cursor belongs to another list.
    """
    reading.require(Action.SEE_LIMITS)
    position = _ORDER.after(cursor) if cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(cursor is not None), {**position, "most": most + 1}), (_count(), {})
    )
    items = [
        RecomputationLine(
            id=row.id,
            cause=row.cause,
            subject=row.calendar or f"{row.profile} {row.version or ''}".strip(),
            from_at=row.from_at,
            state=row.state,
            examined=row.examined,
            changed=row.changed,
            failed=row.failed,
            created_at=row.created_at,
            finished_at=row.finished_at,
        )
        for row in rows[:most]
    ]
    return page_of(rows, items, _ORDER, most, counted[0].count)
