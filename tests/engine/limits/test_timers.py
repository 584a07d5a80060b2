"""Timers of diagrams: what their expressions may give, when they fire, and what becomes of missed cycles."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import InvalidInput
from engine.feel import Environment, YearsMonths, compile_expression
from engine.limits import (
    CycleTimer,
    DateTimer,
    DurationTimer,
    Layer,
    LimitTimer,
    LimitValue,
    Missed,
    TimerKind,
    timer_from_document,
    timer_spec,
    timer_to_document,
)
from engine.limits.iso_intervals import Period

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 5, 15, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TEN_MINUTES = timedelta(minutes=10)
periods = st.one_of(
    st.integers(1, 24).map(lambda n: Period(months=n)),
    st.integers(1, 60).map(lambda n: Period(days=n)),
    st.integers(1, 10_000).map(lambda n: Period(exact=timedelta(minutes=n))),
    st.builds(Period, st.integers(0, 2), st.integers(0, 40), st.integers(1, 100).map(lambda n: n * MINUTE)),
)
moments = st.integers(0, 5 * 365 * 24 * 60).map(lambda n: datetime(2024, 1, 1, tzinfo=UTC) + n * MINUTE)


def spec(kind, value, zone=SHANGHAI):
    return timer_spec(TimerKind(kind), value, zone, "timer Remind")


def cycle(text, now=NOW, zone=SHANGHAI):
    return spec("timeCycle", text, zone).anchored(now)


def all_dues(timer, now, most=10):
    dues, due = [], timer.first_due(now)
    while due is not None and len(dues) < most:
        dues.append(due)
        due = timer.next_due(due, due)
    return dues


def test_billionths_of_a_second_are_cut_off_and_a_year_beyond_python_s_is_refused():
    def value(text):
        return compile_expression(text).evaluate({}, Environment(NOW, SHANGHAI))

    timer = spec("timeDate", value('@"2026-06-01T08:00:00.123456789Z"'))
    assert timer.first_due(NOW) == datetime(2026, 6, 1, 8, 0, 0, 123456, tzinfo=UTC)
    with pytest.raises(InvalidInput, match="expected a date and time"):
        spec("timeDate", value('@"12026-06-01T08:00:00Z"'))


# -- once ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "due"),
    [
        (datetime(2026, 5, 16, 8, tzinfo=UTC), datetime(2026, 5, 16, 8, tzinfo=UTC)),
        (datetime(2026, 5, 16, 8), datetime(2026, 5, 16, 0, tzinfo=UTC)),
        (datetime(2026, 5, 16, 8, tzinfo=BERLIN), datetime(2026, 5, 16, 6, tzinfo=UTC)),
        (date(2026, 5, 16), datetime(2026, 5, 15, 16, tzinfo=UTC)),
        ("2026-05-16T08:00:00+08:00", datetime(2026, 5, 16, 0, tzinfo=UTC)),
        ("2026-05-16T08:00:00", datetime(2026, 5, 16, 0, tzinfo=UTC)),
        (datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_date_timer_fires_at_its_instant_local_times_being_the_tiers(value, due):
    timer = spec("timeDate", value)
    assert timer.first_due(NOW) == due
    assert timer.next_due(due, NOW) is None
    assert timer.remaining(due) == 0


@pytest.mark.parametrize(
    ("value", "due"),
    [
        (timedelta(minutes=45), NOW + timedelta(minutes=45)),
        ("PT45M", NOW + timedelta(minutes=45)),
        (YearsMonths(1), datetime(2026, 6, 15, 1, 0, tzinfo=UTC)),
        ("P1M", datetime(2026, 6, 15, 1, 0, tzinfo=UTC)),
        (timedelta(minutes=-5), NOW - timedelta(minutes=5)),
    ],
)
def test_a_duration_timer_fires_that_long_after_it_is_armed(value, due):
    timer = spec("timeDuration", value)
    assert timer.first_due(NOW) == due
    assert timer.next_due(due, NOW) is None


def test_a_month_is_a_month_of_the_tiers_calendar_not_of_utc():
    late = datetime(2026, 1, 30, 17, 0, tzinfo=UTC)  # the 31st, 01:00, in Shanghai
    assert spec("timeDuration", YearsMonths(1)).first_due(late) == datetime(2026, 2, 27, 17, tzinfo=UTC)


def test_a_duration_out_of_the_calendar_is_refused_and_no_traceback():
    with pytest.raises(InvalidInput, match="leads out of the calendar"):
        spec("timeDuration", timedelta(days=999_999_999)).first_due(NOW)
    with pytest.raises(InvalidInput, match="leads out of the calendar"):
        spec("timeDuration", YearsMonths(12 * 9000)).first_due(NOW)


@pytest.mark.parametrize("kind", ["timeDate", "timeDuration"])
def test_a_limit_may_be_written_as_date_or_duration_and_drops_its_hold_on_the_order(kind):
    value = LimitValue("arrive", Decimal("0.8"), Layer.TARGET, reading=lambda _: None)
    timer = spec(kind, value)
    assert timer == LimitTimer(LimitValue("arrive", Decimal("0.8"), Layer.TARGET))
    assert timer.limit.reading is None


# -- wrong values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("timeDate", "PT1H", "timeDate is 'PT1H', a duration; expected a date and time"),
        ("timeDate", "PT1H", "write it as timeDuration"),
        ("timeDate", timedelta(hours=1), "write it as timeDuration"),
        ("timeDate", "R3/PT10M", "write it as timeCycle"),
        ("timeDate", "tomorrow", "a text; expected a date and time"),
        ("timeDate", "2026-02-30T08:00:00", "a text; expected a date and time"),
        ("timeDuration", date(2026, 5, 16), "a date; expected a duration or a limit"),
        ("timeDuration", date(2026, 5, 16), "write it as timeDate"),
        ("timeDuration", "2026-05-16T08:00:00Z", "write it as timeDate"),
        ("timeDuration", "R3/PT10M", "write it as timeCycle"),
        ("timeDuration", 45, "timeDuration is 45, a number; expected a duration"),
        ("timeDuration", None, "timeDuration is null, its expression found nothing"),
        ("timeDuration", None, "check the names in the expression"),
        ("timeDuration", True, "a bool; expected a duration"),
        ("timeCycle", LimitValue("arrive"), "a limit; expected a repeating interval"),
        ("timeCycle", "R3/10M", "'10M' is no duration such as PT10M"),
        ("timeCycle", "0 0 9 * * ?", "does not begin with R"),
        ("timeCycle", timedelta(0), "a cycle must lead forward"),
        ("timeCycle", timedelta(minutes=-1), "a cycle must lead forward"),
        ("timeCycle", date(2026, 5, 16), "write it as timeDate"),
        ("timeCycle", [1, 2], "a list; expected a repeating interval"),
    ],
)
def test_a_value_of_the_wrong_type_is_told_with_element_value_and_remedy(kind, value, told):
    with pytest.raises(InvalidInput) as caught:
        spec(kind, value)
    assert caught.value.message.startswith(f"timer Remind: {kind} is ")
    assert told in caught.value.message


# -- cycles ----------------------------------------------------------------------------------------------


def test_three_repetitions_fire_three_times_after_the_arming():
    assert all_dues(cycle("R3/PT10M"), NOW) == [NOW + n * TEN_MINUTES for n in (1, 2, 3)]


def test_a_start_of_its_own_is_the_first_moment():
    timer = cycle("R3/2026-05-15T10:00:00+08:00/PT1H")
    assert [due.hour for due in all_dues(timer, NOW)] == [2, 3, 4]


def test_a_start_in_the_past_keeps_its_rhythm_and_is_not_made_up_for():
    timer = cycle("R/2026-01-01T00:30:00Z/PT1H")
    assert timer.first_due(NOW) == datetime(2026, 5, 15, 1, 30, tzinfo=UTC)
    assert timer.first_due(NOW + 30 * MINUTE) == NOW + 30 * MINUTE


def test_a_cycle_that_is_over_fires_no_more():
    assert cycle("R3/2026-01-01T00:00:00Z/PT1H").first_due(NOW) is None


@pytest.mark.parametrize("value", [TEN_MINUTES, "PT10M", "R/PT10M"])
def test_a_plain_duration_repeats_without_end(value):
    timer = cycle(value)
    assert timer.remaining(NOW + TEN_MINUTES) is None
    assert len(all_dues(timer, NOW, most=50)) == 50


def test_months_do_not_drift():
    timer = cycle("R5/2026-01-31T09:00:00/P1M", now=datetime(2026, 1, 1, tzinfo=UTC))
    assert [due.day for due in all_dues(timer, datetime(2026, 1, 1, tzinfo=UTC))] == [31, 28, 31, 30, 31]


def test_every_day_at_eight_stays_at_eight_across_daylight_saving():
    timer = cycle("R3/2026-03-28T08:00:00/P1D", now=datetime(2026, 3, 1, tzinfo=UTC), zone=BERLIN)
    dues = all_dues(timer, datetime(2026, 3, 1, tzinfo=UTC))
    assert [due.astimezone(BERLIN).hour for due in dues] == [8, 8, 8]
    assert [due.hour for due in dues] == [7, 6, 6]


def test_missed_cycles_collapse_into_the_one_that_fires_late():
    timer = cycle("R/PT10M")
    late = NOW + 35 * MINUTE  # 10, 20 and 30 minutes have passed; the one of 10 fires now
    assert timer.next_due(NOW + TEN_MINUTES, late) == NOW + 40 * MINUTE


def test_a_moment_that_is_just_now_is_not_missed():
    timer = cycle("R/PT10M")
    assert timer.next_due(NOW + TEN_MINUTES, NOW + 2 * TEN_MINUTES) == NOW + 2 * TEN_MINUTES


def test_every_missed_cycle_fires_where_the_diagram_wants_it():
    timer = cycle("R/PT10M")
    late = NOW + 35 * MINUTE
    assert timer.next_due(NOW + TEN_MINUTES, late, Missed.EVERY) == NOW + 20 * MINUTE


def test_collapsed_moments_are_used_up():
    timer = cycle("R3/PT10M")
    assert timer.remaining(NOW + TEN_MINUTES) == 2
    assert timer.next_due(NOW + TEN_MINUTES, NOW + 35 * MINUTE) is None
    assert timer.next_due(NOW + TEN_MINUTES, NOW + 25 * MINUTE) == NOW + 30 * MINUTE
    assert timer.remaining(NOW + 30 * MINUTE) == 0


def test_a_cycle_of_seconds_that_slept_for_years_is_found_at_once():
    timer = cycle("R/PT0.001S")
    later = NOW + timedelta(days=3000)
    assert timer.next_due(NOW, later) == later


def test_a_cycle_ends_with_the_calendar():
    timer = cycle("R/P9000Y")
    assert timer.first_due(NOW) is None
    assert cycle("R/P999999Y999999M999999DT999999999H").first_due(NOW) is None


def test_a_cycle_that_was_never_armed_cannot_go_on():
    with pytest.raises(InvalidInput, match=r"store spec\.anchored\(now\)"):
        spec("timeCycle", "R3/PT10M").next_due(NOW, NOW)


@settings(deadline=None)
@given(periods, st.one_of(st.none(), st.integers(1, 30)), moments, moments, st.booleans())
def test_moments_agree_with_counting_them_through(period, repetitions, anchor, now, includes):
    timer = CycleTimer(period, BERLIN, repetitions, anchor, includes)
    first = 0 if includes else 1
    last = 200 if repetitions is None else first + repetitions - 1
    plan = [period.after(anchor, BERLIN, n) for n in range(first, last + 1)]
    if repetitions is None and plan[-1] < now:
        assert timer.first_due(now) >= now
        return
    expected = next((at for at in plan if at >= now), None)
    assert timer.first_due(now) == expected
    if expected is not None:
        assert timer.remaining(expected) == (
            None if repetitions is None else sum(at > expected for at in plan)
        )


@settings(deadline=None)
@given(periods, st.integers(1, 12), moments, st.lists(st.integers(0, 100_000), max_size=12))
def test_firing_every_missed_one_fires_the_whole_plan_and_collapsing_a_part_of_it(
    period, count, anchor, delays
):
    timer = CycleTimer(period, SHANGHAI, count, anchor)
    plan = [period.after(anchor, SHANGHAI, n) for n in range(1, count + 1)]
    for missed in Missed:
        fired, now, due = [], anchor, timer.first_due(anchor)
        for delay in [*delays, *([0] * count)]:
            if due is None:
                break
            now = max(due, now) + delay * MINUTE
            fired.append(due)
            due = timer.next_due(due, now, missed)
        assert fired == sorted(set(fired))
        assert set(fired) <= set(plan)
        if missed is Missed.EVERY:
            assert fired == plan[: len(fired)]
            assert due is not None or fired == plan


@settings(deadline=None)
@given(
    st.one_of(
        st.builds(DateTimer, moments),
        st.builds(DurationTimer, periods, st.sampled_from([SHANGHAI, BERLIN])),
        st.builds(
            lambda key, fraction, layer: LimitTimer(LimitValue(key, fraction, layer)),
            st.sampled_from(["arrive", "reply"]),
            st.decimals("0.01", "3", places=2),
            st.one_of(st.none(), st.sampled_from(list(Layer))),
        ),
        st.builds(
            CycleTimer,
            periods,
            st.sampled_from([SHANGHAI, BERLIN]),
            st.one_of(st.none(), st.integers(1, 99)),
            st.one_of(st.none(), moments),
            st.booleans(),
        ),
    )
)
def test_a_timer_comes_back_from_its_document_as_it_went(timer):
    assert timer_from_document(json.loads(json.dumps(timer_to_document(timer)))) == timer


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"format": 2, "kind": "date"},
        {"format": 1, "kind": "egg"},
        {"format": 1, "kind": "date", "at": "soon"},
        {"format": 1, "kind": "cycle"},
        {"format": 1, "kind": "duration", "period": [1, 2], "zone": "Asia/Shanghai"},
        {"format": 1, "kind": "duration", "period": [0, 0, 1], "zone": "Asia/Peking"},
        {"format": 1, "kind": "limit", "rule": "arrive", "fraction": "much", "layer": None},
    ],
)
def test_a_document_that_is_no_timer_is_refused(document):
    with pytest.raises(InvalidInput):
        timer_from_document(document)
