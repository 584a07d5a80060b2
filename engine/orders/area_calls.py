"""Calls of one transformer area within a short time: probably one event, of which nobody has told yet.

A table in the rules of orders says from how many premises on, within how many minutes, the dispatcher is
told, and how high the reports rank from then on. An outage is recorded by a dispatcher alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple


class AreaRow(NamedTuple):
    """From so many `premises` of an area within so many minutes on, reports rank at least at `priority`.

    `tells` is the lowest tier that is told: county, or city beside it.
    """

    premises: int
    within_minutes: int
    priority: int
    tells: str


class Report(NamedTuple):
    """A fault report in work. `opened_at` is aware UTC."""

    order_id: str
    premise_id: str
    opened_at: datetime


class Suspicion(NamedTuple):
    """The row that is reached, and the reports that reached it, oldest first."""

    row: AreaRow
    reports: tuple[Report, ...]


def suspected(rows: Sequence[AreaRow], reports: Iterable[Report], now: datetime) -> Suspicion | None:
    """Return the row with the most premises that an area's reports reach at `now` (aware); None: none is.

    Who calls twice is one premise.
    """
    known = sorted(reports, key=lambda one: (one.opened_at, one.order_id))
    for row in sorted(rows, key=lambda one: one.premises, reverse=True):
        since = now - timedelta(minutes=row.within_minutes)
        within = tuple(one for one in known if one.opened_at >= since)
        if len({one.premise_id for one in within}) >= row.premises:
            return Suspicion(row, within)
    return None
