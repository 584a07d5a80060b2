"""What holds for every clock, whatever happens to it and in whatever order it is entered."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import InvalidInput
from engine.limits import (
    DayEnd,
    Layer,
    OrderClock,
    Rounds,
    Stage,
    Unit,
    clock_state,
    from_document,
    from_text,
    to_document,
    to_text,
)

START = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
UNITS = st.sampled_from(list(Unit))
MOMENTS = st.integers(-3 * 24 * 60, 60 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
STEPS = st.lists(st.integers(1, 4 * 24 * 60), max_size=8)
STAGES = (Stage("survey", ("accepted",), ("surveyed",)), Stage("works", ("begun",), ("energised",)))
EVENTS = st.one_of(
    st.tuples(st.just("pause"), MOMENTS, st.sampled_from(["awaiting-parts", "lunch"])),
    st.tuples(st.just("resume"), MOMENTS),
    st.tuples(st.just("stop"), MOMENTS),
    st.tuples(st.just("new_round"), MOMENTS),
    st.tuples(st.just("begin"), MOMENTS),
    st.tuples(st.just("begin"), MOMENTS, st.just("works")),
    st.tuples(st.just("end_stage"), MOMENTS, st.sampled_from(["survey", "works"])),
)


@st.composite
def terms(draw):
    unit = draw(UNITS)
    most = 20 if unit.counts_days else 5000
    promise = draw(st.integers(1, most))
    return {
        "unit": unit,
        "promise": promise,
        "target": draw(st.one_of(st.none(), st.integers(1, promise))),
        "rounds": draw(st.sampled_from(list(Rounds))),
        "rolls": unit is Unit.CALENDAR_DAYS and draw(st.booleans()),
        "day_end": draw(st.sampled_from(list(DayEnd))) if unit.counts_days else DayEnd.MIDNIGHT,
        "appointable": draw(st.booleans()),
        "stages": STAGES,
        "accumulates": True,
    }


@st.composite
def histories(draw):
    """The terms of a rule and a list of transitions in any order of time."""
    return draw(terms()), draw(MOMENTS), draw(st.lists(EVENTS, max_size=10))


def lived(rule, history):
    given_terms, start, events = history
    clock = OrderClock.start(rule(**given_terms), start)
    for name, *arguments in events:
        clock = getattr(clock, name)(*arguments)
    return clock


@settings(deadline=None)
@given(histories(), MOMENTS)
def test_elapsed_time_is_never_negative_and_spans_never_overlap(office, rule, history, now):
    clock = lived(rule, history)
    found = clock_state(clock, now, office)
    assert found.elapsed >= timedelta(0)
    assert found.elapsed_days is None or found.elapsed_days >= 0
    spans = clock.spans
    assert all(span.end is None or span.begin <= span.end for span in spans)
    assert all(one.end is not None and one.end <= two.begin for one, two in pairwise(spans))


@settings(deadline=None)
@given(histories())
def test_a_clock_comes_back_from_its_document_as_it_went(rule, history):
    clock = lived(rule, history)
    text = json.dumps(to_document(clock))
    assert from_document(json.loads(text)) == clock
    assert json.loads(to_text(clock)) == json.loads(text)
    assert from_text(to_text(clock)) == from_text(text) == clock


@settings(deadline=None)
@given(histories(), MOMENTS)
def test_repeating_the_last_transition_changes_nothing(rule, history, at):
    clock = lived(rule, history)
    assert clock.stop(at).stop(at) == clock.stop(at)
    assert clock.pause(at, "awaiting-parts").pause(at, "awaiting-parts") == clock.pause(at, "awaiting-parts")
    assert clock.resume(at).resume(at) == clock.resume(at)


@settings(deadline=None)
@given(terms(), STEPS)
def test_a_hold_never_makes_a_due_time_earlier(office, rule, given_terms, steps):
    clock, at = OrderClock.start(rule(**given_terms), START), START
    due = clock.due(office)
    for number, minutes in enumerate(steps):
        at += timedelta(minutes=minutes)
        clock = clock.resume(at) if number % 2 else clock.pause(at, "awaiting-parts")
        later = clock.due(office)
        assert later >= due
        due = later


@settings(deadline=None)
@given(terms(), STEPS)
def test_a_clock_released_in_time_is_not_broken_by_the_release(office, rule, given_terms, steps):
    clock, at = OrderClock.start(rule(**given_terms), START), START
    for number, minutes in enumerate(steps):
        at += timedelta(minutes=minutes)
        if number % 2 == 0:
            clock = clock.pause(at, "awaiting-parts")
            continue
        in_time = not clock_state(clock, at, office).breached and clock.due(office) > clock.pauses[-1].begin
        clock = clock.resume(at)
        assert clock_state(clock, at, office).breached is False or not in_time


@settings(deadline=None)
@given(st.integers(1, 5000), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 10_000)), max_size=6))
def test_a_limit_in_minutes_ends_after_its_amount_and_all_holds_before_that(cn, rule, amount, holds):
    clock, at, due = OrderClock.start(rule(promise=amount), START), START, START + timedelta(minutes=amount)
    for run, hold in holds:
        at += timedelta(minutes=run)
        clock = clock.pause(at, "awaiting-parts").resume(at + timedelta(minutes=hold))
        if at < due:
            due += timedelta(minutes=hold)
        at += timedelta(minutes=hold)
    assert clock.due(cn) == due


@settings(deadline=None)
@given(st.integers(1, 15), STEPS)
def test_a_limit_in_working_days_agrees_with_ticking_days_off_a_wall_calendar(cn, rule, amount, steps):
    """Tick each local working day on which the clock ran on from the day before; the n-th ends it."""
    clock, at, changes = OrderClock.start(rule(unit=Unit.WORKING_DAYS, promise=amount), START), START, []
    for number, minutes in enumerate(steps):
        at += timedelta(minutes=minutes)
        clock = clock.resume(at) if number % 2 else clock.pause(at, "awaiting-parts")
        changes.append(at)
    bounds = [START, *changes]
    pieces = [(bounds[n], bounds[n + 1] if n + 1 < len(bounds) else None) for n in range(0, len(bounds), 2)]
    ticks: set[date] = set()
    for begin, end in pieces:
        day = cn.local_date(begin) + ONE_DAY
        while (end is None and len(ticks) < amount) or (end is not None and day <= cn.local_date(end)):
            if cn.is_working_day(day):
                ticks.add(day)
            day += ONE_DAY
    if len(ticks) < amount:
        assert len(bounds) % 2 == 0  # it is on hold, and its end rests on when it is released
        return
    wall = cn.day_end(sorted(ticks)[amount - 1])
    # a hold over the end of the last day leaves the day of release to finish
    assert clock.due(cn) >= wall
    if all(not (pause.begin <= wall and (pause.end is None or wall <= pause.end)) for pause in clock.pauses):
        assert clock.due(cn) == wall


@settings(deadline=None)
@given(terms(), STEPS, st.lists(st.decimals("0.01", "3", places=3), min_size=2, max_size=2))
def test_a_larger_fraction_is_never_due_earlier(office, rule, given_terms, steps, fractions):
    clock, at = OrderClock.start(rule(**given_terms), START), START
    for number, minutes in enumerate(steps):
        at += timedelta(minutes=minutes)
        clock = clock.resume(at) if number % 2 else clock.pause(at, "awaiting-parts")
    smaller, larger = sorted(fractions)
    assert clock.due_at_fraction(smaller, office) <= clock.due_at_fraction(larger, office)
    assert clock.due_at_fraction(Decimal(1), office) == clock.due(office)
    appointed = clock.replace_due(START + timedelta(days=30))
    assert appointed.due_at_fraction(smaller, office) <= appointed.due_at_fraction(larger, office)


@settings(deadline=None)
@given(terms(), STEPS)
def test_a_target_never_ends_after_its_promise(office, rule, given_terms, steps):
    clock, at = OrderClock.start(rule(**given_terms), START), START
    for number, minutes in enumerate(steps):
        at += timedelta(minutes=minutes)
        clock = clock.resume(at) if number % 2 else clock.pause(at, "awaiting-parts")
    target = clock.due(office, Layer.TARGET)
    assert target is None or target <= clock.due(office, Layer.PROMISE)


@settings(deadline=None)
@given(STEPS, st.sampled_from(["Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe"]))
def test_holds_never_make_a_due_time_earlier_in_zones_with_daylight_saving(calendar_in, rule, steps, zone):
    calendar = calendar_in(zone)
    start = datetime(2026, 3, 20, 12, tzinfo=UTC)
    clock, at = OrderClock.start(rule(unit=Unit.WORKING_DAYS, promise=6), start), start
    due = clock.due(calendar)
    for number, minutes in enumerate(steps):
        at += timedelta(minutes=minutes)
        clock = clock.resume(at) if number % 2 else clock.pause(at, "awaiting-parts")
        assert clock.due(calendar) >= due
        due = clock.due(calendar)
    local = due.astimezone(calendar.zone)
    assert (local.hour, local.minute) in ((0, 0), (1, 0))  # Cairo's clocks jump at midnight to one


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 2}, "has format 2; expected 1"),
        ({"runs": [["", "yesterday", None]]}, "'yesterday' is no time"),
        ({"runs": [["", "2026-05-15T09:00:00", None]]}, "has no time zone"),
        ({"runs": 7}, "field 'runs' does not fit"),
        ({"pauses": [["awaiting-parts"]]}, "field 'pauses' does not fit"),
        ({"round": 0}, "field 'round' does not fit"),
        ({"terms": {}}, "field 'terms' does not fit"),
        ({"round": True}, "field 'round' does not fit"),
        ({"stopped_at": 5}, "stopped_at: 5 is no time"),
    ],
)
def test_a_document_that_does_not_fit_is_told_by_field(rule, change, message):
    document = {**to_document(OrderClock.start(rule(), START)), **change}
    with pytest.raises(InvalidInput, match=message):
        from_document(document)
    with pytest.raises(InvalidInput, match=message):
        from_text(json.dumps(document, separators=(",", ":")))


def test_a_document_written_by_format_1_is_read_for_ever():
    document = {
        "format": 1,
        "terms": {
            "key": "restore",
            "rule": "state-grid@2026.1/restore?area=urban&category=fault-report",
            "unit": "minutes",
            "promise": 180,
            "target": None,
            "stages": [["", ["arrived"], ["restored", "cancelled"]]],
            "pauses": ["awaiting-parts"],
            "rounds": "reopen",
            "day_end": "midnight",
            "rolls": False,
            "appointable": False,
            "accumulates": False,
        },
        "round": 2,
        "runs": [["", "2026-05-15T01:00:00Z", None]],
        "pauses": [["awaiting-parts", "2026-05-15T01:30:00Z", "2026-05-15T02:00:00Z"]],
        "stopped_at": "2026-05-15T03:00:00Z",
        "appointment": None,
    }
    clock = from_document(document)
    assert clock.terms.promise == 180
    assert clock.round_number == 2
    assert to_document(clock) == document
