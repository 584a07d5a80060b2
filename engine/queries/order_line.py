"""One order of a list: its columns, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from engine.queries.reading import Reading
from engine.queries.visibility import shown_title
from engine.store.tables import order_clock, work_order
from engine.store.types import Moment


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


ORDER_COLUMNS = [
    *[work_order.c[name] for name in _OWN],
    _next_due("promise_due_at"),
    _next_due("target_due_at"),
]


def order_line(reading: Reading, row: Any) -> OrderLine:
    """Return the line of a row."""
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
