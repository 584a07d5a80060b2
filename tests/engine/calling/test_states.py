"""What an agent does: the moves one by one, and that no interleaving of person, phone and time goes astray."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calling.states import (
    NO_ANSWER,
    STATES,
    Phone,
    Said,
    Standing,
    State,
    available,
    gave_up,
    phone_does,
    sign_in,
    sign_out,
    take_break,
    time_passes,
)
from engine.errors import Conflict

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LIMIT = timedelta(seconds=30)
SIGNED_IN = Standing(said=Said.AVAILABLE)
TALKING = Standing(Said.AVAILABLE, Phone.TALKING)
AFTER = Standing(Said.AVAILABLE, Phone.AFTER_CALL, until=NINE + LIMIT)


def idle(standing: Standing, at: datetime = NINE) -> Standing:
    return phone_does(standing, Phone.IDLE, at, LIMIT)


def test_a_call_goes_from_ringing_over_talking_to_after_call_work_and_back() -> None:
    ringing = phone_does(sign_in(Standing()), Phone.RINGING, NINE, LIMIT)
    talking = phone_does(ringing, Phone.TALKING, NINE, LIMIT)
    after = idle(talking)
    assert [one.state for one in (ringing, talking, after)] == [
        State.RINGING,
        State.TALKING,
        State.AFTER_CALL,
    ]
    assert after.until == NINE + LIMIT
    assert time_passes(after, NINE + LIMIT - timedelta(microseconds=1)) == after
    assert time_passes(after, NINE + LIMIT) == SIGNED_IN
    assert idle(ringing).state is State.AVAILABLE, "a missed call has no after-call work"


def test_who_asks_for_a_break_in_a_call_has_it_when_all_is_done() -> None:
    asked = take_break(TALKING, "lunch")
    assert asked.state is State.TALKING
    assert idle(asked).state is State.AFTER_CALL
    assert time_passes(idle(asked), NINE + LIMIT) == Standing(Said.BREAK, reason="lunch")


def test_after_call_work_ends_with_the_next_word_or_the_next_call() -> None:
    assert available(AFTER) == SIGNED_IN
    assert take_break(AFTER, "lunch") == Standing(Said.BREAK, reason="lunch")
    assert sign_out(AFTER) == Standing()
    assert phone_does(AFTER, Phone.RINGING, NINE, LIMIT) == Standing(Said.AVAILABLE, Phone.RINGING)
    assert idle(AFTER) == AFTER, "the exchange says it again"


def test_nobody_leaves_a_caller_but_the_shift_leader_may_say_that_it_is_the_last() -> None:
    for busy in (TALKING, Standing(Said.AVAILABLE, Phone.RINGING)):
        with pytest.raises(Conflict):
            sign_out(busy)
        forced = sign_out(busy, forced=True)
        assert forced.state is busy.state
        assert idle(forced) == Standing(), "no after-call work for who is signed out"


def test_who_is_not_signed_in_can_only_sign_in() -> None:
    for move in (available, lambda one: take_break(one, "lunch")):
        with pytest.raises(Conflict):
            move(Standing())
    assert sign_out(Standing()) == Standing()
    with pytest.raises(Conflict):
        sign_in(SIGNED_IN)


def test_too_many_missed_calls_are_a_break_of_those_alone_who_wait_for_calls() -> None:
    assert gave_up(SIGNED_IN) == Standing(Said.BREAK, reason=NO_ANSWER)
    assert gave_up(Standing()) == Standing()
    lunch = Standing(Said.BREAK, reason="lunch")
    assert gave_up(lunch) == lunch


def test_no_limit_means_no_after_call_work() -> None:
    assert phone_does(TALKING, Phone.IDLE, NINE, timedelta()) == SIGNED_IN
    with pytest.raises(ValueError, match="knows no after-call"):
        phone_does(TALKING, Phone.AFTER_CALL, NINE, LIMIT)


Move = Callable[[Standing, datetime], Standing]
MOVES: dict[str, Move] = {
    "in": lambda one, _: sign_in(one),
    "out": lambda one, _: sign_out(one),
    "forced out": lambda one, _: sign_out(one, forced=True),
    "available": lambda one, _: available(one),
    "break": lambda one, _: take_break(one, "lunch"),
    "gave up": lambda one, _: gave_up(one),
    "rings": lambda one, at: phone_does(one, Phone.RINGING, at, LIMIT),
    "talks": lambda one, at: phone_does(one, Phone.TALKING, at, LIMIT),
    "idle": lambda one, at: phone_does(one, Phone.IDLE, at, LIMIT),
    "time": time_passes,
}


@given(st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.integers(0, 40)), max_size=40))
def test_whatever_happens_in_whatever_order_one_word_says_it(steps: list[tuple[str, int]]) -> None:
    standing, now = Standing(), NINE
    for name, seconds in steps:
        now += timedelta(seconds=seconds)
        try:
            standing = MOVES[name](standing, now)
        except Conflict:
            continue
        assert standing.state in STATES
        assert (standing.reason is not None) == (standing.said is Said.BREAK)
        assert (standing.until is not None) == (standing.phone is Phone.AFTER_CALL)
        assert not (standing.said is Said.SIGNED_OUT and standing.phone is Phone.AFTER_CALL)
    # When the telephone falls silent and time passes, what was said last is what is.
    quiet = time_passes(idle(standing, now), now + LIMIT)
    assert quiet.state.value == standing.said.value
