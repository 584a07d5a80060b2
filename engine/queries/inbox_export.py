"""A whole list of the inbox, page after page in one reading, for a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from engine.queries.inbox import InboxWish, inbox_page
from engine.queries.inbox_columns import COLUMNS
from engine.queries.paging import MOST_ITEMS
from engine.queries.reading import Reading

#: Where a person belongs to no tier.
ELSEWHERE = ZoneInfo("UTC")
#: More lines nobody reads; what is counted belongs into reports.
MOST_EXPORTED = 10_000


def exported_lines(reading: Reading, wish: InboxWish, columns: Sequence[str]) -> tuple[list[list[Any]], bool]:
    """Return the lines of a list as rows of the columns, and whether there are more than fit.

    Moments are aware UTC. `columns` empty means all of them.
    """
    chosen = [COLUMNS[name] for name in columns or COLUMNS]
    rows: list[list[Any]] = []
    cursor: str | None = None
    while True:
        page = inbox_page(reading, replace(wish, cursor=cursor, most=MOST_ITEMS))
        rows += [[column.value(line) for column in chosen] for line in page.items]
        cursor = page.next
        if cursor is None or len(rows) >= MOST_EXPORTED:
            return rows[:MOST_EXPORTED], cursor is not None or len(rows) > MOST_EXPORTED


def zone_of(reading: Reading) -> ZoneInfo:
    """Return the zone of the actor's highest tier."""
    return ZoneInfo(reading.highest_tier.zone) if reading.highest_tier is not None else ELSEWHERE
