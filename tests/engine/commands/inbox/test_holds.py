"""A hold 挂起 with its approver, of an order whose process does not decide that itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands.hold import HoldOrder, ReleaseOrder
from engine.commands.holds.judge import JudgeHold, WithdrawHoldRequest
from engine.commands.order_requests import RequestHold
from engine.errors import Conflict, HeldByAnother, InvalidInput, NotAllowed, NotFound


@pytest.fixture
def order(desk):
    desk.at_work()
    return desk.tasks()[0]["order_id"]


def ask(desk, order, who="desk", hours=4):
    wanted = RequestHold(order, "awaiting-parts", desk.now + timedelta(hours=hours), "等变压器")
    return desk.run(wanted, who)["hold_request"]


def test_an_approver_lets_an_order_be_held_and_the_clocks_pause_until_its_end(desk, order):
    request = ask(desk, order)
    assert desk.order(order).status == "open"
    with pytest.raises(NotAllowed, match="nobody approves what they asked for"):
        desk.run(JudgeHold(request, True), "desk")
    desk.run(JudgeHold(request, True, "同意"), "duty")
    held = desk.order(order)
    assert (held.status, held.hold.asked_by, held.hold.approved_by) == (
        "held",
        desk.ids["desk"],
        desk.ids["duty"],
    )
    with pytest.raises(HeldByAnother, match="was approved by 东县值班长"):
        desk.run(JudgeHold(request, False, "不"), "city")
    desk.later(hours=4)
    assert desk.order(order).status == "open"
    assert [event.type for event in desk.history(order)][-3:] == [
        "hold.asked",
        "order.held",
        "order.released",
    ]


def test_a_refusal_says_why_and_the_order_goes_on(desk, order):
    request = ask(desk, order)
    with pytest.raises(InvalidInput, match="say why"):
        desk.run(JudgeHold(request, False), "duty")
    desk.run(JudgeHold(request, False, "库里有备件"), "duty")
    assert desk.order(order).status == "open"
    assert desk.last()[0] == "hold.refused"
    ask(desk, order)


def test_one_request_waits_at_a_time_and_its_asker_takes_it_back(desk, order):
    request = ask(desk, order)
    with pytest.raises(HeldByAnother, match="东县调度 has asked"):
        ask(desk, order, "duty")
    with pytest.raises(NotAllowed, match="only 东县调度"):
        desk.run(WithdrawHoldRequest(request), "duty")
    desk.run(WithdrawHoldRequest(request), "desk")
    with pytest.raises(HeldByAnother, match="was taken back by 东县调度"):
        desk.run(JudgeHold(request, True), "duty")


def test_what_cannot_be_asked_or_approved(desk, order):
    with pytest.raises(InvalidInput, match="no reason 'lunch'"):
        desk.run(RequestHold(order, "lunch", desk.now + timedelta(hours=1)), "desk")
    request = ask(desk, order, hours=1)
    with pytest.raises(NotFound):
        desk.run(JudgeHold(request, True), "north")
    desk.set_clock(desk.now + timedelta(hours=2))
    with pytest.raises(Conflict, match="is over"):
        desk.run(JudgeHold(request, True), "duty")
    desk.run(HoldOrder(order, "third-party", desk.now + timedelta(hours=1)), "duty")
    with pytest.raises(Conflict, match="is held"):
        ask(desk, order)
    desk.run(ReleaseOrder(order), "duty")
