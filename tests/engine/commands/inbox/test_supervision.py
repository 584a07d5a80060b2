"""Supervision orders 督办单: issued by a superior, replied to, sent back, accepted; each order's history knows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands.supervision import (
    IssueSupervision,
    JudgeSupervision,
    ReplySupervision,
    WithdrawSupervision,
)
from engine.errors import Conflict, HeldByAnother, InvalidInput, NotAllowed, NotFound, RevisionConflict
from engine.org import Actor
from engine.queries import Reading
from engine.queries.inbox import InboxWish, inbox_page


def issue(desk, order, who="city", where="repair@A1", hours=24, requirement="查明原因"):
    deadline = desk.now + timedelta(hours=hours)
    return desk.run(IssueSupervision((order,), desk.ids[where], requirement, deadline), who)


@pytest.fixture
def order(desk):
    desk.at_work()
    return desk.tasks()[0]["order_id"]


def test_a_supervision_order_goes_round_until_it_is_accepted(desk, order):
    issued = issue(desk, order)
    assert issued["number"].startswith("D2611230001")
    key = issued["supervision"]
    desk.run(ReplySupervision(key, "正在查"), "desk")
    with pytest.raises(HeldByAnother, match="东县调度 has replied"):
        desk.run(ReplySupervision(key, "我也答"), "desk2")
    with pytest.raises(InvalidInput, match="say why"):
        desk.run(JudgeSupervision(key, False), "city")
    desk.run(JudgeSupervision(key, False, "没有写原因", desk.now + timedelta(hours=5)), "city")
    desk.run(ReplySupervision(key, "变压器过载，已更换"), "desk2")
    done = desk.run(JudgeSupervision(key, True), "city")
    assert (done["status"], done["revision"]) == ("accepted", 5)
    with pytest.raises(HeldByAnother, match="was accepted by 甲市值班"):
        desk.run(ReplySupervision(key, "再答"), "desk")
    kinds = [event.type for event in desk.history(order) if event.type.startswith("supervision")]
    assert kinds == [
        "supervision.issued",
        "supervision.replied",
        "supervision.sent-back",
        "supervision.replied",
        "supervision.accepted",
    ]


def test_what_waits_on_a_supervised_order_is_a_list_of_both_sides_until_it_is_accepted(desk, order):
    def listed(who):
        with desk.system.database.reading() as tx:
            reading = Reading.begin(tx, Actor(desk.ids[who]), desk.engine.services)
            page = inbox_page(reading, InboxWish(scope="supervised"))
        assert page.count == len(page.items)
        return [line.order for line in page.items]

    assert listed("city") == []
    key = issue(desk, order)["supervision"]
    assert listed("city") == listed("desk") == [order]
    assert listed("supervisor") == listed("north") == [], "neither who stands above both, nor a neighbour"
    desk.run(ReplySupervision(key, "已更换"), "desk")
    desk.run(JudgeSupervision(key, True), "city")
    assert listed("city") == listed("desk") == []


def test_one_document_is_about_several_orders_and_numbers_follow_each_other(desk, order):
    other = desk.order_of()
    both = IssueSupervision(
        (order, other, order), desk.ids["repair@A1"], "一并查明", desk.now + timedelta(hours=2)
    )
    first = desk.run(both, "city")
    second = issue(desk, other)
    assert first["number"][:11] == second["number"][:10] + "1"
    desk.run(ReplySupervision(first["supervision"], "同一台变压器"), "desk")
    for each in (order, other):
        assert "supervision.replied" in [event.type for event in desk.history(each)]


@pytest.mark.parametrize(
    ("who", "where", "hours", "requirement", "problem"),
    [
        ("city", "command@A", 24, "x", "only a superior"),
        ("city", "repair@B1", 24, "x", "only a superior"),
        ("desk", "repair@A2", 24, "x", "only a superior"),
        ("city", "repair@A1", 0, "x", "at least 1 hour"),
        ("city", "repair@A1", 24, " ", "say why"),
    ],
)
def test_what_cannot_be_issued(desk, order, who, where, hours, requirement, problem):
    with pytest.raises(InvalidInput, match=problem):
        issue(desk, order, who, where, hours, requirement)


def test_only_a_superior_with_the_role_supervises_and_only_what_lies_below(desk, order):
    with pytest.raises(NotFound):
        issue(desk, order, "city2", "repair@B1")
    with pytest.raises(NotAllowed):
        issue(desk, order, "agent")


def test_each_side_does_its_own_part(desk, order):
    key = issue(desk, order)["supervision"]
    with pytest.raises(NotFound):
        desk.run(ReplySupervision(key, "x"), "duty")
    with pytest.raises(NotAllowed, match="东县抢修调度 replies"):
        desk.run(ReplySupervision(key, "x"), "city")
    with pytest.raises(Conflict, match="no reply to judge"):
        desk.run(JudgeSupervision(key, True), "city")
    with pytest.raises(NotAllowed):
        desk.run(WithdrawSupervision(key, "x"), "desk")
    desk.run(WithdrawSupervision(key, "已恢复"), "city")
    with pytest.raises(HeldByAnother, match="was withdrawn by 甲市值班"):
        desk.run(ReplySupervision(key, "x"), "desk")


def test_an_older_revision_hears_who_was_first(desk, order):
    key = issue(desk, order)["supervision"]
    desk.run(ReplySupervision(key, "答复", revision=1), "desk")
    with pytest.raises(RevisionConflict, match="by 东县调度"):
        desk.run(JudgeSupervision(key, True, revision=1), "city")
