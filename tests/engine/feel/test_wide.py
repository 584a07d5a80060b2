"""Years beyond 1..9999 and billionths of a second: what Python's dates have no room for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import YearsMonths, decode_value, encode_value
from engine.feel.values import temporal_arithmetic as arithmetic
from engine.feel.values.comparison import ordered, same
from engine.feel.values.wide import any_date, any_moment, split_date, split_moment

Feel = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('string(date("999999999-12-31"))', "999999999-12-31"),
        ("string(date(-999999999, 1, 1))", "-999999999-01-01"),
        ('string(@"-2021-01-01T10:10:10+11:00")', "-2021-01-01T10:10:10+11:00"),
        (
            'string(@"12021-01-01T10:10:10.5@Australia/Melbourne")',
            "12021-01-01T10:10:10.5@Australia/Melbourne",
        ),
        ('string(@"10:15:30.123456789@Europe/Paris")', "10:15:30.123456789@Europe/Paris"),
        ('string(@"2011-12-31T10:15:30.000000001Z")', "2011-12-31T10:15:30.000000001Z"),
        ('string(@"9999-12-31" + @"P1D")', "10000-01-01"),
        ('string(@"10000-01-01" - @"P1D")', "9999-12-31"),
        ('string(@"0001-01-31" - @"P1M")', "0000-12-31"),
        ('string(@"-0004-02-29" + @"P1Y")', "-0003-02-28"),
        (
            'string(@"-2021-01-01T10:10:10@Australia/Melbourne" + @"PT1H")',
            "-2021-01-01T11:10:10@Australia/Melbourne",
        ),
        ('string(@"12021-07-01T23:30:00@Asia/Shanghai" + @"PT1H")', "12021-07-02T00:30:00@Asia/Shanghai"),
        ('string(@"9999-12-31T23:00:00@Asia/Shanghai" + @"PT2H")', "10000-01-01T01:00:00@Asia/Shanghai"),
        ('string(@"9999-12-31T20:00:00-08:00" + @"P1D")', "10000-01-01T20:00:00-08:00"),
        ('string(@"9999-12-31T24:00:00")', "10000-01-01T00:00:00"),
        ('string(date and time("9999-12-31T24:00:00"))', "10000-01-01T00:00:00"),
        ('string(date and time(@"12000-02-29", @"10:00:00.000000001"))', "12000-02-29T10:00:00.000000001"),
        ('string(date(@"12000-02-29T10:00:00"))', "12000-02-29"),
        ('string(time(@"12000-02-29T10:00:00.000000001Z"))', "10:00:00.000000001Z"),
        ("string(time(10, 0, 1.000000001))", "10:00:01.000000001"),
        ('@"12000-01-01" - @"9999-12-31"', timedelta(days=730_486)),
        ('@"-0001-12-31" < @"0001-01-01"', True),
        ('@"12000-01-01" > @"2024-01-01"', True),
        ('@"12000-01-01T00:00:00Z" = @"12000-01-01T08:00:00+08:00"', True),
        ('@"10:00:00.000000001" > @"10:00:00"', True),
        ('@"10:00:00.000000001" + @"PT1H" = @"11:00:00.000000001"', True),
        ('@"10:00:00.000001999" - @"10:00:00"', timedelta(microseconds=1)),
        ('@"12024-02-29".year', 12024),
        ('@"12024-02-29T01:02:03.000000004Z".second', "3.000000004"),
        ('@"-0400-02-29".weekday = @"0400-02-29".weekday', True),
        ('day of week(@"12024-02-29") = day of week(@"2024-02-29")', True),
        ('week of year(@"12024-12-31")', 1),
        ('day of year(@"12024-12-31")', 366),
        ('month of year(@"-2024-12-31")', "December"),
        ('years and months duration(@"-2016-01-30T09:05:00", @"-2017-02-28T02:02:02")', YearsMonths(-11)),
        ('for d in @"9999-12-31"..@"10000-01-01" return string(d)', ["9999-12-31", "10000-01-01"]),
        ('@"12000-01-01" in [@"9999-01-01"..@"13000-01-01"]', True),
        ('@"12000-01-01" instance of date and @"12000-01-01T00:00:00" instance of date and time', True),
        ('count(distinct values([@"12000-01-01", @"12000-01-01", @"10:00:00.000000001"]))', 2),
    ],
)
def test_what_is_wide_is_reckoned_with(feel: Feel, text: str, value: Any) -> None:
    found = feel(text)
    assert (str(found) if text.endswith(".second") else found) == value


@pytest.mark.parametrize(
    "text",
    [
        "12000-01-01T00:00:00@Asia/Shanghai",
        "-0044-03-15T12:00:00Z",
        "2024-01-01T00:00:00.000000001",
        "12000-01-01T00:00:00",
    ],
)
def test_a_wide_value_is_stored_and_read_back(feel: Feel, text: str) -> None:
    for source in (f'@"{text}"', f'date(@"{text}")', f'time(@"{text}")'):
        value = feel(source)
        assert same(decode_value(encode_value(value)), value)


DATES = st.dates(date(1200, 1, 1), date(2600, 12, 31))
MOMENTS = st.datetimes(datetime(1200, 1, 1), datetime(2600, 12, 31), timezones=st.sampled_from([None, UTC]))
CYCLES = st.integers(-2_000_000, 2_000_000)
DURATIONS = st.timedeltas(timedelta(days=-100_000), timedelta(days=100_000))
MONTHS = st.integers(-3000, 3000).map(YearsMonths)


@given(DATES, CYCLES, DURATIONS, MONTHS)
def test_a_date_moves_as_the_same_day_of_another_cycle_does(
    day: date, cycles: int, duration: timedelta, months: YearsMonths
) -> None:
    wide = any_date(day, cycles)
    for moved, near in (
        (arithmetic.date_plus_days(wide, duration), arithmetic.date_plus_days(day, duration)),
        (arithmetic.plus_months(wide, months), arithmetic.plus_months(day, months)),
    ):
        assert same(moved, any_date(*_further(split_date(near), cycles)))
    assert same(wide, any_date(day, cycles))


@given(MOMENTS, MOMENTS, CYCLES, DURATIONS, st.integers(0, 999))
def test_moments_keep_their_distance_and_order_in_every_cycle(
    one: datetime, other: datetime, cycles: int, duration: timedelta, nanoseconds: int
) -> None:
    other = other.replace(tzinfo=one.tzinfo)
    wide, second = any_moment(one, cycles, nanoseconds), any_moment(other, cycles, nanoseconds)
    assert arithmetic.minus_moment(second, wide) == other - one
    assert ordered("<", wide, second) is (one < other)
    near, more, _ = split_moment(arithmetic.plus_days(one, duration))
    assert same(arithmetic.plus_days(wide, duration), any_moment(near, more + cycles, nanoseconds))


def test_what_python_can_hold_is_never_wide(feel: Feel) -> None:
    assert type(feel('@"12000-01-01" - @"P5000Y"')) is date
    assert type(feel('@"12000-01-01T00:00:00@Asia/Shanghai" - @"P5000Y"')) is datetime
    assert feel('@"10000-01-01T07:00:00@Asia/Shanghai" - @"PT8H"') == datetime(
        9999, 12, 31, 23, tzinfo=ZoneInfo("Asia/Shanghai")
    )
    assert type(feel('time(@"12000-01-01T10:00:00")')) is time


def _further(parts: tuple[date, int], cycles: int) -> tuple[date, int]:
    return parts[0], parts[1] + cycles
