"""How much working time is left: days and hours, over weekends, holidays, make-up days and lunch."""

from datetime import timedelta

import pytest

from engine.errors import MissingCalendar
from engine.limits import WorkingLeft, working_left


def left(days: int, **rest: float) -> WorkingLeft:
    return WorkingLeft(days, timedelta(**rest))


@pytest.mark.parametrize(
    ("begin", "end", "found"),
    [
        ("2026-09-16 21:00", "2026-09-19 00:00", left(2, hours=3)),  # Wednesday evening to the end of Friday
        ("2026-09-18 20:00", "2026-09-19 00:00", left(0, hours=4)),
        ("2026-09-19 12:00", "2026-09-21 00:00", left(1)),  # a Saturday off; Sunday the 20th is made up
        (
            "2026-09-30 18:00",
            "2026-10-09 00:00",
            left(1, hours=6),
        ),  # the National Day holiday: 1 to 7 October
        ("2026-10-09 10:00", "2026-10-10 10:00", left(0, hours=24)),  # parts of two days; Saturday is made up
        ("2026-10-09 10:00", "2026-10-09 09:00", left(0)),
    ],
)
def test_whole_working_days_and_the_hours_of_others(cn, local, begin, end, found):
    assert working_left(local(begin), local(end), cn) == found


def test_business_hours_are_a_working_day_and_lunch_is_not_counted(office, local):
    # 08:30-12:00 and 14:00-17:30: two and a half hours before lunch are left of Wednesday's morning.
    assert working_left(local("2026-09-16 09:30"), local("2026-09-18 17:30"), office) == left(2, hours=6)
    assert working_left(local("2026-09-16 13:00"), local("2026-09-16 18:00"), office) == left(0, hours=3.5)


def test_what_is_too_long_nobody_counts_and_an_unknown_year_is_told(cn, local):
    assert working_left(local("2026-01-05 09:00"), local("2027-12-31 09:00"), cn) is None
    with pytest.raises(MissingCalendar):
        working_left(local("2026-12-31 09:00"), local("2027-01-08 09:00"), cn)
