"""What becomes of a stay in a queue, and the figures that follow from many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.calling.service import (
    CallEnd,
    Served,
    Stay,
    Tally,
    Worked,
    figures,
    handling_seconds,
    served,
    tally_of,
)

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


WENT = CallEnd(at(60))


@pytest.mark.parametrize(
    ("stays", "talks", "call", "found"),
    [
        pytest.param([Stay(at(0), None, None)], [], CallEnd(), [("waiting",)], id="waits"),
        pytest.param(
            [Stay(at(0), None, None)],
            [at(12)],
            CallEnd(),
            [("answered", 12_000)],
            id="speaks: not handled yet",
        ),
        pytest.param(
            [Stay(at(0), at(60), None)],
            [at(12)],
            CallEnd(at(60), 48_000, 9_000),
            [("answered", 12_000, 48_000, 9_000)],
            id="spoke",
        ),
        pytest.param([Stay(at(0), at(60), "BREAK_OUT")], [], WENT, [("abandoned", 60_000)], id="hung up"),
        pytest.param([Stay(at(0), None, None)], [], WENT, [("abandoned", 60_000)], id="lost while waiting"),
        pytest.param([Stay(at(0), at(58), "TIMEOUT")], [], WENT, [("went-on", 58_000)], id="waited too long"),
        pytest.param(
            [Stay(at(0), at(20), "BREAK_OUT")],
            [],
            WENT,
            [("went-on", 20_000)],
            id="was taken out, and went on",
        ),
        pytest.param([Stay(at(0), at(20), "BREAK_OUT")], [], CallEnd(), [("went-on", 20_000)], id="goes on"),
        pytest.param(
            [Stay(at(0), at(20), "TIMEOUT"), Stay(at(21), at(90), None)],
            [at(30)],
            CallEnd(at(90), 60_000),
            [("went-on", 20_000), ("answered", 9_000, 60_000, 0)],
            id="flows over, and is served there",
        ),
        pytest.param(
            [Stay(at(0), None, None), Stay(at(21), at(90), None)],
            [at(5), at(30)],
            CallEnd(at(90), 60_000),
            [("answered", 5_000), ("answered", 9_000, 60_000, 0)],
            id="is answered twice; its length counts where it was served last",
        ),
        pytest.param(
            [Stay(at(0), None, None), Stay(at(21), None, None)],
            [at(30)],
            CallEnd(),
            [("went-on", 21_000), ("answered", 9_000)],
            id="an end that was never told is the next beginning",
        ),
        pytest.param(
            [Stay(at(0), at(30), None), Stay(at(30), at(60), "BREAK_OUT")],
            [at(12)],
            CallEnd(at(60), 18_000, 9_000),
            [("answered", 12_000, 18_000, 9_000), ("abandoned", 30_000)],
            id="gives up where he was transferred: served in the first queue, abandoned in the second",
        ),
    ],
)
def test_what_becomes_of_stays(
    stays: list[Stay], talks: list[datetime], call: CallEnd, found: list[tuple[object, ...]]
) -> None:
    assert served(stays, talks, call) == [Served(*one) for one in found]  # type: ignore[arg-type]


def test_the_figures_of_a_morning() -> None:
    morning = [
        *[Served("answered", 10_000, 120_000, 30_000)] * 7,
        Served("answered", 20_000, 100_000, 0),  # to the millisecond in time
        Served("answered", 20_001, 90_000, 0),
        Served("answered", 90_000),  # still speaking: its length is not known
        Served("abandoned", 4_999),  # dialled wrongly
        Served("abandoned", 5_000),
        Served("went-on", 300_000),
        Served("waiting"),
    ]
    total = Tally()
    for one in morning:
        total = total.plus(tally_of(one, 20, 5))
    found = figures(total, Worked(busy=3_000, available=1_000))
    assert found._asdict() == {
        "offered": 13,
        "answered": 10,
        "answered_in_time": 8,
        "abandoned": 1,
        "short_abandoned": 1,
        "went_on": 1,
        "service_level_percent": 61.5,  # 8 of 13
        "abandonment_percent": 9.1,  # 1 of 11: without the one that was short
        "average_wait_seconds": 20.0,  # (7 x 10 + 20 + 20.001 + 90) / 10
        "average_handle_seconds": 137.8,  # (7 x 150 + 100 + 90) / 9
        "occupancy_percent": 75.0,
        "overflowed_in": 0,
        "overflowed_out": 0,
    }
    assert set(figures(Tally(waiting=3), Worked())) == {0, None}, "nothing to measure is not nought percent"


def test_how_long_a_call_takes_is_known_of_five() -> None:
    assert handling_seconds(Tally(handled=4, talk_ms=400_000)) is None
    assert handling_seconds(Tally(handled=5, talk_ms=500_000, wrap_up_ms=103_000)) == 121
