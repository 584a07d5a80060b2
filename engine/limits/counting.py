"""Counts the time that a clock ran, in the limit's unit, and says when a limit is reached.

A clock's running time is a list of spans, ascending and apart; the last may be open. Time is counted as it
passes (minutes), within business hours (working minutes), or by whole local days. Days follow 民法典
art. 200-204: the day a span begins is not counted, the day it ends is: the days d with begin < d ≤ end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from engine.limits.amounts import Amount, Unit
from engine.limits.calendar import ONE_DAY, WorkingCalendar
from engine.limits.rules import DayEnd, Terms
from engine.limits.spans import Span

Measure = TypeVar("Measure", int, timedelta)


def reached(
    spans: Sequence[Span], terms: Terms, amount: Amount, fraction: Decimal, calendar: WorkingCalendar
) -> datetime:
    """Return the instant (UTC) at which `fraction` of `amount` is used up.

    The last span is taken as if it went on for ever; there must be one. A pause that begins after that
    instant no longer moves it. Raises MissingCalendar when days of an unknown year have to be counted.
    """
    if amount.unit is Unit.MINUTES:
        return _walk(spans, amount.length(fraction), _add_time, _time_in)
    if amount.unit is Unit.WORKING_MINUTES:
        return _walk(
            spans,
            amount.length(fraction),
            calendar.add_working_time,
            calendar.working_time_between,
        )
    days = _Days(terms, calendar)
    return _walk(spans, amount.whole_days(fraction), days.end_after, days.counted)


def beside(at: datetime, amount: Amount, fraction: Decimal, calendar: WorkingCalendar) -> datetime:
    """Return the instant as far from `at` (an appointment) as `fraction` of the limit is from all of it.

    Days go on the calendar at the same local time, business minutes are taken as plain ones.
    Raises MissingCalendar when working days of an unknown year have to be counted.
    """
    if not amount.unit.counts_days:
        return at + (amount.length(fraction) - amount.length())
    days = amount.whole_days(fraction) - amount.value
    if days == 0:
        return at
    local = at.astimezone(calendar.zone)
    if amount.unit is Unit.WORKING_DAYS:
        day = calendar.add_working_days(local.date(), days)
    else:
        day = local.date() + timedelta(days=days)
    return datetime.combine(day, local.time(), calendar.zone).astimezone(UTC)


def time_used(spans: Sequence[Span], until: datetime, unit: Unit, calendar: WorkingCalendar) -> timedelta:
    """Return how long the clock ran up to `until`; within business hours for working minutes."""
    measure = calendar.working_time_between if unit is Unit.WORKING_MINUTES else _time_in
    return sum((measure(begin, end) for begin, end in _closed(spans, until)), timedelta(0))


def days_used(spans: Sequence[Span], until: datetime, terms: Terms, calendar: WorkingCalendar) -> int:
    """Return how many days of the unit the clock has counted up to `until`."""
    days = _Days(terms, calendar)
    return sum(days.counted(begin, end) for begin, end in _closed(spans, until))


def _walk(
    spans: Sequence[Span],
    left: Measure,
    add: Callable[[datetime, Measure], datetime],
    used: Callable[[datetime, datetime], Measure],
) -> datetime:
    """Use up `left` span by span; return where it ends, in the first span that holds it or in the last."""
    for span in spans[:-1]:
        assert span.end is not None, "only the last span can be open"
        candidate = add(span.begin, left)
        if candidate <= span.end:
            return candidate
        left = max(left - used(span.begin, span.end), left - left)
    return add(spans[-1].begin, left)


def _add_time(begin: datetime, length: timedelta) -> datetime:
    return begin + length


def _time_in(begin: datetime, end: datetime) -> timedelta:
    return end - begin


def _closed(spans: Sequence[Span], until: datetime) -> list[tuple[datetime, datetime]]:
    """Return the spans cut off at `until`."""
    return [
        (span.begin, until if span.end is None else min(span.end, until))
        for span in spans
        if span.begin < until
    ]


@dataclass(frozen=True, slots=True)
class _Days:
    """Day counting for one limit on one calendar."""

    terms: Terms
    calendar: WorkingCalendar

    def end_after(self, begin: datetime, count: int) -> datetime:
        """Return the end of the `count`-th counted day after the day of `begin`.

        A count of 0 comes up when the last day was interrupted: then the day of `begin` is the last one,
        or, when business has closed on it already, the next.
        """
        start = self.calendar.local_date(begin)
        if count > 0:
            return self._end(self._last_day(start, count))
        end = self._end(self._last_day(start, 0))
        while end <= begin:
            start += ONE_DAY
            end = self._end(self._last_day(start, 0))
        return end

    def counted(self, begin: datetime, end: datetime) -> int:
        """Return the number of counted days d with day of `begin` < d ≤ day of `end`."""
        after, until = self.calendar.local_date(begin), self.calendar.local_date(end)
        if self.terms.unit is Unit.WORKING_DAYS:
            return self.calendar.working_days_between(after, until)
        return (until - after).days

    def _last_day(self, start: date, count: int) -> date:
        if self.terms.unit is Unit.WORKING_DAYS:
            return self.calendar.add_working_days(start, count)
        day = start + timedelta(days=count)
        return self.calendar.roll_forward(day) if self.terms.rolls else day

    def _end(self, day: date) -> datetime:
        return self.calendar.day_end(day, at_close=self.terms.day_end is DayEnd.CLOSE)
