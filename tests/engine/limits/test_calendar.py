"""Working days and business hours, against the official table, brute force and daylight saving."""

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import InvalidInput, MissingCalendar
from engine.limits import BusinessHours, CalendarDay, CalendarYear, WorkingCalendar

ONE_DAY = timedelta(days=1)
JANUARY_2025 = date(2025, 1, 1)


@st.composite
def odd_calendars(draw):
    """A calendar of 2024-2026 with a few hundred days turned round."""
    start = date(2024, 1, 1)
    offsets = draw(st.sets(st.integers(0, 1095), max_size=300))
    years = {}
    for year in (2024, 2025, 2026):
        days = {}
        for offset in offsets:
            day = start + timedelta(days=offset)
            if day.year == year:
                days[day] = CalendarDay(day.weekday() >= 5)
        years[year] = CalendarYear(year, MappingProxyType(days))
    return WorkingCalendar("odd", ZoneInfo("Asia/Shanghai"), MappingProxyType(years))


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_the_shipped_years_agrees_with_chinesecalendar(cn, year):
    day = date(year, 1, 1)
    while day.year == year:
        assert cn.is_working_day(day) is chinese_calendar.is_workday(day), day
        day += ONE_DAY


def test_a_make_up_saturday_is_worked_and_has_its_name(cn):
    saturday = cn.day(date(2026, 2, 14))
    assert saturday.working
    assert saturday.name == "春节调休上班"


def test_a_year_nobody_imported_is_an_error_and_never_a_guess(cn):
    with pytest.raises(MissingCalendar) as caught:
        cn.is_working_day(date(2027, 1, 4))
    assert (caught.value.calendar, caught.value.year) == ("cn", 2027)
    with pytest.raises(MissingCalendar):
        cn.add_working_days(date(2026, 12, 31), 1)


def test_five_working_days_from_the_eve_of_labour_day_end_on_the_make_up_saturday(cn):
    # 1-5 May are off; 6, 7, 8 May and Saturday 9 May (made up) and Monday 11 May are worked
    assert cn.add_working_days(date(2026, 4, 30), 4) == date(2026, 5, 9)
    assert cn.add_working_days(date(2026, 4, 30), 5) == date(2026, 5, 11)


def test_zero_working_days_stay_on_a_working_day_and_leave_a_day_off(cn):
    assert cn.add_working_days(date(2026, 4, 30), 0) == date(2026, 4, 30)
    assert cn.add_working_days(date(2026, 5, 1), 0) == date(2026, 5, 6)


@settings(deadline=None)
@given(odd_calendars(), st.integers(0, 500), st.integers(-120, 120))
def test_adding_working_days_agrees_with_counting_on_fingers(calendar, offset, count):
    start = JANUARY_2025 - timedelta(days=200) + timedelta(days=offset)
    day, seen = start, 0
    try:
        result = calendar.add_working_days(start, count)
    except MissingCalendar:
        assert abs(count) > 60  # a hundred odd days cannot push a short count out of three years
        return
    if count == 0:
        while not calendar.is_working_day(day):
            day += ONE_DAY
    while seen < abs(count):
        day += ONE_DAY if count > 0 else -ONE_DAY
        seen += calendar.is_working_day(day)
    assert result == day


@settings(deadline=None)
@given(odd_calendars(), st.integers(0, 300), st.integers(0, 300))
def test_counting_between_is_the_inverse_of_adding(calendar, offset, length):
    start = JANUARY_2025 + timedelta(days=offset)
    end = start + timedelta(days=length)
    count = calendar.working_days_between(start, end)
    assert count == sum(calendar.is_working_day(start + timedelta(days=n)) for n in range(1, length + 1))
    assert calendar.working_days_between(end, start) == -count
    if count:
        assert calendar.add_working_days(start, count) <= end


def test_a_day_ends_at_midnight_of_its_zone(cn):
    assert cn.day_end(date(2026, 5, 8)) == datetime(2026, 5, 8, 16, tzinfo=UTC)


def test_a_day_with_business_hours_may_end_at_their_close(office):
    assert office.day_end(date(2026, 5, 8), at_close=True) == datetime(2026, 5, 8, 9, 30, tzinfo=UTC)
    assert office.day_end(date(2026, 5, 8)) == datetime(2026, 5, 8, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "end"),
    [
        ("Europe/Berlin", date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),  # 23 hours long
        ("Europe/Berlin", date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),  # 25 hours long
        # midnight itself is skipped: the day ends where the clocks jump
        ("Africa/Cairo", date(2026, 4, 23), datetime(2026, 4, 23, 22, tzinfo=UTC)),
        # midnight comes twice: the day ends at the first one
        ("Atlantic/Azores", date(2026, 10, 24), datetime(2026, 10, 25, 0, tzinfo=UTC)),
    ],
)
def test_days_around_daylight_saving_end_once(calendar_in, zone, day, end):
    assert calendar_in(zone).day_end(day) == end


def test_business_time_leaves_out_lunch_the_night_and_the_weekend(office, local):
    # Friday 11:00: one hour to lunch, 3.5 h in the afternoon, then Monday from 08:30
    start = local("2026-05-15 11:00")
    assert office.add_working_time(start, timedelta(hours=1)) == local("2026-05-15 12:00")
    assert office.add_working_time(start, timedelta(hours=1, minutes=1)) == local("2026-05-15 14:01")
    assert office.add_working_time(start, timedelta(hours=5)) == local("2026-05-18 09:00")
    assert office.working_time_between(start, local("2026-05-18 09:00")) == timedelta(hours=5)
    assert office.working_time_between(local("2026-05-18 09:00"), start) == timedelta(0)


def test_business_time_up_to_the_last_evening_of_the_known_years_needs_no_further_year(office, local):
    start, end = local("2026-12-31 16:30"), local("2026-12-31 20:00")
    assert office.working_time_between(start, end) == timedelta(hours=1)
    assert office.add_working_time(start, timedelta(hours=1)) == local("2026-12-31 17:30")
    with pytest.raises(MissingCalendar):
        office.add_working_time(start, timedelta(hours=1, minutes=1))


@settings(deadline=None)
@given(minutes=st.integers(1, 3000), offset=st.integers(0, 20_000))
def test_business_time_added_is_business_time_between(office, minutes, offset):
    start = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=offset)
    length = timedelta(minutes=minutes)
    assert office.working_time_between(start, office.add_working_time(start, length)) == length


def test_business_time_needs_business_hours(cn, local):
    with pytest.raises(InvalidInput, match="has no business hours"):
        cn.add_working_time(local("2026-05-15 11:00"), timedelta(hours=1))


def test_a_day_of_its_own_hours_overrides_the_ordinary_ones(office, local):
    short = CalendarDay(True, "除夕前半天班", (BusinessHours(510, 720),))
    year = CalendarYear(2026, {date(2026, 5, 15): short})
    calendar = WorkingCalendar("half", office.zone, {2026: year}, office.business_hours)
    start = local("2026-05-15 11:00")
    assert calendar.add_working_time(start, timedelta(hours=2)) == local("2026-05-18 09:30")
    assert calendar.day_end(date(2026, 5, 15), at_close=True) == local("2026-05-15 12:00")
