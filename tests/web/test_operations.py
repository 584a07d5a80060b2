"""What people do with tasks beside completing them: by the keys and the menu, with everybody told."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.person import Person


def test_a_task_is_taken_back_co_signed_passed_on_and_supervised(person: Callable[..., Person]) -> None:
    agent, desk, duty, city = (person(name) for name in ("agent", "desk-dx", "duty-dx", "city-mz"))
    title = "小区整片没电"
    number = agent.open_order(title)
    agent.go("/inbox")
    # A completion is taken back with one press, while nobody has touched it.
    agent.complete("派单", title)
    agent.page.get_by_role("button", name="撤回").first.click()
    expect(agent.page.get_by_text("已撤回").first).to_be_visible()
    agent.complete("派单", title)

    # The menu says what can be done; each has its key.
    desk.open_task("接单", title)
    desk.page.keyboard.press("m")
    menu = desk.page.get_by_role("menu")
    for name in ("转办", "退单", "移交上级", "委派", "加签", "会签", "催办", "升级"):
        expect(menu.get_by_role("menuitem", name=name)).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    desk.page.keyboard.press("s")
    dialogue = desk.page.get_by_role("dialog", name="加签")
    dialogue.get_by_label("请谁").fill("值班长·钟鸣")
    desk.page.locator(".ant-select-dropdown").get_by_text("东溪值班长·钟鸣").first.click()
    dialogue.get_by_label("请对方办什么").fill("请把关")
    dialogue.get_by_role("button", name="确定").click()
    asked = desk.page.get_by_role("listitem").filter(has_text="值班长·钟鸣")
    expect(asked.filter(has_text="等待中")).to_be_visible()

    # Until they have signed it waits, and says for whom.
    desk.choose("处理", "接单")
    desk.send()
    expect(desk.page.get_by_text("还要等 东溪值班长·钟鸣 先办理").first).to_be_visible()
    duty.open_task("接单", title)
    duty.page.get_by_label("请您办理").fill("同意接单")
    duty.page.get_by_role("button", name="同意", exact=True).click()
    expect(duty.page.get_by_text("已答复")).to_be_visible()
    expect(desk.page.get_by_text("同意接单")).to_be_visible()

    # A superior supervises the order; the county replies; the superior accepts.
    city.find_order(number)
    city.page.get_by_role("button", name="督办").click()
    form = city.page.get_by_role("dialog", name="督办")
    form.get_by_label("由谁答复").click()
    city.page.locator(".ant-select-dropdown").get_by_text("东溪区").first.click()
    form.get_by_label("督办要求").fill("查明停电原因")
    form.get_by_label("答复期限").fill("2030-01-01 10:00")
    form.get_by_label("答复期限").press("Enter")
    # Enter sends the form, as everywhere.
    expect(city.page.get_by_text("已发出督办单")).to_be_visible()
    desk.go("/supervisions")
    desk.page.get_by_role("textbox", name=re.compile("答复$")).fill("变压器过载，已更换")
    desk.page.get_by_role("button", name="答复", exact=True).click()
    expect(desk.page.get_by_text("没有督办单")).to_be_visible()
    city.go("/supervisions?show=to-judge")
    expect(city.page.get_by_text("变压器过载，已更换")).to_be_visible()
    city.page.get_by_role("button", name="通过").click()
    expect(city.page.get_by_text("没有督办单")).to_be_visible()
    city.find_order(number)
    for said in ("督办通过", "加签意见", "撤回"):
        expect(city.page.get_by_text(said).first).to_be_visible()
