"""How PostgreSQL reads the hot lists: along an index, never through a table, never sorting what is long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import psycopg
import pytest

from engine.org import Actor
from engine.queries import Reading
from engine.queries.inbox import SORTS, InboxWish, inbox_page
from engine.queries.inbox_walks import LOOKED_AT
from tests.engine.queries.asked import asked_by
from tests.servers import Postgres
from tests.stage import MORNING, Stage

pytestmark = pytest.mark.postgres
#: Lines of the county's desk; of the province's centre, of other departments' crews.
LINES = 6000
#: Copies of one task, with its line, of many orders: every third waits for the centre, watched by the city.
_COPIES = """
CREATE TEMPORARY TABLE copies AS SELECT n, gen_random_uuid() AS task, gen_random_uuid() AS work_order,
       %(morning)s::timestamptz + n * interval '1 minute' AS at FROM generate_series(1, %(lines)s) AS n;
CREATE TEMPORARY TABLE pattern AS SELECT * FROM work_order LIMIT 1;
INSERT INTO work_order SELECT (jsonb_populate_record(p, jsonb_build_object('id', c.work_order, 'number', 'x' || c.n)
    )).* FROM copies c, pattern p;
CREATE TEMPORARY TABLE work AS SELECT * FROM task WHERE status = 'open' LIMIT 1;
INSERT INTO task SELECT (jsonb_populate_record(w, jsonb_build_object('id', c.task, 'order_id', c.work_order,
    'department_id', CASE WHEN c.n %% 3 = 0 THEN %(centre)s ELSE %(desk)s END,
    'promise_due_at', c.at, 'target_due_at', c.at))).* FROM copies c, work w;
INSERT INTO assignment (id, task_id, order_id, role, department_id, status, opened_at, due_at, rank, revision,
       category, held, late_at, began_at)
SELECT gen_random_uuid(), c.task, c.work_order, 'candidate', (CASE WHEN c.n %% 3 = 0 THEN %(centre)s ELSE %(desk)s END)::uuid,
       'open', c.at, c.at, -(c.n %% 5), 1, CASE WHEN c.n %% 7 = 0 THEN 'complaint' ELSE 'fault-report' END,
       (c.n %% 31 = 0)::int, c.at, c.at - interval '1 day' FROM copies c
UNION ALL
SELECT gen_random_uuid(), c.task, c.work_order, 'watcher', %(city)s::uuid, 'open', c.at, c.at, 0, 1,
       'fault-report', 0, c.at, c.at - interval '1 day'
