"""Lists beyond one's own inbox, what narrows them, and that the database reads them in their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.commands.hold import HoldOrder, ReleaseOrder
from engine.ids import new_id
from engine.queries import inbox
from engine.queries.inbox import InboxWish, inbox_page
from engine.store.tables import assignment, task
from engine.store.tasks import NEVER
from tests.engine.queries.conftest import Look
from tests.engine.queries.test_inbox import fill, names
from tests.stage import MORNING, Stage


def test_a_superior_sees_what_those_below_have_each_task_once(stage: Stage, look: Look) -> None:
    stage.open_order()
    stage.do("dispatch", "agent")
    stage.claim("accept", "desk")
    for who, seen in (("city", ["accept"]), ("city2", []), ("supervisor", ["accept"]), ("duty", ["accept"])):
        with look(who) as reading:
            below = inbox_page(reading, InboxWish(scope="subordinates"))
            assert names(below) == seen, who
            assert below.count == len(seen)
    with look("desk") as reading:
        assert names(inbox_page(reading, InboxWish(scope="subordinates"))) == [], "one's own is not below"
    with look("north") as reading:
        assert names(inbox_page(reading, InboxWish(scope="subordinates"))) == [], "nor a neighbour's"


def test_lists_are_narrowed_by_what_a_superior_asks_for(stage: Stage, look: Look) -> None:
    first = stage.open_order(title="路灯不亮")
    second = stage.open_order(county="A2", title="全村停电", caller_number="13900000000")
    stage.later(seconds=30)
    unit = stage.ids["U-A2"]
    with look("agent") as reading:

        def found(**wish: Any) -> list[str]:
            page = inbox_page(reading, InboxWish(**wish))
            assert page.count == len(page.items)
            return sorted(line.order or "" for line in page.items)

        everything = sorted([first["order"], second["order"]])
        assert found(area="rural") == found(supply_unit_id=unit) == [second["order"]]
        assert found(tier_id=stage.ids["A2"]) == [second["order"]]
        assert found(tier_id=stage.ids["A"]) == everything
        assert found(tier_id=new_id()) == []
        assert found(department_id=stage.ids["customer-service@P"]) == everything
        assert found(department_id=stage.ids["repair@A1"]) == []
        assert found(unclaimed=True) == everything
        assert found(unclaimed=False) == found(holder=stage.ids["agent"]) == []
        assert found(stage="dispatch") == everything
        assert found(stage="restore") == []
        assert found(least_priority=0) == everything
        assert found(least_priority=1) == []
        assert found(opened_from=MORNING + timedelta(seconds=1)) == []
        assert found(opened_to=MORNING + timedelta(seconds=1)) == everything
        assert found(due_to=MORNING + timedelta(days=1)) == everything
        assert found(due_from=MORNING + timedelta(days=1)) == []


def test_what_is_about_to_be_late_has_a_fifth_of_its_limit_left(stage: Stage, look: Look) -> None:
    stage.open_order()
    due = stage.task("dispatch")["promise_due_at"] or stage.task("dispatch")["target_due_at"]
    limit = due - MORNING
    for part, soon in ((0.79, 0), (0.81, 1), (1.01, 0)):
        stage.set_clock(MORNING + limit * part)
        with look("agent") as reading:
            assert inbox_page(reading, InboxWish(soon=True)).count == soon, part
            assert inbox_page(reading, InboxWish(overdue=True)).count == (part > 1), part
    stage.set_clock(MORNING + limit * 0.5)
    with look("agent") as reading:
        assert inbox_page(reading, InboxWish(soon=True, fraction=0.49)).count == 1


def test_a_held_orders_lines_are_sorted_by_their_new_due_times(stage: Stage, look: Look) -> None:
    opened = stage.open_order()
    for element, who, values in (
        ("dispatch", "agent", {}),
        ("accept", "desk", {"decision": "accept"}),
        ("assign", "desk", {"crew": "A1-C1", "assign_note": "x"}),
        ("arrive", "crew", {"position": "120.1,30.2", "site_note": "x"}),
    ):
        stage.do(element, who, values)
    before = _sorted_by(stage)
    assert before not in (NEVER, None)
    stage.run(HoldOrder(opened["order"], "awaiting-parts", stage.now + timedelta(hours=5)), "duty")
    assert _sorted_by(stage) == NEVER, "its clock stands still"
    with look("crew") as reading:
        assert inbox_page(reading, InboxWish(held=True)).count == 1
        assert inbox_page(reading, InboxWish(held=False)).count == 0
    stage.later(hours=1)
    stage.run(ReleaseOrder(opened["order"]), "duty")
    assert _sorted_by(stage) == before + timedelta(hours=1)


def _sorted_by(stage: Stage) -> Any:
    rows = stage.rows(
        select(assignment.c.due_at)
        .join(task, task.c.id == assignment.c.task_id)
        .where(task.c.element_id == "restore", assignment.c.status == "open")
    )
    return {row["due_at"] for row in rows}.pop()


def test_a_filtered_count_gives_up_and_says_so(
    stage: Stage, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(stage, 60)
    monkeypatch.setattr(inbox, "MOST_ASKED", 20)
    inbox._count.cache_clear()
    with look("desk") as reading:
        page = inbox_page(reading, InboxWish(unclaimed=True, most=10))
        assert (page.count, page.count_is_capped) == (21, True)
        page = inbox_page(reading, InboxWish(stage="nowhere"))
        assert (page.items, page.count, page.count_is_capped) == ([], 0, False), (
            "a page that is all is counted"
        )
        page = inbox_page(reading, InboxWish())
        assert (page.count, page.count_is_capped) == (60, False), "without a filter it counts on"
    inbox._count.cache_clear()


def test_who_stands_in_has_the_others_lines_everywhere_or_in_one_department(stage: Stage, look: Look) -> None:
    stage.open_order()
    stage.do("dispatch", "agent")
    stage.claim("accept", "desk")
    desk, repair, duty = (stage.ids[name] for name in ("desk", "repair@A1", "duty@A1"))

    def lines(**standing: Any) -> list[str]:
        with look("duty") as reading:
            actor = replace(reading.actor, **standing)
            return names(inbox_page(replace(reading, actor=actor), InboxWish(scope="mine")))

    assert lines() == []
    assert lines(stands_in_for=frozenset({desk})) == ["accept"]
    assert lines(stands_in_within=frozenset({(desk, repair)})) == ["accept"]
    assert lines(stands_in_within=frozenset({(desk, duty)})) == []
