"""When a task is due and from when it is looked at again: evaluated when it opens, stored, and shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.commands.deploy import Deploy
from engine.org import Actor
from engine.queries.inbox import InboxWish, inbox_page
from engine.queries.reading import Reading
from engine.queries.task_page import task_page
from tests.drawing import draw, end, start, user
from tests.stage import MORNING, SYSTEM, Stage

SHEET = "key: test\nname: {zh: 测试, en: Test}\ndiagram: t.bpmn\nprocess: p\ncategory: enquiry\n"


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    yield made
    made.system.close()


def opened(stage: Stage, **attributes: str):
    """Deploy a process whose first task has these attributes, open an order, and return that task's row."""
    diagram = draw(start("s"), user("a", **attributes), end("e"), flows="s > a > e")
    stage.run(Deploy({"package.yaml": SHEET, "t.bpmn": diagram.decode()}), SYSTEM)
    stage.open_order(category="enquiry", fields={})
    return stage.task("a")


def test_a_duration_counts_from_the_moment_the_task_opens(stage: Stage) -> None:
    task = opened(stage, camunda_dueDate="PT4H", camunda_followUpDate="P1D")
    assert task["promise_due_at"] == MORNING + timedelta(hours=4)
    assert task["target_due_at"] is None
    assert task["follow_up_at"] == MORNING + timedelta(days=1)


def test_an_expression_sees_the_order_and_the_business_time(stage: Stage) -> None:
    task = opened(
        stage, camunda_dueDate='order.opened_at + duration("PT30M")', camunda_followUpDate="today()"
    )
    assert task["promise_due_at"] == MORNING + timedelta(minutes=30)
    # The beginning of the day in the tier's zone, Asia/Shanghai.
    assert task["follow_up_at"].isoformat() == "2026-11-22T16:00:00+00:00"


def test_a_local_time_is_that_of_the_tiers_zone(stage: Stage) -> None:
    task = opened(stage, camunda_dueDate="2026-11-24T10:00:00")
    assert task["promise_due_at"].isoformat() == "2026-11-24T02:00:00+00:00"


def test_the_inbox_and_the_tasks_page_show_both(stage: Stage) -> None:
    task = opened(stage, camunda_dueDate="PT4H", camunda_followUpDate="PT1H")
    with stage.system.database.reading() as tx:
        reading = Reading.begin(tx, Actor(stage.ids["desk"]), stage.engine.services)
        (line,) = inbox_page(reading, InboxWish()).items
        page = task_page(reading, task["id"])
    for shown in (line, page):
        assert (shown.promise_due_at, shown.limit) == (MORNING + timedelta(hours=4), None)
        assert shown.follow_up_at == MORNING + timedelta(hours=1)
    assert not line.overdue


def test_a_task_that_is_past_its_due_date_is_late(stage: Stage) -> None:
    opened(stage, camunda_dueDate="PT4H")
    stage.later(hours=5)
    with stage.system.database.reading() as tx:
        reading = Reading.begin(tx, Actor(stage.ids["desk"]), stage.engine.services)
        (line,) = inbox_page(reading, InboxWish(overdue=True)).items
    assert line.overdue


def test_null_is_no_time_and_without_the_attributes_there_is_none(stage: Stage) -> None:
    task = opened(stage, camunda_dueDate="order.appointment")
    assert (task["promise_due_at"], task["follow_up_at"]) == (None, None)


def test_what_is_no_time_stops_the_step_with_an_incident_and_what_was_typed_is_kept(stage: Stage) -> None:
    diagram = draw(
        start("s"),
        user("first"),
        user("a", camunda_dueDate="order.title"),
        end("e"),
        flows="s > first > a > e",
    )
    stage.run(Deploy({"package.yaml": SHEET, "t.bpmn": diagram.decode()}), SYSTEM)
    stage.open_order(category="enquiry", fields={})
    stage.do("first", "desk")
    (incident,) = stage.incidents()
    assert "dueDate of a" in incident["message"]
    assert stage.task("first")["status"] == "stuck"
