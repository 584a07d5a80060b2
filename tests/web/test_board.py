"""The county dispatcher at the board: sees what comes, merges what is one event, tells all callers at once."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.person import Person
from tests.web.test_accessibility import findings


def test_the_dispatcher_merges_two_orders_from_the_board_by_keyboard(person: Callable[..., Person]) -> None:
    agent, desk = person("agent"), person("desk-dx")
    page = desk.page
    desk.go("/board")
    expect(page.get_by_role("heading", name="调度台")).to_be_visible()
    expect(page.get_by_role("list", name="班组").get_by_text("东溪区抢修一班")).to_be_visible()
    for title in ("板上甲单停电", "板上乙单停电"):
        agent.open_order(title)
        agent.go("/inbox")
        agent.complete("派单", title)
        expect(page.get_by_text(title)).to_be_visible()  # without reloading
    expect(page.get_by_role("timer")).to_contain_text("待接单")
    for title in ("板上甲单停电", "板上乙单停电"):
        page.locator(".board-card", has_text=title).get_by_role("checkbox").check()
    page.keyboard.press("m")
    page.get_by_text("已核实为同一事件").click()
    page.get_by_role("dialog").locator(".ant-btn-primary").click()
    expect(page.get_by_role("dialog").get_by_text("已办理")).to_be_visible()
    page.get_by_role("dialog").locator(".ant-btn-primary").click()
    expect(page.locator(".board-card", has_text="已合并").filter(has_text="板上")).to_have_count(1)
    assert findings(desk) == []
