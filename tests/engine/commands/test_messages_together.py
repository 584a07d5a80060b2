"""A start event that waits for several messages: they are kept like any message until the last has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.commands import Answer
from engine.commands.correlate import CorrelateMessage
from engine.commands.deactivate_package import DeactivatePackage
from engine.commands.deploy import Deploy
from engine.commands.expire_messages import ExpireMessages
from tests.drawing import catch, draw, end, message, start, user
from tests.stage import SYSTEM, Stage

SHEET = "key: test\nname: {zh: 测试, en: Test}\ndiagram: t.bpmn\nprocess: p\ncategory: enquiry\n"
DIAGRAM = draw(
    start("s"),
    user("a"),
    start("both", message("form") + message("fee"), parallelMultiple="true"),
    catch("late", message("fee", "order.number")),
    end("e"),
    flows="s > late > a > e ; both > e",
)


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    made.run(Deploy({"package.yaml": SHEET, "t.bpmn": DIAGRAM.decode()}), SYSTEM)
    yield made
    made.system.close()


def told(stage: Stage, name: str, key: str = "K", sender: str | None = None) -> Answer:
    return stage.run(CorrelateMessage(name, key, {}, sender), SYSTEM)


def test_one_alone_expires_as_any_message_that_nobody_takes(stage: Stage) -> None:
    stage.engine.services.message_kept = timedelta(hours=2)
    assert told(stage, "form")["outcome"] == "waiting"
    stage.later(minutes=121)
    assert stage.run(ExpireMessages(), SYSTEM)["expired"] == 1
    assert told(stage, "fee")["outcome"] == "waiting"


def test_the_same_message_told_twice_counts_once(stage: Stage) -> None:
    assert told(stage, "form", sender="1")["outcome"] == "waiting"
    assert told(stage, "form", sender="1")["outcome"] == "known"
    assert told(stage, "fee")["outcome"] == "started"
    assert told(stage, "fee")["outcome"] == "waiting"


def test_an_instance_that_waits_for_one_of_them_gets_it_first(stage: Stage) -> None:
    key = stage.order(stage.open_order(category="enquiry", fields={})["order"]).number
    told(stage, "form", key)
    assert told(stage, "fee", key)["outcome"] == "instance"
    assert told(stage, "fee", key)["outcome"] == "started"


def test_out_of_service_it_takes_none(stage: Stage) -> None:
    told(stage, "form")
    stage.run(DeactivatePackage("test", "mistaken"), SYSTEM)
    assert told(stage, "fee")["outcome"] == "waiting"
