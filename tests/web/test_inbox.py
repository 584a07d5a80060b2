"""Department staff at the inbox: nothing is lost, nobody wonders whose turn it is, hands stay on the keys."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Route, expect

from tests.web.person import Person


def test_two_at_one_task_see_whose_it_is_without_reloading(person: Callable[..., Person]) -> None:
    agent, other = person("agent"), person("agent2")
    title = "两个坐席看同一张单"
    agent.open_order(title)
    agent.go("/inbox")
    for one in (agent, other):
        one.open_task("派单", title)
    agent.page.keyboard.press("c")
    expect(agent.line("派单", title)).to_contain_text("我的")
    expect(other.line("派单", title)).to_contain_text("坐席·林一")
    expect(other.page.get_by_text("坐席·林一 正在处理").first).to_be_visible()
    expect(other.page.get_by_role("button", name="完成")).to_have_count(0)
    agent.page.keyboard.press("u")
    expect(other.line("派单", title)).to_contain_text("待领")


def test_what_was_typed_survives_a_reload(person: Callable[..., Person]) -> None:
    agent = person("agent")
    title = "草稿不会丢"
    agent.open_order(title)
    agent.go("/inbox")
    agent.open_task("派单", title)
    agent.write("派单说明", "请带绝缘梯")
    expect(agent.page.get_by_text("草稿已存")).to_be_visible()
    agent.page.reload()
    expect(agent.page.get_by_role("textbox", name="派单说明")).to_have_value("请带绝缘梯")
    expect(agent.line("派单", title)).to_contain_text("草稿")


def test_a_form_says_what_is_missing_at_its_field(person: Callable[..., Person]) -> None:
    agent, desk = person("agent"), person("desk-dx")
    title = "退单要写依据"
    agent.open_order(title)
    agent.go("/inbox")
    agent.complete("派单", title)
    desk.open_task("接单", title)
    desk.send()
    wrong = desk.page.locator(".form-field-wrong")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("处理")
    desk.choose("处理", "退单")
    desk.send()
    expect(desk.page.locator(".form-field-wrong")).to_have_count(2)
    desk.choose("退单原因", "误派")
    desk.write("依据", "该地址属西岭县供电所")
    expect(desk.page.locator(".form-field-wrong")).to_have_count(0)
    desk.send()
    expect(desk.page.get_by_text("接单：已完成")).to_be_visible()


def test_the_inbox_is_worked_by_the_keyboard_alone(person: Callable[..., Person]) -> None:
    agent = person("agent")
    for title in ("键盘一", "键盘二"):
        agent.open_order(title)
    agent.go("/inbox?text=键盘")
    lines = agent.page.get_by_role("list", name="任务").get_by_role("button")
    expect(lines).to_have_count(2)
    agent.page.keyboard.press("j")
    expect(lines.nth(0)).to_have_attribute("aria-current", "true")
    agent.page.keyboard.press("j")
    expect(lines.nth(1)).to_have_attribute("aria-current", "true")
    agent.page.keyboard.press("k")
    expect(lines.nth(0)).to_have_attribute("aria-current", "true")
    expect(agent.page.get_by_role("article", name="派单")).to_be_visible()
    agent.send()
    expect(lines).to_have_count(1)
    expect(lines.nth(0)).to_have_attribute("aria-current", "true")
    agent.page.keyboard.press("?")
    expect(agent.page.get_by_role("dialog", name="键盘")).to_be_visible()


def test_a_task_is_returned_with_a_reason_and_what_it_cancels_is_said_first(
    person: Callable[..., Person],
) -> None:
    agent, desk, crew = person("agent"), person("desk-dx"), person("crew-dx1")
    title = "表箱冒火花"
    agent.open_order(title)
    agent.go("/inbox")
    agent.complete("派单", title)
    desk.complete("接单", title, {"处理": "接单"})
    desk.open_task("派工", title)
    desk.pick("班组", "东溪区抢修一班")
    desk.send()
    crew.open_task("到达现场", title)
    crew.page.keyboard.press("b")
    dialogue = crew.page.get_by_role("dialog")
    expect(dialogue).to_contain_text("派工")
    dialogue.get_by_label("退回原因").fill("车辆故障，请派二班")
    dialogue.get_by_role("button", name="确定").click()
    expect(crew.page.get_by_text("已退回到派工")).to_be_visible()
    expect(desk.line("派工", title)).to_contain_text("我的")


def test_where_time_runs_out_it_counts_down(person: Callable[..., Person]) -> None:
    agent = person("agent")
    title = "倒计时"
    agent.open_order(title)
    agent.go("/inbox")
    due = agent.line("派单", title).locator(".due")
    first = due.inner_text()
    expect(due).not_to_have_text(first)
    expect(due).to_contain_text("剩 1:")


def test_a_view_is_saved_shared_and_chosen_by_a_colleague(person: Callable[..., Person]) -> None:
    agent, leader = person("agent"), person("leader")
    agent.open_order("视图里的紧急单")
    page = leader.page
    leader.go("/inbox?scope=department&unclaimed=true")
    expect(page.get_by_label("收件箱").get_by_text("派单").first).to_be_visible()
    page.get_by_role("button", name="保存为视图").click()
    page.get_by_role("textbox", name="名称").fill("无人领取的派单")
    page.get_by_text("部门", exact=True).last.click()
    page.get_by_role("dialog").locator(".ant-btn-primary").click()
    expect(page.get_by_text("视图已保存")).to_be_visible()
    agent.go("/inbox")
    agent.page.get_by_role("combobox", name="视图").click()
    agent.page.get_by_title("无人领取的派单").click()
    expect(agent.page).to_have_url(
        re.compile("scope=department.*unclaimed=true|unclaimed=true.*scope=department")
    )
    with page.expect_download() as taken:
        page.get_by_role("button", name="导出").click()
        page.get_by_role("menuitem", name="导出 CSV 文件").click()
    assert "视图里的紧急单" in taken.value.path().read_text("utf-8-sig")


def test_a_completion_waits_for_the_draft_that_is_on_its_way(person: Callable[..., Person]) -> None:
    agent = person("agent")
    page, title = agent.page, "草稿还在路上"
    agent.open_order(title)
    agent.go("/inbox")
    agent.open_task("派单", title)

    def stored_and_not_yet_answered(route: Route) -> None:
        answer = route.fetch()
        agent.send()
        route.fulfill(response=answer)

    page.route("**/draft", stored_and_not_yet_answered, times=1)
    agent.write("派单说明", "请带绝缘梯")
    expect(page.get_by_text("派单：已完成")).to_be_visible()
