"""Return 退回 and withdraw 撤回, through the commands."""

from __future__ import annotations

import pytest

from engine.commands.return_task import ReturnTask, WithdrawTask
from engine.commands.save_draft import SaveDraft
from engine.errors import Conflict, HeldByAnother, InvalidInput


def at_assign(stage):
    stage.open_order()
    stage.do("dispatch", "agent")
    stage.do("accept", "desk", {"decision": "accept"})


def test_what_a_return_cancels_is_shown_before_it_is_done(stage):
    at_assign(stage)
    task = stage.task("assign")["id"]
    shown = stage.run(ReturnTask(task, "dispatch", dry_run=True), "desk")
    assert shown["cancels"] == ["assign", "assign-late"]
    assert stage.open() == ["assign"]
    done = stage.run(ReturnTask(task, "dispatch", "地址不清"), "desk")
    assert done["cancels"] == shown["cancels"]
    assert (stage.open(), sorted(stage.timers())) == (["dispatch"], ["dispatch-late"])
    assert stage.lines("dispatch") == {("candidate", "customer-service@P"), ("holder", "agent")}
    event = stage.history()[-1]
    assert (event.type, "地址不清" in (event.content or "")) == ("task.returned", True)


def test_a_return_needs_a_reason_and_a_target_that_was_passed(stage):
    at_assign(stage)
    task = stage.task("assign")["id"]
    with pytest.raises(InvalidInput, match="needs a reason"):
        stage.run(ReturnTask(task, "dispatch"), "desk")
    with pytest.raises(InvalidInput, match=r"no path leads from|was not completed before"):
        stage.run(ReturnTask(task, "arrive", "x"), "desk")
    with pytest.raises(InvalidInput, match="was not completed before"):
        stage.run(ReturnTask(task, "arbitrate", "x"), "desk")


def test_the_sender_withdraws_what_nobody_has_touched(stage):
    stage.open_order()
    stage.do("dispatch", "agent")
    sent = stage.task("accept")["id"]
    with pytest.raises(Conflict, match="only the sender withdraws"):
        stage.run(WithdrawTask(sent), "leader")
    stage.run(WithdrawTask(sent, "派错了"), "agent")
    assert stage.lines("dispatch") == {("candidate", "customer-service@P"), ("holder", "agent")}


def test_what_was_claimed_or_drafted_is_not_withdrawn(stage):
    stage.open_order()
    stage.do("dispatch", "agent")
    sent = stage.task("accept")["id"]
    stage.claim("accept", "desk")
    with pytest.raises(HeldByAnother, match="东县调度 has claimed"):
        stage.run(WithdrawTask(sent), "agent")
    from engine.commands.claim import ReleaseTask

    stage.run(ReleaseTask(sent), "desk")
    stage.run(SaveDraft(sent, {"decision": "accept"}), "desk")
    with pytest.raises(Conflict, match="has begun to work"):
        stage.run(WithdrawTask(sent), "agent")
