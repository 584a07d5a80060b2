"""What was taken down at intake is corrected: the premise with all that follows from it, texts, the class."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from engine.commands.correct_order import CorrectOrder
from engine.commands.erase import EraseValues
from engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, RevisionConflict
from engine.org import Actor
from engine.queries import Reading
from engine.queries.orders import OrdersWish, orders_page
from engine.store.tables import notification, order_clock
from tests.stage import MORNING, Stage


def correct(stage: Stage, order: str, by: str = "agent", reason: str = "听错了", **changes: Any) -> Any:
    revision = stage.order(order).revision
    answer = stage.run(CorrectOrder(order, revision, reason, changes), by)
    stage.drain()
    return answer


def found(stage: Stage, words: str) -> list[str]:
    with stage.system.database.reading() as tx:
        look = Reading.begin(tx, Actor(stage.ids["agent"]), stage.engine.services)
        return [line.id for line in orders_page(look, OrdersWish(text=words)).items]


def test_a_wrong_premise_takes_the_order_to_the_county_that_serves_the_right_one(stage: Stage) -> None:
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    assert stage.lines("accept") >= {("candidate", "repair@A1")}
    # Arrival counts from the call: 45 minutes in the town, 90 in the country.
    answer = correct(stage, order, premise_id=stage.ids["premise-A2"])
    moved = stage.order(order)
    assert (answer["tier"], moved.tier_id, moved.area) == (stage.ids["A2"], stage.ids["A2"], "rural")
    assert (answer["moved"], "arrive" in answer["limits"]) == (1, True)
    assert ("candidate", "repair@A2") in stage.lines("accept")
    assert ("candidate", "repair@A1") not in stage.lines("accept")
    stage.do("accept", "west", {"decision": "accept"})
    due = {row["rule"]: row["promise_due_at"] for row in stage.rows(select(order_clock))}
    assert due["arrive"] == MORNING + timedelta(minutes=90)
    (event,) = [one for one in stage.history(order) if one.type == "order.corrected"]
    content = orjson.loads(event.content)
    assert content["county"][1:] == ["东县", "西县"]
    assert content["area"][1:] == ["urban", "rural"]
    assert content["reason"][2] == "听错了"


def test_a_county_corrects_within_itself_and_never_pushes_an_order_to_its_neighbour(stage: Stage) -> None:
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    with pytest.raises(NotAllowed):
        correct(stage, order, "desk", premise_id=stage.ids["premise-A2"])
    with pytest.raises(NotFound):
        correct(stage, order, "west", title="西县的")
    with pytest.raises(NotAllowed):
        correct(stage, order, "operator", title="运维")
    correct(stage, order, "desk", title="半栋停电", caller_number="13900000009", caller_name="")
    now = stage.order(order)
    assert (now.title, now.caller_number, now.caller_name) == ("半栋停电", "13900000009", None)
    assert found(stage, "半栋") == [order]
    assert found(stage, "13900000009") == [order]
    # What was personal can be erased, in what was wrong and in what is right.
    stage.run(EraseValues(order, ["caller_number"], "客户要求"), "auditor")
    assert "1390000000" not in str([one.content for one in stage.history(order)])


def test_what_cannot_be_so_is_refused_and_changes_nothing(stage: Stage) -> None:
    order = stage.open_order()["order"]
    before = stage.order(order)
    for changes in (
        {"premise_id": stage.ids["agent"]},
        {"area": "lunar"},
        {"title": " "},
        {"status": "done"},
    ):
        with pytest.raises(InvalidInput):
            correct(stage, order, **changes)
    with pytest.raises(InvalidInput):
        correct(stage, order, reason=" ", title="x")
    with pytest.raises(RevisionConflict):
        stage.run(CorrectOrder(order, before.revision + 1, "听错了", {"title": "x"}), "agent")
    assert stage.order(order) == before
    assert correct(stage, order, title=before.title)["moved"] == 0
    assert stage.order(order) == before


def test_a_crew_that_has_it_is_not_left_behind_but_hears_what_was_corrected(stage: Stage) -> None:
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    stage.do("accept", "desk", {"decision": "accept"})
    stage.do("assign", "desk", {"crew": "A1-C1"})
    with pytest.raises(Conflict, match="return it to the assignment"):
        correct(stage, order, premise_id=stage.ids["premise-A2"])
    correct(stage, order, description="三楼，门口有狗")
    told = [row for row in stage.rows(select(notification)) if row["kind"] == "corrected"]
    assert [(one["department_id"], "客户所述" in one["text_zh"]) for one in told] == [
        (stage.ids["crew@A1-C1"], True)
    ]


def test_another_class_recomputes_a_clock_that_runs_and_a_stopped_one_stays(stage: Stage) -> None:
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    stopped = {row["rule"]: row for row in stage.rows(select(order_clock)) if row["state"] == "stopped"}
    correct(stage, order, area="remote")
    now = {row["rule"]: row for row in stage.rows(select(order_clock))}
    assert now["arrive"]["promise_due_at"] == datetime(2026, 11, 23, 3, tzinfo=UTC)
    assert {rule: now[rule] for rule in stopped} == stopped
