"""When the process cannot go on, nothing that a person typed is lost, and an operator mends it."""

from __future__ import annotations

import pytest

from engine.commands.calendars import ImportCalendar
from engine.commands.complete import CompleteTask
from engine.commands.deploy import Deploy
from engine.commands.instances import CancelInstance, ResumeInstance, SuspendInstance
from engine.commands.open_order import OpenOrder
from engine.commands.retry_incident import ReopenTask, RetryIncident
from engine.errors import Conflict, HeldByAnother, MissingCalendar, NotAllowed
from engine.limits import seed_profiles
from tests.drawing import (
    boundary,
    draw,
    end,
    event_sub,
    gateway,
    message,
    multi,
    service,
    start,
    sub,
    timer,
    user,
)
from tests.stage import MORNING, SYSTEM, Stage

SHEET = "key: {key}\nname: {{zh: 测试, en: Test}}\ndiagram: t.bpmn\nprocess: p\ncategory: {category}\n"
FORM = '{"type": "object", "properties": {"amount": {"type": "number"}, "note": {"type": "string"}}}'


def deploy(stage, diagram, category="enquiry", key="test"):
    files = {
        "package.yaml": SHEET.format(key=key, category=category),
        "t.bpmn": diagram.decode(),
        "forms/f.json": FORM,
    }
    return stage.run(Deploy(files), SYSTEM)


def enquiry(stage, **options):
    wanted = {"premise_id": stage.ids["premise-A1"], "beside": True, **options}
    return stage.run(OpenOrder("enquiry", "电费咨询", **wanted), "agent")


FAILING = draw(
    start("s"), user("ask", camunda_formKey="f"), gateway("exclusive", "g", default="g-small"), user("big"),
    user("small"), flows="s > ask > g ; g > big [amount > limit_of_nobody] ; g > small [default]",
)  # fmt: skip


@pytest.fixture
def stage(database_url):
    made = Stage(database_url, packages=False)
    yield made
    made.system.close()


def test_two_members_that_fail_alike_are_two_incidents_and_neither_is_lost(stage):
    inside = (
        start("in"),
        user("ask"),
        gateway("exclusive", "g", default="g-small"),
        user("big"),
        user("small"),
    )
    flows = "in > ask > g ; g > big [loopCounter > limit_of_nobody] ; g > small [default]"
    deploy(stage, draw(start("s"), sub("each", *inside, flows=flows, extra=multi("2")), flows="s > each"))
    enquiry(stage)
    tasks = [row["id"] for row in stage.tasks()]
    stuck = [stage.run(CompleteTask(task), "desk")["incident"] for task in tasks]
    assert len(set(stuck)) == 2
    for incident in stuck:
        stage.run(ReopenTask(incident), "operator")
    assert [row["status"] for row in stage.tasks()] == ["open", "open"]


def test_a_failing_condition_after_a_completed_form_keeps_the_form(stage):
    deploy(stage, FAILING)
    order = enquiry(stage)["order"]
    task = stage.task("ask")
    answer = stage.run(CompleteTask(task["id"], {"amount": 10.5, "note": "三页长的说明"}), "desk", key="k")
    assert answer["status"] == "stuck"
    (incident,) = stage.incidents()
    assert (incident["element_id"], incident["kind"]) == ("g", "step-failed")
    assert "limit_of_nobody" in incident["message"]
    assert incident["message_zh"].startswith("g 的")
    assert answer["message_zh"] == incident["message_zh"]
    with pytest.raises(HeldByAnother, match="was completed by 东县调度, but the process could not go on"):
        stage.run(CompleteTask(task["id"], {"amount": 1}), "desk2")
    assert [event.type for event in stage.history(order)][-1] == "task.stuck"

    with pytest.raises(NotAllowed):
        stage.run(RetryIncident(incident["id"]), "agent")
    failed = stage.run(RetryIncident(incident["id"]), "operator")
    assert (failed["status"], stage.incidents()[0]["retries"]) == ("open", 1)

    stage.write_variable(order, "limit_of_nobody", 5)
    mended = stage.run(RetryIncident(incident["id"]), "operator")
    assert mended["status"] == "resolved"
    assert stage.open() == ["big"]
    completed = [event for event in stage.history(order) if event.type == "task.completed"][-1]
    assert completed.actor == stage.ids["desk"]
    with pytest.raises(Conflict, match="resolved by 运维员"):
        stage.run(RetryIncident(incident["id"]), "operator")


def test_what_is_mended_may_end_the_process(stage):
    ending = draw(
        start("s"), user("ask", camunda_formKey="f"), gateway("exclusive", "g", default="g-e"), end("e"), end("e2"),
        flows="s > ask > g ; g > e2 [amount > limit_of_nobody] ; g > e [default]",
    )  # fmt: skip
    deploy(stage, ending)
    order = enquiry(stage)["order"]
    stage.do("ask", "desk", {"amount": 1})
    (incident,) = stage.incidents()
    stage.write_variable(order, "limit_of_nobody", 5)
    assert stage.run(RetryIncident(incident["id"]), "operator")["status"] == "resolved"
    assert (stage.open(), stage.incidents()) == ([], [])
    assert [event.type for event in stage.history(order)][-2:] == ["incident.resolved", "task.completed"]


def test_a_stuck_task_can_be_given_back_with_what_was_typed(stage):
    deploy(stage, FAILING)
    enquiry(stage)
    task = stage.task("ask")["id"]
    stage.run(CompleteTask(task, {"amount": 10, "note": "很长"}), "desk")
    stage.run(ReopenTask(stage.incidents()[0]["id"]), "operator")
    again = stage.task("ask")
    assert (again["status"], again["draft"]) == ("open", {"amount": 10, "note": "很长"})


