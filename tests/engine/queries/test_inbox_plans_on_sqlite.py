"""How SQLite reads an inbox: what is looked for is found by an index, whatever statistics there are."""

from __future__ import annotations

import sqlite3

import pytest

from engine.queries.inbox import InboxWish, inbox_page
from tests.engine.queries.asked import asked_by
from tests.stage import Stage

#: The tables that grow. What walks through one of them begins with "SCAN".
GROWING = ("assignment", "task", "work_order", "supervised_task", "waiting_task", "each_line", "own_line")


def steps(stage: Stage, who: str, wish: InboxWish) -> list[str]:
    """Return the steps of SQLite's plans for page and count."""
    _, asked = asked_by(stage, who, lambda reading: inbox_page(reading, wish))
    connection = sqlite3.connect(stage.system.database.url.removeprefix("sqlite:///"))
    found = []
    for made, parameters in asked:
        compiled = made.on("sqlite")
        rows = connection.execute(f"EXPLAIN QUERY PLAN {compiled.text}", compiled.values(parameters))
        found += [row[3] for row in rows]
    connection.close()
    return found


@pytest.mark.parametrize("scope", [None, "mine", "department", "subordinates", "watched", "supervised"])
@pytest.mark.parametrize("stage_filter", [None, "dispatch"], ids=["whole", "by stage"])
def test_no_list_walks_through_a_table(
    stage_on_sqlite: Stage, scope: str | None, stage_filter: str | None
) -> None:
    stage = stage_on_sqlite
    stage.open_order()
    # What is below the whole province is everything: that is walked through, in the list's order.
    for who in ("desk", "crew") if scope == "subordinates" else ("desk", "agent"):
        found = steps(stage, who, InboxWish(scope=scope, stage=stage_filter))
        assert any(step.startswith("SEARCH assignment USING INDEX") for step in found)
        assert [step for step in found if step.split()[:2] in (["SCAN", name] for name in GROWING)] == []


def test_a_department_s_lines_are_not_sorted(stage_on_sqlite: Stage) -> None:
    stage_on_sqlite.open_order()
    for sort, index in (("due", "lateness"), ("priority", "rank")):
        found = steps(stage_on_sqlite, "desk", InboxWish(scope="department", sort=sort))
        assert f"SEARCH assignment USING INDEX ix_assignment_department_id_{index} (department_id=?)" in found
