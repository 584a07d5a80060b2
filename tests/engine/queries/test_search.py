"""Search: an order is found by what it says, by whoever may see it, until what it says is erased."""

from __future__ import annotations

import pytest

from engine.commands.erase import EraseValues
from engine.queries.orders import OrdersWish, orders_page
from tests.engine.queries.conftest import Look
from tests.stage import Stage


def found(look: Look, by: str, words: str) -> list[str]:
    with look(by) as reading:
        return [line.id for line in orders_page(reading, OrdersWish(text=words)).items]


def test_an_order_is_found_by_everything_that_it_says(stage: Stage, look: Look) -> None:
    order = stage.open_order(title="配电变压器冒烟", description="邻居说有火花")["order"]
    other = stage.open_order(county="A2", title="电表箱门坏", caller_number="13800000002")["order"]
    for words in (
        "变压",
        "变压器冒烟",
        "火花",
        "演示路1号",
        "客户1",
        "王女",
        "0001",
        "1380000",
        "M0000001",
        "冒烟 王女士",
    ):
        assert order in found(look, "agent", words), words
    assert found(look, "agent", "变压器") == [order]
    assert found(look, "agent", "Ｍ０００００02") == [other], "typed in full width"
    assert found(look, "agent", "王女士") == [other, order], "the newest first"
    assert found(look, "agent", "变压 电表") == [], "all words must be there"
    assert found(look, "agent", "火") == [order]
    number = stage.order(order).number
    assert found(look, "agent", number[:10]) == [other, order]
    assert found(look, "agent", number) == [order]


def test_nobody_finds_what_they_may_not_see(stage: Stage, look: Look) -> None:
    order = stage.open_order(title="配电变压器冒烟")["order"]
    assert [found(look, who, "变压器") for who in ("desk", "city", "supervisor")] == [[order]] * 3
    assert [found(look, who, "变压器") for who in ("west", "north", "crew")] == [[]] * 3


def test_what_a_form_says_is_found_and_what_is_erased_is_not(stage: Stage, look: Look) -> None:
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    stage.do("accept", "desk", {"decision": "accept"})
    stage.do("assign", "desk", {"crew": "A1-C1"})
    stage.do("arrive", "crew", {"position": "120.1,30.2"})
    stage.do("restore", "crew", {"cause": "equipment", "work_done": "更换绝缘子"})
    assert found(look, "desk", "绝缘") == [order]
    stage.run(EraseValues(order, ["caller_name", "work_done"], "本人要求"), "auditor")
    assert found(look, "desk", "绝缘") == found(look, "desk", "王女士") == []
    assert found(look, "desk", "演示路") == [order]


@pytest.mark.parametrize("words", ["停' | '电", '停" OR "电', "停电:*", "NEAR(停 电)", "停电*"])
def test_what_databases_take_for_operators_is_only_text(stage: Stage, look: Look, words: str) -> None:
    stage.open_order(title="换灯泡")
    assert found(look, "agent", words) == []