def test_a_step_that_would_leave_a_dead_process_is_an_incident(stage):
    diagram = draw(
        start("s"), user("ask"), gateway("exclusive", "f", default="f-b"), user("a"), user("b"),
        gateway("parallel", "j", huan_unsound="what a stuck process leads to is to be seen"), end("e"),
        flows="s > ask > f ; f > a [true] ; f > b [default] ; a > j > e ; b > j",
    )  # fmt: skip
    deploy(stage, diagram)
    enquiry(stage)
    stage.run(CompleteTask(stage.task("ask")["id"]), "desk")
    answer = stage.run(CompleteTask(stage.task("a")["id"]), "desk")
    assert answer["status"] == "stuck"
    assert "nothing could ever move again" in stage.incidents()[0]["message"]


def test_an_order_exists_even_when_its_process_cannot_start(stage):
    diagram = draw(start("s"), service("op", "order.hold"), user("a"), flows="s > op > a")
    deploy(stage, diagram)
    answer = enquiry(stage)
    assert answer["number"]
    assert "a hold needs a reason" in answer["message"]
    assert "挂起需要原因" in answer["message_zh"]
    (incident,) = stage.incidents()
    assert incident["kind"] == "process-not-started"
    deploy(stage, draw(start("s"), user("a", camunda_candidateGroups="repair@county"), flows="s > a"))
    stage.run(RetryIncident(incident["id"]), "operator")
    assert stage.open() == ["a"]


def test_a_failing_timer_is_parked_and_fires_after_the_retry(stage):
    diagram = draw(
        start("s"), user("ask"), boundary("t", "ask", timer("duration", "PT10M"), interrupting=False),
        gateway("exclusive", "g", default="g-y"), user("x"), user("y"),
        flows="s > ask ; t > g ; g > x [late_rule] ; g > y [default]",
    )  # fmt: skip
    deploy(stage, diagram)
    order = enquiry(stage)["order"]
    stage.later(minutes=11)
    stage.later(minutes=11)
    assert (stage.open(), len(stage.incidents())) == (["ask"], 1)
    stage.write_variable(order, "late_rule", True)
    stage.run(RetryIncident(stage.incidents()[0]["id"]), "operator")
    stage.drain()
    assert (stage.open(), stage.timers()) == (["ask", "x"], {})


def test_a_suspended_process_stands_still_and_takes_its_timer_once_afterwards(stage):
    diagram = draw(
        start("s"), user("ask"), boundary("t", "ask", timer("cycle", "R/PT10M"), interrupting=False), user("late"),
        flows="s > ask ; t > late",
    )  # fmt: skip
    deploy(stage, diagram)
    answer = enquiry(stage)
    stage.run(SuspendInstance(answer["instance"], "查问题"), "leader")
    with pytest.raises(Conflict, match="suspended"):
        stage.run(CompleteTask(stage.task("ask")["id"]), "desk")
    stage.later(minutes=35)
    assert stage.open() == ["ask"]
    stage.run(ResumeInstance(answer["instance"]), "leader")
    stage.drain()
    assert stage.open() == ["ask", "late"]
    assert stage.timers()["t"] == MORNING.replace(minute=40)


def test_a_cancelled_instance_takes_everything_with_it(stage):
    beside = start("xs", message("urge"), isInterrupting="false")
    diagram = draw(
        start("s"), user("ask"), boundary("t", "ask", timer("duration", "PT10M")), user("late"),
        event_sub("x", beside, user("note"), flows="xs > note"), flows="s > ask ; t > late",
    )  # fmt: skip
    deploy(stage, diagram)
    answer = enquiry(stage)
    stage.run(CancelInstance(answer["instance"], "重复"), "leader")
    assert (stage.open(), stage.timers(), stage.order(answer["order"]).status) == ([], {}, "cancelled")


def test_a_limit_that_reaches_an_unknown_year_lets_the_order_go_on(stage):
    """On the last Monday of 2026 five working days reach into 2027, whose calendar nobody has announced."""
    profile = seed_profiles()["state-grid"]
    assert "reply" in profile.rules_for({"category": "enquiry"})
    diagram = draw(
        start("s"), user("ask", huan_limit="reply"),
        boundary("t", "ask", timer("duration", 'limit("reply")'), interrupting=False), user("late"),
        flows="s > ask ; t > late",
    )  # fmt: skip
    deploy(stage, diagram)
    stage.set_clock(MORNING.replace(month=12, day=28))
    enquiry(stage)
    (incident,) = stage.incidents()
    assert incident["kind"] == "missing-calendar"
    assert "2027" in incident["message"]
    assert "import" in incident["message"]
    assert (stage.timers()["t"], stage.task("ask")["promise_due_at"]) == (None, None)
    with pytest.raises(MissingCalendar):
        stage.run(RetryIncident(incident["id"]), "operator")
    calendar = "\n".join(
        [
            "format: 1", "calendar: cn", "year: 2027", "zone: Asia/Shanghai", "provisional: false",
            "source: 测试", "days:", "  2027-01-01: {working: false, name: 元旦}",
        ]
    )  # fmt: skip
    stage.run(ImportCalendar(calendar, "cn-2027.yaml"), "operator")
    stage.run(RetryIncident(incident["id"]), "operator")
    # Starting day not counted: 29, 30, 31 December, 4 and 5 January; the day ends at 24:00 in Shanghai.
    due = MORNING.replace(year=2027, month=1, day=5, hour=16)
    assert (stage.timers()["t"], stage.task("ask")["promise_due_at"], stage.incidents()) == (due, due, [])
