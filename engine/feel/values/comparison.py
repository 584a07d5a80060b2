"""Equality, order, identity and membership (Tables 52-55, clause 10.3.2.2).

Equality answers True, False or None (kinds that cannot be compared); order raises NotDefined instead,
because whoever asks for it wants to tell why. `spend` is told how many items are looked at, and may raise:
a list of two references to a list of two references ... is small in memory and endless to compare.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from engine.feel.values import kinds
from engine.feel.values.kinds import kind_of
from engine.feel.values.numbers import as_number
from engine.feel.values.ranges import Range
from engine.feel.values.undefined import NotDefined
from engine.feel.values.wide import (
    CYCLE_DAYS,
    AnyDate,
    AnyMoment,
    AnyTime,
    WideDate,
    split_moment,
    split_time,
    zone_of,
)
from engine.feel.values.zones import time_offset, zone_name
from engine.words import Words

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # a zero to count wall clocks from
_MICROSECOND = timedelta(microseconds=1)
_CYCLE_MICROSECONDS = CYCLE_DAYS * 86_400_000_000
ORDERED = frozenset(
    (
        kinds.NUMBER,
        kinds.STRING,
        kinds.DATE,
        kinds.TIME,
        kinds.DATE_TIME,
        kinds.DAYS,
        kinds.MONTHS,
    )
)
Spend = Callable[[int], None]
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def unlimited(_steps: int) -> None:
    """Spend from a budget without end."""


def equal(left: Any, right: Any, spend: Spend = unlimited) -> bool | None:
    """Return whether both are the same value; None when their kinds differ or have no equality.

    Null equals null and nothing else. Lists and contexts compare item by item, where one False decides.
    """
    if left is None or right is None:
        return left is right
    kind = kind_of(left)
    if kind != kind_of(right):
        return None
    if kind is kinds.LIST:
        spend(len(left))
        return len(left) == len(right) and all_true(
            equal(a, b, spend) for a, b in zip(left, right, strict=True)
        )
    if kind is kinds.CONTEXT:
        spend(len(left))
        return left.keys() == right.keys() and all_true(
            equal(value, right[key], spend) for key, value in left.items()
        )
    if kind is kinds.RANGE:
        return _equal_ranges(left, right)
    if kind is kinds.BOOLEAN:
        return left is right
    if kind not in ORDERED:
        return None
    try:
        a, b = _comparable(kind, left, right)
    except NotDefined:
        return None
    return bool(a == b)


def all_true(answers: Any) -> bool | None:
    """Return the conjunction of three-valued answers."""
    result: bool | None = True
    for answer in answers:
        if answer is False:
            return False
        if answer is not True:
            result = None
    return result


def ordered(sign: str, left: Any, right: Any) -> bool:
    """Return whether `left sign right` for one of < <= > >=; NotDefined for what has no order."""
    kind = kind_of(left)
    if kind not in ORDERED or kind != kind_of(right):
        raise NotDefined(
            Words(f"cannot compare {kind} and {kind_of(right)}", f"{kind.zh}和{kind_of(right).zh}不能比较")
        )
    a, b = _comparable(kind, left, right)
    return _OPERATORS[sign](a, b)


def same(left: Any, right: Any, spend: Spend = unlimited) -> bool:
    """Return whether both are the same element of FEEL's domain, zone and offset included (`is`)."""
    kind = kind_of(left)
    if kind != kind_of(right):
        return False
    if kind is kinds.LIST:
        spend(len(left))
        return len(left) == len(right) and all(same(a, b, spend) for a, b in zip(left, right, strict=True))
    if kind is kinds.CONTEXT:
        spend(len(left))
        return left.keys() == right.keys() and all(same(left[key], right[key], spend) for key in left)
    if kind is kinds.TIME:
        return wall_clock(left) == wall_clock(right) and _same_zone(split_time(left)[0], split_time(right)[0])
    if kind is kinds.DATE_TIME:
        return wall_moment(left) == wall_moment(right) and _same_zone(
            split_moment(left)[0], split_moment(right)[0]
        )
    return left is right or equal(left, right) is True


def make_range(start: Any, end: Any, start_included: bool, end_included: bool) -> Range:
    """Return the range between two endpoints of one ordered kind; NotDefined unless start <= end."""
    kind = kind_of(start)
    if kind not in ORDERED or kind != kind_of(end):
        raise NotDefined(
            Words(
                f"there is no range from {kind} to {kind_of(end)}",
                f"没有从{kind.zh}到{kind_of(end).zh}的区间",
            )
        )
    if not ordered("<=", start, end):
        raise NotDefined(Words("a range cannot end before it starts", "区间的终点不能在起点之前"))
    return Range(start, end, start_included, end_included)


