"""Working calendars: which days are worked in a zone, year by year, and which hours of them.

A calendar knows only the years that somebody imported. China announces its holidays and make-up working
days (调休) one year at a time, so a year that is not known raises MissingCalendar; it is never guessed from
the week. Dates are local dates of the calendar's zone, instants are aware and returned in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.errors import InvalidInput, MissingCalendar
from engine.words import Words

ONE_DAY = timedelta(days=1)
SATURDAY = 5
MINUTES_PER_DAY = 1440


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """One stretch of business on a day, in minutes after local midnight: 0 ≤ `opens` < `closes` ≤ 1440."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """What is special about one date.

    `name` is what people call it (春节, 春节调休上班); None has no name. `hours` None means the calendar's
    ordinary business hours; an empty tuple means a working day without any.
    """

    working: bool
    name: str | None = None
    hours: tuple[BusinessHours, ...] | None = None


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The days of one year that differ from "Monday to Friday are worked", and how sure they are.

    `provisional` marks a year whose official announcement was not out when the table was written.
    `business_hours` are those of its ordinary working days, ascending and apart; empty: the calendar's.
    """

    year: int
    days: Mapping[date, CalendarDay]
    source: str = ""
    provisional: bool = False
    business_hours: tuple[BusinessHours, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of the known years in one zone; immutable, and cheap to share.

    `business_hours` are the stretches of an ordinary working day of a year that has no own ones, ascending
    and apart; where a year has neither, it counts whole days only.
    """

    key: str
    zone: ZoneInfo
    years: Mapping[int, CalendarYear] = field(hash=False)
    business_hours: tuple[BusinessHours, ...] = ()

    @property
    def provisional_years(self) -> frozenset[int]:
        """Return the known years that are marked provisional."""
        return frozenset(year for year, table in self.years.items() if table.provisional)

    def day(self, day: date) -> CalendarDay:
        """Return whether `day` is worked, its name and its business hours (never None here).

        Raises:
            MissingCalendar: the day's year is not known.
        """
        table = self._table(day.year)
        entry = table.days.get(day)
        if entry is None:
            entry = CalendarDay(day.weekday() < SATURDAY)
        if not entry.working:
            return CalendarDay(False, entry.name, ())
        hours = self._hours(table) if entry.hours is None else entry.hours
        return CalendarDay(True, entry.name, hours)

    def is_working_day(self, day: date) -> bool:
        """Return whether `day` is worked. Raises MissingCalendar for an unknown year."""
        entry = self._table(day.year).days.get(day)
        return day.weekday() < SATURDAY if entry is None else entry.working

    def is_provisional(self, day: date) -> bool:
        """Return whether what is known about `day` may still change with the official announcement."""
        table = self.years.get(day.year)
        return table is not None and table.provisional

    def add_working_days(self, start: date, count: int) -> date:
        """Return the `count`-th working day after `start`, which itself is not counted (民法典 art. 201).

        0 returns `start`, or the next working day where `start` is none; a negative count goes back.
        Raises MissingCalendar when the way leads through an unknown year.
        """
        if count == 0:
            return self.roll_forward(start)
        step = ONE_DAY if count > 0 else -ONE_DAY
        day, left = start, abs(count)
        while left:
            day += step
            if self.is_working_day(day):
                left -= 1
        return day

    def roll_forward(self, day: date) -> date:
        """Return `day`, or the next working day where it is none (民法典 art. 203)."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days d with `after` < d ≤ `until`; negative when `until` is the earlier one."""
        if until < after:
            return -self.working_days_between(until, after)
        days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def local_date(self, instant: datetime) -> date:
        """Return the calendar's date at the aware `instant`."""
        return instant.astimezone(self.zone).date()

    def instant(self, day: date, minute: int) -> datetime:
        """Return the instant, in UTC, `minute` (0-1440) wall-clock minutes after midnight of `day`.

        A wall time that daylight saving skips is taken with the offset before the change, one that comes
        twice is taken at its first coming.
        """
        if minute == MINUTES_PER_DAY:
            day, minute = day + ONE_DAY, 0
        wall = datetime.combine(day, time(minute // 60, minute % 60), self.zone)
        return wall.astimezone(UTC)

    def day_end(self, day: date, *, at_close: bool = False) -> datetime:
        """Return when `day` ends: at 24:00, or where `at_close` and the day has hours, at their close.

        民法典 art. 203: the last day ends at 24:00, or when business ends where there are business hours.
        Without `at_close` no year needs to be known.
        """
        if at_close:
            hours = self.day(day).hours
            if hours:
                return self.instant(day, hours[-1].closes)
        return self.instant(day, MINUTES_PER_DAY)

    def add_working_time(self, start: datetime, length: timedelta) -> datetime:
        """Return the instant (UTC) at which `length` of business time has passed since `start`.

        Lunch hours, nights and days off do not count. A length that ends exactly at a close ends there.
        Raises InvalidInput where the calendar has no business hours, MissingCalendar for an unknown year.
        """
        left = length
        day = self.local_date(start)
        while True:
            for opens, closes in self._stretches(day):
                begin = max(opens, start)
                if begin + left <= closes:
                    return begin + left
                left -= max(closes - begin, timedelta(0))
            day += ONE_DAY

    def working_time_between(self, begin: datetime, end: datetime) -> timedelta:
        """Return the business time in [`begin`, `end`]; zero when `end` is not later.

        Raises as `add_working_time` does.
        """
        total = timedelta(0)
        day, last = self.local_date(begin), self.local_date(end)
        while day <= last:
            for opens, closes in self._stretches(day):
                total += max(min(closes, end) - max(opens, begin), timedelta(0))
            day += ONE_DAY
        return total

    def _table(self, year: int) -> CalendarYear:
        table = self.years.get(year)
        if table is None:
            raise MissingCalendar(self.key, year)
        return table

    def _stretches(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield the business hours of `day` as instants; none on a day off."""
        self._require_hours(self._table(day.year))
        for hours in self.day(day).hours or ():
            yield self.instant(day, hours.opens), self.instant(day, hours.closes)

    def _hours(self, table: CalendarYear) -> tuple[BusinessHours, ...]:
        return table.business_hours or self.business_hours

    def _require_hours(self, table: CalendarYear) -> None:
        if not self._hours(table):
            raise InvalidInput(
                Words(
                    f"calendar {self.key!r} has no business hours in {table.year}, which a limit in working "
                    "minutes needs: add `business_hours` to the year, or state the limit in minutes or days",
                    f"日历 {self.key!r} 的 {table.year} 年没有工作时间，而以工作分钟计的时限需要它："
                    "请在该年中添加 `business_hours`，或以分钟或天计时限",
                ),
                calendar=self.key,
            )
