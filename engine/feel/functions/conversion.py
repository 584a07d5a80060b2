"""Conversion functions (Table 72), not() and is()."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

from engine.feel.environment import Environment
from engine.feel.functions.range_text import parse_range
from engine.feel.functions.signature import (
    Function,
    Parameter,
    Signature,
    anything,
    function,
    number,
    one_of,
    optional,
    text,
)
from engine.feel.values import kinds
from engine.feel.values.comparison import same
from engine.feel.values.numbers import Number, from_literal, whole
from engine.feel.values.ranges import Range
from engine.feel.values.temporal_arithmetic import months_between
from engine.feel.values.temporal_text import (
    parse_date,
    parse_date_time,
    parse_duration,
    parse_time,
)
from engine.feel.values.text import text_of
from engine.feel.values.undefined import NotDefined
from engine.feel.values.wide import (
    AnyDate,
    AnyMoment,
    AnyTime,
    WideDateTime,
    any_time,
    combined,
    date_of,
    time_of,
    wide_date,
)
from engine.feel.values.years_months import YearsMonths
from engine.feel.values.zones import LARGEST_OFFSET, fixed
from engine.words import Words

_NUMERIC = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?")


def _date(env: Environment, value: str | AnyDate | AnyMoment) -> AnyDate:
    del env
    if isinstance(value, str):
        return parse_date(value)
    return date_of(value)


def _date_of_parts(env: Environment, year: Number, month: Number, day: Number) -> AnyDate:
    del env
    return wide_date(_whole(year, "year"), _whole(month, "month"), _whole(day, "day"))


def _time(env: Environment, value: str | AnyTime | AnyMoment) -> AnyTime:
    del env
    if isinstance(value, str):
        return parse_time(value)
    return time_of(value) if isinstance(value, datetime | WideDateTime) else value


def _time_of_parts(
    env: Environment, hour: Number, minute: Number, second: Number, offset: timedelta | None = None
) -> AnyTime:
    del env
    if offset is not None and abs(offset) > LARGEST_OFFSET:
        raise NotDefined(Words("`offset` is outside -PT14H..PT14H", "`offset` 不在 -PT14H..PT14H 之内"))
    microseconds, nanoseconds = divmod(int(second * 1_000_000_000), 1000)
    try:
        value = time(
            _whole(hour, "hour"),
            _whole(minute, "minute"),
            *divmod(microseconds, 1_000_000),
            tzinfo=None if offset is None else fixed(offset),
        )
    except (ValueError, OverflowError) as error:
        raise NotDefined(
            Words(f"there is no time {hour}:{minute}:{second}", f"没有 {hour}:{minute}:{second} 这个时间")
        ) from error
    return any_time(value, nanoseconds)


def _date_and_time(env: Environment, value: str | AnyMoment) -> AnyMoment:
    del env
    return parse_date_time(value) if isinstance(value, str) else value


def _date_and_time_of_parts(env: Environment, day: AnyDate | AnyMoment, clock: AnyTime) -> AnyMoment:
    del env
    return combined(date_of(day), clock)


def _duration(env: Environment, value: str | timedelta | YearsMonths) -> timedelta | YearsMonths:
    del env
    return parse_duration(value) if isinstance(value, str) else value


def _years_and_months_duration(
    env: Environment, start: AnyDate | AnyMoment, end: AnyDate | AnyMoment
) -> YearsMonths:
    del env
    return months_between(start, end)


def _number(env: Environment, value: str, grouping: str | None, separator: str | None) -> Number:
    del env
    if grouping not in (" ", ",", ".", None):
        raise NotDefined(
            Words(
                "`grouping separator` must be a space, comma, period or null",
                "`grouping separator` 应为空格、逗号、句点或空值",
            )
        )
    if separator not in (",", ".", None):
        raise NotDefined(
            Words(
                "`decimal separator` must be a comma, period or null",
                "`decimal separator` 应为逗号、句点或空值",
            )
        )
    if grouping is not None and grouping == separator:
        raise NotDefined(Words("the two separators must differ", "两个分隔符不能相同"))
    plain = value.replace(grouping, "") if grouping else value
    if separator == ",":
        if "." in plain:
            raise NotDefined(Words(f'"{value[:50]}" is not a number', f'"{value[:50]}" 不是数字'))
        plain = plain.replace(",", ".")
    if not _NUMERIC.fullmatch(plain):
        raise NotDefined(Words(f'"{value[:50]}" is not a number', f'"{value[:50]}" 不是数字'))
    try:
        result = from_literal(plain.lstrip("-"))
    except ArithmeticError as error:
        raise NotDefined(
            Words(
                f'"{value[:50]}" is outside the range of FEEL numbers', f'"{value[:50]}" 超出 FEEL 数字的范围'
            )
        ) from error
    return -result if plain[0] == "-" and result else result


def _string(env: Environment, value: Any) -> str | None:
    result = text_of(value, env.spend)
    return None if result is None else env.sized_text(result)


def _range(env: Environment, value: str) -> Range:
    del env
    return parse_range(value)


def _not(env: Environment, negand: bool) -> bool:
    del env
    return not negand


def _is(env: Environment, one: Any, other: Any) -> bool:
    return same(one, other, env.spend)


def _whole(value: Number, name: str) -> int:
    result = whole(value)
    if result is None:
        raise NotDefined(
            Words(f"`{name}` must be a whole number, not {value}", f"`{name}` 应为整数，而不是 {value}")
        )
    return result


_DATE = one_of("date", kinds.DATE, kinds.DATE_TIME)
FUNCTIONS = (
    Function(
        "date",
        (
            Signature(_date, (one_of("from", kinds.STRING, kinds.DATE, kinds.DATE_TIME),)),
            Signature(_date_of_parts, (number("year"), number("month"), number("day"))),
        ),
    ),
    Function(
        "time",
        (
            Signature(_time, (one_of("from", kinds.STRING, kinds.TIME, kinds.DATE_TIME),)),
            Signature(
                _time_of_parts,
                (
                    number("hour"),
                    number("minute"),
                    number("second"),
                    optional(one_of("offset", kinds.DAYS)),
                ),
            ),
        ),
    ),
    Function(
        "date and time",
        (
            Signature(_date_and_time, (one_of("from", kinds.STRING, kinds.DATE_TIME),)),
            Signature(_date_and_time_of_parts, (_DATE, one_of("time", kinds.TIME))),
        ),
    ),
    function("duration", _duration, one_of("from", kinds.STRING, kinds.DAYS, kinds.MONTHS)),
    function(
        "years and months duration",
        _years_and_months_duration,
        one_of("from", kinds.DATE, kinds.DATE_TIME),
        one_of("to", kinds.DATE, kinds.DATE_TIME),
    ),
    Function(
        "number",
        (
            Signature(
                _number,
                (
                    text("from"),
                    Parameter("grouping separator", frozenset((kinds.STRING,)), nullable=True),
                    Parameter("decimal separator", frozenset((kinds.STRING,)), nullable=True),
                ),
            ),
        ),
    ),
    function("string", _string, anything("from")),
    function("range", _range, text("from")),
    function("not", _not, one_of("negand", kinds.BOOLEAN), boolean=True),
    function("is", _is, anything("value1"), anything("value2"), boolean=True),
)
