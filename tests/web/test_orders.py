"""An order's page: live, held, and as it was at any moment."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.person import Person


def test_the_page_of_an_order_follows_what_others_do(person: Callable[..., Person]) -> None:
    agent, leader = person("agent"), person("leader")
    title = "工单页实时更新"
    number = agent.open_order(title)
    leader.find_order(number)
    expect(leader.page.locator(".diagram .huan-here[data-element-id=dispatch]")).to_be_attached()
    agent.go("/inbox")
    agent.complete("派单", title)
    expect(leader.page.get_by_text("当前环节：接单")).to_be_visible()
    expect(leader.page.locator(".diagram .huan-here[data-element-id=accept]")).to_be_attached()
    expect(leader.page.locator(".diagram .huan-passed[data-element-id=dispatch]")).to_be_attached()


def test_an_order_is_shown_as_it_was_at_a_moment(person: Callable[..., Person]) -> None:
    agent = person("agent")
    title = "回看某一刻"
    number = agent.open_order(title)
    agent.go("/inbox")
    agent.complete("派单", title, 派单说明="请尽快")
    agent.find_order(number)
    expect(agent.page.get_by_text("当前环节：接单")).to_be_visible()
    started = agent.page.locator(".event").filter(has_text="流程启动")
    started.get_by_role("button", name="看这一刻").click()
    expect(agent.page.get_by_text("当前环节：派单")).to_be_visible()
    expect(agent.page.locator(".diagram .huan-passed[data-element-id=dispatch]")).to_have_count(0)
    agent.page.get_by_role("button", name="回到现在").click()
    expect(agent.page.get_by_text("当前环节：接单")).to_be_visible()


def test_a_crew_asks_for_a_hold_and_the_duty_manager_approves_it(person: Callable[..., Person]) -> None:
    agent, desk, duty = person("agent"), person("desk-dx"), person("duty-dx")
    title = "等待物资"
    number = agent.open_order(title)
    agent.go("/inbox")
    agent.complete("派单", title)
    desk.complete("接单", title, {"处理": "接单"})
    desk.find_order(number)
    desk.page.get_by_role("button", name="申请挂起").click()
    dialogue = desk.page.get_by_role("dialog")
    dialogue.get_by_role("button", name="确定").click()
    expect(dialogue.get_by_text("请填写")).to_have_count(2)
    desk.pick("原因", "等待物资")
    field = dialogue.get_by_role("textbox", name="挂起到")
    field.fill("2026-12-31 18:00")
    field.press("Enter")
    dialogue.get_by_role("button", name="确定").click()
    expect(desk.page.get_by_text("已提交，由流程决定")).to_be_visible()
    duty.complete("审批挂起", title, {"挂起": "同意"})
    expect(desk.page.get_by_test_id("order-status")).to_have_text("挂起")
    expect(desk.page.locator(".order-hold")).to_contain_text("12-31 18:00")
    duty.find_order(number)
    duty.page.get_by_role("button", name="解挂").click()
    expect(desk.page.get_by_test_id("order-status")).to_contain_text("处理中")


def test_an_order_that_is_not_there_and_a_number_misheard_are_told(person: Callable[..., Person]) -> None:
    agent = person("agent")
    agent.page.get_by_role("searchbox", name="按编号或标题找工单").fill("261128 000001 0")
    agent.page.keyboard.press("Enter")
    expect(agent.page.locator(".ant-notification")).to_contain_text("填写的内容需要修改")
    agent.go("/orders/00000000-0000-7000-8000-000000000000")
    expect(agent.page.get_by_role("alert")).to_contain_text("没有找到，或您无权查看")


def test_another_county_does_not_see_it(person: Callable[..., Person]) -> None:
    agent, neighbour = person("agent"), person("desk-xl")
    agent.open_order("邻县看不到")
    neighbour.go("/orders?text=邻县看不到")
    expect(neighbour.page.get_by_text("没有工单")).to_be_visible()
    agent.go("/orders?text=邻县看不到")
    expect(agent.page.get_by_role("cell", name="邻县看不到")).to_be_visible()


def test_a_shift_leader_stops_a_process_and_lets_it_go_on(person: Callable[..., Person]) -> None:
    agent, leader = person("agent"), person("leader")
    title = "暂停的流程"
    number = agent.open_order(title)
    leader.find_order(number)
    leader.page.get_by_role("button", name="更多").click()
    leader.page.get_by_role("menuitem", name="暂停流程").click()
    dialogue = leader.page.get_by_role("dialog")
    dialogue.get_by_label("原因").fill("流程图有误，待修正")
    dialogue.get_by_role("button", name="确定").click()
    expect(leader.page.locator(".order-head-marks")).to_contain_text("流程已暂停")
    agent.go("/inbox")
    agent.open_task("派单", title)
    agent.send()
    expect(agent.page.get_by_role("alert")).to_contain_text("现在不能这样做")
    leader.page.get_by_role("button", name="更多").click()
    leader.page.get_by_role("menuitem", name="恢复流程").click()
    expect(leader.page.locator(".order-head-marks")).not_to_contain_text("流程已暂停")
    agent.send()
    expect(agent.page.get_by_text("派单：已完成")).to_be_visible()


def test_an_auditor_erases_who_called_and_the_timeline_says_so(person: Callable[..., Person]) -> None:
    agent, auditor = person("agent"), person("auditor")
    number = agent.open_order("删除来电人")
    auditor.find_order(number)
    auditor.page.get_by_role("button", name="更多").click()
    auditor.page.get_by_role("menuitem", name="删除个人信息").click()
    dialogue = auditor.page.get_by_role("dialog")
    auditor.pick("哪些信息", "来电人")
    dialogue.get_by_label("原因").fill("客户书面要求")
    dialogue.get_by_role("button", name="确定").click()
    expect(auditor.page.get_by_text("已删除 1 处")).to_be_visible()
    opened = auditor.page.locator(".event").filter(has_text="受理立单")
    expect(opened).to_contain_text("已删除")
    expect(opened).not_to_contain_text("演示来电人")
