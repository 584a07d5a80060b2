"""The county dispatcher: accepts in time, sends a crew, merges what is one event, tells its callers; no mouse."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Locator, expect

from tests.web.persons.colleagues import Colleague
from tests.web.persons.hands import Hands

FIRST, SECOND, ALONE = "调度甲栋没电", "调度乙栋没电", "调度丙户没电"
THEIRS, UNSURE, BIG = "调度误派到本县", "调度请他人办", "调度本县办不了"
CREW = "东溪区抢修二班"
MOST_COLUMNS, MOST_CARDS = 10, 40
#: The clock of this page, and of no other, goes on by two and a half minutes; what rings is counted.
NEARLY_TOO_LATE = """() => {
  const now = performance.now.bind(performance)
  performance.now = () => now() + 150_000
  window.rung = 0
  const Real = AudioContext
  window.AudioContext = class extends Real { constructor() { super(); window.rung += 1 } }
}"""


def test_the_dispatcher_works_the_board_from_the_alarm_to_the_callers(
    hands: Callable[..., Hands], colleague: Callable[[str], Colleague]
) -> None:
    desk, agent, crew = hands("desk-dx"), colleague("agent"), colleague("crew-dx2")
    page = desk.page
    desk.sign_in_again()
    desk.press("4")
    expect(page.get_by_role("heading", name="调度台")).to_be_visible()
    orders = {title: _dispatched(agent, title) for title in (ALONE, FIRST, SECOND)}
    for title in orders:
        expect(_card(desk, title)).to_be_visible()  # nobody has reloaded
    _hears_the_alarm(desk)

    # One is accepted and sent to the crew that is free, without leaving the keys; then the board is back.
    _go_to(desk, ALONE)
    desk.press("t")
    expect(page.get_by_role("article", name="接单")).to_contain_text(ALONE)
    desk.press("f")
    desk.choose("处理", "接单")
    desk.send()
    expect(page.get_by_role("article", name="派工")).to_contain_text(ALONE)
    desk.press("f")
    desk.pick("班组", CREW)
    desk.write("交代事项", "带绝缘梯")
    desk.send()
    expect(page.get_by_role("heading", name="调度台")).to_be_visible()
    crews = page.get_by_role("list", name="班组").get_by_role("listitem")
    expect(crews.filter(has_text=CREW)).to_contain_text("1 项任务")
    assert [line["name"] for line in crew.get("/inbox", text=ALONE)["items"]] == ["到达现场"]

    _merges_the_calls_of_one_event(desk, agent, orders)
    _tells_the_callers(desk, agent, orders)

    # The crew is silent: it is urged, and the board shows that.
    _go_to(desk, ALONE)
    desk.press("t")
    expect(page.get_by_role("article", name="到达现场")).to_contain_text(CREW)
    desk.press("g")
    expect(page.get_by_role("dialog").get_by_role("textbox", name="说明")).to_be_focused()
    desk.type("客户在楼下等")
    desk.send()
    desk.done("已催办")
    desk.press("Escape")
    expect(_card(desk, ALONE)).to_contain_text("催 1")
    expect(_card(desk, ALONE)).to_have_attribute("aria-current", "true")
    assert [line["urges"] for line in crew.get("/inbox", text=ALONE)["items"]] == [1]


def _hears_the_alarm(desk: Hands) -> None:
    page = desk.page
    expect(page.get_by_role("timer")).to_contain_text("张待接单")
    page.evaluate(NEARLY_TOO_LATE)
    desk.reach(page.get_by_role("checkbox", name="接单提醒声"))
    desk.press("Space")
    expect(page.get_by_role("timer")).to_have_class(re.compile("due-(near|late)"))
    page.wait_for_function("window.rung > 0")
    desk.press("Space")  # the sound is off again, for whoever sits here next
    expect(page.get_by_role("checkbox", name="接单提醒声")).not_to_be_checked()


def _merges_the_calls_of_one_event(
    desk: Hands, agent: Colleague, orders: Mapping[str, Mapping[str, Any]]
) -> None:
    page = desk.page
    for title in (FIRST, SECOND):
        _go_to(desk, title)
        desk.press("x")
        expect(_card(desk, title).get_by_role("checkbox")).to_be_checked()
    expect(page.get_by_text("已选 2 张")).to_be_visible()
    desk.press("m")
    desk.reach(page.get_by_role("checkbox", name="已核实为同一事件"))
    desk.press("Space")
    desk.send()
    expect(page.get_by_role("dialog").get_by_text("已办理")).to_be_visible()
    desk.send()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".board-card", has_text="已合并")).to_have_count(1)
    main = orders[FIRST]["id"]
    assert agent.get(f"/orders/{main}")["merged"] == 1
    assert agent.get(f"/orders/{orders[SECOND]['id']}")["main"] == main


def _tells_the_callers(desk: Hands, agent: Colleague, orders: Mapping[str, Mapping[str, Any]]) -> None:
    page = desk.page
    _go_to(desk, FIRST)
    desk.press("x", "e")
    expect(page.get_by_role("dialog").get_by_label("预计恢复时间")).to_be_focused()
    desk.push("1 小时后")
    desk.send()
    expect(page.get_by_role("dialog").get_by_text("已办理")).to_be_visible()
    desk.send()
    expect(page.get_by_role("dialog")).to_have_count(0)
    told = [agent.get(f"/orders/{orders[title]['id']}")["expected_at"] for title in (FIRST, SECOND)]
    assert told[0] is not None
    assert told[0] == told[1]


def test_the_dispatcher_parts_with_what_is_not_the_countys_to_do(
    hands: Callable[..., Hands], colleague: Callable[[str], Colleague]
) -> None:
    desk, agent = hands("desk-dx"), colleague("agent")
    city, neighbour, duty = colleague("city-mz"), colleague("desk-xl"), colleague("duty-dx")
    page = desk.page
    order = _dispatched(agent, THEIRS)
    for title in (UNSURE, BIG):
        _dispatched(agent, title)

    # Misdirected: rejected with evidence, the city gives it to the neighbour, and it has left the county.
    desk.open_task("接单", THEIRS)
    desk.press("f")
    desk.choose("处理", "退单")
    desk.choose("退单原因", "误派")
    desk.write("依据", "该地址属西岭县供电所")
    desk.send()
    desk.done("接单：已完成")
    city.complete("裁定归属", THEIRS, verdict="move", unit="XL", verdict_reason="属西岭县")
    assert [line["name"] for line in neighbour.get("/inbox", text=THEIRS)["items"]] == ["接单"]
    assert city.get(f"/orders/{order['id']}")["tier_name"] == "西岭县"
    expect(page.get_by_text("没有符合条件的任务")).to_be_visible()

    # Somebody else's to do: the responsibility goes with it.
    desk.open_task("接单", UNSURE)
    desk.press("m")
    desk.take("转办")
    expect(page.get_by_role("dialog").get_by_role("combobox", name="转给")).to_be_focused()
    desk.pick("转给", "钟鸣", search="钟鸣")
    desk.write("原因", "停电面积大，请值班长决定")
    desk.send()
    desk.done("已转办")
    (line,) = duty.get("/inbox", text=UNSURE)["items"]
    assert (line["name"], line["mine"]) == ("接单", True)

    # Beyond the county: it rises, and with it who answers for it.
    desk.open_task("接单", BIG)
    desk.press("h")
    expect(page.get_by_role("dialog").get_by_role("textbox", name="原因")).to_be_focused()
    desk.type("需调用市公司应急电源车")
    desk.send()
    desk.done("已移交上级")
    assert [one["name"] for one in city.get("/inbox", text=BIG)["items"]] == ["接单"]
    desk.press("4")
    expect(page.get_by_role("list", name="班组")).to_be_visible()
    for title, stays in ((THEIRS, 0), (UNSURE, 1), (BIG, 0)):
        expect(_card(desk, title)).to_have_count(stays)


def _dispatched(agent: Colleague, title: str) -> Mapping[str, Any]:
    order = agent.open_order(title)
    agent.complete("派单", title)
    return order


def _card(desk: Hands, title: str) -> Locator:
    return desk.page.locator(".board-card", has_text=title)


def _go_to(desk: Hands, title: str) -> None:
    """Walk over the board, from its first card on, until one is at that of an order."""
    expect(_card(desk, title)).to_be_visible()
    desk.press(*"h" * MOST_COLUMNS)
    for _ in range(MOST_CARDS):
        if _card(desk, title).get_attribute("aria-current") == "true":
            return
        desk.press("j")
    raise AssertionError(f"the card of {title} is not reached")
