"""A called process is the one that is active now, whoever deployed it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.commands.complete import CompleteTask
from engine.commands.deploy import Deploy
from huan.settings import Settings
from huan.wiring import System, build
from tests.drawing import draw, element, end, start, user
from tests.stage import SYSTEM, Stage

SHEET = "key: {key}\nname: {{zh: 测试, en: Test}}\ndiagram: t.bpmn\nprocess: {process}\n{more}"
CALLER = draw(
    start("s"),
    user("before"),
    element("callActivity", "call", calledElement="called"),
    end("e"),
    flows="s > before > call > e",
)


def called(task: str) -> Deploy:
    diagram = draw(start("s"), user(task), end("e"), flows=f"s > {task} > e", key="called")
    sheet = SHEET.format(key="called", process="called", more="")
    return Deploy({"package.yaml": sheet, "t.bpmn": diagram.decode()})


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    made.run(called("old"), SYSTEM)
    sheet = SHEET.format(key="test", process="p", more="category: enquiry\ncalls: [called]\n")
    made.run(Deploy({"package.yaml": sheet, "t.bpmn": CALLER.decode()}), SYSTEM)
    yield made
    made.system.close()


def test_a_version_deployed_by_another_process_is_called_from_then_on(
    stage: Stage, database_url: str
) -> None:
    """Each process keeps the active versions; the organisation's revision tells it to look again."""
    other: System = build(Settings(database_url=database_url, message_gateway="log"))
    first, second = (stage.open_order(category="enquiry", fields={}, beside=True)["order"] for _ in range(2))
    _complete(stage, first)
    assert stage.open(first) == ["old"]
    other.engine.run(called("new"), SYSTEM)
    other.close()
    _complete(stage, second)
    assert stage.open(second) == ["new"]
    assert stage.open(first) == ["old"]


def _complete(stage: Stage, order: str) -> None:
    [task] = stage.tasks(order)
    stage.run(CompleteTask(task["id"], {}), "desk")