FROM copies c WHERE c.n %% 3 = 0;
ANALYZE;
"""


@pytest.fixture(scope="module")
def filled(postgres: Postgres, postgres_stage: tuple[str, Stage]) -> Iterator[tuple[str, Stage]]:
    """A database with all those lines, copied for each test, and its stage."""
    name, furnished = postgres_stage
    with postgres.copy(name) as url:
        made = furnished.on_copy(url)
        made.open_order()
        made.system.close()
        with psycopg.connect(url, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
            connection.execute(
                _COPIES,
                {
                    "lines": LINES,
                    "morning": MORNING,
                    "centre": made.ids["customer-service@P"],
                    "desk": made.ids["repair@A1"],
                    "city": made.ids["command@A"],
                },
            )
        yield url.rpartition("/")[2], made


@pytest.fixture
def stage(postgres: Postgres, filled: tuple[str, Stage]) -> Iterator[Stage]:
    name, furnished = filled
    with postgres.copy(name) as url:
        made = furnished.on_copy(url)
        yield made
        made.system.close()


def plans(stage: Stage, who: str, wish: InboxWish, statement: int = 0) -> list[dict[str, Any]]:
    """Return the nodes of the plan for a page of a wish; of statement 1, for its count."""
    page, asked = asked_by(stage, who, lambda reading: inbox_page(reading, wish))
    assert page.items
    made, parameters = asked[statement]
    compiled = made.on("postgresql")
    values = [None if one is None else one.decode() for one in compiled.octets(parameters)]
    with psycopg.connect(stage.system.database.url, cursor_factory=psycopg.RawCursor) as connection:
        connection.execute("SET random_page_cost = 1.1")
        row = connection.execute(f"EXPLAIN (FORMAT JSON) {compiled.text}", values).fetchone()
    assert row is not None
    return list(_nodes(row[0][0]["Plan"]))


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def scanned(nodes: list[dict[str, Any]]) -> set[str]:
    """Return which of the tables that grow are read from beginning to end."""
    read = {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"}
    return read & {"assignment", "task", "work_order", "order_clock", "order_text"}


HOT = [
    (
        "desk",
        "department",
        {"due": "ix_assignment_department_id_lateness", "priority": "ix_assignment_department_id_rank"},
    ),
    (
        "agent",
        None,
        {"due": "ix_assignment_department_id_lateness", "priority": "ix_assignment_department_id_rank"},
    ),
    ("city", "watched", {"due": "ix_assignment_department_id_watched"}),
    ("city", "subordinates", {"due": "ix_assignment_department_id_lateness"}),
    (
        "supervisor",
        "subordinates",
        {
            "due": "ix_assignment_lateness_open",
            "opened": "ix_assignment_opened_at_open",
            "-opened": "ix_assignment_opened_at_open",
            "priority": "ix_assignment_rank_open",
        },
    ),
]


@pytest.mark.parametrize(("who", "scope", "indexes"), HOT, ids=[f"{who}-{scope}" for who, scope, _ in HOT])
def test_a_hot_list_is_read_along_an_index_in_its_order(
    stage: Stage, who: str, scope: str | None, indexes: dict[str, str]
) -> None:
    for sort in SORTS:
        nodes = plans(stage, who, InboxWish(scope=scope, sort=sort))
        assert scanned(nodes) == set(), sort
        used = {node["Index Name"] for node in nodes if "Index Name" in node}
        if sort in indexes:
            assert indexes[sort] in used, (sort, used)


_WATCHES = """
INSERT INTO order_watch SELECT %(other)s, id, %(morning)s FROM work_order;
INSERT INTO order_watch SELECT %(who)s, id, %(morning)s FROM work_order WHERE number ~ '^x[1-4].$';
ANALYZE order_watch;
"""


def test_what_one_watches_is_read_from_the_orders_that_one_watches(stage: Stage) -> None:
    with psycopg.connect(
        stage.system.database.url, autocommit=True, cursor_factory=psycopg.ClientCursor
    ) as connection:
        connection.execute(
            _WATCHES, {"who": stage.ids["duty"], "other": stage.ids["city"], "morning": MORNING}
        )
    stage.set_clock(MORNING + timedelta(hours=5))
    for wish in (*(InboxWish(sort=sort) for sort in SORTS), InboxWish(overdue=True), InboxWish(text="停电")):
        for statement in (0, 1):
            nodes = plans(stage, "duty", replace(wish, scope="watched"), statement)
            assert scanned(nodes) == set(), (wish, statement)
            used = {node["Index Name"] for node in nodes if "Index Name" in node}
            assert {"pk_order_watch", "ix_task_order_id", "pk_assignment"} <= used, (wish, used)
            # No list of a province is walked for it: but of what is late, where that is little.
            walked = used & {"ix_assignment_lateness_open", "ix_assignment_opened_at_open"}
            assert not walked or wish.overdue, (wish, used)


#: What everybody narrows a list by; the indexes that give it, and what these leave out by themselves.
NARROWED = [
    (InboxWish(overdue=True), {"department_id_lateness", "lateness_open"}, ("due_at <", "late_at <")),
    (
        InboxWish(soon=True, fraction=0.01),
        {"department_id_lateness", "lateness_open"},
        ("due_at <", "late_at >="),
    ),
    (InboxWish(category="complaint"), {"department_id_lateness", "category_open"}, ("category",)),
    (InboxWish(held=True), {"department_id_held", "held_open"}, ()),
]


@pytest.mark.parametrize(("wish", "indexes", "said"), NARROWED, ids=["late", "soon", "category", "held"])
def test_a_narrowed_list_reads_no_line_that_its_index_can_leave_out(
    stage: Stage, wish: InboxWish, indexes: set[str], said: tuple[str, ...]
) -> None:
    stage.later(hours=2)
    for who, scope in (("desk", "department"), ("supervisor", "subordinates")):
        nodes = plans(stage, who, replace(wish, scope=scope))
        assert scanned(nodes) == set(), who
        walks = [node for node in nodes if (node.get("Index Name") or "").startswith("ix_assignment")]
        assert walks, who
        for walk in walks:
            assert walk["Index Name"].removeprefix("ix_assignment_") in indexes, who
            assert all(part in walk.get("Index Cond", "") for part in said), walk


def test_what_lines_do_not_know_is_asked_of_so_many_and_the_next_page_goes_on(stage: Stage) -> None:
    with psycopg.connect(stage.system.database.url, autocommit=True) as connection:
        connection.execute("UPDATE work_order SET title = '仓库漏油' WHERE number IN ('x10', 'x3901')")
    for who, scope in (("desk", "department"), ("supervisor", "subordinates")):
        for sort, expected in (
            ("due", ["x10", "x3901"]),
            ("-opened", ["x3901", "x10"]),
            ("priority", ["x3901", "x10"]),
        ):
            wish = InboxWish(scope=scope, sort=sort, text="漏油")
            found, pages = _every_page(stage, who, wish)
            assert found == expected, (who, sort)
            assert LINES / 3 / LOOKED_AT[0][1] <= pages <= LINES / LOOKED_AT[0][1] + 2, (
                "each looks at so many"
            )
        everything, _ = _every_page(stage, who, InboxWish(scope=scope, most=100))
        assert _every_page(stage, who, InboxWish(scope=scope, most=100, unclaimed=True))[0] == everything
        for wish in (InboxWish(unclaimed=True), InboxWish(text="停电"), InboxWish(area="urban", held=False)):
            nodes = plans(stage, who, replace(wish, scope=scope))
            assert scanned(nodes) == set(), (who, wish)
            walks = {node["Index Name"] for node in nodes if "Index Name" in node}
            assert walks & {"ix_assignment_department_id_lateness", "ix_assignment_lateness_open"}, walks
            assert not any(node["Node Type"].startswith("Hash") for node in nodes), "of few nothing is hashed"


def test_what_is_below_is_counted_line_by_line_and_nothing_is_joined_for_it(stage: Stage) -> None:
    nodes = plans(stage, "supervisor", InboxWish(scope="subordinates"), statement=1)
    assert scanned(nodes) == set()
    assert not any("Join" in node["Node Type"] or node["Node Type"] == "Hash" for node in nodes)


def _every_page(stage: Stage, who: str, wish: InboxWish) -> tuple[list[str | None], int]:
    """Return the orders' numbers of a whole list, and how many pages it took."""
    found: list[str | None] = []
    with stage.system.database.reading() as tx:
        reading = Reading.begin(tx, Actor(stage.ids[who]), stage.engine.services)
        for pages in count(1):
            page = inbox_page(reading, wish)
            found += [line.order_number for line in page.items]
            if page.next is None:
                return found, pages
            assert page.count_is_capped or page.count >= len(found), (
                "who is told less is told that there is more"
            )
            wish = replace(wish, cursor=page.next)
    raise AssertionError
