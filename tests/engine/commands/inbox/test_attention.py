"""Urge 催办 and escalate 升级: attention is raised, the holder stays, no form is refused by it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands.attention import EscalateTask, UrgeTask
from engine.commands.claim import ClaimTask
from engine.commands.complete import CompleteTask
from engine.errors import Conflict, HeldByAnother, InvalidInput, NotFound
from engine.inbox import shipped_inbox_rules


def test_an_urge_is_counted_recorded_and_refuses_nobodys_form(desk):
    task = desk.at_work()
    revision = desk.run(ClaimTask(task), "desk")["revision"]
    assert desk.run(UrgeTask(task, "客户又来电"), "agent")["urges"] == 1
    kind, values = desk.last()
    assert (kind, "客户又来电" in (values or "")) == ("task.urged", True)
    assert desk.order(desk.tasks()[0]["order_id"]).urges == 1
    desk.run(CompleteTask(task, revision=revision), "desk")


def test_one_urges_as_often_as_the_rules_say(desk):
    rules = shipped_inbox_rules()
    task = desk.at_work()
    pause = timedelta(minutes=rules.urge_pause_minutes)
    for _ in range(rules.urge_most):
        desk.run(UrgeTask(task), "agent")
        with pytest.raises(Conflict, match=r"minutes ago|which is the most"):
            desk.run(UrgeTask(task), "agent")
        desk.set_clock(desk.now + pause)
    with pytest.raises(Conflict, match="which is the most"):
        desk.run(UrgeTask(task), "agent")
    desk.run(UrgeTask(task), "city")
    assert desk.order(desk.tasks()[0]["order_id"]).urges == rules.urge_most + 1


def test_one_does_not_urge_oneself_nor_what_is_closed_nor_what_one_may_not_see(desk):
    task = desk.at_work()
    with pytest.raises(NotFound):
        desk.run(UrgeTask(task), "north")
    desk.run(ClaimTask(task), "desk")
    with pytest.raises(Conflict, match="you hold"):
        desk.run(UrgeTask(task), "desk")
    desk.run(CompleteTask(task), "desk")
    with pytest.raises(HeldByAnother, match="was completed by 东县调度"):
        desk.run(UrgeTask(task), "agent")


def test_an_escalation_by_hand_raises_tier_by_tier_and_the_holder_stays(desk):
    task = desk.at_work()
    desk.run(ClaimTask(task), "desk")
    with pytest.raises(InvalidInput, match="say why"):
        desk.run(EscalateTask(task), "desk")
    assert desk.run(EscalateTask(task, "群体性停电"), "desk")["tier"] == "city"
    assert desk.run(EscalateTask(task, "群体性停电"), "desk")["tier"] == "province"
    assert desk.lines("work") >= {("holder", "desk"), ("watcher", "command@A"), ("watcher", "supervision@P")}
    order = desk.order(desk.tasks()[0]["order_id"])
    assert order.attention == "province"
    with pytest.raises(Conflict, match="in view already"):
        desk.run(EscalateTask(task, "x"), "desk")
    desk.run(CompleteTask(task), "desk")
