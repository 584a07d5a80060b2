"""Times and spans as people write them."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scenarios.moments import moment_after, moment_at, read_moment, read_span, told
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


def test_time_has_bounds():
    with pytest.raises(Refused, match="is too long"):
        read_span(node("99999999999999999999 days"))
    with pytest.raises(Refused, match="the year must be in 2000 to 2099"):
        read_moment(node("0001-01-01 00:00"))


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01 10:00", "25:00", "2026-11-23 10", "23.11.2026"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(Refused, match="is no time"):
        read_moment(node(text))


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))
def test_a_told_time_is_read_back(naive):
    moment = naive.replace(microsecond=0, tzinfo=UTC)
    assert read_moment(node(told(moment))) == moment
