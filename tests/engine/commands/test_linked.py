"""An order that a step opens beside its own: it starts right after, or its own incident says why not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from engine.commands.deactivate_package import DeactivatePackage
from engine.commands.deploy import Deploy
from engine.commands.open_order import OpenOrder
from engine.commands.retry_incident import RetryIncident
from engine.store.tables import work_order
from tests.drawing import draw, mapped, service, start, user
from tests.stage import SYSTEM, Stage

SHEET = "key: {key}\nname: {{zh: 测试, en: Test}}\ndiagram: t.bpmn\nprocess: {key}\ncategory: {category}\n"
FIELDS = '{"type": "object", "properties": {"about": {"type": "string"}}}'
HEARD = draw(start("s"), user("hear"), flows="s > hear", key="hearing")
#: Fails as it starts: a hold without a reason.
BROKEN = draw(start("s"), service("op", "order.hold"), user("hear"), flows="s > op > hear", key="hearing")


def deploy(stage: Stage, key: str, category: str, diagram: bytes, **more: str) -> None:
    sheet = SHEET.format(key=key, category=category) + ("fields: fields.json\n" if more else "")
    stage.run(Deploy({"package.yaml": sheet, "t.bpmn": diagram.decode(), **more}), SYSTEM)


def asks(**linked: str) -> bytes:
    """A process that opens a grievance once somebody has asked."""
    inside = mapped({"category": '"grievance"', "title": '"意见"', **linked})
    opens = service("open", "order.open-linked", inside)
    return draw(start("s"), user("ask"), opens, user("after"), flows="s > ask > open > after", key="asking")


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    yield made
    made.system.close()


def grievances(stage: Stage) -> list[dict[str, Any]]:
    return stage.rows(select(work_order).where(work_order.c.category == "grievance"))


def opened(stage: Stage) -> dict[str, Any]:
    """Open an enquiry whose first step opens a grievance; return the grievance."""
    wanted = OpenOrder("enquiry", "电费", premise_id=stage.ids["premise-A1"], caller_number="13800000001")
    stage.run(wanted, "agent")
    stage.do("ask", "desk")
    (grievance,) = grievances(stage)
    return grievance


def test_the_linked_order_starts_right_after_the_step_with_its_fields(stage):
    deploy(stage, "hearing", "grievance", HEARD, **{"fields.json": FIELDS})
    deploy(stage, "asking", "enquiry", asks(fields='{ about: "waiting" }'))
    grievance = opened(stage)
    assert stage.open(grievance["id"]) == ["hear"]
    assert (grievance["package"], grievance["fields"]) == ("hearing", {"about": "waiting"})
    assert [event.type for event in stage.history(grievance["id"])] == ["order.opened", "instance.started"]


def test_without_a_package_the_linked_order_waits_for_nobody(stage):
    deploy(stage, "asking", "enquiry", asks())
    grievance = opened(stage)
    assert (stage.open(grievance["id"]), grievance["package"], stage.incidents()) == ([], None, [])


def test_a_process_that_cannot_start_is_the_linked_orders_incident_and_nothing_else_is_lost(stage):
    deploy(stage, "hearing", "grievance", BROKEN)
    deploy(stage, "asking", "enquiry", asks())
    grievance = opened(stage)
    assert "after" in stage.open()
    (incident,) = stage.incidents()
    assert (incident["kind"], incident["order_id"]) == ("process-not-started", grievance["id"])
    deploy(stage, "hearing", "grievance", HEARD)
    stage.run(RetryIncident(incident["id"]), "operator")
    assert stage.open(grievance["id"]) == ["hear"]


def test_a_package_out_of_service_leaves_the_linked_order_with_an_incident(stage):
    deploy(stage, "hearing", "grievance", HEARD)
    stage.run(DeactivatePackage("hearing", "检修"), SYSTEM)
    deploy(stage, "asking", "enquiry", asks())
    grievance = opened(stage)
    assert [one["order_id"] for one in stage.incidents()] == [grievance["id"]]


def test_a_field_that_the_other_package_does_not_declare_is_an_incident_of_the_step(stage):
    deploy(stage, "hearing", "grievance", HEARD, **{"fields.json": FIELDS})
    deploy(stage, "asking", "enquiry", asks(fields='{ abuot: "waiting" }'))
    stage.run(OpenOrder("enquiry", "电费", premise_id=stage.ids["premise-A1"]), "agent")
    answer = stage.do("ask", "desk")
    assert answer["status"] == "stuck"
    assert "declares no field abuot" in stage.incidents()[0]["message"]
    assert grievances(stage) == []
