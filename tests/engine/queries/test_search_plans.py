"""Search on PostgreSQL is quick for a word of any frequency: what it reads, and that it misses nothing by that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from engine.queries import order_search, order_ways, orders
from engine.queries.orders import OrderLine, OrdersWish, orders_page
from engine.queries.paging import Page
from tests.engine.queries.asked import asked_by
from tests.stage import MORNING, Stage

pytestmark = pytest.mark.postgres
ORDERS = 4000
#: Copies of one order, one a minute. All say 停电, every seventh 台风, the three oldest 漏油.
_COPIES = """
CREATE TEMPORARY TABLE copies AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, %(orders)s) AS n;
CREATE TEMPORARY TABLE pattern AS SELECT * FROM work_order LIMIT 1;
INSERT INTO work_order SELECT (jsonb_populate_record(p, jsonb_build_object('id', c.id, 'number', 'x' || c.n,
    'priority', c.n %% 2, 'opened_at', %(morning)s::timestamptz + c.n * interval '1 minute'))).*
FROM copies c, pattern p;
INSERT INTO order_text (order_id, tokens) SELECT id, array_to_tsvector(ARRAY['停电']
    || CASE WHEN n %% 7 = 0 THEN ARRAY['台风'] ELSE '{}' END || CASE WHEN n <= 3 THEN ARRAY['漏油'] ELSE '{}' END)
FROM copies;
ANALYZE;
"""


@pytest.fixture
def stage(stage_on_postgres: Stage) -> Stage:
    made = stage_on_postgres
    made.open_order()
    with psycopg.connect(
        made.system.database.url, autocommit=True, cursor_factory=psycopg.ClientCursor
    ) as connection:
        connection.execute(_COPIES, {"orders": ORDERS, "morning": MORNING})
    return made


def search(stage: Stage, who: str, wish: OrdersWish) -> tuple[Page[OrderLine], list[list[dict[str, Any]]]]:
    """Return a page of orders, and the nodes of the plan of each statement that was asked for it."""
    page, asked = asked_by(stage, who, lambda reading: orders_page(reading, wish))
    plans = []
    with psycopg.connect(stage.system.database.url, cursor_factory=psycopg.RawCursor) as connection:
        connection.execute("SET random_page_cost = 1.1")
        for statement, parameters in asked:
            compiled = statement.on("postgresql")
            values = [None if one is None else one.decode() for one in compiled.octets(parameters)]
            row = connection.execute(f"EXPLAIN (FORMAT JSON) {compiled.text}", values).fetchone()
            assert row is not None
            plans.append(list(_nodes(row[0][0]["Plan"])))
    return page, plans


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _indexes(plan: list[dict[str, Any]]) -> set[str]:
    return {node["Index Name"] for node in plan if "Index Name" in node}


def _minutes(page: Page[OrderLine]) -> list[int]:
    return [(line.opened_at - MORNING) // timedelta(minutes=1) for line in page.items]


def _scanned(plan: list[dict[str, Any]]) -> set[str]:
    return {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"}


def test_a_frequent_word_fills_the_page_from_the_newest_orders(stage: Stage) -> None:
    for who in ("desk", "supervisor"):
        page, plans = search(stage, who, OrdersWish(text="停电"))
        assert _minutes(page) == list(range(ORDERS, ORDERS - 25, -1))
        assert (page.count, page.count_is_capped) == (1000, True)
        assert len(plans) == 1, "one statement gives page and count"
        assert "ix_order_text_order_id" in _indexes(plans[0])
        assert "ix_order_text_tokens" not in _indexes(plans[0]), "of a million texts none is sorted"
        assert "order_text" not in _scanned(plans[0])


def test_a_rare_word_is_looked_up_wherever_it_is(stage: Stage) -> None:
    for who in ("desk", "supervisor"):
        for words, found in (("漏油", [3, 2, 1]), ("停电 漏油", [3, 2, 1]), ("无此", [])):
            page, plans = search(stage, who, OrdersWish(text=words))
            assert _minutes(page) == found
            assert (page.count, page.count_is_capped, page.next) == (len(found), False, None)
            for plan in plans[-2:]:
                assert {"ix_order_text_tokens", "pk_work_order"} <= _indexes(plan)
                assert _scanned(plan).isdisjoint({"work_order", "order_text"})


def test_pages_of_a_word_follow_one_another(stage: Stage) -> None:
    oldest_first = list(range(7, ORDERS + 1, 7))
    for sort, whole in (("opened", oldest_first), ("-opened", oldest_first[::-1])):
        seen, cursor = [], None
        while len(seen) < len(whole):
            page, _ = search(stage, "desk", OrdersWish(text="台风", sort=sort, cursor=cursor, most=100))
            seen += _minutes(page)
            cursor = page.next
        assert seen == whole
        assert cursor is None
    urgent, _ = search(stage, "desk", OrdersWish(text="台风", sort="-priority", most=10))
    assert _minutes(urgent) == [minute for minute in whole if minute % 2][:10]
    assert (urgent.count, urgent.count_is_capped) == (len(whole), False)


def test_frequent_words_that_are_seldom_together_are_found_by_a_longer_walk(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if every word of these few thousand were in too many texts to be looked up; the shortest walk sees little.
    monkeypatch.setattr(orders, "MOST_MATCHING", 1)
    monkeypatch.setattr(order_search, "WALKS", (100, 1_000, 3_000))
    monkeypatch.setattr(orders, "NEWEST", order_ways.Way(walk=100))
    rare = list(range(ORDERS - ORDERS % 7, 0, -7))
    for who in ("desk", "supervisor"):
        # 14 of the first hundred have it: a page of 25 wants a longer walk, which is not the longest.
        page, plans = search(stage, who, OrdersWish(text="停电 台风"))
        assert _minutes(page) == rare[:25]
        assert (page.count, page.count_is_capped) == (143, True), "as many as there are among a thousand"
        assert _scanned(plans[-1]).isdisjoint({"work_order", "order_text"})
        following, _ = search(stage, who, OrdersWish(text="停电 台风", cursor=page.next))
        assert _minutes(following) == rare[25:50]
        # Only the oldest have it: no walk finds them, and everything is looked through.
        page, _ = search(stage, who, OrdersWish(text="停电 漏油"))
        assert _minutes(page) == [3, 2, 1]
