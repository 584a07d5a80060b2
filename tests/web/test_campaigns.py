"""A campaign of calls in the browser: a leader brings the list, an agent calls it by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.web.person import Person
from tests.web.test_accessibility import findings

LIST = "电话,姓名,金额\n13900007777,钱七,120.50\n13900008888,周八,88.00\n1 OR 1=1,李强,\n"
RIGHT = LIST.replace("1 OR 1=1,李强,\n", "")


def _bring(leader: Person, rows: str) -> None:
    upload = leader.page.locator("input[type=file]")
    upload.set_input_files({"name": "名单.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    leader.send()


def test_a_list_is_tried_filled_and_called_by_keys_alone(person: Callable[..., Person]) -> None:
    leader, agent = person("leader"), person("agent")
    seen, page = leader.page, agent.page

    # The campaign: what is wrong stands at its field, and what was typed stays.
    leader.go("/campaigns")
    expect(seen.get_by_role("heading", name="外呼")).to_be_visible()
    seen.keyboard.press("n")
    leader.write("名称", "浏览器催费")
    leader.write("话术", "您好，这里是95598。")
    leader.write("免打扰时段", "晚上")
    leader.send()
    expect(seen.get_by_text("请写成 20:00-09:00, 12:00-14:00")).to_be_visible()
    leader.write("免打扰时段", "00：00～23:59，23:59-00:00")
    leader.send()
    expect(seen.get_by_text("没有留出可以拨打的时间")).to_be_visible()
    leader.write("免打扰时段", "")
    leader.send()
    expect(seen.get_by_role("heading", name="浏览器催费")).to_be_visible()
    expect(seen.get_by_text("名单为空：请导入名单")).to_be_visible()

    # How it dials: by itself to a dialogue, and by an agent after all.
    seen.keyboard.press("e")
    leader.pick("拨打方式", "语音自动")
    leader.pick("播放的语音导航", "满意度评价")
    leader.send()
    pace = seen.get_by_role("region", name="自动拨打")
    expect(pace.get_by_text("上限 10 路")).to_be_visible()
    seen.keyboard.press("e")
    leader.pick("拨打方式", "预览式")
    leader.send()
    expect(pace).to_have_count(0)

    # Its list: tried before it is added, and added only without anything wrong.
    seen.keyboard.press("f")
    _bring(leader, LIST)
    expect(seen.get_by_role("row", name="4 电话 不是电话号码")).to_be_visible()
    expect(seen.get_by_role("button", name="加入名单")).to_be_disabled()
    _bring(leader, RIGHT)
    expect(seen.get_by_role("status", name="试算结果").get_by_text("2", exact=True)).to_be_visible()
    leader.send()
    expect(seen.get_by_role("cell", name="13900007777", exact=True)).to_be_visible()
    seen.get_by_role("button", name="启动").click()
    expect(seen.get_by_text("进行中")).to_be_visible()

    # The agent takes the first line, looks at it, and has it dialled; the leader sees it as it happens.
    agent.go("/campaigns/next")
    waits = page.get_by_role("listitem").filter(has_text="浏览器催费")
    expect(waits.get_by_text("待拨 2")).to_be_visible()
    page.keyboard.press("t")
    hand = page.get_by_role("region", name="浏览器催费")
    expect(hand.get_by_text("您好，这里是95598。")).to_be_visible()
    expect(hand.get_by_text("120.50")).to_be_visible()
    expect(seen.get_by_role("cell", name="已领取")).to_be_visible()
    page.keyboard.press("b")
    expect(waits.get_by_text("待拨 2")).to_be_visible()
    page.keyboard.press("t")
    expect(hand.get_by_text("13900007777")).to_be_visible()
    page.keyboard.press("d")
    expect(hand.get_by_text("正在拨打：请接起您的话机")).to_be_visible()
    expect(page.get_by_role("button", name="接听")).to_be_visible()
    page.keyboard.press("F2")
    expect(hand.get_by_text("已接通线路")).to_be_visible()
    assert findings(agent) == []
    page.keyboard.press("2")
    page.keyboard.press("r")
    page.keyboard.type("周五前缴清")
    agent.send()
    expect(waits.get_by_text("待拨 1")).to_be_visible()
    told = seen.get_by_role("region", name="结果")
    expect(told.get_by_role("button", name="同意或承诺 1")).to_be_visible()

    # A figure shows its lines alone; they are taken out as a file.
    told.get_by_role("button", name="同意或承诺 1").click()
    expect(seen.get_by_role("cell", name="周五前缴清")).to_be_visible()
    expect(seen.get_by_role("cell", name="13900008888", exact=True)).to_have_count(0)
    seen.get_by_role("button", name="导出").click()
    with seen.expect_download() as taken:
        seen.get_by_role("menuitem", name="CSV 文件").click()
    assert "周五前缴清" in Path(taken.value.path()).read_text("utf-8-sig")

    # Whoever asks for it is called by nobody more.
    leader.go("/do-not-call")
    expect(seen.get_by_role("heading", name="免打扰名单")).to_be_visible()
    seen.keyboard.press("n")
    leader.write("号码", "八八八八")
    leader.write("原因", "客户来信要求")
    leader.send()
    expect(seen.get_by_text("3 到 18 位数字")).to_be_visible()
    leader.write("号码", "139 0000 8888")
    leader.send()
    expect(seen.get_by_role("cell", name="13900008888", exact=True)).to_be_visible()
    page.keyboard.press("t")
    expect(page.get_by_text("目前没有要拨打的客户").first).to_be_visible()
