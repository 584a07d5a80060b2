"""Hold 挂起: clocks that allow the reason stop, their timers move, others run on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands.hold import HoldOrder, ReleaseOrder
from engine.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tests.stage import MORNING

MINUTE = timedelta(minutes=1)


@pytest.fixture
def restoring(stage):
    """An order whose crew has arrived at 09:10; restoration is due three hours later."""
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    stage.do("accept", "desk", {"decision": "accept"})
    stage.do("assign", "desk", {"crew": "A1-C1"})
    stage.later(minutes=10)
    stage.do("arrive", "crew")
    return order


def test_holding_moves_the_restoration_timer_and_releasing_starts_it_again(stage, restoring):
    due = MORNING + 190 * MINUTE
    assert stage.timers()["restore-late"] == due
    until = stage.now + 60 * MINUTE
    stage.run(HoldOrder(restoring, "awaiting-parts", until), "duty")
    assert stage.order(restoring).status == "held"
    assert stage.timers()["restore-late"] is None
    stage.later(minutes=20)
    stage.run(ReleaseOrder(restoring), "duty")
    assert stage.timers()["restore-late"] == due + 20 * MINUTE
    assert stage.task("restore")["promise_due_at"] == due + 20 * MINUTE
    assert "order.hold" not in stage.timers()


def test_a_hold_ends_by_itself_in_time(stage, restoring):
    stage.run(HoldOrder(restoring, "awaiting-parts", stage.now + 30 * MINUTE), "duty")
    stage.later(minutes=31)
    assert stage.order(restoring).status == "open"
    assert stage.history(restoring)[-1].actor == "system:timer"


def test_holding_never_pauses_arrival(stage):
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    stage.do("accept", "desk", {"decision": "accept"})
    stage.do("assign", "desk", {"crew": "A1-C1"})
    before = stage.timers()["arrive-late"]
    stage.run(HoldOrder(order, "awaiting-parts", stage.now + 60 * MINUTE), "duty")
    assert stage.timers()["arrive-late"] == before


def test_a_hold_made_before_arrival_does_not_stop_the_clock_for_ever(stage):
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    stage.do("accept", "desk", {"decision": "accept"})
    stage.do("assign", "desk", {"crew": "A1-C1"})
    stage.run(HoldOrder(order, "awaiting-parts", stage.now + 60 * MINUTE), "duty")
    stage.run(ReleaseOrder(order), "duty")
    stage.do("arrive", "crew")
    assert stage.timers()["restore-late"] == stage.now + 180 * MINUTE


def test_a_hold_is_refused_without_a_known_reason_an_end_or_the_right(stage, restoring):
    later = stage.now + 60 * MINUTE
    with pytest.raises(InvalidInput, match="there is no reason 'lunch'"):
        stage.run(HoldOrder(restoring, "lunch", later), "duty")
    with pytest.raises(InvalidInput, match="must end in the future"):
        stage.run(HoldOrder(restoring, "awaiting-parts", MORNING), "duty")
    with pytest.raises(NotAllowed):
        stage.run(HoldOrder(restoring, "awaiting-parts", later), "agent")
    with pytest.raises(NotFound):
        stage.run(HoldOrder(restoring, "awaiting-parts", later), "west")
    stage.run(HoldOrder(restoring, "awaiting-parts", later), "duty")
    with pytest.raises(Conflict, match="is held"):
        stage.run(HoldOrder(restoring, "awaiting-parts", later), "duty")
