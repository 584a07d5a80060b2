"""Arithmetic of dates, times and durations (Tables 57 and 59).

Days and time durations move an instant: across a change of daylight saving the wall clock jumps, the
elapsed time does not. Years and months move the calendar: a day that the month does not have becomes its
last one (XML Schema part 2, appendix E), so 31 January plus one month is the end of February.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_EVEN
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from engine.feel.values import numbers
from engine.feel.values.comparison import EPOCH, moment, wall_clock
from engine.feel.values.numbers import Number
from engine.feel.values.temporal_text import make_duration, make_months
from engine.feel.values.undefined import NotDefined
from engine.feel.values.years_months import YearsMonths
from engine.feel.values.zones import time_offset
from engine.words import Words

DayOrMoment = TypeVar("DayOrMoment", date, datetime)
_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1)
_OUTSIDE = Words("the result is outside the years 1..9999", "结果不在 1..9999 年之内")


def as_date_time(value: date) -> datetime:
    """Return the date and time a date is converted to: midnight UTC (clause 10.3.2.3.5)."""
    return value if isinstance(value, datetime) else datetime.combine(value, time(), UTC)


def plus_days(value: datetime, duration: timedelta) -> datetime:
    """Return the moment `duration` later, in the same zone."""
    try:
        if isinstance(value.tzinfo, ZoneInfo):
            return (value.astimezone(UTC) + duration).astimezone(value.tzinfo)
        return value + duration
    except OverflowError as error:
        raise NotDefined(_OUTSIDE) from error


def date_plus_days(value: date, duration: timedelta) -> date:
    """Return the date of the moment `duration` after its midnight."""
    return plus_days(datetime.combine(value, time()), duration).date()


def time_plus_days(value: time, duration: timedelta) -> time:
    """Return the time of day `duration` later, going round at midnight."""
    clock = (wall_clock(value) + duration) % _DAY
    return (EPOCH + clock).time().replace(tzinfo=value.tzinfo)


def plus_months(value: DayOrMoment, duration: YearsMonths) -> DayOrMoment:
    """Return the same day `duration` later, or the month's last one; the wall clock stays."""
    index = value.year * 12 + value.month - 1 + duration.months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise NotDefined(_OUTSIDE)
    return value.replace(year=year, month=month + 1, day=min(value.day, monthrange(year, month + 1)[1]))


def minus_moment(left: date, right: date) -> timedelta:
    """Return the time between two dates or dates and times; a date is midnight UTC here."""
    if not isinstance(left, datetime) and not isinstance(right, datetime):
        return left - right
    a, b = as_date_time(left), as_date_time(right)
    if (a.tzinfo is None) != (b.tzinfo is None):
        raise NotDefined(
            Words(
                "cannot subtract when only one of the two has a time zone (a date counts as UTC)",
                "两者中只有一个有时区，不能相减（日期按 UTC 计）",
            )
        )
    return moment(a) - moment(b)


def minus_time(left: time, right: time) -> timedelta:
    """Return the time between two times of day."""
    if (left.tzinfo is None) != (right.tzinfo is None):
        raise NotDefined(
            Words(
                "cannot subtract times when only one of them has a time zone",
                "两个时间中只有一个有时区，不能相减",
            )
        )
    difference = wall_clock(left) - wall_clock(right)
    if left.tzinfo == right.tzinfo:
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


def months_between(start: date, end: date) -> YearsMonths:
    """Return the whole months from `start` to `end` by their calendar days; negative backwards."""
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
