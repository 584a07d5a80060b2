"""What a new year of a calendar changes: which days, which other calendars; and the year as its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from engine.errors import InvalidInput, field_finding
from engine.limits.calendar import ONE_DAY, SATURDAY, BusinessHours, CalendarDay, WorkingCalendar
from engine.limits.calendar_files import CalendarFile
from engine.words import Words


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that is counted otherwise. `before` None: its year was not known."""

    day: date
    before: CalendarDay | None
    after: CalendarDay


def changed_days(before: WorkingCalendar | None, after: WorkingCalendar, year: int) -> list[DayChange]:
    """Return the days of a year that differ between two states of a calendar, in order.

    Of a year that was not known (`before` None, or without it) those that are no plain day of the week.
    """
    known = before is not None and year in before.years
    found = []
    for day in _days_of(year):
        now = after.day(day)
        was = before.day(day) if before is not None and known else None
        special = was != now if known else now.name is not None or now.working != (day.weekday() < SATURDAY)
        if special:
            found.append(DayChange(day, was, now))
    return found


def working_days_of(calendar: WorkingCalendar, year: int) -> int:
    """Return how many days of a known year are worked."""
    return sum(calendar.is_working_day(day) for day in _days_of(year))


def counting_on(files: Iterable[CalendarFile], key: str) -> list[str]:
    """Return `key` and the calendars that extend it, however indirectly, in order."""
    extends = {file.key: file.extends for file in files}
    found = {key}
    while more := {one for one, base in extends.items() if base in found} - found:
        found |= more
    return sorted(found)


def require_as_sure(files: Sequence[CalendarFile]) -> None:
    """Raise InvalidInput when a year that is final extends one that is provisional.

    An installation that does not count on provisional years could not build it.
    """
    by_year = {(file.key, file.year.year): file for file in files}
    for file in files:
        base = by_year.get((file.extends or "", file.year.year))
        if base is not None and base.year.provisional and not file.year.provisional:
            raise InvalidInput(
                Words(
                    f"{file.key} {file.year.year} is final, but extends {base.key} {base.year.year}, "
                    f"which is provisional: mark {file.key} as provisional, or make {base.key} final first",
                    f"{file.key} {file.year.year} 年为正式，但它扩展的 {base.key} {base.year.year} 年为暂定："
                    f"请将 {file.key} 标为暂定，或先将 {base.key} 转为正式",
                ),
                calendar=file.key,
            )


def hours_text(hours: Iterable[BusinessHours]) -> list[str]:
    """Return stretches as files write them, such as 08:30-12:00."""
    return [f"{_clock(one.opens)}-{_clock(one.closes)}" for one in hours]


def day_told(day: CalendarDay) -> dict[str, Any]:
    """Return a day as plain values; `hours` None: the year's ordinary ones."""
    hours = None if day.hours is None else hours_text(day.hours)
    return {"working": day.working, "name": day.name, "hours": hours}


def year_told(file: CalendarFile) -> dict[str, Any]:
    """Return what a year says as plain values, each special day by its date, as the record keeps it."""
    return {
        "zone": file.zone,
        "extends": file.extends,
        "provisional": file.year.provisional,
        "source": file.year.source,
        "business_hours": hours_text(file.business_hours),
        **{day.isoformat(): day_told(told) for day, told in sorted(file.year.days.items())},
    }


def calendar_text(key: str, year: int, given: Mapping[str, Any]) -> str:
    """Return the file of a year that was filled in on a form; it is read and checked as any file.

    `given` has zone, extends (None: stands on its own), provisional, source, business_hours and days: each
    with date, working, name, and hours (None: the year's).

    Raises:
        InvalidInput: a date comes twice.
    """
    days: dict[str, dict[str, Any]] = {}
    for place, one in enumerate(given["days"], 1):
        if one["date"] in days:
            raise InvalidInput(
                Words(f"{one['date']} comes twice", f"{one['date']} 出现两次"),
                findings=[
                    field_finding(
                        f"days[{place}].date",
                        Words("comes twice", "出现两次"),
                        Words("each date once", "每个日期一次"),
                    )
                ],
            )
        hours = {} if one["hours"] is None else {"hours": list(one["hours"])}
        days[one["date"]] = {"working": one["working"], "name": one["name"], **hours}
    document: dict[str, Any] = {
        "format": 1,
        "calendar": key,
        "year": year,
        "zone": given["zone"],
        "provisional": given["provisional"],
        "source": given["source"],
    }
    if given["extends"] is not None:
        document["extends"] = given["extends"]
    if given["business_hours"]:
        document["business_hours"] = list(given["business_hours"])
    document["days"] = dict(sorted(days.items()))
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False)


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += ONE_DAY


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
