"""Customers are called in their day: not at night, not at noon where that is the rule, not too often."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from engine.calling.hours import AttemptRules, CallingHours, Span, is_quiet, next_attempt, out_of_quiet

SHANGHAI = "Asia/Shanghai"
NIGHT, NOON = Span(time(21), time(8, 30)), Span(time(12), time(14))
HOURS = CallingHours((NIGHT, NOON))
RULES = AttemptRules(most=4, most_a_day=2)


def shanghai(day: int, hour: int, minute: int = 0) -> datetime:
    """A time of November 2026, in which the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(SHANGHAI)).astimezone(UTC)


def test_the_quiet_of_a_night_goes_on_after_midnight() -> None:
    """20:59 may be called, 21:00 not, neither is 03:00 of the next day; at 08:30 it begins again."""
    assert out_of_quiet(HOURS, shanghai(23, 20, 59), SHANGHAI) == shanghai(23, 20, 59)
    for quiet in (shanghai(23, 21), shanghai(23, 23, 59), shanghai(24, 0), shanghai(24, 8, 29)):
        assert is_quiet(HOURS, quiet, SHANGHAI)
        assert out_of_quiet(HOURS, quiet, SHANGHAI) == shanghai(24, 8, 30)
    assert not is_quiet(HOURS, shanghai(24, 8, 30), SHANGHAI)


def test_noon_and_days_off_are_quiet_too() -> None:
    """On Saturday evening, with the weekend off, Monday morning is the next time."""
    weekend = CallingHours((NIGHT, NOON), frozenset({6, 7}))
    assert out_of_quiet(weekend, shanghai(23, 12, 10), SHANGHAI) == shanghai(23, 14)
    assert out_of_quiet(weekend, shanghai(28, 19), SHANGHAI) == shanghai(30, 8, 30)


def test_the_zone_is_that_of_the_place() -> None:
    """What is eight in the evening in Shanghai is noon in London."""
    at = shanghai(23, 20)
    assert not is_quiet(HOURS, at, SHANGHAI)
    assert is_quiet(HOURS, at, "Europe/London")


def test_hours_that_leave_nothing_are_told_and_not_waited_for() -> None:
    """Quiet all day, or every day off: there is no next time."""
    all_day = CallingHours((Span(time(0), time(12)), Span(time(12), time(0))))
    assert out_of_quiet(all_day, shanghai(23, 9), SHANGHAI) is None
    assert out_of_quiet(CallingHours(days_off=frozenset(range(1, 8))), shanghai(23, 9), SHANGHAI) is None
    assert next_attempt(RULES, all_day, [shanghai(23, 9)], False, SHANGHAI) is None


def test_whoever_was_busy_is_tried_sooner_and_nobody_too_often() -> None:
    """Four attempts in all, two a day, 20 minutes after a busy line, two hours after nobody answered."""
    made = [shanghai(23, 10)]
    assert next_attempt(RULES, HOURS, made, True, SHANGHAI) == shanghai(23, 10, 20)
    # Two hours after ten it is noon: quiet until two.
    assert next_attempt(RULES, HOURS, made, False, SHANGHAI) == shanghai(23, 14)
    made.append(shanghai(23, 14))
    # That were two today.
    assert next_attempt(RULES, HOURS, made, True, SHANGHAI) == shanghai(24, 8, 30)
    made += [shanghai(24, 8, 30), shanghai(24, 11)]
    assert next_attempt(RULES, HOURS, made, True, SHANGHAI) is None


def test_a_time_that_the_clocks_show_twice_is_the_next_of_the_two() -> None:
    """In Berlin 02:30 comes twice in the night of 25 October; after the first the second is meant."""
    berlin = "Europe/Berlin"
    quiet = CallingHours((Span(time(1), time(2, 30)),))
    second_time_2_15 = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert out_of_quiet(quiet, second_time_2_15, berlin) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


_SPANS = st.builds(
    lambda start, length: Span(
        time(start // 60, start % 60), time((start + length) % 1440 // 60, (start + length) % 60)
    ),
    st.integers(0, 1439),
    st.integers(0, 900),
)


@given(
    st.lists(_SPANS, max_size=3),
    st.frozensets(st.integers(1, 7), max_size=6),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
    st.sampled_from([SHANGHAI, "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
)
def test_the_next_time_is_allowed_and_nothing_before_it_is(
    spans: list[Span], days_off: frozenset[int], naive: datetime, zone: str
) -> None:
    """Whatever the rules, the night and the change of clocks."""
    at = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    hours = CallingHours(tuple(spans), days_off)
    found = out_of_quiet(hours, at, zone)
    until = found if found is not None else at + timedelta(days=8)
    assert until >= at
    if found is not None:
        assert not is_quiet(hours, found, zone)
    step = max(timedelta(minutes=1), (until - at) / 50)
    between = at
    while between < until:
        assert is_quiet(hours, between, zone)
        between += step


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_attempts_keep_their_distance(busy: list[bool]) -> None:
    """A number that is never reached is tried four times, two a day, always in allowed hours."""
    made = [shanghai(23, 9)]
    for line_was_busy in busy:
        at = next_attempt(RULES, HOURS, made, line_was_busy, SHANGHAI)
        if at is None:
            break
        assert not is_quiet(HOURS, at, SHANGHAI)
        made.append(at)
    assert len(made) == min(4, len(busy) + 1)
    assert all(later - earlier >= RULES.after_busy for earlier, later in pairwise(made))
    days = [one.astimezone(ZoneInfo(SHANGHAI)).date() for one in made]
    assert all(days.count(day) <= 2 for day in days)
