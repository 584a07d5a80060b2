"""Limits counted by hand: make-up days, lunch, the holidays, the turn of the year; clocks that never rest."""

import pytest

from engine.limits import DayEnd, OrderClock, Unit

CASES = {
    "twenty-four hours pass through a holiday as through any day": (
        {"unit": Unit.MINUTES, "promise": 1440},
        "2026-09-30 20:00",
        "2026-10-01 20:00",
    ),
    # Wednesday 16:00 to 17:30 are 90 of 240; 1 to 7 October are holidays; 150 are left from Thursday 08:30.
    "four working hours rest over the National Day": (
        {"unit": Unit.WORKING_MINUTES, "promise": 240},
        "2026-09-30 16:00",
        "2026-10-08 11:00",
    ),
    # 60 minutes until 12:00, the other 120 from 14:00.
    "three working hours leave out lunch": (
        {"unit": Unit.WORKING_MINUTES, "promise": 180},
        "2026-11-23 11:00",
        "2026-11-23 16:00",
    ),
    "what begins at lunch counts from its end": (
        {"unit": Unit.WORKING_MINUTES, "promise": 120},
        "2026-11-23 12:30",
        "2026-11-23 16:00",
    ),
    # Saturday 10 October is made up: 60 minutes of it, and 60 from Monday 08:30.
    "a make-up Saturday has business hours, its Sunday has none": (
        {"unit": Unit.WORKING_MINUTES, "promise": 120},
        "2026-10-10 16:30",
        "2026-10-12 09:30",
    ),
    # From Friday: Saturday is off; Sunday the 20th is made up (1), 21 (2), 22 (3), 23 (4), 24 (5).
    "a make-up Sunday is the first working day": (
        {"unit": Unit.WORKING_DAYS, "promise": 5},
        "2026-09-18 09:00",
        "2026-09-25 00:00",
    ),
    # 24 September (1), the 25th is a holiday, 28 (2), 29 (3), 30 (4), 8 October (5), 9 (6), the made-up 10th (7).
    "seven working days over two holidays end on a make-up Saturday": (
        {"unit": Unit.WORKING_DAYS, "promise": 7},
        "2026-09-23 09:00",
        "2026-10-11 00:00",
    ),
    # 31 December (1); 1 and 2 January are holidays, the 3rd a Saturday; Sunday the 4th is made up (2), the 5th (3).
    "working days go on over the end of the year": (
        {"unit": Unit.WORKING_DAYS, "promise": 3},
        "2025-12-30 09:00",
        "2026-01-06 00:00",
    ),
    # Saturday 14 February is made up (1); 16 to 20 and the 23rd are holidays; Tuesday the 24th (2).
    "the Spring Festival lies between two working days": (
        {"unit": Unit.WORKING_DAYS, "promise": 2},
        "2026-02-13 09:00",
        "2026-02-25 00:00",
    ),
    # The seventh day is 1 October: it rolls to the 8th.
    "a last calendar day on a holiday rolls to the first working day": (
        {"unit": Unit.CALENDAR_DAYS, "promise": 7, "rolls": True},
        "2026-09-24 09:00",
        "2026-10-09 00:00",
    ),
    "where the rule says so, it does not": (
        {"unit": Unit.CALENDAR_DAYS, "promise": 7, "rolls": False},
        "2026-09-24 09:00",
        "2026-10-02 00:00",
    ),
    # The seventh day is Saturday 10 October, which is made up.
    "a last calendar day on a make-up Saturday stays": (
        {"unit": Unit.CALENDAR_DAYS, "promise": 7, "rolls": True},
        "2026-10-03 09:00",
        "2026-10-11 00:00",
    ),
    "a working day that ends with business ends on the make-up Saturday at 17:30": (
        {"unit": Unit.WORKING_DAYS, "promise": 1, "day_end": DayEnd.CLOSE},
        "2026-10-09 18:00",
        "2026-10-10 17:30",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_limit_ends_when_it_does_by_hand(office, rule, local, case):
    terms, start, due = CASES[case]
    assert OrderClock.start(rule(**terms), local(start)).due(office) == local(due)


def test_a_clock_that_never_rests_and_one_that_keeps_business_hours(office, rule, local):
    start = local("2026-09-30 16:00")
    never = OrderClock.start(rule(promise=24 * 60), start).due(office)
    business = OrderClock.start(rule(unit=Unit.WORKING_MINUTES, promise=24 * 60), start).due(office)
    assert never == local("2026-10-01 16:00")
    # 1440 minutes: 90 on 30 September; 420 each on 8, 9 and the made-up 10 October (1350); 90 on Monday the 12th.
    assert business == local("2026-10-12 10:00")
