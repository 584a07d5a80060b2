"""Conditional events are looked at again when the order changes outside a step of their instance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.commands.deploy import Deploy
from engine.commands.hold import HoldOrder, ReleaseOrder
from engine.commands.instances import ResumeInstance, SuspendInstance
from engine.commands.retry_incident import RetryIncident
from engine.scenarios.start_plainly import StartPlainly
from engine.store.tables import delivery, instance
from tests.drawing import boundary, conditional, draw, end, gateway, service, start, user
from tests.stage import SYSTEM, Stage

SHEET = "key: {key}\nname: {{zh: 测试, en: Test}}\ndiagram: t.bpmn\nprocess: {key}\n{more}"
HELD = 'order.status = "held"'


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    yield made
    made.system.close()


@pytest.fixture
def order(stage: Stage) -> Callable[[bytes], str]:
    """Deploy a diagram and open an order that it serves."""

    def opened(diagram: bytes) -> str:
        sheet = SHEET.format(key="p", more="category: enquiry\n")
        stage.run(Deploy({"package.yaml": sheet, "t.bpmn": diagram.decode()}), SYSTEM)
        key = stage.open_order(category="enquiry", fields={})["order"]
        stage.drain()
        return str(key)

    return opened


def bordered(condition: str, **attributes: str) -> bytes:
    """Draw a task that a condition on its border adds another to, each time that it becomes true."""
    return draw(
        start("s"),
        user("work", **attributes),
        boundary("b", "work", conditional(condition), interrupting=False),
        user("extra"),
        end("e"),
        flows="s > work > e ; b > extra > e",
    )


def hold(stage: Stage, key: str) -> None:
    stage.run(HoldOrder(key, "awaiting-parts", stage.now + timedelta(hours=1)), "duty")


def release(stage: Stage, key: str) -> None:
    stage.run(ReleaseOrder(key), "duty")


def test_a_condition_on_the_order_happens_when_somebody_holds_it(stage: Stage, order) -> None:
    key = order(bordered(HELD))
    hold(stage, key)
    assert stage.open() == ["work"], "the instance looks in a step of its own"
    stage.drain()
    assert stage.open() == ["extra", "work"]
    assert [event.type for event in stage.history(key)][-2:] == ["order.held", "condition.met"]


def test_it_happens_again_once_it_has_been_false(stage: Stage, order) -> None:
    """That it holds no more is kept, although nothing is written into the history about it."""
    key = order(bordered(HELD))
    for change in (hold, release, hold):
        change(stage, key)
        stage.drain()
    assert stage.open() == ["extra", "extra", "work"]
    assert [event.type for event in stage.history(key)].count("condition.met") == 2


def test_an_order_whose_conditions_do_not_see_the_change_is_left_alone(stage: Stage, order) -> None:
    key = order(bordered("order.priority > 8"))
    revision = stage.rows(select(instance.c.revision))
    hold(stage, key)
    stage.drain()
    assert stage.open() == ["work"]
    assert stage.rows(select(instance.c.revision)) == revision


def test_nobody_is_asked_where_no_condition_waits(stage: Stage, order) -> None:
    key = order(draw(start("s"), user("work"), end("e"), flows="s > work > e"))
    hold(stage, key)
    assert stage.rows(select(delivery.c.id)) == []


def test_the_stage_that_a_step_itself_brings_about_is_seen(stage: Stage, order) -> None:
    order(bordered('order.stage = "here"', huan_stage="here"))
    assert stage.open() == ["extra", "work"]


def test_an_operation_of_the_same_step_is_seen_within_the_step(stage: Stage, order) -> None:
    diagram = draw(
        start("s"),
        gateway("parallel", "both"),
        user("work"),
        boundary("b", "work", conditional("order.urges = 1"), interrupting=False),
        user("extra"),
        service("urge", "order.urge"),
        end("e"),
        flows="s > both > work > e ; both > urge > e ; b > extra > e",
    )
    key = order(diagram)
    assert stage.open() == ["extra", "work"]
    assert "condition.met" not in [event.type for event in stage.history(key)]


def test_a_condition_in_another_instance_of_the_order_happens_too(stage: Stage, order) -> None:
    key = order(
        draw(start("s"), user("go"), service("urge", "order.urge"), end("e"), flows="s > go > urge > e")
    )
    other = draw(
        start("s"),
        user("beside"),
        boundary("b", "beside", conditional("order.urges = 1")),
        user("urged"),
        end("e"),
        flows="s > beside > e ; b > urged > e",
        key="other",
    )
    stage.run(Deploy({"package.yaml": SHEET.format(key="other", more=""), "t.bpmn": other.decode()}), SYSTEM)
    stage.run(StartPlainly("other", order_id=key), SYSTEM)
    assert stage.open() == ["beside", "go"]
    stage.do("go", "desk")
    assert stage.open() == ["urged"]


def test_a_suspended_instance_looks_when_it_goes_on(stage: Stage, order) -> None:
    key = order(bordered(HELD))
    (row,) = stage.rows(select(instance.c.id))
    stage.run(SuspendInstance(row["id"], "looking into it"), "duty")
    hold(stage, key)
    stage.drain()
    assert stage.open() == ["work"]
    stage.run(ResumeInstance(row["id"]), "duty")
    stage.drain()
    assert stage.open() == ["extra", "work"]


def test_what_a_person_changed_stands_although_a_condition_fails(stage: Stage, order) -> None:
    """The failing look is an incident; once it is mended it is tried again."""
    failing = f"if {HELD} then missing + 1 else false"
    key = order(bordered(failing).replace(b"missing + 1", b'order.number + "x"'))
    hold(stage, key)
    stage.drain()
    assert stage.order(key).status == "held"
    (found,) = stage.incidents()
    assert (found["kind"], found["element_id"]) == ("step-failed", "b")
    release(stage, key)
    stage.run(RetryIncident(found["id"]), "operator")
    stage.drain()
    assert stage.incidents() == []
    assert stage.open() == ["work"]
