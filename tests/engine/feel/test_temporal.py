"""Dates, times and durations: reading, arithmetic, order, properties (clauses 10.3.2.3.4-8, 10.3.4.1, .6, .8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import FeelSyntaxError, YearsMonths, compile_expression, to_text
from engine.feel.values import comparison, temporal_arithmetic
from engine.feel.values.temporal_text import (
    parse_date,
    parse_date_time,
    parse_duration,
    parse_time,
)

Feel = Callable[..., Any]
SHANGHAI = ZoneInfo("Asia/Shanghai")
PARIS = ZoneInfo("Europe/Paris")
EAST_8 = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('@"2024-01-31"', date(2024, 1, 31)),
        ('date("2024-02-29")', date(2024, 2, 29)),
        ("date(2024, 2, 29)", date(2024, 2, 29)),
        ('date(@"2024-01-31T23:00:00Z")', date(2024, 1, 31)),
        ('date(@"2024-01-31")', date(2024, 1, 31)),
        ('@"13:20:00"', time(13, 20)),
        ('time("13:20:00.5")', time(13, 20, 0, 500_000)),
        ('time("13:20:00.1234560009")', time(13, 20, 0, 123_456)),
        ('time("13:20:00Z")', time(13, 20, tzinfo=UTC)),
        ('time("13:20:00z")', time(13, 20, tzinfo=UTC)),
        ('time("13:20:00+08:00")', time(13, 20, tzinfo=EAST_8)),
        ('time("13:20:00@Asia/Shanghai")', time(13, 20, tzinfo=SHANGHAI)),
        ('time("13:20@Asia/Shanghai")', time(13, 20, tzinfo=SHANGHAI)),
        ('time("24:00:00")', time()),
        ("time(13, 20, 1.5)", time(13, 20, 1, 500_000)),
        ('time(13, 20, 0, duration("PT8H"))', time(13, 20, tzinfo=EAST_8)),
        ("time(13, 20, 0, null)", time(13, 20)),
        ('time(@"2024-01-31T13:20:00+08:00")', time(13, 20, tzinfo=EAST_8)),
        ('time(@"2024-01-31")', time(tzinfo=UTC)),
        ('@"2024-01-31T13:20:00"', datetime(2024, 1, 31, 13, 20)),
        ('date and time("2024-01-31")', datetime(2024, 1, 31)),
        ('date and time("2024-01-31T24:00:00")', datetime(2024, 2, 1)),
        ('date and time("2024-01-31T13:20:00Z")', datetime(2024, 1, 31, 13, 20, tzinfo=UTC)),
        (
            'date and time("2024-01-31T13:20:00@Asia/Shanghai")',
            datetime(2024, 1, 31, 13, 20, tzinfo=SHANGHAI),
        ),
        ('date and time(@"2024-01-31", @"13:20:00")', datetime(2024, 1, 31, 13, 20)),
        (
            'date and time(@"2024-01-31T01:00:00Z", @"13:20:00+08:00")',
            datetime(2024, 1, 31, 13, 20, tzinfo=EAST_8),
        ),
        ('date and time(@"2024-01-31T13:20:00")', datetime(2024, 1, 31, 13, 20)),
        ('duration("PT45M")', timedelta(minutes=45)),
        ('duration("P0DT25H")', timedelta(hours=25)),
        ('duration("-P1DT2H3M4.5S")', -timedelta(days=1, hours=2, minutes=3, seconds=4.5)),
        ('@"PT.5S"', timedelta(seconds=0.5)),
        ('@"P1Y2M"', YearsMonths(14)),
        ('@"-P26M"', YearsMonths(-26)),
        ('duration("P0Y")', YearsMonths(0)),
    ],
)
def test_values_are_read(feel: Feel, text: str, value: Any) -> None:
    result = feel(text)
    assert type(result) is type(value)
    assert result == value
    if isinstance(value, datetime | time):
        assert result.tzinfo == value.tzinfo


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('date("2024-02-30")', "there is no day 2024-02-30"),
        ('date("2024-13-01")', "there is no day"),
        ('date("2024-1-1")', "is not a date"),
        ('date("2024-01-01Z")', "is not a date"),
        ('date("2024-01-01T00:00:00")', "is not a date"),
        ('date("+2024-01-01")', "is not a date"),
        ('date("998-01-01")', "is not a date"),
        ('date("-1000000000-01-01")', "outside -999999999..999999999"),
        ('date("-2023-02-29")', "there is no day -2023-02-29"),
        ("date(2024, 2, 30)", "there is no day"),
        ("date(2024, 1.5, 1)", "`month` must be a whole number"),
        ("date(null)", "`from` must be"),
        ("date(2024)", "not number"),
        ('time("7:00:00")', "is not a time"),
        ('time("13:20")', "has no seconds"),
        ('time("24:00:01")', "no time of day"),
        ('time("23:59:60")', "no time of day"),
        ('time("13:20:00+19:00")', "outside -14:00..+14:00"),
        ('time("13:20:00@Mars/Base")', 'no time zone "Mars/Base"'),
        ('time("13:20:00@../../etc/passwd")', "time"),
        ('time("13:20:00+02:00@Europe/Paris")', "is not a time"),
        ("time(24, 0, 0)", "no time 24:0:0"),
        ('time(1, 0, 0, duration("PT15H"))', "`offset` is outside"),
        ('date and time("2024-01-31T13:20")', "has no seconds"),
        ('date and time("13:20:00")', "is not a date"),
        ('duration("P")', "is not a duration"),
        ('duration("PT")', "is not a duration"),
        ('duration("P1H")', "is not a duration"),
        ('duration("P1Y1D")', "is not a duration"),
        ('duration("1D")', "is not a duration"),
        ('duration("P1D T1H")', "is not a duration"),
        ('@"999999999-12-31" + @"P1D"', "outside -999999999..999999999"),
        ('@"-999999999-01-31" - @"P1M"', "outside -999999999..999999999"),
        ('@"999999999-01-01" - @"-999999999-01-01"', "longer than 999999999 days"),
        ('@"P999999999D" * 2', "longer than 999999999 days"),
    ],
)
def test_what_is_no_value_is_null_and_says_why(
    notes: Callable[..., list[str]], text: str, reason: str
) -> None:
    assert reason in notes(text)[0]


@pytest.mark.parametrize("text", ['@"foo"', '@"2024-02-30"', '@"13:20"', "@2024", '@"P"'])
def test_a_broken_literal_is_a_syntax_error(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        compile_expression(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # the calendar: the month's last day where there is no other
        ('@"2024-01-31" + @"P1M"', "2024-02-29"),
        ('@"2023-01-31" + @"P1M"', "2023-02-28"),
        ('@"2024-03-31" - @"P1M"', "2024-02-29"),
        ('@"2024-02-29" + @"P1Y"', "2025-02-28"),
        ('@"P1M" + @"2024-12-15"', "2025-01-15"),
        ('@"2024-01-15" - @"P1M"', "2023-12-15"),
        ('@"2024-01-31T13:20:00@Asia/Shanghai" + @"P1M"', "2024-02-29T13:20:00@Asia/Shanghai"),
        # dates and days
        ('@"2024-02-28" + @"P1D"', "2024-02-29"),
        ('@"2024-01-01" + @"PT36H"', "2024-01-02"),
        ('@"2024-01-01" - @"PT1S"', "2023-12-31"),
        ('@"PT24H" + @"2024-01-01"', "2024-01-02"),
        ('@"2024-01-01" - @"2023-12-31"', "P1D"),
        # moments
        ('@"2012-12-24T23:59:00" + @"PT1M"', "2012-12-25T00:00:00"),
        ('@"2012-12-24T23:59:00" - @"2012-12-22T03:45:00"', "P2DT20H14M"),
        ('@"2024-01-01T00:00:00Z" - @"2024-01-01T00:00:00+08:00"', "PT8H"),
        ('@"2024-01-02" - @"2024-01-01T00:00:00Z"', "P1D"),
        ('@"2024-01-02T01:00:00Z" - @"2024-01-02"', "PT1H"),
        # times of day go round at midnight
        ('@"23:59:00Z" + @"PT2M"', "00:01:00Z"),
        ('@"00:30:00" - @"PT1H"', "23:30:00"),
        ('@"10:00:00@Asia/Shanghai" + @"P3DT1H"', "11:00:00@Asia/Shanghai"),
        ('@"10:00:00" - @"11:30:00"', "-PT1H30M"),
        ('@"10:00:00+08:00" - @"10:00:00Z"', "-PT8H"),
        # durations
        ('@"P1D" + @"PT12H"', "P1DT12H"),
        ('@"P1D" - @"PT36H"', "-PT12H"),
        ('@"P1Y" + @"P2M"', "P1Y2M"),
        ('@"P1Y" - @"P2M"', "P10M"),
        ('@"P4DT1H" * 1.5', "P6DT1H30M"),
        ('3 * @"PT20M"', "PT1H"),
        ('@"P1Y" * -1.5', "-P1Y6M"),
        ('@"P10M" * 0.55', "P5M"),
        ('@"P1D" / 7', "PT3H25M42.857143S"),
        ('@"P10M" / 3', "P3M"),
        ('-@"P1DT1S"', "-P1DT1S"),
        ('-@"-P1Y"', "P1Y"),
        ('abs(@"-PT5H")', "PT5H"),
        ('abs(@"-P5M")', "P5M"),
        # rates
        ('@"P1D" / @"PT1H"', "24"),
        ('@"P1Y" / @"P1M"', "12"),
        ('@"PT6H" / @"P1D"', "0.25"),
        # nothing else
        ('@"2024-01-01" + @"2024-01-01"', None),
        ('@"2024-01-01" + 1', None),
        ('@"P1D" + @"P1M"', None),
        ('@"P1D" * @"P1D"', None),
        ('1 / @"P1D"', None),
        ('@"P1D" / 0', None),
        ('@"P1D" / @"PT0S"', None),
        ('@"10:00:00" + @"P1M"', None),
        ('@"2024-01-01T00:00:00" - @"2024-01-01T00:00:00Z"', None),
        ('@"2024-01-01" - @"2024-01-01T00:00:00"', None),
        ('@"10:00:00" - @"10:00:00Z"', None),
        ('@"10:00:00@Europe/Paris" - @"10:00:00Z"', None),
        ('@"P1D" - @"2024-01-01"', None),
    ],
)
def test_arithmetic_follows_tables_57_and_59(feel: Feel, text: str, value: Any) -> None:
    assert to_text(feel(text)) == value


def test_a_duration_is_elapsed_time_across_a_change_of_daylight_saving(feel: Feel) -> None:
    assert feel('@"2024-03-31T01:30:00@Europe/Paris" + @"PT1H"') == datetime(2024, 3, 31, 3, 30, tzinfo=PARIS)
    assert feel('@"2024-03-30T12:00:00@Europe/Paris" + @"P1D"') == datetime(2024, 3, 31, 13, tzinfo=PARIS)
    hours = feel('@"2024-03-31T04:00:00@Europe/Paris" - @"2024-03-31T01:00:00@Europe/Paris"')
    assert hours == timedelta(hours=2)
    second = feel('@"2024-10-27T02:30:00@Europe/Paris" + @"PT1H"')
    assert (second.hour, second.minute, second.fold) == (2, 30, 1)
    assert feel('m > @"2024-10-27T02:30:00@Europe/Paris"', {"m": second}) is True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('@"2024-01-01" < @"2024-01-02"', True),
        ('@"2024-01-31" > @"2024-01-30"', True),
        ('@"2024-01-01T08:00:00+08:00" = @"2024-01-01T00:00:00Z"', True),
        ('@"2024-01-01T08:00:00@Asia/Shanghai" = @"2024-01-01T00:00:00Z"', True),
        ('@"2024-01-01T07:59:59@Asia/Shanghai" < @"2024-01-01T00:00:00Z"', True),
        ('@"2024-01-01T00:00:00@Europe/Paris" > @"2024-01-01T00:00:00@Asia/Shanghai"', True),
        # a local value takes the offset of the other
        ('@"2024-01-01T08:00:00" = @"2024-01-01T08:00:00+08:00"', True),
        ('@"2024-01-01T07:00:00" < @"2024-01-01T08:00:00+08:00"', True),
        ('@"08:00:00+08:00" = @"00:00:00Z"', True),
        ('@"08:00:00@Asia/Shanghai" = @"00:00:00Z"', True),
        ('@"08:00:00" = @"08:00:00+08:00"', True),
        ('@"09:00:00@Europe/Paris" < @"10:00:00@Europe/Paris"', True),
        ('@"09:00:00@Europe/Paris" < @"10:00:00Z"', None),  # depends on the day
        ('@"2024-01-01" = @"2024-01-01T00:00:00Z"', None),
        ('@"2024-01-01" < @"2024-01-01T00:00:00Z"', None),
        ('@"P1D" = @"PT24H"', True),
        ('@"PT1H" < @"PT61M"', True),
        ('@"-P1D" < @"PT0S"', True),
        ('@"P1Y" = @"P12M"', True),
        ('@"P11M" < @"P1Y"', True),
        ('@"P30D" < @"P1M"', None),
        ('time("23:59:00z") + duration("PT2M") = time("00:01:00@Etc/UTC")', True),
    ],
)
def test_order_goes_by_the_instant(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('@"2024-03-06".year', "2024"),
        ('@"2024-03-06".month', "3"),
        ('@"2024-03-06".day', "6"),
        ('@"2024-03-06".weekday', "3"),
        ('@"2024-03-10".weekday', "7"),
        ('@"2024-03-06T13:20:30.25@Asia/Shanghai".hour', "13"),
        ('@"2024-03-06T13:20:30.25@Asia/Shanghai".minute', "20"),
        ('@"2024-03-06T13:20:30.25@Asia/Shanghai".second', "30.25"),
        ('@"2024-03-06T13:20:30@Asia/Shanghai".weekday', "3"),
        ('@"2024-03-06T13:20:30@Asia/Shanghai".time offset', "PT8H"),
        ('@"2024-03-06T13:20:30@Asia/Shanghai".timezone', "Asia/Shanghai"),
        ('@"2024-07-06T13:20:30@Europe/Paris".time offset', "PT2H"),
        ('@"2024-03-06T13:20:30-05:00".time offset', "-PT5H"),
        ('@"2024-03-06T13:20:30-05:00".timezone', None),
        ('@"2024-03-06T13:20:30".time offset', None),
        ('@"13:20:30".hour', "13"),
        ('@"13:20:30Z".time offset', "PT0S"),
        ('@"13:20:30@Asia/Shanghai".time offset', "PT8H"),
        ('@"13:20:30@Europe/Paris".time offset', None),
        ('@"13:20:30@Europe/Paris".timezone', "Europe/Paris"),
        ('@"P1Y2M".years', "1"),
        ('@"P1Y2M".months', "2"),
        ('@"-P14M".years', "-1"),
        ('@"-P14M".months', "-2"),
        ('@"P1DT25H61M1.5S".days', "2"),
        ('@"P1DT25H61M1.5S".hours', "2"),
        ('@"P1DT25H61M1.5S".minutes', "1"),
        ('@"P1DT25H61M1.5S".seconds', "1.5"),
        ('@"-PT25H".days', "-1"),
        ('@"-PT25H".hours', "-1"),
        ('@"P1Y".days', None),
        ('@"P1D".years', None),
        ('@"2024-03-06".hour', None),
        ('@"13:20:30".year', None),
        ('[@"2024-03-06", @"2025-03-06"].year', "[2024, 2025]"),
        ('day of year(@"2019-09-17")', "260"),
        ('day of week(@"2019-09-17")', "Tuesday"),
        ('month of year(@"2019-09-17T10:00:00")', "September"),
        ('week of year(@"2019-09-17")', "38"),
        ('week of year(@"2003-12-29")', "1"),
        ('week of year(@"2005-01-01")', "53"),
        ("week of year(null)", None),
        ('years and months duration(@"2011-12-22", @"2013-08-24")', "P1Y8M"),
        ('years and months duration(@"2013-08-24", @"2011-12-22")', "-P1Y8M"),
        ('years and months duration(@"2024-01-31", @"2024-02-29")', "P0M"),
        ('years and months duration(@"2024-01-15", @"2024-02-15T10:00:00")', "P1M"),
        ('years and months duration(from: @"2016-01-21", to: @"2015-01-21")', "-P1Y"),
    ],
)
def test_properties_and_temporal_functions(feel: Feel, text: str, value: Any) -> None:
    assert to_text(feel(text)) == value


def test_now_and_today_are_those_of_the_zone(feel: Feel, environment: Callable[..., Any]) -> None:
    assert feel("now()") == datetime(2024, 3, 5, 20, 30, tzinfo=UTC)
    assert feel("now().timezone") == "Asia/Shanghai"
    assert feel("today()") == date(2024, 3, 6)  # it is morning there already
    assert compile_expression("today()").evaluate({}, environment(zone="Europe/London")) == date(2024, 3, 5)


DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MOMENTS = st.datetimes(
    datetime(1980, 1, 1),
    datetime(2060, 12, 31),
    timezones=st.sampled_from((UTC, SHANGHAI, PARIS, EAST_8, ZoneInfo("America/New_York"))),
)
DURATIONS = st.timedeltas(timedelta(days=-3000), timedelta(days=3000))
MONTHS = st.integers(-600, 600)


@given(MOMENTS, DURATIONS)
def test_adding_and_subtracting_a_duration_ends_at_the_same_instant(
    moment: datetime, duration: timedelta
) -> None:
    later = temporal_arithmetic.plus_days(moment, duration)
    assert temporal_arithmetic.minus_moment(later, moment) == duration
    assert later.tzinfo == moment.tzinfo
    back = temporal_arithmetic.plus_days(later, -duration)
    assert comparison.equal(back, moment) is True


@given(DATES, MONTHS)
def test_months_keep_the_day_or_take_the_last_one(day: date, months: int) -> None:
    moved = temporal_arithmetic.plus_months(day, YearsMonths(months))
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


@given(DATES, DATES)
def test_whole_months_between_two_dates_never_overshoot(start: date, end: date) -> None:
    between = temporal_arithmetic.months_between(start, end)
    reached = temporal_arithmetic.plus_months(start, between)
    following = temporal_arithmetic.plus_months(
        start, YearsMonths(between.months + (1 if end >= start else -1))
    )
    if start <= end:
        assert reached <= end
        assert following > end or following.day < start.day
    else:
        assert reached >= end
        assert following < end or following.day < start.day


@given(MOMENTS)
def test_a_moment_reads_back_from_its_text(moment: datetime) -> None:
    text = to_text(moment)
    assert text is not None
    assert comparison.same(parse_date_time(text), moment) or moment.fold


@given(st.times(), st.sampled_from((None, UTC, EAST_8, SHANGHAI)))
def test_a_time_reads_back_from_its_text(value: time, zone: Any) -> None:
    text = to_text(value.replace(tzinfo=zone))
    assert text is not None
    assert comparison.same(parse_time(text), value.replace(tzinfo=zone))


@given(DATES, DURATIONS, MONTHS)
def test_dates_and_durations_read_back_from_their_text(day: date, days: timedelta, months: int) -> None:
    assert parse_date(to_text(day) or "") == day
    assert parse_duration(to_text(days) or "") == days
    assert parse_duration(to_text(YearsMonths(months)) or "") == YearsMonths(months)
