"""What belongs to an order beside its process, by the people who use it: outage, hints, merging, notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.web.person import Person

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def test_an_outage_is_recorded_orders_are_merged_and_colleagues_talk(
    person: Callable[..., Person], tmp_path: Path
) -> None:
    agent, desk = person("agent"), person("desk-dx")
    main = agent.open_order("主单停电")
    neighbour = agent.open_order("邻居也停电")
    desk.go("/outages")
    expect(desk.page.get_by_role("button", name=re.compile("登记停电"))).to_be_visible()
    expect(desk.page.get_by_text("没有停电事件")).to_be_visible()
    desk.page.keyboard.press("o")
    dialogue = desk.page.get_by_role("dialog", name="登记停电")
    dialogue.get_by_label("标题").fill("东溪3号变压器故障")
    dialogue.get_by_label("台区").fill("东溪3号台区")
    dialogue.get_by_role("button", name="确定").click()
    expect(desk.page.get_by_role("heading", name="东溪3号变压器故障")).to_be_visible()
    expect(desk.page.get_by_text("停电中").first).to_be_visible()
    outage = desk.page.url
    desk.page.keyboard.press("e")
    dialogue = desk.page.get_by_role("dialog", name="修改")
    dialogue.get_by_label("标题").fill("东溪3号变压器烧毁")
    dialogue.get_by_role("button", name="确定").click()
    expect(desk.page.get_by_role("heading", name="东溪3号变压器烧毁")).to_be_visible()
    expect(desk.page.locator("del")).to_have_text("东溪3号变压器故障")
    desk.go("/orders?text=邻居也停电")
    desk.page.get_by_role("row", name=re.compile("邻居也停电")).click()
    desk.page.get_by_role("button", name="合并到主单").click()
    dialogue = desk.page.get_by_role("dialog", name="合并到主单")
    dialogue.get_by_label("工单编号").fill(main)
    dialogue.get_by_role("button", name="确定").click()
    expect(dialogue.get_by_text("不在同一户号")).to_be_visible()
    desk.go(outage.removeprefix(desk.site))
    for number in (main, neighbour):
        desk.page.get_by_role("button", name="关联工单").click()
        dialogue = desk.page.get_by_role("dialog", name="关联工单")
        dialogue.get_by_label("工单编号").fill(number)
        dialogue.get_by_role("button", name="确定").click()
        expect(dialogue).to_be_hidden()
    desk.page.get_by_role("link", name=re.compile("主单停电")).click()
    expect(desk.page.get_by_role("heading", name="可能是同一事件")).to_be_visible()
    desk.page.get_by_role("checkbox", name=re.compile("选中")).focus()
    desk.page.keyboard.press("Space")
    desk.page.get_by_role("button", name="合并所选 1 张").click()
    expect(desk.page.get_by_text("1 张工单并入本单")).to_be_visible()
    desk.page.get_by_role("link", name=re.compile("邻居也停电")).first.click()
    expect(desk.page.get_by_role("link", name="已并入主单")).to_be_visible()
    file = tmp_path / "现场.png"
    file.write_bytes(PNG)
    with desk.page.expect_file_chooser() as chooser:
        desk.page.get_by_role("button", name="添加附件").click()
    chooser.value.set_files(file)
    expect(desk.page.get_by_role("link", name="现场.png")).to_be_visible()
    field = desk.page.get_by_role("textbox", name=re.compile("写评论"))
    field.fill("<b>请看</b> ")
    field.press("Control+Enter")
    expect(desk.page.locator(".comment-text")).to_have_text("<b>请看</b>")


def test_an_order_is_watched_by_a_key_and_no_longer(person: Callable[..., Person]) -> None:
    person("agent").open_order("要关注的停电")
    leader = person("leader")
    leader.go("/orders?text=要关注的停电")
    leader.page.get_by_role("row", name=re.compile("要关注的停电")).click()
    expect(leader.page.get_by_role("heading", name="要关注的停电")).to_be_visible()
    order = leader.page.url
    leader.page.keyboard.press("g")
    expect(leader.page.get_by_role("button", name=re.compile("取消关注 1"))).to_be_visible()
    leader.go("/inbox?scope=watched")
    expect(leader.page.get_by_text("要关注的停电").first).to_be_visible()
    leader.go(order.removeprefix(leader.site))
    expect(leader.page.get_by_role("button", name=re.compile("取消关注 1"))).to_be_visible()
    leader.page.keyboard.press("g")
    expect(leader.page.get_by_role("button", name=re.compile("^关注"))).to_be_visible()


def test_an_agent_is_warned_of_a_flagged_repeat_caller_in_danger(person: Callable[..., Person]) -> None:
    agent, leader = person("agent"), person("leader")
    leader.go("/caller-flags")
    leader.page.get_by_role("button", name="添加标记").click()
    dialogue = leader.page.get_by_role("dialog")
    dialogue.get_by_label("号码").fill("13655550001")
    dialogue.get_by_label("原因").fill("家有呼吸机")
    dialogue.get_by_role("button", name="确定").click()
    expect(leader.page.get_by_role("cell", name="家有呼吸机")).to_be_visible()
    agent.go("/intake")
    agent.write("电话", "13655550001")
    known = agent.page.get_by_role("status", name="已知情况")
    expect(known.get_by_text("家有呼吸机")).to_be_visible()
    desk = person("desk-dx")
    desk.go("/late-entries")
    expect(desk.page.get_by_role("heading", name="批量补录")).to_be_visible()
