"""A new appointment 改约: the agreed time is the limit's, where its rule allows one; elsewhere it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.commands.deploy import Deploy
from tests.drawing import draw, mapped, service, start, user
from tests.stage import SYSTEM, Stage

SHEET = "key: test\nname: {zh: 测试, en: Test}\ndiagram: t.bpmn\nprocess: p\ncategory: fault-report\n"


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    yield made
    made.system.close()


def deploy(stage: Stage, limit: str) -> None:
    """A process that appoints in five hours once somebody has asked."""
    inside = mapped({"limit": f'"{limit}"', "at": 'now() + duration("PT5H")'})
    appoint = service("appoint", "order.appoint", inside)
    waits = user("go", huan_limit="arrive")
    drawn = draw(start("s"), user("ask"), appoint, waits, flows="s > ask > appoint > go")
    stage.run(Deploy({"package.yaml": SHEET, "t.bpmn": drawn.decode()}), SYSTEM)


def test_the_arrival_is_due_at_the_agreed_time(stage):
    deploy(stage, "arrive")
    stage.open_order(fields={})
    stage.do("ask", "desk")
    assert stage.task("go")["promise_due_at"] == stage.now + timedelta(hours=5)


def test_a_limit_whose_rule_knows_no_appointments_is_an_incident(stage):
    deploy(stage, "restore")
    stage.open_order(fields={})
    assert stage.do("ask", "desk")["status"] == "stuck"
    (incident,) = stage.incidents()
    assert "no appointment can replace the limit 'restore'" in incident["message"]
