"""The ring turns in the browser: from the ringing call to the archived order."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.person import Person

TITLE = "全家停电，从电话到归档"


def test_a_ringing_call_becomes_an_order_that_goes_round_and_is_archived(
    person: Callable[..., Person],
) -> None:
    agent, desk, crew = person("agent"), person("desk-dx"), person("crew-dx1")

    # The telephone rings; the agent sees who may be calling, and opens an order while they talk.
    agent.ring("坐席接听")
    pop = agent.page.locator(".call-pop")
    expect(pop).to_contain_text("13812345678")
    expect(pop).to_contain_text("通话中")
    pop.get_by_role("button", name="接入处理").click()
    expect(agent.page.get_by_text("可能是这位客户")).to_be_visible()
    agent.page.get_by_role("button", name="为此户立单").click()
    agent.write("标题", TITLE)
    agent.choose("现象", "停电")
    agent.send()
    number = agent.number_told()
    agent.page.get_by_role("button", name="回到来电").click()
    agent.choose("结果", "已立单")
    agent.send()
    expect(agent.page.get_by_text("通话处理：已完成")).to_be_visible()

    # Every inbox is open before its line comes: it appears by itself.
    expect(desk.line("接单", TITLE)).to_have_count(0)
    agent.go(f"/inbox?text={TITLE}")  # what is due tomorrow comes after the lines of all other stories
    agent.complete("派单", TITLE)
    desk.complete("接单", TITLE, {"处理": "接单"})
    desk.open_task("派工", TITLE)
    desk.pick("班组", "东溪区抢修一班")
    desk.send()
    crew.complete("到达现场", TITLE, 现场情况="表前熔断器熔断")
    crew.open_task("抢修恢复", TITLE)
    crew.pick("原因", "设备故障")
    crew.write("处理情况", "更换熔断器")
    crew.send()
    expect(crew.page.get_by_text("抢修恢复：已完成")).to_be_visible()
    crew.open_task("回单", TITLE)
    crew.write("回单内容", "已恢复供电")
    crew.page.get_by_role("button", name="添加").click()
    crew.write("名称", "熔断器")
    crew.page.get_by_role("spinbutton", name="数量").fill("1")
    crew.send()
    desk.complete("回单审核", TITLE, {"审核": "通过"})
    agent.complete("电话回访", TITLE, {"联系上客户": "是", "已恢复供电": "是", "满意": "是"})

    # Archived: found by the number that was read out, with its path, its clocks and who did what.
    agent.find_order(number)
    expect(agent.page.get_by_test_id("order-status")).to_have_text("归档")
    expect(agent.page.get_by_text("客户已确认")).to_be_visible()
    expect(agent.page.locator(".diagram .huan-passed[data-element-id=restore]")).to_be_attached()
    expect(agent.page.get_by_text("流程已结束")).to_be_visible()
    timeline = agent.page.locator(".timeline")
    expect(timeline).to_contain_text("抢修恢复 · 完成")
    expect(timeline).to_contain_text("东溪一班长·雷雨")
    expect(agent.page.locator(".clock").filter(has_text="到达现场")).to_contain_text("按时")


def test_a_call_that_the_caller_gives_up_is_called_back(person: Callable[..., Person]) -> None:
    agent = person("agent")
    agent.ring("客户放弃")
    back = agent.page.get_by_role("list", name="任务").get_by_role("button").filter(has_text="回拨客户").first
    expect(back).to_be_visible(timeout=20_000)
    back.click()
    agent.choose("结果", "已答复")
    agent.send()
    expect(agent.page.get_by_text("回拨客户：已完成")).to_be_visible()


def test_a_repeated_call_joins_the_open_order_and_counts_as_an_urge(person: Callable[..., Person]) -> None:
    agent = person("agent")
    for beside in (False, True):
        agent.go("/intake")
        agent.write("标题", "邻居也停电" if not beside else "又来电")
        agent.page.get_by_role("combobox", name="户号", exact=True).click()
        agent.page.get_by_role("combobox", name="户号", exact=True).fill("6600000006")
        agent.page.locator(".ant-select-dropdown").get_by_text("6600000006").click()
        agent.choose("现象", "停电")
        agent.send()
        if not beside:
            agent.number_told()
    # The repeat is told while one writes, and asked about when one opens all the same.
    expect(agent.page.get_by_role("status", name="已知情况").get_by_role("link")).to_contain_text(
        "邻居也停电"
    )
    asked = agent.page.get_by_role("alert").filter(has_text="已有在办工单")
    asked.get_by_role("button", name="并入并催办").click()
    expect(agent.page.get_by_test_id("order-status")).to_be_visible()
    expect(agent.page.locator(".order-head-marks")).to_contain_text("催 1")
    expect(agent.page.locator(".timeline")).to_contain_text("重复来电并入")
