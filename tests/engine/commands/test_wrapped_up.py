"""How long after a call its agent still had to do with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from engine.commands.record_call import RecordCall, TellOfCall
from engine.store.tables import call
from tests.calling import TELEPHONY
from tests.stage import MORNING, Stage


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url)
    yield made
    made.system.close()


def tell(stage: Stage, state: str, **more: Any) -> str:
    record = RecordCall("x", "inbound", state, MORNING, queue="repair@default", as_of=stage.now, **more)
    return str(stage.run(record, TELEPHONY)["call"])


def rings(stage: Stage) -> str:
    """A call comes to the queue; return its id."""
    one = tell(stage, "queued", queued_at=MORNING)
    stage.run(TellOfCall(one, "call.offered", "x:offered", {"queue": "repair@default"}), TELEPHONY)
    return one


def answered(stage: Stage, one: str) -> datetime:
    at = stage.now
    tell(stage, "answered", answered_at=at, agent="1001")
    told = {"queue": "repair@default", "agent": "1001"}
    stage.run(TellOfCall(one, "call.answered", "x:answered", told), TELEPHONY)
    stage.drain()
    return at


def wrap_up_ms(stage: Stage) -> int | None:
    (row,) = stage.rows(select(call.c.wrap_up_ms))
    return row["wrap_up_ms"]  # type: ignore[no-any-return]


def test_what_is_left_to_do_after_a_call_is_timed_from_its_end_until_it_is_done(stage: Stage) -> None:
    one = rings(stage)
    at = answered(stage, one)
    stage.later(minutes=3)
    ended = stage.now
    end: dict[str, Any] = {"answered_at": at, "ended_at": ended, "outcome": "answered", "agent": "1001"}
    tell(stage, "ended", **end)
    assert wrap_up_ms(stage) is None
    stage.later(seconds=42)
    stage.do("wrap-up", "agent", {"result": "answered"})
    assert wrap_up_ms(stage) == 42_000
    tell(stage, "ended", **end, hung_up_by="caller")
    assert wrap_up_ms(stage) == 42_000, "whoever tells of the call later does not know it"


def test_who_is_done_while_the_caller_still_speaks_needs_no_time_after_it(stage: Stage) -> None:
    answered(stage, rings(stage))
    stage.later(minutes=1)
    stage.do("wrap-up", "agent", {"result": "answered"})
    assert wrap_up_ms(stage) == 0


def test_calling_back_whom_nobody_heard_is_no_wrapping_up(stage: Stage) -> None:
    one = rings(stage)
    stage.later(seconds=20)
    tell(stage, "abandoned", ended_at=stage.now, outcome="abandoned")
    stage.run(TellOfCall(one, "call.abandoned", "x:abandoned", {"queue": "repair@default"}), TELEPHONY)
    stage.drain()
    stage.claim("call-back", "agent")
    stage.do("call-back", "agent", {"result": "answered"})
    assert wrap_up_ms(stage) is None
