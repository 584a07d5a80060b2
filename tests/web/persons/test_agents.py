"""Two agents: a call rings while one of them types; it goes to the other with what was typed, and becomes an order."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.web.person import NUMBER
from tests.web.persons.hands import Hands

TYPED = "正在记录上一件事"
TOLD = "全家停电，两位坐席接力"
CALLER = "13900000006"


def test_a_call_goes_from_one_agent_to_another_with_what_was_typed_and_becomes_an_order(
    hands: Callable[..., Hands],
) -> None:
    first, second = hands("agent"), hands("agent2")
    page, other = first.page, second.page
    _signs_in(first, "1001")
    first.push("模拟来电", back=True)
    first.take("导航后等坐席接听")
    first.press("n")
    title = page.get_by_role("textbox", name="标题")
    expect(title).to_be_focused()
    first.type(TYPED)
    _signs_in(second, "1002", takes_a_break=True)

    # It rings while somebody types: no key is lost, nothing is covered, and a function key answers.
    expect(_bar(first)).to_contain_text("振铃", timeout=30_000)
    first.type("，还没写完")
    expect(page.get_by_role("complementary", name="来电信息")).to_have_count(0)
    first.press("F2")
    expect(_bar(first)).to_contain_text("通话中")
    expect(title).to_have_value(f"{TYPED}，还没写完")
    expect(title).to_be_focused()

    # Who it is, perhaps; the caller says yes. The order is opened from the call, its premises filled in.
    first.press("Escape", "a")
    panel = page.get_by_role("complementary", name="来电信息")
    expect(panel).to_contain_text("可能是这位客户")
    first.push("确认是此户")
    expect(panel).to_contain_text("已确认的客户")
    first.press("n")
    expect(page.get_by_text(f"来电 {CALLER}")).to_be_visible()
    expect(title).to_be_focused()
    expect(panel).to_have_count(0)
    first.type(TOLD)
    first.press("F4")
    expect(_bar(first)).to_contain_text("恢复")
    first.press("F4")
    expect(_bar(first)).to_contain_text("恢复：已完成")

    # Handed on from within the field.
    first.press("F8")
    expect(page.get_by_role("textbox", name="转给")).to_be_focused()
    first.type("林二")
    expect(page.get_by_role("radiogroup", name="可转接的对象").get_by_role("radio")).to_have_count(1)
    first.send()
    expect(_bar(first)).to_contain_text("转接 坐席·林二：已完成")

    # It pops at the other's, with what was typed; they send it.
    came = other.get_by_role("complementary", name="来电信息")
    expect(came).to_contain_text("由 坐席·林一 转来")
    second.press("F2")
    expect(_bar(second)).to_contain_text("通话中")
    second.press("n")
    expect(other.get_by_role("textbox", name="标题")).to_have_value(TOLD)
    second.choose("现象", "停电")
    second.send()
    shown = other.get_by_test_id("order-number")
    expect(shown).to_have_text(NUMBER)
    number = shown.inner_text().strip()
    expect(_bar(second)).to_contain_text(number)
    second.press("F9")
    expect(_bar(second)).to_contain_text("挂断：已完成")
    second.find_order(number)
    expect(other.locator(".timeline")).to_contain_text("坐席·林二")
    for one in (first, second):
        one.press("Escape", "A")
        one.take("签出")
        expect(one.page.get_by_role("button", name="话务状态")).to_contain_text("未签入")


def _bar(one: Hands) -> Locator:
    return one.page.get_by_role("region", name="话务条")


def _signs_in(one: Hands, desk: str, *, takes_a_break: bool = False) -> None:
    """Sign in by the menu; perhaps on a break, so that the queue rings elsewhere."""
    state = one.page.get_by_role("button", name="话务状态")
    one.press("A")
    one.take(desk)
    expect(state).to_contain_text("空闲")
    if takes_a_break:
        one.press("Escape", "A")
        one.take("小休：休息")
        expect(state).to_contain_text("小休 休息")