def open_range(sign: str, endpoint: Any) -> Range:
    """Return the range written as a comparator and one endpoint (rule 7a)."""
    if sign in ("=", "!="):
        return Range(endpoint, endpoint, sign == "=", sign == "=", sign)
    if kind_of(endpoint) not in ORDERED:
        raise NotDefined(
            Words(
                f"there is no range `{sign}` a {kind_of(endpoint)}",
                f"{kind_of(endpoint).zh}没有 `{sign}` 区间",
            )
        )
    if sign[0] == "<":
        return Range(None, endpoint, False, sign == "<=")
    return Range(endpoint, None, sign == ">=", False)


def includes(range_: Range, value: Any) -> bool | None:
    """Return whether `value` lies in the range; NotDefined when it cannot be compared with it."""
    if range_.operator:
        answer = equal(value, range_.start)
        return answer if answer is None or range_.operator == "=" else not answer
    if range_.start is not None and not ordered(">=" if range_.start_included else ">", value, range_.start):
        return False
    return range_.end is None or ordered("<=" if range_.end_included else "<", value, range_.end)


def wall_clock(value: AnyTime) -> int:
    """Return the nanoseconds since midnight on the wall, whatever the zone."""
    near, nanoseconds = split_time(value)
    seconds = (near.hour * 60 + near.minute) * 60 + near.second
    return (seconds * 1_000_000 + near.microsecond) * 1000 + nanoseconds


def wall_moment(value: AnyMoment) -> int:
    """Return the nanoseconds since the epoch on the wall, whatever the zone."""
    near, cycles, nanoseconds = split_moment(value)
    elapsed = (near.replace(tzinfo=None) - EPOCH) // _MICROSECOND + cycles * _CYCLE_MICROSECONDS
    return elapsed * 1000 + nanoseconds


def moment(value: AnyMoment) -> int:
    """Return the nanoseconds since the epoch; an aware value's in UTC, a local one's on its wall clock.

    Never by subtracting two aware values of one zone: Python would subtract the wall clocks and lose an
    hour where daylight saving starts.
    """
    offset = split_moment(value)[0].utcoffset() or timedelta()
    return wall_moment(value) - offset // _MICROSECOND * 1000


def _comparable(kind: str, left: Any, right: Any) -> tuple[Any, Any]:
    """Return two Python values whose order is that of `left` and `right`, both of `kind`."""
    if kind is kinds.NUMBER:
        return as_number(left), as_number(right)
    if kind is kinds.DATE_TIME:
        if (zone_of(left) is None) != (zone_of(right) is None):
            # Table 54: the local value uses the offset of the other, so the wall clocks decide.
            return wall_moment(left), wall_moment(right)
        return moment(left), moment(right)
    if kind is kinds.DATE:
        return _comparable_dates(left, right)
    if kind is kinds.TIME:
        return _comparable_times(left, right)
    return left, right


def _comparable_dates(left: AnyDate, right: AnyDate) -> tuple[Any, Any]:
    if isinstance(left, WideDate) or isinstance(right, WideDate):
        return (left.year, left.month, left.day), (right.year, right.month, right.day)
    return left, right


def _same_zone(left: time | datetime, right: time | datetime) -> bool:
    return zone_name(left.tzinfo) == zone_name(right.tzinfo) and left.utcoffset() == right.utcoffset()


def _comparable_times(left: AnyTime, right: AnyTime) -> tuple[int, int]:
    a, b = wall_clock(left), wall_clock(right)
    zone, other_zone = zone_of(left), zone_of(right)
    if zone is None or other_zone is None or zone == other_zone:
        return a, b
    offset, other = time_offset(left), time_offset(right)
    if offset is None or other is None:
        raise NotDefined(
            Words("cannot compare times of two zones without a date", "没有日期，不同时区的时间不能比较")
        )
    return a - offset // _MICROSECOND * 1000, b - other // _MICROSECOND * 1000


def _equal_ranges(left: Range, right: Range) -> bool | None:
    if (left.operator, left.start_included, left.end_included) != (
        right.operator,
        right.start_included,
        right.end_included,
    ):
        return False
    return all_true((equal(left.start, right.start), equal(left.end, right.end)))
