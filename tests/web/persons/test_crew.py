"""The crew, out with a telephone: arrives, waits for parts, restores, reports with evidence; no mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.persons.colleagues import Colleague
from tests.web.persons.hands import Hands

BROKEN, THEIRS = "巷口整栋没电", "巷尾物业的路灯不亮"
SITE = {"latitude": 30.251234, "longitude": 120.167891}


@pytest.fixture
def crew(hands: Callable[..., Hands]) -> Iterator[Hands]:
    """Crew 一班 of 东溪区, with a telephone that says where it is."""
    made = hands("crew-dx1", width=390, height=844)
    made.page.context.grant_permissions(["geolocation"])
    made.page.context.set_geolocation(SITE)
    yield made
    made.page.context.clear_permissions()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture taken on site."""
    made = tmp_path / "现场照片.png"
    made.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    return made


def test_the_crew_works_an_order_from_the_inbox_to_the_report(
    crew: Hands, colleague: Callable[[str], Colleague], photo: Path
) -> None:
    desk, duty = colleague("desk-dx"), colleague("duty-dx")
    page = crew.page
    _assigned(colleague("agent"), desk, BROKEN)

    # It reads what the desk says, and says that it comes; the desk sees who.
    crew.open_task("到达现场", BROKEN)
    expect(page.get_by_role("article", name="到达现场")).to_contain_text("带熔断器")
    crew.press("c")
    crew.done("已领取")
    (line,) = desk.get("/inbox", text=BROKEN, scope="subordinates")["items"]
    assert line["holder_name"] == "东溪一班长·雷雨"

    # It is there: the telephone knows where. What comes next is there at once.
    crew.press("f")
    expect(page.get_by_role("textbox", name="位置")).to_be_focused()
    crew.push("取当前位置")
    expect(page.get_by_role("textbox", name="位置")).to_have_value("30.25123,120.16789")
    crew.write("现场情况", "表前熔断器熔断，无备件")
    crew.send()
    crew.done("到达现场：已完成")
    expect(page.get_by_role("article", name="抢修恢复")).to_contain_text(BROKEN)
    (mine,) = [one for one in desk.get("/boards/dispatch")["crews"] if one["code"] == "DX-C1"]
    assert mine["is_there"]

    _waits_for_parts(crew, duty)
    with page.expect_file_chooser() as chosen:
        expect(page.get_by_role("button", name="添加附件")).to_be_visible()  # the chooser is awaited by now
        _whose_turn_comes_first(page)
        crew.press("a")
    chosen.value.set_files(photo)
    expect(page.get_by_role("link", name=photo.name)).to_be_visible()

    # Restored and reported; the desk has it with everything that was said.
    crew.press("t")
    expect(page.get_by_role("article", name="抢修恢复")).to_be_visible()
    crew.press("f")
    crew.pick("原因", "设备故障")
    crew.write("处理情况", "更换表前熔断器")
    crew.send()
    expect(page.get_by_role("article", name="回单")).to_be_visible()
    crew.press("f")
    crew.type("已恢复供电，客户在场确认")
    crew.push("添加")
    expect(page.get_by_role("textbox", name="名称")).to_be_focused()
    crew.type("熔断器")
    crew.press("Tab")
    crew.type("2")
    crew.send()
    crew.done("回单：已完成")
    (review,) = desk.get("/inbox", text=BROKEN)["items"]
    assert review["name"] == "回单审核"
    told = str(desk.get(f"/orders/{review['order']}/history", limit=100))
    for said in ("30.25123,120.16789", "表前熔断器熔断，无备件", "更换表前熔断器", photo.name):
        assert said in told


def _waits_for_parts(crew: Hands, duty: Colleague) -> None:
    page = crew.page
    crew.press("o")
    expect(page.get_by_test_id("order-status")).to_be_visible()
    crew.press("h")
    expect(page.get_by_role("dialog")).to_be_visible()
    crew.pick("原因", "等待物资")
    crew.push("2 小时后")
    crew.write("说明（给审批人）", "仓库送熔断器")
    crew.send()
    crew.done("已提交")
    duty.complete("审批挂起", BROKEN, hold_verdict="agree")
    expect(page.locator(".order-hold")).to_contain_text("钟鸣")  # nobody has reloaded
    expect(page.locator(".clock").filter(has_text="恢复")).to_contain_text("暂停")
    crew.press("h")
    expect(page.get_by_role("dialog")).to_be_visible()
    crew.type("备件已到")
    crew.send()
    expect(page.locator(".order-hold")).to_have_count(0)


def test_the_crew_gives_back_what_is_not_the_utilitys_with_a_picture_as_evidence(
    crew: Hands, colleague: Callable[[str], Colleague], photo: Path
) -> None:
    desk = colleague("desk-dx")
    page = crew.page
    _assigned(colleague("agent"), desk, THEIRS)
    crew.open_task("到达现场", THEIRS)
    crew.press("x")
    crew.pick("原因", "误派")
    crew.write("依据", "路灯属物业产权")
    with page.expect_file_chooser() as chosen:
        crew.push("上传附件")
    chosen.value.set_files(photo)
    expect(page.get_by_role("dialog").locator(".ant-select-selection-item")).to_contain_text([photo.name])
    crew.send()
    crew.done("已退单")
    (line,) = desk.get("/inbox", text=THEIRS)["items"]
    assert (line["name"], line["department_name"]) == ("到达现场", "东溪区抢修调度")
    told = str(desk.get(f"/orders/{line['order']}/history"))
    assert "路灯属物业产权" in told
    assert photo.name in told
    expect(page.get_by_text("没有符合条件的任务")).to_be_visible()  # it has left the crew's hands


def _assigned(agent: Colleague, desk: Colleague, about: str) -> None:
    agent.open_order(about)
    agent.complete("派单", about)
    desk.complete("接单", about, decision="accept")
    desk.complete("派工", about, crew="DX-C1", assign_note="带熔断器")


def _whose_turn_comes_first(page: Page) -> None:
    """On a telephone the order's tasks stand above its diagram."""
    tasks = page.get_by_role("heading", name="待办任务").bounding_box()
    diagram = page.get_by_role("figure").bounding_box()
    assert tasks is not None
    assert diagram is not None
    assert tasks["y"] < diagram["y"]
