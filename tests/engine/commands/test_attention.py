"""Attention is raised to whoever looks after a tier: on tasks that were there, and on those just opened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.commands.deploy import Deploy
from tests.drawing import draw, end, escalation, start, throw, user
from tests.stage import SYSTEM, Stage

SHEET = "key: test\nname: {zh: 测试, en: Test}\ndiagram: t.bpmn\nprocess: p\ncategory: enquiry\n"
TO_THE_CITY = {"huan_escalateTo": "city"}
DIAGRAM = draw(
    start("s"),
    user("waiting"),
    user("first"),
    throw("up", escalation("late"), **TO_THE_CITY),
    throw("up-again", escalation("late"), **TO_THE_CITY),
    user("next"),
    end("e"),
    flows="s > waiting > e ; s > first > up > up-again > next > e",
)


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    made.run(Deploy({"package.yaml": SHEET, "t.bpmn": DIAGRAM.decode()}), SYSTEM)
    yield made
    made.system.close()


def test_every_open_task_gets_one_watcher_however_often_attention_is_raised(stage: Stage) -> None:
    order = stage.open_order(category="enquiry", fields={})["order"]
    assert stage.lines("waiting") == {("candidate", "repair@A1")}
    stage.do("first", "desk")
    both = {("candidate", "repair@A1"), ("watcher", "command@A")}
    assert stage.lines("waiting") == both
    assert stage.lines("next") == both
    assert stage.order(order).attention == "city"
