"""Times and spans as people write them."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import MissingCalendar
from engine.scenarios.moments import moment_after, moment_at, read_moment, read_span, told, told_span
from engine.scenarios.source import Node, Refused

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def node(text):
    return Node(text, "f.yaml", 1, "wait", text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("45 min", 45), ("1 h 30 min", 90), ("2小时", 120), ("1.5 h", 90), ("3 days", 4320), ("90 秒", 1.5)],
)
def test_spans_are_read(text, minutes):
    assert read_span(node(text)) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["45", "soon", "2 fortnights", "min 5", "PT45M x", "-5 min"])
def test_what_is_no_span_is_refused(text):
    with pytest.raises(Refused, match=r"no span of time|no unit of time"):
        read_span(node(text))


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_a_span_is_the_sum_of_its_parts(hours, minutes, seconds):
    text = f"{hours} h {minutes} min {seconds} s"
    assert read_span(node(text)) == timedelta(hours=hours, minutes=minutes, seconds=seconds)


def test_a_date_and_time_is_in_the_organisations_zone():
    assert read_moment(node("2026-11-23 09:00")) == MORNING
    assert read_moment(node("2026-11-23")) == datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
    assert told(MORNING) == "2026-11-23 09:00"


def test_a_time_of_day_is_todays_when_looked_at_and_the_next_one_when_waited_for():
    evening = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # 22:00
    assert moment_at(time(8, 0), evening) == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    assert moment_after(time(8, 0), evening) == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert moment_after(time(23, 0), evening) == datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "is_then"),
    [
        ("on 2026-10-01 at 09:00", "2026-10-01 09:00"),
        ("tomorrow at 08:30", "2026-09-25 08:30"),
        ("次日 08:30", "2026-09-25 08:30"),
        ("in 3 days at 09:00", "2026-09-27 09:00"),
        ("3 天后 09:00", "2026-09-27 09:00"),
        ("in 3 days", "2026-09-27 17:00"),
        # 2026-09-25 to 27 are the mid-autumn holidays, from 2026-10-01 to 07 the national ones.
        ("next working day at 09:00", "2026-09-28 09:00"),
        ("下一个工作日 09:00", "2026-09-28 09:00"),
        ("in 4 working days at 17:00", "2026-10-08 17:00"),
        ("4 个工作日后 17:00", "2026-10-08 17:00"),
        ("in 4 working days", "2026-10-08 17:00"),
    ],
)
def test_a_day_is_counted_from_the_moment_by_the_calendar(text, is_then):
    thursday = datetime(2026, 9, 24, 9, 0, tzinfo=UTC)  # 17:00
    assert told(moment_at(read_moment(node(text)), thursday)) == is_then
    assert moment_after(read_moment(node(text)), thursday) == moment_at(read_moment(node(text)), thursday)


@pytest.mark.parametrize("text", ["4 working days", "1 working day", "4个工作日", "4 工作日"])
def test_a_span_of_working_days_ends_at_the_same_time_of_day(text):
    days = int(text[0])
    thursday = datetime(2026, 9, 24, 9, 0, tzinfo=UTC)
    ends = {1: "2026-09-28 17:00", 4: "2026-10-08 17:00"}
    assert told(moment_at(read_span(node(text)), thursday)) == ends[days]


def test_working_days_of_a_year_that_is_not_known_cannot_be_counted():
    with pytest.raises(MissingCalendar):
        moment_at(read_moment(node("next working day at 09:00")), datetime(2040, 1, 1, tzinfo=UTC))


@given(st.integers(-400_000, 400_000))
def test_a_told_span_is_read_back(seconds):
    span = timedelta(seconds=seconds)
    text = told_span(span)
    assert text.startswith("-") is (seconds < 0)
    assert read_span(node(text.removeprefix("-"))) == abs(span)


def test_time_has_bounds():
    with pytest.raises(Refused, match="is too long"):
        read_span(node("99999999999999999999 days"))
    with pytest.raises(Refused, match="the year must be in 2000 to 2099"):
        read_moment(node("0001-01-01 00:00"))


@pytest.mark.parametrize(
    "text", ["soon", "in days", "next workday", "2026-13-01 10:00", "25:00", "2026-11-23 10", "23.11.2026"]
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(Refused, match="is no time"):
        read_moment(node(text))


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))
def test_a_told_time_is_read_back(naive):
    moment = naive.replace(microsecond=0, tzinfo=UTC)
    assert read_moment(node(told(moment))) == moment
