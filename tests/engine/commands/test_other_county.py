"""An order that goes to another county is due by the working days there, as its rules say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import orjson
import pytest
from sqlalchemy import select

from engine.commands.calendars.put_year import PutCalendarYear
from engine.commands.deploy import Deploy
from engine.commands.open_order import OpenOrder
from engine.commands.organisation.change_tier import ChangeTier
from engine.commands.organisation.move_territory import MoveTerritory
from engine.store.tables import order_clock
from engine.workers import advance_reorganisations
from tests.drawing import draw, mapped, service, start, user
from tests.stage import SYSTEM, Stage

SHEET = "key: test\nname: {zh: 测试, en: Test}\ndiagram: t.bpmn\nprocess: p\ncategory: complaint\n"
#: Five working days from Monday morning; Wednesday is no working day in the west.
EAST, WEST = datetime(2026, 11, 30, 16, tzinfo=UTC), datetime(2026, 12, 1, 16, tzinfo=UTC)


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    own = {
        "zone": "Asia/Shanghai",
        "extends": "cn",
        "provisional": False,
        "source": "西县放假通知",
        "business_hours": [],
    }
    festival = [{"date": "2026-11-25", "name": "节日", "working": False, "hours": None}]
    made.run(PutCalendarYear("west", 2026, None, {**own, "days": festival}), SYSTEM)
    made.run(ChangeTier(made.ids["A2"], None, calendar="west"), SYSTEM)
    move = service("move", "order.move-to-unit", mapped({"unit": '"A2"'}))
    drawn = draw(start("s"), user("ask"), move, user("go", huan_limit="reply"), flows="s > ask > move > go")
    made.run(Deploy({"package.yaml": SHEET, "t.bpmn": drawn.decode()}), SYSTEM)
    yield made
    made.system.close()


def complaint(stage: Stage) -> str:
    wanted = OpenOrder("complaint", "停电未通知", premise_id=stage.ids["premise-A1"])
    return str(stage.run(wanted, "agent")["order"])


def test_the_process_moves_it_and_its_promise_counts_there(stage: Stage) -> None:
    order = complaint(stage)
    stage.do("ask", "desk")
    assert stage.task("go")["promise_due_at"] == WEST
    event = stage.history(order)[-1]
    told = {rule: promise for rule, _, promise, _ in orjson.loads(event.body)["clocks"]}
    assert "2026-12-01T16:00" in str(told["reply"])
    assert orjson.loads(event.content)["county"][1:] == ["东县", "西县"]


def test_a_reorganisation_moves_it_likewise(stage: Stage) -> None:
    order = complaint(stage)
    stage.run(MoveTerritory(stage.ids["T-A1"], None, stage.ids["A2"], reason="区划调整"), "operator")
    while advance_reorganisations(stage.engine, most=2):
        pass
    (event,) = [one for one in stage.history(order) if one.type == "order.readdressed"]
    assert [one[0] for one in orjson.loads(event.body)["clocks"]].count("reply") == 1
    stage.do("ask", "west")
    assert stage.task("go")["promise_due_at"] == WEST


def test_an_order_that_stays_is_due_as_it_was(stage: Stage) -> None:
    complaint(stage)
    due = {row["rule"]: row["promise_due_at"] for row in stage.rows(select(order_clock))}
    assert due["reply"] == EAST
