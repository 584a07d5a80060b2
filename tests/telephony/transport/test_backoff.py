"""How long one waits before the next try."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from telephony.transport.backoff import LONGEST_SECONDS, seconds_before


def test_each_wait_is_twice_as_long_up_to_the_longest() -> None:
    assert [seconds_before(attempt, 1.0) for attempt in range(1, 8)] == [0.5, 1, 2, 4, 8, 15, 15]


@given(st.integers(-5, 10_000), st.floats(-1, 2, allow_nan=False))
def test_chance_shortens_a_wait_by_half_at_most(attempt: int, jitter: float) -> None:
    whole = seconds_before(attempt, 1.0)
    assert whole / 2 <= seconds_before(attempt, jitter) <= whole <= LONGEST_SECONDS
