"""When a clock tells people: at its warnings and once its limit is missed; what is left, in words."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from engine.limits import (
    MISSED,
    OrderClock,
    Unit,
    WorkingLeft,
    left_in_words,
    next_telling,
    reached_telling,
    working_left_in_words,
)

WARN_AT = (Decimal("0.5"), Decimal("0.8"))


def test_a_clock_tells_at_its_warnings_and_a_second_after_its_end(cn, rule, local):
    clock = OrderClock.start(rule(), local("2026-11-23 09:00"))  # sixty minutes
    assert next_telling(clock, WARN_AT, 0, cn) == (50, local("2026-11-23 09:30"))
    assert next_telling(clock, WARN_AT, 50, cn) == (80, local("2026-11-23 09:48"))
    assert next_telling(clock, WARN_AT, 80, cn) == (MISSED, local("2026-11-23 10:00") + timedelta(seconds=1))
    assert next_telling(clock, WARN_AT, MISSED, cn) is None
    assert next_telling(clock, (), 0, cn) == next_telling(clock, WARN_AT, 80, cn)


def test_of_several_that_passed_the_last_is_told(cn, rule, local):
    clock = OrderClock.start(rule(), local("2026-11-23 09:00"))
    assert reached_telling(clock, WARN_AT, 0, local("2026-11-23 09:29"), cn) is None
    assert reached_telling(clock, WARN_AT, 0, local("2026-11-23 09:50"), cn) == 80
    assert reached_telling(clock, WARN_AT, 50, local("2026-11-23 12:00"), cn) == MISSED
    assert reached_telling(clock, WARN_AT, MISSED, local("2026-11-23 12:00"), cn) is None


def test_a_held_clock_tells_nothing_and_goes_on_where_it_had_come_to(cn, rule, local):
    held = OrderClock.start(rule(), local("2026-11-23 09:00")).pause(
        local("2026-11-23 09:20"), "awaiting-parts"
    )
    assert next_telling(held, WARN_AT, 0, cn) is None
    again = held.resume(local("2026-11-23 11:20"))
    assert next_telling(again, WARN_AT, 0, cn) == (50, local("2026-11-23 11:30"))


def test_a_limit_in_working_days_warns_at_whole_days(cn, rule, local):
    clock = OrderClock.start(rule(unit=Unit.WORKING_DAYS, promise=5), local("2026-11-23 09:00"))
    # Four fifths of five working days after Monday are four: the end of Friday.
    assert next_telling(clock, (Decimal("0.8"),), 0, cn) == (80, local("2026-11-28 00:00"))


@pytest.mark.parametrize(
    ("left", "en", "zh"),
    [
        (timedelta(minutes=1, seconds=50), "1 minute", "1 分钟"),
        (timedelta(hours=3, minutes=20), "3 hours 20 minutes", "3 小时 20 分钟"),
        (timedelta(days=2, hours=1, minutes=5), "2 days 1 hour", "2 天 1 小时"),
        (timedelta(seconds=36), "less than a minute", "不足 1 分钟"),
    ],
)
def test_what_is_left_is_told_in_two_units(left, en, zh):
    assert (str(left_in_words(left)), left_in_words(left).zh) == (en, zh)


def test_working_time_left_is_told_in_working_days():
    told = working_left_in_words(WorkingLeft(2, timedelta(hours=3, minutes=30)))
    assert (str(told), told.zh) == ("2 working days 3 hours", "2 个工作日 3 小时")
    assert str(working_left_in_words(WorkingLeft(1, timedelta(0)))) == "1 working day"
    assert str(working_left_in_words(WorkingLeft(0, timedelta(hours=4)))) == "4 hours"
