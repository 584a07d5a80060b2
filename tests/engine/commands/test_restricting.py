"""A diagram restricts its order; whom the order is about gets no task of it, no notice and no line."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from sqlalchemy import select

from engine.commands import Answer
from engine.commands.asking.review import OpenReview
from engine.commands.deploy import Deploy
from engine.commands.open_order import OpenOrder
from engine.commands.organisation.leave_person import LeavePerson
from engine.commands.passing.reassign import ReassignTask
from engine.commands.restriction import LiftRestriction, LookAtOrder, NameWhenNobodyIsLeft
from engine.errors import Conflict, NotAllowed, NotFound
from engine.inbox import Asked
from engine.org import Actor
from engine.queries import Reading
from engine.queries.inbox import InboxWish, inbox_page
from engine.store.operations import reviews_of_task
from engine.store.restrictions import parties_of_order
from engine.store.tables import notice_waiting, notification, work_order
from tests.drawing import draw, end, gateway, mapped, service, start, user
from tests.stage import SYSTEM, Stage
from tests.telling import Tell

SHEET = "key: tip\nname: {zh: 举报, en: Tip}\ndiagram: t.bpmn\nprocess: tip\ncategory: misconduct-tip-off\n"


@pytest.fixture
def stage(sqlite_url: str) -> Any:
    made = Stage(sqlite_url, packages=False)
    yield made
    made.system.close()


def opened(stage: Stage, inputs: dict[str, str]) -> str:
    """Deploy a process that restricts its order and then asks somebody; open an order and return its id."""
    return str(answered(stage, inputs)["order"])


def answered(stage: Stage, inputs: dict[str, str]) -> Answer:
    shut = service("shut", "order.restrict", mapped(inputs))
    diagram = draw(start("s"), shut, user("ask"), flows="s > shut > ask", key="tip")
    stage.run(Deploy({"package.yaml": SHEET, "t.bpmn": diagram.decode()}), SYSTEM)
    wanted = OpenOrder("misconduct-tip-off", "举报某人", premise_id=stage.ids["premise-A1"], beside=True)
    return stage.run(wanted, "agent")


def parties(stage: Stage, order: str) -> set[tuple[str, str]]:
    names = {value: key for key, value in stage.ids.items()}
    with stage.system.database.reading() as tx:
        return {(row.standing, names[row.party_id]) for row in parties_of_order(tx, order)}


def inbox(stage: Stage, who: str) -> list[str | None]:
    with stage.system.database.reading() as tx:
        look = Reading.begin(tx, Actor(stage.ids[who]), stage.engine.services)
        return [line.order for line in inbox_page(look, InboxWish()).items]


def test_who_took_the_tip_off_and_whom_the_process_asks_are_named(stage: Stage) -> None:
    order = opened(stage, {"named": '["supervisor", "supervision@province"]', "concerned": '"duty"'})
    assert parties(stage, order) == {
        ("named", "agent"),
        ("named", "supervisor"),
        ("named", "supervision@P"),
        ("named", "repair@A1"),
        ("concerned", "duty"),
    }
    assert inbox(stage, "desk") == [order]
    assert [one["standing"] for one in orjson.loads(stage.history(order)[-1].body)["parties"]] == (
        ["named", "named", "concerned", "named"]
    )


def test_a_task_for_the_unit_concerned_goes_to_its_superior_with_an_incident(stage: Stage) -> None:
    order = opened(stage, {"named": '"supervisor"', "concerned": '"A1"'})
    assert stage.lines("ask") == {("candidate", "command@A")}
    assert (inbox(stage, "desk"), inbox(stage, "city")) == ([], [order])
    (incident,) = stage.incidents()
    assert (incident["kind"], incident["order_id"]) == ("no-department", order)


def test_nobody_is_told_of_what_does_not_open_to_them(stage: Stage) -> None:
    order = opened(stage, {"named": '"supervisor"', "concerned": '"desk2"'})
    everybody = tuple(stage.ids[who] for who in ("supervisor", "desk2", "city"))
    stage.run(
        Tell("escalated", {"people": everybody, "order_id": order, "values": {"reason": "逾期"}}), SYSTEM
    )
    rows = stage.rows(select(notification))
    assert [row["person_id"] for row in rows] == [stage.ids["supervisor"]]
    assert "举报" not in rows[0]["text"] + (rows[0]["text_zh"] or "")
    assert stage.rows(select(notice_waiting)) == []


def test_a_task_is_not_handed_to_whom_the_order_does_not_open(stage: Stage) -> None:
    order = opened(stage, {"named": '"supervisor"'})
    task = stage.task("ask")["id"]
    with pytest.raises(Conflict, match="does not open to"):
        stage.run(ReassignTask(task, stage.ids["duty@A1"], None, "转办"), "desk")
    with pytest.raises(NotFound):
        stage.run(ReassignTask(task, stage.ids["repair@A1"], None, "转办"), "duty")
    assert stage.rows(select(work_order.c.restricted))[0]["restricted"]
    assert ("named", "duty@A1") not in parties(stage, order)


@pytest.mark.parametrize(
    ("inputs", "problem"),
    [
        ({"named": '"nobody-of-this-name"'}, "is nobody who can be named"),
        ({"named": '"A1"'}, "is nobody who can be named"),
        ({"named": "12"}, "says who"),
    ],
)
def test_a_diagram_that_names_nobody_real_is_an_incident(
    stage: Stage, inputs: dict[str, str], problem: str
) -> None:
    answer = answered(stage, inputs)
    order = answer["order"]
    assert problem in answer["message"]
    assert [one["kind"] for one in stage.incidents()] == ["process-not-started"]
    assert stage.order(order).restricted, "a tip-off is restricted even where its process could not start"
    assert parties(stage, order) == {("named", "agent")}


@pytest.fixture
def any_stage(database_url: str) -> Any:
    made = Stage(database_url, packages=False)
    yield made
    made.system.close()


def concerning(stage: Stage, concerned: str) -> str:
    """An order that is restricted while the county has a task of it; another branch finds whom it concerns."""
    check = user("check", camunda_candidateGroups="customer-service@province")
    shut = service("shut", "order.restrict", mapped({"named": '"supervisor"'}))
    found = service("found", "order.concern", mapped({"concerned": concerned}))
    nodes = (start("s"), gateway("parallel", "both"), user("ask"), check, shut, found, end("e"))
    flows = "s > both > ask > e; both > check > shut > found > e"
    diagram = draw(*nodes, flows=flows, key="tip")
    sheet = SHEET.replace("misconduct-tip-off", "complaint")
    stage.run(Deploy({"package.yaml": sheet, "t.bpmn": diagram.decode()}), SYSTEM)
    wanted = OpenOrder("complaint", "投诉某人", premise_id=stage.ids["premise-A1"], beside=True)
    return str(stage.run(wanted, "agent")["order"])


def test_an_open_task_leaves_the_department_that_becomes_concerned(any_stage: Stage) -> None:
    stage = any_stage
    order = concerning(stage, '"repair@county"')
    stage.claim("ask", "desk")
    assert inbox(stage, "desk") == [order]
    stage.do("check", "agent")
    assert stage.lines("ask") == {("candidate", "command@A")}
    asked = stage.task("ask")
    assert (asked["holder_id"], asked["department_id"]) == (None, stage.ids["command@A"])
    assert (inbox(stage, "desk"), inbox(stage, "city")) == ([], [order])
    assert ("named", "command@A") in parties(stage, order)
    event = stage.history(order)[-1]
    told = orjson.loads(event.body)
    assert event.type == "task.recused"
    assert (told["left"], told["given_to"]) == (
        [stage.ids["repair@A1"], stage.ids["desk"]],
        [stage.ids["command@A"]],
    )
    stage.do("ask", "city")
    assert stage.open(order) == []


def test_whoever_keeps_a_task_of_an_order_that_is_shut_is_named(stage: Stage) -> None:
    order = concerning(stage, '"duty"')
    stage.do("check", "agent")
    assert stage.lines("ask") == {("candidate", "repair@A1")}
    assert (("named", "repair@A1") in parties(stage, order), inbox(stage, "desk")) == (True, [order])


def test_a_joint_review_with_somebody_concerned_is_over_and_the_holder_is_told_what_happened(
    stage: Stage,
) -> None:
    order = concerning(stage, '"duty"')
    stage.claim("ask", "desk")
    task = stage.task("ask")["id"]
    asked = tuple(Asked(None, stage.ids[who]) for who in ("duty", "city"))
    stage.run(OpenReview(task, asked, "all", None, "责任归属？"), "desk")
    stage.do("check", "agent")
    assert stage.lines("ask") == {("candidate", "repair@A1"), ("holder", "desk")}
    with stage.system.database.reading() as tx:
        (review,) = reviews_of_task(tx, task)
    assert review.outcome == "withdrawn"
    assert stage.task("ask")["touched_how"] == "recused"
    stage.do("ask", "desk")
    assert stage.open(order) == []


def test_a_tip_off_stays_restricted(stage: Stage) -> None:
    order = opened(stage, {"named": '"duty"'})
    with pytest.raises(Conflict, match="stays restricted"):
        stage.run(LiftRestriction(order, "想公开"), "duty")
    assert stage.order(order).restricted


def test_where_nobody_named_is_left_the_command_line_names_a_leader(stage: Stage) -> None:
    order = opened(stage, {"named": '"duty"'})
    number = stage.order(order).number
    with pytest.raises(Conflict, match="may name others"):
        stage.run(NameWhenNobodyIsLeft(number, "leader", "无人可办"), SYSTEM)
    with pytest.raises(NotAllowed):
        stage.run(NameWhenNobodyIsLeft(number, "operator", "自己看看"), "operator")
    stage.run(LeavePerson(stage.ids["duty"], None), "operator")
    with pytest.raises(Conflict, match="none of the roles"):
        stage.run(NameWhenNobodyIsLeft(number, "agent", "无人可办"), SYSTEM)
    assert ("named", "leader") not in parties(stage, order)
    stage.run(NameWhenNobodyIsLeft(number, "leader", "值班长已离职"), SYSTEM)
    assert ("named", "leader") in parties(stage, order)
    event = stage.history(order)[-1]
    assert (event.type, event.actor) == ("order.named", SYSTEM.id)
    stage.run(LookAtOrder(order, "接手"), "leader")
