"""ISO 8601 durations and repeating intervals: read, refused, and reckoned on the calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.limits.iso_intervals import Period, RepeatingInterval, parse_period, parse_repeating, plus_months

BERLIN = ZoneInfo("Europe/Berlin")
numbers = st.integers(0, 9999)


@settings(deadline=None)
@given(numbers, numbers, numbers, numbers, numbers, numbers, numbers, st.integers(0, 999_999))
def test_a_duration_written_out_is_read_back(years, months, weeks, days, hours, minutes, seconds, micros):
    text = f"P{years}Y{months}M{weeks}W{days}DT{hours}H{minutes}M{seconds}.{micros:06d}S"
    exact = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micros)
    assert parse_period(text) == Period(years * 12 + months, weeks * 7 + days, exact)


@settings(deadline=None)
@given(st.text(alphabet="PTYMWDHS0123456789.,-R/:Z ", max_size=12))
def test_whatever_is_typed_is_read_or_refused_but_never_breaks(text):
    period = parse_period(text)
    assert period is None or isinstance(period, Period)
    assert isinstance(parse_repeating(text), (RepeatingInterval, str))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("PT10M", Period(exact=timedelta(minutes=10))),
        ("P1M", Period(months=1)),
        ("P2W", Period(days=14)),
        ("PT0.5S", Period(exact=timedelta(milliseconds=500))),
        ("PT1,25S", Period(exact=timedelta(milliseconds=1250))),
        ("PT36H", Period(exact=timedelta(hours=36))),
    ],
)
def test_the_usual_durations(text, period):
    assert parse_period(text) == period


@pytest.mark.parametrize(
    "text",
    ["P", "PT", "P1DT", "1D", "p1d", "P1H", "PT1D", "P1.5D", "-P1D", "P1D ", "PT10", "P1M1Y", "PT٣M", ""],
)
def test_what_is_no_duration(text):
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("R3/PT10M", RepeatingInterval(3, None, Period(exact=timedelta(minutes=10)))),
        ("R/PT10M", RepeatingInterval(None, None, Period(exact=timedelta(minutes=10)))),
        ("R-1/PT10M", RepeatingInterval(None, None, Period(exact=timedelta(minutes=10)))),
        (
            "R/2026-01-01T00:00:00Z/PT1H",
            RepeatingInterval(None, datetime(2026, 1, 1, tzinfo=UTC), Period(exact=timedelta(hours=1))),
        ),
        ("R5/2026-01-31T08:00/P1M", RepeatingInterval(5, datetime(2026, 1, 31, 8), Period(months=1))),
    ],
)
def test_the_usual_repeating_intervals(text, interval):
    assert parse_repeating(text) == interval


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3/PT10M", "does not begin with R"),
        ("Rx/PT10M", "does not begin with R"),
        ("R3", "has not the form"),
        ("R3/a/b/c", "has not the form"),
        ("R0/PT10M", "repeats nothing"),
        ("R3/PT0S", "never come to rest"),
        ("R3/10M", "'10M' is no duration"),
        ("R3/2026-01-01/PT1H", "'2026-01-01' is no date and time"),
        ("R3/PT1H/2026-01-01T00:00:00Z", "is no duration"),
        ("R3/2026-13-01T00:00:00Z/PT1H", "is no date and time"),
    ],
)
def test_what_is_no_repeating_interval_is_told_why(text, told):
    assert told in parse_repeating(text)


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-600, 600))
def test_months_keep_the_day_or_take_the_months_last(day, months):
    moved = plus_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


def test_a_month_after_the_31st_of_january_is_the_last_of_february_and_then_the_31st_again():
    start, period = datetime(2026, 1, 31, 0, tzinfo=UTC), Period(months=1)
    assert [period.after(start, ZoneInfo("UTC"), n).date() for n in (1, 2, 3)] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_a_day_keeps_the_local_time_and_24_hours_do_not():
    eve = datetime(2026, 3, 28, 8, tzinfo=BERLIN)  # the clocks go forward in the night
    assert Period(days=1).after(eve, BERLIN).astimezone(BERLIN).hour == 8
    assert Period(exact=timedelta(hours=24)).after(eve, BERLIN).astimezone(BERLIN).hour == 9
