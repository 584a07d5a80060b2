"""The properties of dates, times, durations and ranges (Tables 64-67)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.values import kinds
from engine.feel.values.numbers import Number
from engine.feel.values.ranges import Range
from engine.feel.values.wide import AnyMoment, AnyTime, WideDateTime, WideTime, date_of
from engine.feel.values.zones import time_offset, zone_name

Property = Callable[[Any], Any]
_MICROSECONDS_A_DAY = 86_400_000_000


def _near(value: AnyTime | AnyMoment) -> time | datetime:
    return value.near if isinstance(value, WideTime | WideDateTime) else value


def _second(value: AnyTime | AnyMoment) -> Number:
    near = _near(value)
    nanoseconds = value.nanoseconds if isinstance(value, WideTime | WideDateTime) else 0
    return _decimal_seconds((near.second * 1_000_000 + near.microsecond) * 1000 + nanoseconds)


def _decimal_seconds(nanoseconds: int) -> Number:
    whole, fraction = divmod(abs(nanoseconds), 1_000_000_000)
    if not fraction:
        return -whole if nanoseconds < 0 else whole
    return Decimal(nanoseconds).scaleb(-9).normalize()


def _part(divisor: int, modulus: int) -> Property:
    """Return the property that is one component of a normalised duration; all have the duration's sign."""

    def read(value: timedelta) -> int:
        microseconds = value // timedelta(microseconds=1)
        part = abs(microseconds) // divisor % modulus
        return -part if microseconds < 0 else part

    return read


def _seconds(value: timedelta) -> Number:
    microseconds = value // timedelta(microseconds=1)
    part = abs(microseconds) % 60_000_000
    return _decimal_seconds(1000 * (-part if microseconds < 0 else part))


def _of_range(name: str) -> Property:
    return lambda value: getattr(value, name)


def _endpoint(name: str) -> Property:
    def read(value: Range) -> Any:
        return None if value.operator == "!=" else getattr(value, name)

    return read


_CALENDAR: dict[str, Property] = {
    "year": lambda value: value.year,
    "month": lambda value: date_of(value).month,
    "day": lambda value: date_of(value).day,
    "weekday": lambda value: date_of(value).isoweekday(),
}
_CLOCK: dict[str, Property] = {
    "hour": lambda value: _near(value).hour,
    "minute": lambda value: _near(value).minute,
    "second": _second,
    "timezone": lambda value: zone_name(_near(value).tzinfo),
}
PROPERTIES: dict[str, dict[str, Property]] = {
    kinds.DATE: _CALENDAR,
    kinds.TIME: {**_CLOCK, "time offset": time_offset},
    kinds.DATE_TIME: {**_CALENDAR, **_CLOCK, "time offset": lambda value: _near(value).utcoffset()},
    kinds.MONTHS: {
        "years": lambda value: int(value.months / 12),
        "months": lambda value: value.months - int(value.months / 12) * 12,
    },
    kinds.DAYS: {
        "days": _part(_MICROSECONDS_A_DAY, 10**9),
        "hours": _part(3_600_000_000, 24),
        "minutes": _part(60_000_000, 60),
        "seconds": _seconds,
    },
    kinds.RANGE: {
        "start": _endpoint("start"),
        "end": _endpoint("end"),
        "start included": _of_range("start_included"),
        "end included": _of_range("end_included"),
    },
}
"""By kind, then by name: a function of the value. A property may itself be null (`.time offset`)."""

NAMES = frozenset(name for properties in PROPERTIES.values() for name in properties)
