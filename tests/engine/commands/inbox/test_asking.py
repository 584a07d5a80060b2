"""Delegate 委派, co-sign 加签, joint review 会签: the task waits for whoever was asked."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest

from engine.commands.asking.answer import AnswerQuestion
from engine.commands.asking.co_sign import AddCoSigners
from engine.commands.asking.delegate import DelegateTask
from engine.commands.asking.review import OpenReview
from engine.commands.asking.take_back import TakeQuestionBack
from engine.commands.claim import ReleaseTask
from engine.commands.complete import CompleteTask
from engine.commands.passing import ReassignTask
from engine.commands.save_draft import SaveDraft
from engine.errors import Conflict, HeldByAnother, InvalidInput, NotAllowed
from engine.inbox import Asked
from tests.drawing import draw, end, loop, start, user
from tests.engine.commands.inbox.conftest import MEMBERS


def person(desk, name):
    return Asked(None, desk.ids[name])


def ask(desk, task, who, *names, timing="before"):
    asked = tuple(person(desk, name) for name in names)
    return desk.run(AddCoSigners(task, asked, timing, "请确认"), who)["lines"]


def test_a_delegate_acts_and_the_delegator_stays_responsible_and_sees_it_again(desk):
    task = desk.at_work()
    (line,) = desk.run(DelegateTask(task, desk.ids["desk2"], "请代核地址"), "desk")["lines"]
    assert desk.lines("work") == {("candidate", "repair@A1"), ("holder", "desk"), ("delegate", "desk2")}
    with pytest.raises(HeldByAnother, match="waits for 东县调度乙"):
        desk.run(CompleteTask(task), "desk")
    with pytest.raises(HeldByAnother, match="held by 东县调度"):
        desk.run(CompleteTask(task), "desk2")
    desk.run(SaveDraft(task, {"note": "地址已核"}), "desk2")
    desk.run(AnswerQuestion(task, line, True, "已核"), "desk2")
    assert desk.lines("work") == {("candidate", "repair@A1"), ("holder", "desk")}
    assert desk.task("work")["draft"] == {"note": "地址已核"}
    desk.run(CompleteTask(task), "desk")


def test_a_delegation_is_taken_back_or_ends_with_the_holding(desk):
    task = desk.at_work()
    (line,) = desk.run(DelegateTask(task, desk.ids["desk2"]), "desk")["lines"]
    with pytest.raises(HeldByAnother, match="delegated to 东县调度乙 already"):
        desk.run(DelegateTask(task, desk.ids["duty"]), "desk")
    desk.run(TakeQuestionBack(task, line, "自己来"), "desk")
    with pytest.raises(HeldByAnother, match="no longer open"):
        desk.run(AnswerQuestion(task, line, True), "desk2")
    desk.run(DelegateTask(task, desk.ids["desk2"]), "desk")
    desk.run(ReleaseTask(task), "desk")
    assert desk.lines("work") == {("candidate", "repair@A1")}


@pytest.mark.parametrize(
    ("who", "problem"), [("desk", "to oneself"), ("west", "cannot be asked"), ("city2", "cannot be asked")]
)
def test_whom_one_cannot_delegate_to(desk, who, problem):
    task = desk.at_work()
    with pytest.raises(InvalidInput, match=problem):
        desk.run(DelegateTask(task, desk.ids[who]), "desk")
    assert desk.lines("work") == {("candidate", "repair@A1")}


def test_a_task_waits_for_its_co_signers(desk):
    task = desk.at_work()
    city, duty = ask(desk, task, "desk", "city", "duty")
    with pytest.raises(HeldByAnother, match="waits for 甲市值班、东县值班长"):
        desk.run(CompleteTask(task), "desk")
    with pytest.raises(NotAllowed, match="甲市值班 was asked, not you"):
        desk.run(AnswerQuestion(task, city, True), "desk2")
    desk.run(AnswerQuestion(task, city, True, "同意"), "city")
    desk.run(AnswerQuestion(task, duty, True), "duty")
    desk.run(CompleteTask(task), "desk")
    kinds = [event.type for event in desk.history()]
    assert kinds[-4:] == ["task.co-sign-asked", "task.co-signed", "task.co-signed", "task.completed"]


def test_a_refusal_keeps_the_task_until_it_is_taken_back_with_a_reason(desk):
    task = desk.at_work()
    (line,) = ask(desk, task, "desk", "city")
    with pytest.raises(InvalidInput, match="needs an opinion"):
        desk.run(AnswerQuestion(task, line, False), "city")
    desk.run(AnswerQuestion(task, line, False, "材料不全"), "city")
    with pytest.raises(HeldByAnother, match="甲市值班 has refused"):
        desk.run(CompleteTask(task), "desk")
    assert ("co-signer", "city") not in desk.lines("work"), "it stands in no inbox any more"
    with pytest.raises(InvalidInput, match="say why"):
        desk.run(TakeQuestionBack(task, line), "desk")
    desk.run(TakeQuestionBack(task, line, "已补材料"), "desk")
    desk.run(CompleteTask(task), "desk")


def test_signed_after_a_completion_takes_effect_with_the_last_signature(desk):
    task = desk.at_work()
    city, duty = ask(desk, task, "desk", "city", "duty", timing="after")
    with pytest.raises(Conflict, match="has not completed it yet"):
        desk.run(AnswerQuestion(task, city, True), "city")
    done = desk.run(CompleteTask(task), "desk")
    assert (done["status"], desk.open()) == ("submitted", ["work"])
    with pytest.raises(HeldByAnother, match="was completed by 东县调度 and waits for"):
        desk.run(CompleteTask(task), "desk")
    assert desk.run(AnswerQuestion(task, city, True), "city")["status"] == "open"
    assert desk.run(AnswerQuestion(task, duty, True), "duty")["status"] == "completed"
    assert desk.open() == ["look"]
    assert desk.task("look")["sender_id"] == desk.ids["desk"], "it was sent by who completed it"


def test_a_refusal_after_gives_the_completion_back(desk):
    task = desk.at_work()
    (line,) = ask(desk, task, "desk", "city", timing="after")
    desk.run(CompleteTask(task), "desk")
    desk.run(AnswerQuestion(task, line, False, "不同意"), "city")
    with pytest.raises(HeldByAnother, match="has refused"):
        desk.run(CompleteTask(task), "desk")
    desk.run(TakeQuestionBack(task, line, "改好了"), "desk")
    (again,) = ask(desk, task, "desk", "city", timing="after")
    desk.set_clock(desk.now + timedelta(hours=3))
    desk.run(CompleteTask(task, event_at=desk.now - timedelta(hours=1)), "desk")
    desk.run(AnswerQuestion(task, again, True), "city")
    event = next(one for one in desk.history() if one.type == "task.completed" and one.seq > 5)
    assert event.event_at == desk.now - timedelta(hours=1), "a late entry stays late"


def test_a_department_is_asked_and_any_member_signs(desk):
    task = desk.at_work()
    asked = (Asked(desk.ids["command@A"], None),)
    (line,) = desk.run(AddCoSigners(task, asked), "desk")["lines"]
    assert ("co-signer", "command@A") in desk.lines("work")
    with pytest.raises(Conflict, match="is asked already"):
        desk.run(AddCoSigners(task, asked), "desk")
    desk.run(AnswerQuestion(task, line, True), "city")
    desk.run(CompleteTask(task), "desk")


def test_more_co_signers_than_the_rule_allows_are_refused(desk):
    task = desk.at_work()
    with pytest.raises(Conflict, match="at most 5"):
        ask(desk, task, "desk", "city", "duty", "desk2", "supervisor", "leader", "operator")


def test_who_was_asked_stays_asked_when_the_task_passes_on(desk):
    task = desk.at_work()
    (line,) = ask(desk, task, "desk", "city")
    desk.run(ReassignTask(task, desk.ids["crew@A1-C1"], reason="现场"), "desk")
    with pytest.raises(HeldByAnother, match="waits for 甲市值班"):
        desk.run(CompleteTask(task), "crew")
    desk.run(AnswerQuestion(task, line, True), "city")
    desk.run(CompleteTask(task), "crew")


def review(desk, task, rule, needed=None, names=("city", "duty", "desk2")):
    asked = tuple(person(desk, name) for name in names)
    lines = desk.run(OpenReview(task, asked, rule, needed, "能否停电接火"), "desk")["lines"]
    return dict(zip(names, lines, strict=True))


@pytest.mark.parametrize(
    ("rule", "needed", "votes", "outcome"),
    [
        ("all", None, [("city", True), ("duty", True), ("desk2", True)], "passed"),
        ("all", None, [("city", True), ("duty", False)], "failed"),
        ("at-least", 2, [("city", True), ("duty", True)], "passed"),
        ("at-least", 2, [("city", False), ("duty", False)], "failed"),
        ("no-veto", None, [("city", False)], "failed"),
    ],
)
def test_a_joint_review_is_decided_as_its_rule_says_and_the_outcome_goes_into_the_task(
    desk, rule, needed, votes, outcome
):
    task = desk.at_work()
    lines = review(desk, task, rule, needed)
    with pytest.raises(HeldByAnother, match="waits for"):
        desk.run(CompleteTask(task), "desk")
    answers = [
        desk.run(AnswerQuestion(task, lines[who], agrees, "意见"), who)["outcome"] for who, agrees in votes
    ]
    assert answers == [None] * (len(votes) - 1) + [outcome]
    assert desk.task("work")["review_outcome"] == outcome
    assert all(role != "reviewer" for role, _ in desk.lines("work"))
    desk.run(CompleteTask(task), "desk")
    decided = next(one for one in desk.history() if one.type == "task.review-decided")
    assert orjson.loads(decided.body)["outcome"] == outcome


def test_a_form_with_the_field_takes_the_outcome_into_the_process(desks):
    form = {
        "type": "object",
        "properties": {"joint_review": {"type": "string", "title": "会签结果", "x-en": "Outcome"}},
    }
    diagram = draw(start("s"), user("work", camunda_formKey="work"), end("e"), flows="s > work > e")
    desk = desks(diagram, {"forms/work.json": orjson.dumps(form).decode()})
    desk.order_of()
    task = desk.task("work")["id"]
    lines = review(desk, task, "no-veto")
    desk.run(AnswerQuestion(task, lines["city"], False, "不能停"), "city")
    desk.run(CompleteTask(task, {"joint_review": "passed"}), "desk")
    event = next(one for one in desk.history() if one.type == "task.completed")
    assert '"failed"' in (event.content or "")
    assert "passed" not in (event.content or "")


def test_a_review_is_taken_back_as_a_whole_and_a_new_one_begins_afresh(desk):
    task = desk.at_work()
    lines = review(desk, task, "all")
    with pytest.raises(Conflict, match="is open"):
        review(desk, task, "all")
    desk.run(TakeQuestionBack(task, lines["duty"], "不需要了"), "desk")
    assert desk.lines("work") == {("candidate", "repair@A1"), ("holder", "desk")}
    second = review(desk, task, "no-veto")
    desk.run(AnswerQuestion(task, second["city"], False, "不行"), "city")
    review(desk, task, "all")
    assert desk.task("work")["review_outcome"] is None


@pytest.mark.parametrize("needed", [None, 0, 4])
def test_of_n_of_m_the_n_is_said_and_fits(desk, needed):
    task = desk.at_work()
    with pytest.raises(InvalidInput, match="must agree"):
        review(desk, task, "at-least", needed)


def test_each_member_of_a_multi_instance_waits_for_its_own(desks):
    desk = desks(MEMBERS)
    desk.order_of()
    first, second, third = (row["id"] for row in desk.tasks())
    (line,) = ask(desk, first, "desk", "city")
    for task in (second, third):
        desk.run(CompleteTask(task), "desk")
    with pytest.raises(HeldByAnother):
        desk.run(CompleteTask(first), "desk")
    desk.run(AnswerQuestion(first, line, True), "city")
    desk.run(CompleteTask(first), "desk")
    assert desk.open() == ["after"]


def test_each_turn_of_a_loop_begins_without_the_questions_of_the_one_before(desks):
    diagram = draw(start("s"), user("again", loop("loopCounter < 2")), end("e"), flows="s > again > e")
    desk = desks(diagram)
    desk.order_of()
    first = desk.task("again")["id"]
    (line,) = ask(desk, first, "desk", "city")
    desk.run(AnswerQuestion(first, line, True), "city")
    desk.run(CompleteTask(first), "desk")
    second = desk.task("again")["id"]
    assert (second != first, desk.lines("again")) == (True, {("candidate", "repair@A1")})
    desk.run(CompleteTask(second), "desk")
