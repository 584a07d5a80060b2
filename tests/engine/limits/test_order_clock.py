"""One order's clocks as its day goes: started, held, appointed, stopped, sent round again."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from engine.errors import InvalidInput, MissingCalendar
from engine.limits import (
    DayEnd,
    Layer,
    OrderClock,
    Phase,
    Rounds,
    Stage,
    Unit,
    clock_state,
    seed_calendars,
    seed_profiles,
)

HOUR = timedelta(hours=1)
FRIDAY = "2026-05-15"
MONDAY = "2026-05-18"


def working_days(rule, count, **changes):
    given = {"unit": Unit.WORKING_DAYS, "promise": count, **changes}
    return rule(**given)


def calendar_days(rule, count, **changes):
    return rule(**{"unit": Unit.CALENDAR_DAYS, "promise": count, "rolls": True, **changes})


# -- minutes ---------------------------------------------------------------------------------------------


def test_a_limit_in_minutes_ends_its_amount_after_the_start(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00"))
    assert clock.due(cn) == local(f"{FRIDAY} 10:00")
    assert clock.due(cn).tzinfo is UTC


def test_holding_moves_the_end_by_as_long_as_it_lasts(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00")).pause(
        local(f"{FRIDAY} 09:20"), "awaiting-parts"
    )
    assert clock.phase is Phase.PAUSED
    assert clock.resume(local(f"{FRIDAY} 15:20")).due(cn) == local(f"{FRIDAY} 16:00")


def test_holding_for_a_reason_the_rule_does_not_know_changes_nothing(rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00"))
    assert clock.pause(local(f"{FRIDAY} 09:20"), "customer-wish") is clock
    arrive = OrderClock.start(rule(pauses=frozenset()), local(f"{FRIDAY} 09:00"))
    assert arrive.pause(local(f"{FRIDAY} 09:20"), "awaiting-parts") is arrive


def test_a_hold_after_the_limit_was_broken_does_not_mend_it(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00"))
    late = clock.pause(local(f"{FRIDAY} 11:00"), "awaiting-parts").resume(local(f"{FRIDAY} 13:00"))
    assert late.due(cn) == local(f"{FRIDAY} 10:00")
    assert clock_state(late, local(f"{FRIDAY} 13:00"), cn).breached


def test_both_layers_have_their_own_end(cn, rule, local):
    clock = OrderClock.start(rule(target=30), local(f"{FRIDAY} 09:00"))
    assert clock.due(cn, Layer.TARGET) == local(f"{FRIDAY} 09:30")
    assert clock.due(cn, Layer.PROMISE) == clock.due(cn) == local(f"{FRIDAY} 10:00")
    own = OrderClock.start(rule(promise=None, target=30), local(f"{FRIDAY} 09:00"))
    assert own.due(cn) == local(f"{FRIDAY} 09:30")
    assert own.due(cn, Layer.PROMISE) is None


def test_business_minutes_leave_out_lunch_and_night(office, rule, local):
    clock = OrderClock.start(rule(unit=Unit.WORKING_MINUTES, promise=120), local(f"{FRIDAY} 11:00"))
    assert clock.due(office) == local(f"{FRIDAY} 15:00")
    held = clock.pause(local(f"{FRIDAY} 11:30"), "awaiting-parts").resume(local(f"{MONDAY} 08:00"))
    assert held.due(office) == local(f"{MONDAY} 10:00")
    assert clock_state(held, local(f"{MONDAY} 09:00"), office).elapsed == HOUR


# -- days ------------------------------------------------------------------------------------------------


def test_the_day_of_the_start_is_not_counted_and_the_last_ends_at_midnight(cn, rule, local):
    clock = OrderClock.start(working_days(rule, 1), local(f"{FRIDAY} 00:01"))
    assert clock.due(cn) == local("2026-05-19 00:00")
    assert OrderClock.start(calendar_days(rule, 4), local(f"{FRIDAY} 00:01")).due(cn) == local(
        "2026-05-20 00:00"
    )


def test_the_last_day_ends_with_business_where_the_rule_says_so(office, cn, rule, local):
    terms = working_days(rule, 1, day_end=DayEnd.CLOSE)
    assert OrderClock.start(terms, local(f"{FRIDAY} 09:00")).due(office) == local(f"{MONDAY} 17:30")
    assert OrderClock.start(terms, local(f"{FRIDAY} 09:00")).due(cn) == local("2026-05-19 00:00")


def test_a_last_calendar_day_off_moves_on_to_the_next_working_day(cn, rule, local):
    start = local("2026-04-24 10:00")  # a Friday; seven days later is 1 May, off until the 5th
    assert OrderClock.start(calendar_days(rule, 7), start).due(cn) == local("2026-05-07 00:00")
    assert OrderClock.start(calendar_days(rule, 7, rolls=False), start).due(cn) == local("2026-05-02 00:00")


def test_days_are_local_days_even_when_utc_is_a_day_behind(cn, rule):
    start = datetime(2026, 5, 14, 17, 0, tzinfo=UTC)  # 01:00 on the 15th in Shanghai
    assert OrderClock.start(working_days(rule, 1), start).due(cn) == datetime(2026, 5, 18, 16, tzinfo=UTC)


def test_a_hold_leaves_out_whole_days_and_the_day_of_release(cn, rule, local):
    clock = OrderClock.start(working_days(rule, 5), local("2026-05-11 09:00"))  # Monday
    held = clock.pause(local("2026-05-13 16:00"), "awaiting-parts")  # Tuesday and Wednesday are used
    again = held.resume(local("2026-05-18 09:00"))  # Monday: Tuesday, Wednesday, Thursday are left
    assert again.due(cn) == local("2026-05-22 00:00")
    assert clock_state(again, local("2026-05-18 12:00"), cn).elapsed_days == 2


def test_a_hold_within_one_day_changes_nothing(cn, rule, local):
    clock = OrderClock.start(working_days(rule, 5), local("2026-05-11 09:00"))
    held = clock.pause(local("2026-05-13 09:00"), "awaiting-parts").resume(local("2026-05-13 18:00"))
    assert held.due(cn) == clock.due(cn)


def test_a_hold_on_the_last_day_leaves_the_day_of_release_to_finish(cn, rule, local):
    clock = OrderClock.start(working_days(rule, 1), local("2026-05-13 09:00"))
    held = clock.pause(local("2026-05-14 10:00"), "awaiting-parts").resume(local("2026-05-20 10:00"))
    assert held.due(cn) == local("2026-05-21 00:00")
    over_weekend = clock.pause(local("2026-05-14 10:00"), "awaiting-parts").resume(local("2026-05-16 10:00"))
    assert over_weekend.due(cn) == local("2026-05-19 00:00")


def test_a_hold_released_after_the_close_of_the_last_day_leaves_the_next_day(office, rule, local):
    clock = OrderClock.start(working_days(rule, 1, day_end=DayEnd.CLOSE), local("2026-05-13 09:00"))
    held = clock.pause(local("2026-05-14 16:00"), "awaiting-parts").resume(local("2026-05-14 19:00"))
    assert held.due(office) == local("2026-05-15 17:30")
    at_close = clock.pause(local("2026-05-14 16:00"), "awaiting-parts").resume(local("2026-05-14 17:30"))
    assert at_close.due(office) == local("2026-05-15 17:30")


def test_a_hold_in_the_days_that_a_day_off_added_is_not_lost(cn, rule, local):
    clock = OrderClock.start(calendar_days(rule, 1), local(f"{FRIDAY} 09:00"))  # Saturday, moved to Monday
    held = clock.pause(local("2026-05-17 12:00"), "awaiting-parts").resume(local("2026-05-20 09:00"))
    assert held.due(cn) == local("2026-05-21 00:00")


def test_a_limit_that_reaches_an_unknown_year_says_which_calendar_is_missing(cn, rule, local):
    clock = OrderClock.start(working_days(rule, 5), local("2026-12-29 09:00"))
    with pytest.raises(MissingCalendar) as caught:
        clock.due(cn)
    assert caught.value.year == 2027
    with pytest.raises(MissingCalendar):
        clock_state(clock, local("2027-01-05 09:00"), cn)


@pytest.mark.parametrize(
    ("zone", "start", "due"),
    [
        # Berlin: clocks go forward on Sunday 29 March
        ("Europe/Berlin", datetime(2026, 3, 27, 12, tzinfo=UTC), datetime(2026, 3, 30, 22, tzinfo=UTC)),
        # New York: clocks go back on Sunday 1 November
        ("America/New_York", datetime(2026, 10, 30, 12, tzinfo=UTC), datetime(2026, 11, 3, 5, tzinfo=UTC)),
    ],
)
def test_the_midnight_that_ends_a_day_is_that_of_its_own_season(calendar_in, rule, zone, start, due):
    assert OrderClock.start(working_days(rule, 1), start).due(calendar_in(zone)) == due


def test_minutes_pass_through_daylight_saving_as_they_pass(calendar_in, rule):
    start = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # half an hour before the jump in Berlin
    clock = OrderClock.start(rule(), start)
    assert clock.due(calendar_in("Europe/Berlin")) == start + HOUR


# -- fractions -------------------------------------------------------------------------------------------


def test_a_fraction_of_a_limit_keeps_its_unit(cn, rule, local):
    minutes = OrderClock.start(rule(promise=45), local(f"{FRIDAY} 09:00"))
    assert minutes.due_at_fraction(Decimal("0.8"), cn) == local(f"{FRIDAY} 09:36")
    days = OrderClock.start(working_days(rule, 5), local("2026-05-11 09:00"))
    assert days.due_at_fraction(Decimal("0.8"), cn) == local("2026-05-16 00:00")  # end of the fourth: Friday


def test_a_fraction_of_a_day_counts_as_a_whole_day(cn, rule, local):
    days = OrderClock.start(working_days(rule, 5), local("2026-05-11 09:00"))
    assert days.due_at_fraction(Decimal("0.5"), cn) == local("2026-05-15 00:00")  # 2.5 → 3 days: Thursday
    assert days.due_at_fraction(Decimal("0.01"), cn) == local("2026-05-13 00:00")


def test_a_limit_times_more_than_one_lies_after_it(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00"))
    assert clock.due_at_fraction(Decimal("1.5"), cn) == local(f"{FRIDAY} 10:30")


@pytest.mark.parametrize("fraction", ["0", "-0.8", "NaN", "Infinity", "1001"])
def test_a_fraction_that_is_not_positive_is_refused(cn, rule, local, fraction):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00"))
    with pytest.raises(InvalidInput, match="expected a number above 0"):
        clock.due_at_fraction(Decimal(fraction), cn)


# -- appointments 改约 -----------------------------------------------------------------------------------


def test_an_appointment_replaces_the_arrival_limit_and_can_be_taken_back(cn, rule, local):
    clock = OrderClock.start(rule(promise=45, appointable=True), local(f"{FRIDAY} 09:00"))
    appointed = clock.replace_due(local("2026-05-16 14:00"))
    assert appointed.due(cn) == appointed.due(cn, Layer.PROMISE) == local("2026-05-16 14:00")
    assert appointed.replace_due(None).due(cn) == local(f"{FRIDAY} 09:45")


def test_the_warning_stays_as_far_before_an_appointment_as_before_the_limit(cn, rule, local):
    minutes = OrderClock.start(rule(promise=45, appointable=True), local(f"{FRIDAY} 09:00"))
    minutes = minutes.replace_due(local("2026-05-16 14:00"))
    assert minutes.due_at_fraction(Decimal("0.8"), cn) == local("2026-05-16 13:51")
    days = OrderClock.start(working_days(rule, 5, appointable=True), local("2026-05-11 09:00"))
    days = days.replace_due(local("2026-05-25 14:00"))  # Monday; one working day before is Friday
    assert days.due_at_fraction(Decimal("0.8"), cn) == local("2026-05-22 14:00")
    plain = OrderClock.start(calendar_days(rule, 5, appointable=True), local("2026-05-11 09:00"))
    plain = plain.replace_due(local("2026-05-25 14:00"))
    assert plain.due_at_fraction(Decimal("0.8"), cn) == local("2026-05-24 14:00")


def test_a_warning_never_lies_before_the_start(cn, rule, local):
    clock = OrderClock.start(rule(promise=45, appointable=True), local(f"{FRIDAY} 09:00"))
    soon = clock.replace_due(local(f"{FRIDAY} 09:10"))
    assert soon.due_at_fraction(Decimal("0.5"), cn) == local(f"{FRIDAY} 09:00")


def test_where_the_rule_knows_no_appointment_the_limit_stands(rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00"))
    assert clock.replace_due(local("2026-05-16 14:00")) is clock


def test_an_appointment_before_the_call_is_refused(rule, local):
    clock = OrderClock.start(rule(appointable=True), local(f"{FRIDAY} 09:00"))
    with pytest.raises(InvalidInput, match="before the start of the limit 'restore'"):
        clock.replace_due(local("2026-05-14 09:00"))


def test_holding_does_not_move_an_appointment(cn, rule, local):
    clock = OrderClock.start(rule(appointable=True), local(f"{FRIDAY} 09:00")).replace_due(
        local(f"{FRIDAY} 14:00")
    )
    held = clock.pause(local(f"{FRIDAY} 10:00"), "awaiting-parts")
    assert held.due(cn) == local(f"{FRIDAY} 14:00")
    assert clock_state(held, local(f"{FRIDAY} 15:00"), cn).breached


def test_an_arrival_in_time_for_the_appointment_stays_in_time(cn, rule, local):
    clock = OrderClock.start(rule(appointable=True), local(f"{FRIDAY} 09:00")).replace_due(
        local(f"{FRIDAY} 14:00")
    )
    arrived = clock.stop(local(f"{FRIDAY} 13:50"))
    found = clock_state(arrived, local(f"{MONDAY} 09:00"), cn)
    assert (found.breached, found.promise.remaining) == (False, timedelta(minutes=10))
    assert arrived.replace_due(local(f"{FRIDAY} 18:00")) is arrived


# -- rounds ----------------------------------------------------------------------------------------------


def test_arrived_is_arrived_in_the_next_round_too(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00")).stop(local(f"{FRIDAY} 09:30"))
    again = clock.new_round(local("2026-05-16 09:00"))
    assert (again.round_number, again.phase) == (2, Phase.STOPPED)
    assert not clock_state(again, local("2026-05-16 12:00"), cn).breached


def test_a_misdirected_order_goes_on_under_the_same_clock(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00")).new_round(local(f"{FRIDAY} 09:30"))
    assert clock.due(cn) == local(f"{FRIDAY} 10:00")


def test_fixed_but_not_fixed_was_never_restored(cn, rule, local):
    clock = OrderClock.start(rule(rounds=Rounds.REOPEN), local(f"{FRIDAY} 09:00")).stop(
        local(f"{FRIDAY} 09:30")
    )
    again = clock.new_round(local(f"{FRIDAY} 20:00"))
    assert again.phase is Phase.RUNNING
    assert again.due(cn) == local(f"{FRIDAY} 10:00")
    assert clock_state(again, local(f"{FRIDAY} 20:00"), cn).elapsed == 11 * HOUR


def test_a_stop_during_a_hold_ends_the_hold_for_the_next_round(rule, local):
    clock = OrderClock.start(rule(rounds=Rounds.REOPEN), local(f"{FRIDAY} 09:00"))
    stopped = clock.pause(local(f"{FRIDAY} 09:10"), "awaiting-parts").stop(local(f"{FRIDAY} 09:30"))
    again = stopped.new_round(local(f"{FRIDAY} 20:00"))
    assert again.phase is Phase.RUNNING
    assert again.pauses[0].end == local(f"{FRIDAY} 09:30")


def test_a_stage_clock_waits_for_its_next_start(cn, rule, local):
    clock = OrderClock.start(rule(rounds=Rounds.RESTART), local(f"{FRIDAY} 09:00")).stop(
        local(f"{FRIDAY} 11:00")
    )
    again = clock.new_round(local(f"{MONDAY} 09:00"))
    assert (again.round_number, again.phase, again.due(cn)) == (2, Phase.WAITING, None)
    assert again.begin(local(f"{MONDAY} 10:00")).due(cn) == local(f"{MONDAY} 11:00")


def test_a_hold_goes_with_the_order_into_the_next_round_of_a_stage(cn, rule, local):
    clock = OrderClock.start(rule(rounds=Rounds.RESTART), local(f"{FRIDAY} 09:00"))
    held = clock.pause(local(f"{FRIDAY} 09:10"), "awaiting-parts").new_round(local(f"{FRIDAY} 10:00"))
    begun = held.begin(local(f"{FRIDAY} 10:30"))
    assert begun.phase is Phase.PAUSED
    assert begun.pauses[0].begin == local(f"{FRIDAY} 10:00")
    assert begun.due(cn) == local(f"{FRIDAY} 11:30")  # if it went on at once
    assert begun.resume(local(f"{FRIDAY} 12:00")).due(cn) == local(f"{FRIDAY} 13:00")


def test_a_unit_that_rejects_is_off_the_clock_and_the_next_has_its_own_three_minutes(cn, local):
    accept = seed_profiles()["state-grid"].rules_for({"category": "fault-report"})["accept"]
    clock = OrderClock.waiting(accept)
    clock = clock.on_milestone("dispatched", local(f"{FRIDAY} 09:00"))
    clock = clock.on_milestone("rejected", local(f"{FRIDAY} 09:01"))
    assert clock.phase is Phase.STOPPED
    clock = clock.on_milestone("dispatched", local(f"{FRIDAY} 09:05"))
    assert (clock.round_number, clock.due(cn)) == (2, local(f"{FRIDAY} 09:08"))


def test_the_arrival_clock_follows_the_milestones_of_the_order(cn, local):
    facts = {"category": "fault-report", "area": "urban"}
    clock = OrderClock.waiting(seed_profiles()["state-grid"].rules_for(facts)["arrive"])
    for milestone, at in [("received", "09:00"), ("dispatched", "09:02"), ("accepted", "09:04")]:
        clock = clock.on_milestone(milestone, local(f"{FRIDAY} {at}"))
    assert clock.due(cn) == local(f"{FRIDAY} 09:45")
    clock = clock.on_milestone("arrived", local(f"{FRIDAY} 09:40"))
    assert clock.on_milestone("received", local(f"{FRIDAY} 12:00")) == clock  # stopped: nothing starts it
    assert clock_state(clock, local(f"{FRIDAY} 12:00"), cn).promise.remaining == timedelta(minutes=5)


# -- sums of stages --------------------------------------------------------------------------------------


@pytest.fixture
def connection(rule):
    stages = (
        Stage("scheme", ("accepted",), ("scheme-replied", "cancelled")),
        Stage("inspection", ("inspection-requested",), ("inspected", "cancelled")),
        Stage("energising", ("ready",), ("energised", "cancelled")),
    )
    terms = {"unit": Unit.WORKING_DAYS, "promise": 10, "stages": stages, "accumulates": True}
    return rule(**terms, rounds=Rounds.REOPEN)


def test_the_customers_own_time_between_the_stages_does_not_count(cn, connection, local):
    clock = OrderClock.waiting(connection)
    clock = clock.on_milestone("accepted", local("2026-05-11 09:00"))
    clock = clock.on_milestone("scheme-replied", local("2026-05-14 15:00"))  # 3 days used
    assert clock.phase is Phase.WAITING
    assert clock_state(clock, local("2026-08-01 00:00"), cn).elapsed_days == 3
    clock = clock.on_milestone("inspection-requested", local("2026-08-03 09:00"))  # Monday
    clock = clock.on_milestone("inspected", local("2026-08-05 09:00"))  # 2 more
    clock = clock.on_milestone("ready", local("2026-08-10 09:00"))
    assert clock.due(cn) == local("2026-08-18 00:00")  # 5 left: 11, 12, 13, 14, 17 August
    clock = clock.on_milestone("energised", local("2026-08-12 09:00"))
    found = clock_state(clock, local("2026-09-01 00:00"), cn)
    assert (clock.phase, found.elapsed_days, found.breached) == (Phase.STOPPED, 7, False)


def test_stages_that_run_side_by_side_count_once(cn, connection, local):
    clock = OrderClock.start(connection, local("2026-05-11 09:00"), "scheme")
    clock = clock.begin(local("2026-05-12 09:00"), "inspection")
    clock = clock.end_stage(local("2026-05-13 09:00"), "scheme")
    clock = clock.end_stage(local("2026-05-15 09:00"), "inspection")
    assert clock_state(clock, local("2026-06-01 00:00"), cn).elapsed_days == 4


def test_a_second_inspection_adds_to_the_first(cn, connection, local):
    clock = OrderClock.start(connection, local("2026-05-11 09:00"), "inspection")
    clock = clock.end_stage(local("2026-05-12 09:00"), "inspection")
    clock = clock.begin(local("2026-05-18 09:00"), "inspection").end_stage(
        local("2026-05-20 09:00"), "inspection"
    )
    assert clock_state(clock, local("2026-06-01 00:00"), cn).elapsed_days == 3


def test_cancelling_ends_the_clock_in_any_stage(connection, local):
    clock = OrderClock.start(connection, local("2026-05-11 09:00"))
    assert clock.on_milestone("cancelled", local("2026-05-12 09:00")).phase is Phase.STOPPED


def test_a_reopened_sum_waits_for_the_stage_that_is_done_again(connection, local):
    clock = OrderClock.start(connection, local("2026-05-11 09:00"), "energising").stop(
        local("2026-05-12 09:00")
    )
    again = clock.new_round(local("2026-05-20 09:00"))
    assert again.phase is Phase.WAITING
    assert again.runs[0].end == local("2026-05-12 09:00")


def test_a_stage_the_rule_does_not_have_is_refused_with_those_it_has(connection, local):
    with pytest.raises(InvalidInput, match="no stage 'survey'; expected one of 'scheme', 'inspection'"):
        OrderClock.start(connection, local("2026-05-11 09:00"), "survey")


# -- late entries 补录 -----------------------------------------------------------------------------------


def test_an_arrival_entered_late_counts_at_the_time_it_happened(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00"))
    clock = clock.pause(local(f"{FRIDAY} 09:50"), "awaiting-parts").resume(local(f"{FRIDAY} 11:00"))
    stopped = clock.stop(local(f"{FRIDAY} 09:40"))
    found = clock_state(stopped, local(f"{FRIDAY} 12:00"), cn)
    assert found.elapsed == timedelta(minutes=40)
    assert found.promise.due == local(f"{FRIDAY} 10:00")
    assert not found.breached


def test_of_two_arrivals_the_earlier_counts_whichever_was_entered_first(rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00"))
    early, late = local(f"{FRIDAY} 09:40"), local(f"{FRIDAY} 09:55")
    assert clock.stop(late).stop(early) == clock.stop(early) == clock.stop(early).stop(late)


def test_a_stop_before_the_start_counts_as_no_time(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00")).stop(local(f"{FRIDAY} 08:00"))
    found = clock_state(clock, local(f"{FRIDAY} 12:00"), cn)
    assert (found.elapsed, found.breached) == (timedelta(0), False)
    assert clock.stopped_at == local(f"{FRIDAY} 09:00")
    assert found.promise.due == local(f"{FRIDAY} 10:00")


def test_a_stop_entered_before_its_start_waits_for_it(cn, rule, local):
    clock = OrderClock.waiting(rule()).stop(local(f"{FRIDAY} 09:30"))
    clock = clock.begin(local(f"{FRIDAY} 09:00"))
    assert clock.phase is Phase.STOPPED
    assert clock_state(clock, local(f"{FRIDAY} 12:00"), cn).elapsed == timedelta(minutes=30)


def test_a_call_that_came_earlier_than_first_entered_moves_the_start_back(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00")).begin(local(f"{FRIDAY} 08:50"))
    assert clock.due(cn) == local(f"{FRIDAY} 09:50")


def test_a_release_dated_before_its_hold_counts_as_no_hold(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00")).pause(
        local(f"{FRIDAY} 09:30"), "awaiting-parts"
    )
    assert clock.resume(local(f"{FRIDAY} 09:10")).due(cn) == local(f"{FRIDAY} 10:00")


def test_a_hold_dated_into_an_earlier_hold_begins_at_its_end(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00"))
    clock = clock.pause(local(f"{FRIDAY} 09:10"), "awaiting-parts").resume(local(f"{FRIDAY} 09:40"))
    clock = clock.pause(local(f"{FRIDAY} 09:20"), "awaiting-parts").resume(local(f"{FRIDAY} 09:50"))
    assert clock.due(cn) == local(f"{FRIDAY} 10:40")
    assert [pause.begin for pause in clock.pauses] == [local(f"{FRIDAY} 09:10"), local(f"{FRIDAY} 09:40")]


def test_a_hold_at_the_very_start_leaves_the_whole_limit(cn, rule, local):
    start = local(f"{FRIDAY} 09:00")
    clock = OrderClock.start(rule(), start).pause(start, "awaiting-parts")
    assert clock.due(cn) == local(f"{FRIDAY} 10:00")
    assert clock_state(clock, local(f"{MONDAY} 09:00"), cn).promise.remaining == HOUR


def test_a_start_entered_late_corrects_its_round_and_begins_no_new_one(cn, rule, local):
    clock = OrderClock.start(rule(rounds=Rounds.RESTART), local(f"{FRIDAY} 09:00")).stop(
        local(f"{FRIDAY} 11:00")
    )
    late = clock.on_milestone("arrived", local(f"{FRIDAY} 08:50"))
    assert (late.round_number, late.due(cn)) == (1, local(f"{FRIDAY} 09:50"))


def test_a_stage_that_ends_before_it_began_took_no_time(connection, local):
    clock = OrderClock.start(connection, local("2026-05-11 09:00"), "scheme")
    ended = clock.end_stage(local("2026-05-10 09:00"), "scheme")
    assert ended.runs[0].end == ended.runs[0].begin
    assert ended.end_stage(local("2026-05-12 09:00"), "scheme") is ended


def test_a_time_without_a_zone_is_refused(rule):
    with pytest.raises(InvalidInput, match="has no time zone"):
        OrderClock.start(rule(), datetime(2026, 5, 15, 9))


# -- a rule that changes under the clock -----------------------------------------------------------------


def test_the_pauses_survive_when_the_area_is_corrected(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00"))
    clock = clock.pause(local(f"{FRIDAY} 09:10"), "awaiting-parts").resume(local(f"{FRIDAY} 09:40"))
    rural = clock.under(rule(promise=90), local(f"{FRIDAY} 09:45"))
    assert rural.due(cn) == local(f"{FRIDAY} 11:00")


def test_a_hold_that_the_new_rule_does_not_allow_ends_with_the_change(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00")).pause(
        local(f"{FRIDAY} 09:10"), "awaiting-parts"
    )
    urgent = clock.under(rule(pauses=frozenset()), local(f"{FRIDAY} 09:20"))
    assert (urgent.phase, urgent.due(cn)) == (Phase.RUNNING, local(f"{FRIDAY} 10:10"))


def test_a_rule_without_appointments_brings_the_limit_back(cn, rule, local):
    clock = OrderClock.start(rule(appointable=True), local(f"{FRIDAY} 09:00")).replace_due(
        local(f"{FRIDAY} 14:00")
    )
    assert clock.under(rule(appointable=True), local(f"{FRIDAY} 09:20")).due(cn) == local(f"{FRIDAY} 14:00")
    assert clock.under(rule(), local(f"{FRIDAY} 09:20")).due(cn) == local(f"{FRIDAY} 10:00")


def test_a_connection_that_turns_out_larger_keeps_its_start_under_the_sum_of_stages(connection, rule, local):
    small = OrderClock.start(rule(unit=Unit.WORKING_DAYS, promise=5), local("2026-05-11 09:00"))
    larger = small.under(connection, local("2026-05-12 09:00"))
    assert [run.stage for run in larger.runs] == ["scheme"]
    assert larger.end_stage(local("2026-05-13 09:00"), "scheme").phase is Phase.WAITING


def test_a_clock_cannot_go_on_under_a_rule_of_another_key(rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00"))
    with pytest.raises(InvalidInput, match="cannot go on under the rule 'arrive'"):
        clock.under(rule(key="arrive"), local(f"{FRIDAY} 09:10"))


# -- what a page shows -----------------------------------------------------------------------------------


def test_exactly_at_the_due_time_is_in_time_and_a_moment_later_is_not(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00"))
    due = clock.due(cn)
    assert not clock_state(clock, due, cn).breached
    assert clock_state(clock, due + timedelta(microseconds=1), cn).breached
    assert not clock_state(clock.stop(due), due + HOUR, cn).breached
    assert clock_state(clock.stop(due + timedelta(seconds=1)), due, cn).breached


def test_a_paused_clock_shows_what_is_left_and_does_not_break_meanwhile(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00")).pause(
        local(f"{FRIDAY} 09:50"), "awaiting-parts"
    )
    found = clock_state(clock, local("2026-06-01 00:00"), cn)
    assert (found.phase, found.breached) == (Phase.PAUSED, False)
    assert found.promise.remaining == timedelta(minutes=10)
    assert found.elapsed == timedelta(minutes=50)


def test_work_that_ends_during_a_hold_is_in_time(cn, rule, local):
    clock = OrderClock.start(rule(), local(f"{FRIDAY} 09:00")).pause(
        local(f"{FRIDAY} 09:50"), "awaiting-parts"
    )
    found = clock_state(clock.stop(local("2026-05-16 09:00")), local("2026-06-01 00:00"), cn)
    assert (found.phase, found.breached) == (Phase.STOPPED, False)


def test_the_last_day_shows_no_days_left_and_the_next_is_over(cn, rule, local):
    clock = OrderClock.start(working_days(rule, 2, target=1), local("2026-05-13 09:00"))
    friday = clock_state(clock, local("2026-05-15 12:00"), cn)
    assert (friday.promise.remaining_days, friday.breached) == (0, False)
    assert (friday.target.remaining_days, friday.target.breached) == (-1, True)
    saturday = clock_state(clock, local("2026-05-16 12:00"), cn)
    assert (saturday.promise.remaining_days, saturday.breached) == (0, True)


def test_a_clock_that_waits_has_no_due_time_and_is_not_broken(cn, rule, local):
    found = clock_state(OrderClock.waiting(rule()), local(f"{FRIDAY} 12:00"), cn)
    assert (found.phase, found.promise, found.target, found.breached) == (Phase.WAITING, None, None, False)


def test_a_due_time_in_a_provisional_year_is_marked(rule, local):
    cn = seed_calendars(with_provisional=True)["cn"]
    clock = OrderClock.start(working_days(rule, 5), local("2026-12-29 09:00"))
    assert clock_state(clock, local("2026-12-30 09:00"), cn).promise.provisional
    assert not clock_state(
        OrderClock.start(rule(), local("2026-12-29 09:00")), local("2026-12-30 09:00"), cn
    ).promise.provisional
