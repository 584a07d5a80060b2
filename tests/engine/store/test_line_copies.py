"""What lists are narrowed by stands on the lines, and is mended where a release wrote that does not know it."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import select

from engine.commands.hold import HoldOrder
from engine.store import line_copies, schema
from engine.store.tables import assignment
from tests.stage import Stage

pytestmark = pytest.mark.postgres
#: Puts lines into inboxes as the release before did, and holds orders without telling the lines.
_OF_BEFORE = "UPDATE assignment SET category = NULL, held = 0, late_at = NULL, began_at = NULL"
_COPIES = [assignment.c[name] for name in ("id", "category", "held", "late_at", "began_at")]


@pytest.fixture
def stage(stage_on_postgres: Stage) -> Stage:
    return stage_on_postgres


def test_an_upgrade_mends_lines_of_the_release_before_but_for_orders_that_are_at_work(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = [stage.open_order(beside=True)["order"] for _ in range(3)]
    stage.run(HoldOrder(orders[0], "awaiting-parts", stage.now + timedelta(hours=5)), "duty")
    right = stage.rows(select(*_COPIES).order_by(assignment.c.id))
    assert [(row["category"], row["held"]) for row in right] == [
        ("fault-report", 1),
        ("fault-report", 0),
        ("fault-report", 0),
    ]
    url = stage.system.database.url
    monkeypatch.setattr(line_copies, "BATCH", 2)
    with psycopg.connect(url) as door, psycopg.connect(url) as busy:
        door.execute(_OF_BEFORE)
        door.commit()
        (found,) = schema.findings(url)
        assert found.startswith("3 inbox lines")
        busy.execute("SELECT 1 FROM work_order WHERE id = %s FOR UPDATE", (orders[2],))
        schema.upgrade(url)
        (found,) = schema.findings(url)
        assert found.startswith("1 inbox lines"), "of the order at which somebody is"
    schema.upgrade(url)
    assert schema.findings(url) == []
    assert stage.rows(select(*_COPIES).order_by(assignment.c.id)) == right
