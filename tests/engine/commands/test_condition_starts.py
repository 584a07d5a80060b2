"""Conditional start events: facts are told, and a process begins when a condition becomes true with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from engine.commands.activate_version import RollBack
from engine.commands.deactivate_package import DeactivatePackage
from engine.commands.deploy import Deploy
from engine.commands.evaluate_conditions import EvaluateConditions
from engine.errors import InvalidInput
from tests.drawing import conditional, draw, end, message, start
from tests.stage import SYSTEM, Stage

SHEET = "key: {key}\nname: {{zh: 测试, en: Test}}\ndiagram: t.bpmn\nprocess: {key}\n"


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    yield made
    made.system.close()


def deploy(stage: Stage, condition: str, key: str = "p", beside: str = "") -> None:
    """Deploy a process that begins on a condition, or on what is `beside` it."""
    diagram = draw(start("s", conditional(condition) + beside), end("e"), flows="s > e", key=key)
    stage.run(Deploy({"package.yaml": SHEET.format(key=key), "t.bpmn": diagram.decode()}), SYSTEM)


def tell(stage: Stage, **facts: Any) -> int:
    """Tell facts; return how many processes that has begun."""
    answer = stage.run(EvaluateConditions(facts), SYSTEM)
    assert answer["failed"] == []
    return len(answer["started"])


def test_every_active_version_whose_condition_becomes_true_begins_a_process(stage: Stage) -> None:
    deploy(stage, "level > 3")
    deploy(stage, "level > 5", key="q")
    assert [tell(stage, level=level) for level in (4, 6, 7, 0, 9)] == [1, 1, 0, 0, 2]


def test_a_new_version_with_the_same_condition_does_not_begin_what_began_already(stage: Stage) -> None:
    deploy(stage, "level > 3")
    assert tell(stage, level=4) == 1
    deploy(stage, "level > 3", beside=message("alarm"))
    assert tell(stage, level=4) == 0
    stage.run(RollBack("p"), SYSTEM)
    assert [tell(stage, level=level) for level in (4, 1, 4)] == [0, 0, 1]


def test_a_new_version_with_another_condition_begins_anew(stage: Stage) -> None:
    deploy(stage, "level > 3")
    assert tell(stage, level=9) == 1
    deploy(stage, "level > 4")
    assert tell(stage, level=9) == 1


def test_out_of_service_it_is_not_judged(stage: Stage) -> None:
    deploy(stage, "level > 3")
    stage.run(DeactivatePackage("p", "mistaken"), SYSTEM)
    assert tell(stage, level=9) == 0


def test_one_that_cannot_be_judged_hinders_no_other(stage: Stage) -> None:
    deploy(stage, "if level > 3 then level else false")
    deploy(stage, "level > 3", key="q")
    answer = stage.run(EvaluateConditions({"level": 9}), SYSTEM)
    assert len(answer["started"]) == 1
    (failed,) = answer["failed"]
    assert (failed["element"], failed["problem"]) == ("s", "it is neither true, false nor null")


def test_whoever_tells_nothing_is_told_so(stage: Stage) -> None:
    with pytest.raises(InvalidInput, match="at least one value"):
        stage.run(EvaluateConditions({}), SYSTEM)
