"""Reassign 转办, reject 退单, hand up 移交上级, take over: the task goes to somebody else, its token stays."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.commands.claim import ClaimTask, ReleaseTask
from engine.commands.complete import CompleteTask
from engine.commands.notes.attachments import AttachFile, RemoveAttachment
from engine.commands.passing import HandUpTask, ReassignTask, RejectTask, TakeOverTask
from engine.commands.return_task import WithdrawTask
from engine.errors import Conflict, HeldByAnother, InvalidInput, NotAllowed, NotFound, RevisionConflict
from engine.store.tables import notification
from tests.drawing import draw, end, start, user
from tests.engine.commands.inbox.conftest import MEMBERS

EVIDENCE = "表号不在本县台区"


def test_a_task_is_reassigned_to_a_colleague_who_finds_it_claimed(desk):
    task = desk.at_work()
    repair = desk.ids["repair@A1"]
    done = desk.run(ReassignTask(task, repair, desk.ids["desk2"], "我下班"), "desk")
    assert (done["holder"], done["revision"]) == (desk.ids["desk2"], 2)
    assert desk.lines("work") == {("candidate", "repair@A1"), ("holder", "desk2")}
    kind, values = desk.last()
    assert (kind, "我下班" in (values or "")) == ("task.reassigned", True)
    again = desk.run(ReassignTask(task, repair, desk.ids["desk2"], "再点一次"), "desk2")
    assert again["revision"] == 2, "where it is already is a success, and changes nothing"
    desk.run(CompleteTask(task), "desk2")


def test_a_task_goes_to_another_department_and_whoever_lost_it_hears_to_whom(desk):
    task = desk.at_work()
    desk.run(ReassignTask(task, desk.ids["crew@A1-C1"], reason="现场处理"), "desk")
    assert desk.lines("work") == {("candidate", "crew@A1-C1")}
    with pytest.raises(HeldByAnother, match="was reassigned by 东县调度") as told:
        desk.run(ClaimTask(task), "desk2")
    assert told.value.attributes["at"] == desk.now
    desk.run(ClaimTask(task), "crew")


def test_only_the_holder_or_a_leader_passes_on_what_is_held(desk):
    task = desk.at_work()
    desk.run(ReassignTask(task, desk.ids["crew@A1-C1"], desk.ids["crew"], "现场处理"), "desk")
    home = desk.ids["crew@A1-C1"]
    with pytest.raises((NotAllowed, NotFound)):
        desk.run(ReassignTask(task, home, reason="x"), "crew2")
    # The dispatcher of the county leads its crews.
    desk.run(ReassignTask(task, desk.ids["crew@A1-C2"], reason="一班人手不够"), "desk2")
    assert desk.lines("work") == {("candidate", "crew@A1-C2")}


@pytest.mark.parametrize(
    ("where", "who", "problem"),
    [
        ("repair@A2", None, "belongs to a neighbour"),
        ("repair@A1", "crew", "does not work in that department"),
        ("repair@A1", None, "say why"),
    ],
)
def test_a_reassignment_that_cannot_be_changes_nothing(desk, where, who, problem):
    task = desk.at_work()
    reason = "" if problem == "say why" else "x"
    with pytest.raises(InvalidInput, match=problem):
        desk.run(ReassignTask(task, desk.ids[where], desk.ids.get(who or ""), reason), "desk")
    assert desk.lines("work") == {("candidate", "repair@A1")}


def test_a_unit_rejects_what_is_misdirected_once(desk):
    task = desk.at_work()
    done = desk.run(RejectTask(task, "misdirected", EVIDENCE), "desk")
    assert done["department"] == desk.ids["customer-service@P"], "it goes back to the one that sent it"
    kind, values = desk.last()
    assert (kind, EVIDENCE in (values or "")) == ("task.rejected", True)
    # The centre insists; the unit cannot reject it a second time.
    desk.run(ReassignTask(task, desk.ids["repair@A1"], reason="核实过，属于东县"), "leader")
    with pytest.raises(Conflict, match="has rejected this order 1 time"):
        desk.run(RejectTask(task, "misdirected", EVIDENCE), "desk2")
    desk.do("work", "desk2")
    assert desk.open() == ["look"]


@pytest.mark.parametrize(
    ("reason", "evidence", "problem"),
    [("because", EVIDENCE, "there is no reason"), ("misdirected", " x ", "needs evidence")],
)
def test_a_rejection_has_a_reason_of_the_rules_and_evidence(desk, reason, evidence, problem):
    task = desk.at_work()
    with pytest.raises(InvalidInput, match=problem):
        desk.run(RejectTask(task, reason, evidence), "desk")


def test_a_package_asks_for_a_file_that_shows_it(desks):
    form = '{"type": "object", "x-reject": "attachment", "properties": {"note": {"type": "string"}}}'
    diagram = draw(
        start("s"),
        user("send", camunda_candidateGroups="customer-service@province"),
        user("work", camunda_formKey="work"),
        end("e"),
        flows="s > send > work > e",
    )
    desk = desks(diagram, {"forms/work.json": form})
    task = desk.at_work()
    with pytest.raises(InvalidInput, match="asks for a file") as refused:
        desk.run(RejectTask(task, "misdirected", EVIDENCE), "desk")
    assert refused.value.findings[0]["field"] == "attachments"
    order = desk.task("work")["order_id"]
    file = desk.run(AttachFile(order, "表号.png", "image/png", 9, "0" * 64, False), "desk")["attachment"]
    desk.run(RemoveAttachment(order, file, "传错了"), "desk")
    with pytest.raises(InvalidInput, match="no such attachment"):
        desk.run(RejectTask(task, "misdirected", EVIDENCE, attachments=[file]), "desk")
    file = desk.run(AttachFile(order, "表号.png", "image/png", 9, "1" * 64, False), "desk")["attachment"]
    desk.run(RejectTask(task, "misdirected", EVIDENCE, attachments=[file, file]), "desk")
    assert desk.history()[-1].body.count("1" * 64) == 1
    assert "表号.png" in (desk.last()[1] or "")


def test_what_nobody_sent_is_rejected_to_who_opened_the_order_or_stands_above(desk):
    desk.order_of()
    task = desk.task("send")["id"]
    with pytest.raises(Conflict, match="nobody sent"):
        desk.run(RejectTask(task, "duplicate", EVIDENCE), "agent")


def test_handing_up_moves_the_responsibility(desk):
    task = desk.at_work()
    with pytest.raises(InvalidInput, match="say why"):
        desk.run(HandUpTask(task), "desk")
    done = desk.run(HandUpTask(task, "需要市里协调停电"), "desk")
    assert done["department"] == desk.ids["command@A"]
    with pytest.raises(HeldByAnother, match="was handed up by 东县调度"):
        desk.run(CompleteTask(task), "desk")
    again = desk.run(HandUpTask(task, "需要省里协调"), "city")
    assert again["department"] == desk.ids["supervision@P"]
    with pytest.raises(Conflict, match="highest department"):
        desk.run(HandUpTask(task, "x"), "supervisor")


def test_a_superior_takes_over_and_the_holder_hears_from_whom(desk):
    task = desk.at_work()
    desk.run(ClaimTask(task), "desk")
    with pytest.raises(InvalidInput, match="say why"):
        desk.run(TakeOverTask(task), "city")
    done = desk.run(TakeOverTask(task, "重要客户"), "city")
    assert (done["holder"], desk.lines("work")) == (
        desk.ids["city"],
        {("candidate", "command@A"), ("holder", "city")},
    )
    with pytest.raises(HeldByAnother, match="was taken over by 甲市值班"):
        desk.run(CompleteTask(task), "desk")
    desk.do("work", "city")


@pytest.mark.parametrize(("who", "error"), [("desk2", Conflict), ("duty", Conflict), ("city2", NotFound)])
def test_only_a_superior_of_the_unit_takes_over(desk, who, error):
    task = desk.at_work()
    desk.run(ClaimTask(task), "desk")
    with pytest.raises(error):
        desk.run(TakeOverTask(task, "x"), who)


def test_what_the_receiver_has_passed_on_is_not_withdrawn(desk):
    task = desk.at_work()
    desk.run(ReassignTask(task, desk.ids["crew@A1-C1"], reason="现场处理"), "desk")
    with pytest.raises(HeldByAnother, match="东县调度 has acted on"):
        desk.run(WithdrawTask(task), "agent")


def test_who_read_an_older_revision_hears_who_changed_it(desk):
    task = desk.at_work()
    read = desk.task("work")["revision"]
    desk.run(ClaimTask(task, read), "desk")
    desk.run(ReleaseTask(task, read + 1), "desk")
    with pytest.raises(RevisionConflict, match="by 东县调度") as told:
        desk.run(RejectTask(task, "misdirected", EVIDENCE, read), "desk2")
    assert told.value.attributes["at"] == desk.now


def test_a_member_of_a_multi_instance_is_passed_on_alone(desks):
    desk = desks(MEMBERS)
    desk.order_of()
    first, second, third = (row["id"] for row in desk.tasks())
    desk.run(ReassignTask(first, desk.ids["crew@A1-C1"], reason="现场处理"), "desk")
    desk.run(HandUpTask(second, "需要市里"), "desk")
    desk.run(RejectTask(third, "misdirected", EVIDENCE), "desk")
    for task, who in ((first, "crew"), (second, "city"), (third, "agent")):
        desk.run(CompleteTask(task), who)
    assert desk.open() == ["after"]


def test_whoever_gets_a_task_is_told(desk):
    task = desk.at_work()
    desk.run(ReassignTask(task, desk.ids["repair@A1"], desk.ids["desk2"], "我下班"), "desk")
    desk.run(TakeOverTask(task, "重要客户"), "city")
    told = [
        row["text"]
        for row in desk.rows(select(notification).where(notification.c.person_id == desk.ids["desk2"]))
    ]
    assert len(told) == 2
    assert "我下班" in told[0]
    assert "重要客户" in told[1]
