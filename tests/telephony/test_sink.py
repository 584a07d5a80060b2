"""Calls in the engine: what the exchange told becomes rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.store.tables import call, call_leg
from telephony.replay import replay
from telephony.sink import EngineSink
from tests.stage import Stage


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url)
    yield made
    made.system.close()


def test_a_recording_that_rings_twice_is_two_calls_with_legs_of_their_own(
    stage: Stage, recordings: Path
) -> None:
    for run in ("first", "second"):
        replay([recordings / "01_queue_answered.plain.jsonl"], EngineSink(stage.engine), run=run)
    assert len(stage.rows(select(call.c.id))) == 2
    legs = stage.rows(select(call_leg.c.call_id, call_leg.c.channel))
    assert len(legs) == 2 * len({leg["channel"] for leg in legs}) == 4


def test_the_same_recording_brought_again_changes_nothing(stage: Stage, recordings: Path) -> None:
    for _ in range(2):
        replay([recordings / "01_queue_answered.plain.jsonl"], EngineSink(stage.engine))
    assert len(stage.rows(select(call.c.id))) == 1
    assert len(stage.rows(select(call_leg.c.id))) == 2
