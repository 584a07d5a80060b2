"""Arithmetic of dates, times and durations (Tables 57 and 59).

Days and time durations move an instant: across a change of daylight saving the wall clock jumps, the
elapsed time does not. Years and months move the calendar: a day that the month does not have becomes its
last one (XML Schema part 2, appendix E), so 31 January plus one month is the end of February.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime, time, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_EVEN
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel.values import numbers
from engine.feel.values.comparison import EPOCH, moment, wall_clock
from engine.feel.values.numbers import Number
from engine.feel.values.temporal_text import make_duration, make_months
from engine.feel.values.undefined import NotDefined
from engine.feel.values.wide import (
    CYCLE_YEARS,
    AnyDate,
    AnyMoment,
    AnyTime,
    WideDateTime,
    any_moment,
    any_time,
    centred,
    combined,
    date_of,
    days_later,
    split_moment,
    split_time,
    time_of,
    wide_date,
    zone_of,
)
from engine.feel.values.years_months import YearsMonths
from engine.feel.values.zones import time_offset
from engine.words import Words

_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1)


def as_date_time(value: AnyDate | AnyMoment) -> AnyMoment:
    """Return the date and time a date is converted to: midnight UTC (clause 10.3.2.3.5)."""
    if isinstance(value, datetime | WideDateTime):
        return value
    return combined(value, time(tzinfo=UTC))


def plus_days(value: AnyMoment, duration: timedelta) -> AnyMoment:
    """Return the moment `duration` later, in the same zone; NotDefined beyond the largest year."""
    near, cycles, nanoseconds = split_moment(value)
    zone = near.tzinfo
    if isinstance(zone, ZoneInfo):
        offset = near.utcoffset() or timedelta()
        wall, later = days_later(near.replace(tzinfo=None), cycles, duration - offset)
        utc, later, _ = split_moment(any_moment(wall, later, 0))
        try:
            return any_moment(utc.replace(tzinfo=UTC).astimezone(zone), later, nanoseconds)
        except OverflowError:
            utc, later = centred(utc, later)
            return any_moment(utc.replace(tzinfo=UTC).astimezone(zone), later, nanoseconds)
    return any_moment(*days_later(near, cycles, duration), nanoseconds)


def date_plus_days(value: AnyDate, duration: timedelta) -> AnyDate:
    """Return the date of the moment `duration` after its midnight."""
    return date_of(plus_days(combined(value, time()), duration))


def time_plus_days(value: AnyTime, duration: timedelta) -> AnyTime:
    """Return the time of day `duration` later, going round at midnight."""
    near, nanoseconds = split_time(value)
    clock = (timedelta(microseconds=wall_clock(near) // 1000) + duration) % _DAY
    return any_time((EPOCH + clock).time().replace(tzinfo=near.tzinfo), nanoseconds)


def plus_months(value: Any, duration: YearsMonths) -> Any:
    """Return the same day `duration` later, or the month's last one; the wall clock stays."""
    day = date_of(value)
    year, month = divmod(day.year * 12 + day.month - 1 + duration.months, 12)
    last = monthrange(2000 + year % CYCLE_YEARS, month + 1)[1]
    moved = wide_date(year, month + 1, min(day.day, last))
    return combined(moved, time_of(value)) if isinstance(value, datetime | WideDateTime) else moved


def minus_moment(left: AnyDate | AnyMoment, right: AnyDate | AnyMoment) -> timedelta:
    """Return the time between two dates or dates and times, to the microsecond; a date is midnight UTC."""
    a, b = as_date_time(left), as_date_time(right)
    if (zone_of(a) is None) != (zone_of(b) is None):
        raise NotDefined(
            Words(
                "cannot subtract when only one of the two has a time zone (a date counts as UTC)",
                "两者中只有一个有时区，不能相减（日期按 UTC 计）",
            )
        )
    return make_duration((moment(a) - moment(b)) // 1000)


def minus_time(left: AnyTime, right: AnyTime) -> timedelta:
    """Return the time between two times of day, to the microsecond."""
    zone, other_zone = zone_of(left), zone_of(right)
    if (zone is None) != (other_zone is None):
        raise NotDefined(
            Words(
                "cannot subtract times when only one of them has a time zone",
                "两个时间中只有一个有时区，不能相减",
            )
        )
    difference = timedelta(microseconds=(wall_clock(left) - wall_clock(right)) // 1000)
    if zone == other_zone:
        return difference
    offset, other = time_offset(left), time_offset(right)
    if offset is None or other is None:
        raise NotDefined(
            Words("cannot subtract times of two zones without a date", "没有日期，不同时区的时间不能相减")
        )
    return difference - offset + other


def plus_duration(left: timedelta, right: timedelta) -> timedelta:
    """Return the sum of two days and time durations."""
    return make_duration(left // _MICROSECOND + right // _MICROSECOND)


def times_days(duration: timedelta, factor: Number) -> timedelta:
    """Return the duration times `factor`, to the microsecond."""
    return _duration(_scaled(duration // _MICROSECOND, factor))


def over_days(duration: timedelta, divisor: Number) -> timedelta:
    """Return the duration divided by `divisor`, to the microsecond."""
    return _duration(numbers.divide(duration // _MICROSECOND, divisor))


def times_months(duration: YearsMonths, factor: Number) -> YearsMonths:
    """Return the duration times `factor`; a part of a month is cut off."""
    return _months(_scaled(duration.months, factor))


def over_months(duration: YearsMonths, divisor: Number) -> YearsMonths:
    """Return the duration divided by `divisor`; a part of a month is cut off."""
    return _months(numbers.divide(duration.months, divisor))


def ratio(left: Any, right: Any) -> Number:
    """Return how often one duration goes into another of its kind."""
    if isinstance(left, YearsMonths):
        return numbers.divide(left.months, right.months)
    return numbers.divide(left // _MICROSECOND, right // _MICROSECOND)


def months_between(start: AnyDate | AnyMoment, end: AnyDate | AnyMoment) -> YearsMonths:
    """Return the whole months from `start` to `end` by their calendar days; negative backwards."""
    start, end = date_of(start), date_of(end)
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and end.day < start.day:
        months -= 1
    elif months < 0 and end.day > start.day:
        months += 1
    return YearsMonths(months)


def _scaled(amount: int, factor: Number) -> Number:
    return numbers.multiply(amount, factor)


def _duration(microseconds: Number) -> timedelta:
    return make_duration(int(numbers.rounded(microseconds, 0, ROUND_HALF_EVEN)))


def _months(months: Number) -> YearsMonths:
    if not -(10**12) < months < 10**12:  # before int(): a decimal128 can have 6,000 digits
        raise NotDefined(Words("the duration is longer than 999999999 years", "时长超过 999999999 年"))
    return make_months(int(numbers.rounded(months, 0, ROUND_DOWN)))
