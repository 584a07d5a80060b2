"""Dates and times that Python's have no room for: years beyond 1..9999, and billionths of a second.

The calendar repeats itself every 400 years, weekdays included. A wide value is therefore a near one, which
Python can reckon with, and the number of such cycles to add. Values that Python can hold are never wide, so
the rest of the engine meets the ordinary types unless a text names such a year or such a fraction.

A region's offset in a far year is that of the near one: its earliest known before 1600, its rule of today
after 2000.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from engine.feel.values.undefined import NotDefined
from engine.words import Words

LARGEST_YEAR = 999_999_999
CYCLE_YEARS, CYCLE_DAYS = 400, 146_097
_PAST, _FUTURE = 1200, 2000
"""The first years of the cycles in which values before and after Python's are reckoned."""


@dataclass(frozen=True, slots=True)
class WideDate:
    """A date whose year is that of `near` plus 400 times `cycles`."""

    near: date
    cycles: int

    @property
    def year(self) -> int:
        """The year; 0 is the one before 1 (XML Schema 1.1)."""
        return self.near.year + CYCLE_YEARS * self.cycles

    @property
    def month(self) -> int:
        """The month, from 1."""
        return self.near.month

    @property
    def day(self) -> int:
        """The day of the month."""
        return self.near.day

    def isoweekday(self) -> int:
        """Return the day of the week, Monday being 1."""
        return self.near.isoweekday()


@dataclass(frozen=True, slots=True)
class WideTime:
    """A time of day with billionths of a second: those of `near`, and `nanoseconds` below 1000 more."""

    near: time
    nanoseconds: int


@dataclass(frozen=True, slots=True)
class WideDateTime:
    """A date and time with a wide date, with nanoseconds, or with both."""

    near: datetime
    cycles: int
    nanoseconds: int

    @property
    def year(self) -> int:
        """The year, as WideDate has it."""
        return self.near.year + CYCLE_YEARS * self.cycles


AnyDate = date | WideDate
AnyTime = time | WideTime
AnyMoment = datetime | WideDateTime


def wide_date(year: int, month: int, day: int) -> AnyDate:
    """Return the date of any year up to 999999999; NotDefined when there is no such day."""
    if abs(year) > LARGEST_YEAR:
        raise NotDefined(
            Words(
                f"the year {year} is outside -{LARGEST_YEAR}..{LARGEST_YEAR}",
                f"年份 {year} 不在 -{LARGEST_YEAR}..{LARGEST_YEAR} 之内",
            )
        )
    first = _FUTURE if year > 0 else _PAST
    cycles, within = divmod(year - first, CYCLE_YEARS)
    try:
        if 1 <= year <= 9999:
            return date(year, month, day)
        return WideDate(date(first + within, month, day), cycles)
    except ValueError as error:
        shown = f"{year:04}-{month:02}-{day:02}"
        raise NotDefined(Words(f"there is no day {shown}", f"没有 {shown} 这一天")) from error


def split_date(value: AnyDate) -> tuple[date, int]:
    """Return the near date and the cycles of any date."""
    return (value.near, value.cycles) if isinstance(value, WideDate) else (value, 0)


def split_time(value: AnyTime) -> tuple[time, int]:
    """Return the near time and the nanoseconds of any time."""
    return (value.near, value.nanoseconds) if isinstance(value, WideTime) else (value, 0)


def split_moment(value: AnyMoment) -> tuple[datetime, int, int]:
    """Return the near moment, the cycles and the nanoseconds of any date and time."""
    if isinstance(value, WideDateTime):
        return value.near, value.cycles, value.nanoseconds
    return value, 0, 0


def any_date(near: date, cycles: int) -> AnyDate:
    """Return the date `cycles` times 400 years after `near`, a wide one only if it must be."""
    return wide_date(near.year + CYCLE_YEARS * cycles, near.month, near.day) if cycles else near


def any_time(near: time, nanoseconds: int) -> AnyTime:
    """Return the time, a wide one only if it must be."""
    return WideTime(near, nanoseconds) if nanoseconds else near


def any_moment(near: datetime, cycles: int, nanoseconds: int) -> AnyMoment:
    """Return the date and time, a wide one only if it must be."""
    if not cycles and not nanoseconds:
        return near
    day = any_date(near.date(), cycles)
    if isinstance(day, WideDate):
        return WideDateTime(_on(near, day.near), day.cycles, nanoseconds)
    moved = _on(near, day)
    return WideDateTime(moved, 0, nanoseconds) if nanoseconds else moved


def combined(day: AnyDate, clock: AnyTime) -> AnyMoment:
    """Return the date and time made of a date and a time."""
    near, cycles = split_date(day)
    time_of_day, nanoseconds = split_time(clock)
    return any_moment(datetime.combine(near, time_of_day), cycles, nanoseconds)


def date_of(value: AnyDate | AnyMoment) -> AnyDate:
    """Return the date of a date and time; a date stays."""
    if isinstance(value, WideDateTime):
        return any_date(value.near.date(), value.cycles)
    return value.date() if isinstance(value, datetime) else value


def time_of(value: AnyMoment) -> AnyTime:
    """Return the time of day of a date and time, with its zone."""
    near, _, nanoseconds = split_moment(value)
    return any_time(near.timetz(), nanoseconds)


def zone_of(value: AnyTime | AnyMoment) -> tzinfo | None:
    """Return the zone of a time or a date and time; None when it is local."""
    return value.near.tzinfo if isinstance(value, WideTime | WideDateTime) else value.tzinfo


def days_later(near: datetime, cycles: int, duration: timedelta) -> tuple[datetime, int]:
    """Return near moment and cycles `duration` later on the clock of `near`, whatever the year."""
    if not cycles:
        try:
            return near + duration, 0
        except OverflowError:
            pass
    more, days = divmod(duration.days, CYCLE_DAYS)
    near, cycles = centred(near, cycles + more)
    return near + timedelta(days=days, seconds=duration.seconds, microseconds=duration.microseconds), cycles


def centred(near: datetime, cycles: int) -> tuple[datetime, int]:
    """Return the same moment with a near year from 2000 to 2399, where there is room on both sides."""
    year = near.year % CYCLE_YEARS + _FUTURE
    return near.replace(year=year), cycles + (near.year - year) // CYCLE_YEARS


def narrowed(value: Any) -> Any:
    """Return a time or a date and time as Python has it, its billionths of a second cut off.

    A year that Python does not have stays wide, and every other value stays as it is.
    """
    if isinstance(value, WideTime) or (isinstance(value, WideDateTime) and not value.cycles):
        return value.near
    return value


def _on(moment: datetime, day: date) -> datetime:
    """Return the same time of day, in the same zone, on another day."""
    return datetime.combine(day, moment.timetz())
