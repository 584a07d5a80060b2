"""Reads calendar files (YAML, one calendar and year a file) into WorkingCalendars.

format: 1
calendar: cn                    # the key that tiers refer to
year: 2026
zone: Asia/Shanghai             # IANA
provisional: false              # true until the official announcement is entered
source: who announced it, where
extends: cn                     # optional: take that calendar's days of the year, then change some
business_hours: ["08:30-12:00", "14:00-17:30"]    # optional: hours of every working day of the year
days:                           # what differs from "Monday to Friday are worked", or has a name
  2026-01-01: {working: false, name: 元旦}
  2026-01-04: {working: true, name: 元旦调休上班, hours: ["09:00-12:00"]}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from engine.errors import InvalidInput
from engine.limits.calendar import (
    MINUTES_PER_DAY,
    SATURDAY,
    BusinessHours,
    CalendarDay,
    CalendarYear,
    WorkingCalendar,
)
from engine.limits.checked_yaml import Item, Report, read_document
from engine.words import Words

_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
_HOURS = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])")
_REQUIRED = ("format", "calendar", "year", "zone", "provisional", "source", "days")
_OPTIONAL = ("extends", "business_hours")


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """One file as read: a year of one calendar. `extends` None stands on its own."""

    file: str
    key: str
    zone: str
    year: CalendarYear
    business_hours: tuple[BusinessHours, ...]
    extends: str | None


@lru_cache(maxsize=256)
def read_calendar_file(text: str, file: str) -> CalendarFile:
    """Read one calendar file; `file` is the name that messages show.

    Kept, because all years are read again whenever the organisation changes, and a year hardly ever does.

    Raises InvalidInput whose findings name file, line, field, problem, what was expected, and the remedy.
    """
    root = read_document(text, file)
    report = root.report
    read: CalendarFile | None = None
    with report.part():
        fields = root.fields(_REQUIRED, _OPTIONAL)
        fields["format"].integer(1, 1)
        year = fields["year"].integer(1949, 2200)
        table = CalendarYear(
            year=year,
            days=MappingProxyType(_days(fields["days"], year, report, in_full="extends" not in fields)),
            source=fields["source"].text(),
            provisional=fields["provisional"].boolean(),
        )
        read = CalendarFile(
            file=file,
            key=_key(fields["calendar"]),
            zone=_zone(fields["zone"]),
            year=table,
            business_hours=_hours(fields["business_hours"]) if "business_hours" in fields else (),
            extends=_key(fields["extends"]) if "extends" in fields else None,
        )
    report.raise_if_any()
    assert read is not None, "a part that failed has reported why"
    return read


def build_calendars(files: Iterable[CalendarFile]) -> Mapping[str, WorkingCalendar]:
    """Return the calendars by key, each with all its years; an extended calendar's days lie beneath.

    Raises InvalidInput when two files give the same year, when files of one calendar differ in zone
    or what they extend, or when the extended calendar lacks the year.
    """
    by_key: dict[str, dict[int, CalendarFile]] = {}
    for file in files:
        years = by_key.setdefault(file.key, {})
        known = years.get(file.year.year)
        if known is not None:
            raise _contradiction(
                file,
                known,
                "year",
                Words(f"both give {file.year.year}", f"两者都给出 {file.year.year} 年"),
                Words("remove one of them", "请去掉其中一个"),
            )
        for other in years.values():
            for name in ("zone", "extends"):
                if getattr(other, name) != getattr(file, name):
                    raise _contradiction(
                        file,
                        other,
                        name,
                        Words(f"{name} differs", f"{name} 不同"),
                        Words(f"give both the same {name}", f"请让两者的 {name} 相同"),
                    )
        years[file.year.year] = file
    return MappingProxyType({key: _build(key, by_key, ()) for key in by_key})


def _build(
    key: str, by_key: Mapping[str, Mapping[int, CalendarFile]], above: tuple[str, ...]
) -> WorkingCalendar:
    files = by_key[key]
    first = next(iter(files.values()))
    if first.extends is None:
        years = {year: replace(file.year, business_hours=file.business_hours) for year, file in files.items()}
        return _calendar(key, first.zone, years)
    if first.extends not in by_key or first.extends in (*above, key):
        raise InvalidInput(
            Words(
                f"{first.file}, extends: there is no calendar {first.extends!r} that {key!r} can extend; "
                "expected the key of another calendar; import that calendar first",
                f"{first.file}，extends：没有 {key!r} 可以扩展的日历 {first.extends!r}；应为另一个日历的键；"
                "请先导入那个日历",
            ),
            calendar=key,
        )
    base = _build(first.extends, by_key, (*above, key))
    years = {}
    for year, file in files.items():
        beneath = base.years.get(year)
        if beneath is None:
            raise InvalidInput(
                Words(
                    f"{file.file}, year: calendar {base.key!r}, which {key!r} extends, has no {year}; "
                    f"expected one of {sorted(base.years)}; import {base.key!r} for {year} first",
                    f"{file.file}，year：{key!r} 所扩展的日历 {base.key!r} 没有 {year} 年；应为 "
                    f"{sorted(base.years)} 之一；请先导入 {base.key!r} 的 {year} 年",
                ),
                calendar=key,
            )
        years[year] = replace(
            file.year,
            days=MappingProxyType({**beneath.days, **file.year.days}),
            provisional=file.year.provisional or beneath.provisional,
            business_hours=file.business_hours or beneath.business_hours,
        )
    return _calendar(key, first.zone, years)


def _calendar(key: str, zone: str, years: Mapping[int, CalendarYear]) -> WorkingCalendar:
    """Return a calendar; hours that all its years have are its own."""
    hours = {table.business_hours for table in years.values()}
    common = next(iter(hours)) if len(hours) == 1 else ()
    return WorkingCalendar(key, ZoneInfo(zone), MappingProxyType(dict(years)), common)


def _contradiction(
    file: CalendarFile, other: CalendarFile, field: str, what: Words, remedy: Words
) -> InvalidInput:
    return InvalidInput(
        Words(
            f"{file.file}, {field}: contradicts {other.file} (calendar {file.key!r}): {what}; {remedy}",
            f"{file.file}，{field}：与 {other.file} 矛盾（日历 {file.key!r}）：{what.zh}；{remedy.zh}",
        ),
        calendar=file.key,
    )


def _days(item: Item, year: int, report: Report, *, in_full: bool) -> dict[date, CalendarDay]:
    """Read the special days; `in_full` refuses a worked weekday as a mistyped date (it says nothing new)."""
    days: dict[date, CalendarDay] = {}
    for name, entry in item.mapping().items():
        with report.part():
            day = _date(name, entry, year)
            fields = entry.fields(("working", "name"), ("hours",))
            working = fields["working"].boolean()
            hours = _hours(fields["hours"]) if "hours" in fields else None
            if hours is not None and not working:
                raise fields["hours"].fail(
                    Words("a day off has hours", "休息日写了营业时间"),
                    Words("hours on working days only", "只有工作日才有营业时间"),
                    Words("remove them", "请删除"),
                )
            if in_full and working and hours is None and day.weekday() < SATURDAY:
                raise entry.fail(
                    Words(
                        f"{name} is worked anyway, being Monday to Friday", f"{name} 是周一至周五，本来就上班"
                    ),
                    Words("a weekend day that is worked, or a day off", "上班的周末，或休息日"),
                    Words("correct the date, or remove the entry", "请改正日期，或删除这一条"),
                )
            days[day] = CalendarDay(working, fields["name"].text(), hours)
    return days


def _date(name: str, entry: Item, year: int) -> date:
    try:
        day = date.fromisoformat(name)
    except ValueError:
        day = None
    if day is None or len(name) != len("2026-01-01") or day.year != year:
        raise entry.fail(
            Words(f"{name!r} is no date of {year}", f"{name!r} 不是 {year} 年的日期"),
            Words(f"a date such as {year}-05-01", f"日期，例如 {year}-05-01"),
        )
    return day


def _key(item: Item) -> str:
    key = item.text()
    if not _KEY.fullmatch(key):
        raise item.fail(
            Words(f"{key!r} is no key", f"{key!r} 不是 key"),
            Words("a short lower-case name such as cn or cn-xizang", "简短的小写名称，例如 cn 或 cn-xizang"),
        )
    return key


def _zone(item: Item) -> str:
    zone = item.text()
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        raise item.fail(
            Words(f"{zone!r} is no time zone", f"{zone!r} 不是时区"),
            Words("an IANA name such as Asia/Shanghai", "IANA 名称，例如 Asia/Shanghai"),
        ) from None
    return zone


def _hours(item: Item) -> tuple[BusinessHours, ...]:
    hours: list[BusinessHours] = []
    for entry in item.items():
        match = _HOURS.fullmatch(entry.text())
        numbers = [int(group) for group in match.groups()] if match else [0, 0, 0, 0]
        opens, closes = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
        if not opens < closes <= MINUTES_PER_DAY:
            raise entry.fail(
                Words(f"{entry.shown()} is no stretch of a day", f"{entry.shown().zh} 不是一天中的时段"),
                Words("opening-closing such as 08:30-12:00", "开始-结束，例如 08:30-12:00"),
            )
        if hours and opens < hours[-1].closes:
            raise entry.fail(
                Words(
                    f"{entry.shown()} begins before the stretch before it ends",
                    f"{entry.shown().zh} 在前一时段结束之前开始",
                ),
                Words("stretches in order, apart", "按顺序、不重叠的时段"),
            )
        hours.append(BusinessHours(opens, closes))
    return tuple(hours)
