"""Erlang C against the value that every text book computes, and against what must hold for any queue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calling.erlang import agents_needed, waiting


def test_the_check_value() -> None:
    found = waiting(200, 180, 14, 20)
    assert found.load == 10
    assert found.wait_chance == pytest.approx(0.1741, abs=5e-5)
    assert found.service_level == pytest.approx(0.8884, abs=5e-5)
    assert found.average_wait_seconds == pytest.approx(7.84, abs=5e-3)
    assert found.occupancy == pytest.approx(0.714, abs=5e-4)
    assert agents_needed(200, 180, 20, 0.8) == 14


def test_a_queue_that_only_grows_and_one_that_nobody_calls() -> None:
    assert waiting(200, 180, 10, 20) == (10, 1.0, 0.0, None, 1.0)
    assert waiting(200, 180, 0, 20).service_level == 0
    assert waiting(0, 180, 0, 20) == (0, 0, 1, 0, 0)
    assert agents_needed(0, 180, 20, 0.8) == 0
    assert agents_needed(1_000_000, 180, 20, 0.8) is None


@given(
    calls=st.floats(0.1, 20_000),
    handle=st.floats(1, 900),
    within=st.integers(0, 120),
    level=st.floats(0.1, 0.99),
)
def test_the_agents_that_are_needed_are_enough_and_one_fewer_is_not(
    calls: float, handle: float, within: int, level: float
) -> None:
    needed = agents_needed(calls, handle, within, level)
    if needed is None:
        assert calls * handle / 3600 > 1_000
        return
    assert waiting(calls, handle, needed, within).service_level >= level
    assert needed == 0 or waiting(calls, handle, needed - 1, within).service_level < level
