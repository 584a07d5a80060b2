"""Working calendars: which there are, and one year of one with everything it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.errors import NotFound
from engine.limits import (
    CalendarFile,
    build_calendars,
    counting_on,
    day_told,
    hours_text,
    read_calendar_file,
    working_days_of,
)
from engine.org import Action, Target
from engine.queries.reading import Reading
from engine.store.time import read_calendars
from engine.words import Words

SATURDAY = 5


@dataclass(frozen=True)
class YearLine:
    """A year that is stored."""

    year: int
    provisional: bool
    days: int
    source: str
    revision: int


@dataclass(frozen=True)
class CalendarLine:
    """A calendar. `extends` None: it stands on its own; `tiers` is how many count on it themselves."""

    key: str
    zone: str
    extends: str | None
    tiers: int
    may_change: bool
    years: list[YearLine]


def calendar_list(look: Reading, text: str | None) -> list[CalendarLine]:
    """Return the calendars in the order of their keys; `text` None: all, else whose key contains it."""
    rows = read_calendars(look.tx)
    files = [read_calendar_file(row.content, row.file) for row in rows]
    found: dict[str, CalendarLine] = {}
    for row, file in zip(rows, files, strict=True):
        if text is not None and text.lower() not in row.key:
            continue
        line = found.setdefault(
            row.key,
            CalendarLine(
                row.key, file.zone, file.extends, _tiers(look, row.key), may_change(look, files, row.key), []
            ),
        )
        days = len(file.year.days)
        line.years.append(YearLine(row.year, row.provisional, days, file.year.source, row.revision))
    return list(found.values())


def may_change(look: Reading, files: Iterable[CalendarFile], key: str) -> bool:
    """Answer whether the reader administers every tier that counts on a calendar or what extends it."""
    concerned = counting_on(files, key)
    return look.may(Action.IMPORT) and all(
        look.may(Action.ADMINISTER, Target(tier.path))
        for tier in look.directory.tiers.values()
        if tier.calendar in concerned
    )


def calendar_year(look: Reading, key: str, year: int) -> dict[str, Any]:
    """Return a year of a calendar as its page shows it.

    Raises:
        NotFound: it is not stored; the message says which years are.
    """
    rows = read_calendars(look.tx)
    row = next((row for row in rows if (row.key, row.year) == (key, year)), None)
    if row is None:
        years = ", ".join(str(row.year) for row in rows if row.key == key)
        raise NotFound(
            Words(
                f"calendar {key} has no year {year}; it has: {years or 'none'}. Add the year first",
                f"日历 {key} 没有 {year} 年；已有：{years or '无'}。请先添加该年",
            )
        )
    files = [read_calendar_file(one.content, one.file) for one in rows]
    own = read_calendar_file(row.content, row.file)
    calendar = build_calendars(files)[key]
    table = calendar.years[year]
    days = [
        {
            "date": day.isoformat(),
            "kind": "off" if not entry.working else "make-up" if day.weekday() >= SATURDAY else "worked",
            "own": day in own.year.days,
            **day_told(entry),
        }
        for day, entry in sorted(table.days.items())
    ]
    return {
        "calendar": key,
        "year": year,
        "zone": own.zone,
        "extends": own.extends,
        "provisional": own.year.provisional,
        "source": own.year.source,
        "business_hours": hours_text(own.business_hours),
        "counted_hours": hours_text(table.business_hours),
        "days": days,
        "working_days": working_days_of(calendar, year),
        "content": row.content,
        "revision": row.revision,
        "may_change": may_change(look, files, key),
    }


def _tiers(look: Reading, key: str) -> int:
    return sum(tier.calendar == key for tier in look.directory.tiers.values())
