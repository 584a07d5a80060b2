"""A call's whole way, as everybody sees it who has to do with it.

The caller hears how his order stands, and asks for an agent. It rings while one of two types; an order is opened, the
other is consulted and joins them while their leader listens in, whispers and barges in. The order goes to the other with
the call and with what was typed. When it is mended he is called back and says "not restored": the order goes round again.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.web.person import NUMBER, Person
from tests.web.persons.colleagues import Colleague
from tests.web.persons.hands import Hands
from tests.web.test_accessibility import findings

ASKED = "路灯闪烁，来电查询进度"
TYPED = "正在记录上一件事"
TOLD, TOLD_TOO = "全家停电，两位坐席接力", "隔壁车棚也没电"
#: 冯女士 of the demonstration, whose supply never comes back at once.
CALLER = "13900000041"


def test_a_caller_hears_his_order_speaks_with_two_agents_is_called_back_and_it_goes_round_again(
    hands: Callable[..., Hands], person: Callable[..., Person], colleague: Callable[[str], Colleague]
) -> None:
    colleague("agent").open_order(ASKED, caller_number=CALLER)
    first, second = hands("agent"), hands("agent2")
    page, other = first.page, second.page
    _signs_in(first, "1001")
    first.push("模拟来电", back=True)
    first.take("按编号查询工单")
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
    expect(panel).to_contain_text(ASKED)
    first.push("确认是此户")
    expect(panel).to_contain_text("已确认的客户")
    first.press("n")
    expect(page.get_by_text(f"来电 {CALLER}")).to_be_visible()
    expect(title).to_be_focused()
    expect(panel).to_have_count(0)
    number = _opens(first, TOLD)
    expect(_bar(first)).to_contain_text(number)
    first.press("F4")
    expect(_bar(first)).to_contain_text("恢复")
    first.press("F4")
    expect(_bar(first)).to_contain_text("恢复：已完成")

    _consults_and_is_heard(first, second, person("leader"))

    # He tells of another thing. The call is handed on from within the field, with the order.
    first.press("n")
    expect(title).to_be_focused()
    first.type(TOLD_TOO)
    first.press("F8")
    expect(page.get_by_role("textbox", name="转给")).to_be_focused()
    first.type("林二")
    expect(page.get_by_role("radiogroup", name="可转接的对象").get_by_role("radio")).to_have_count(1)
    expect(page.get_by_role("checkbox", name=TOLD)).to_be_checked()
    first.send()
    expect(_bar(first)).to_contain_text("转接 坐席·林二：已完成")

    # It pops at the other's with both; they go on with what was typed.
    came = other.get_by_role("complementary", name="来电信息")
    expect(came).to_contain_text("由 坐席·林一 转来")
    expect(came).to_contain_text(number)
    expect(_bar(second)).to_contain_text("振铃")
    second.press("F2")
    expect(_bar(second)).to_contain_text("通话中")
    second.press("n")
    expect(other.get_by_role("textbox", name="标题")).to_have_value(TOLD_TOO)
    _opens(second, "")
    second.press("F9")
    expect(_bar(second)).to_contain_text("挂断：已完成")

    # What she heard and pressed stands with the call, and its sound.
    first.press("Escape", "a")
    first.reach(page.get_by_role("link", name="来电详情"))
    first.press("Enter")
    call = page.locator("article.call")
    for said in ("已查到", "按 0", "坐席接听"):
        expect(call).to_contain_text(said)
    first.push("收听")
    expect(page.get_by_role("slider", name="播放位置")).to_be_visible()

    # The order's history has the call with its times.
    first.find_order(number)
    timeline = page.locator(".timeline")
    for said in ("坐席·林一 · 等待", "坐席·林一、坐席·林二 · 通话", "录音 "):
        expect(timeline).to_contain_text(said)
    expect(page.get_by_role("button", name="收听")).to_be_visible()

    # The crew mends it, as it seems. The house calls her; she presses 2, and the order goes round again.
    _is_repaired(colleague)
    _signs_out(second)
    attempt = timeline.get_by_role("listitem").filter(has_text="致电客户")
    expect(attempt).to_contain_text("客户听完 · 恢复了吗 按 2")
    expect(page.locator(".order-head-marks")).to_contain_text("第 2 轮")
    again = timeline.get_by_role("listitem").filter(has_text="语音回访 · 外部动作完成")
    expect(again).to_contain_text("→ 派单 · 省客户服务中心")
    first.press("Escape")
    first.open_task("派单", TOLD)
    first.send()
    first.done("派单：已完成")
    desk = hands("desk-dx")
    desk.open_task("接单", TOLD)
    expect(desk.page.get_by_role("article", name="接单")).to_contain_text("第 2 轮")
    # Her after-call work is over by itself.
    expect(page.get_by_role("button", name="话务状态")).to_contain_text("空闲", timeout=30_000)
    _signs_out(first)


def _consults_and_is_heard(first: Hands, second: Hands, leader: Person) -> None:
    """A colleague is consulted, joins, and leaves; the leader listens in, whispers and barges in meanwhile."""
    first.press("F8")
    expect(first.page.get_by_role("textbox", name="转给")).to_be_focused()
    first.type("林二")
    expect(first.page.get_by_role("radiogroup", name="可转接的对象").get_by_role("radio")).to_have_count(1)
    first.choose("方式", "先咨询，客户等待")
    assert findings(first, "[role=dialog]") == []
    first.send()
    expect(_bar(second)).to_contain_text("振铃")
    second.press("F2")
    expect(_bar(second)).to_contain_text("通话中")
    expect(_bar(second).get_by_role("button", name="退出通话")).to_be_visible()
    expect(_bar(second).get_by_role("button", name="转接")).to_have_count(0)
    expect(_bar(first).get_by_role("button", name="完成转接")).to_be_visible()

    page, line = leader.page, leader.page.get_by_role("row").filter(has_text="坐席·林一")
    leader.go("/agents")
    for verb in ("监听", "密语", "插话"):
        line.get_by_role("button", name="操作").click()
        page.get_by_role("menuitem", name=verb).click()
        leader.write("原因", "新人首日")
        if verb == "监听":
            assert findings(leader, "[role=dialog]") == []
        leader.send()
        expect(page.locator("main")).to_contain_text(f"{verb}：已完成")

    first.press("F6")
    expect(_bar(first)).to_contain_text("三方通话：已完成")
    second.press("F9")
    expect(_bar(second)).to_contain_text("已结束")
    expect(_bar(first)).to_contain_text("通话中")


def _opens(one: Hands, title: str) -> str:
    """Write the rest of an order and open it beside the customer's others; return its number."""
    one.type(title)
    one.choose("现象", "停电")
    one.send()
    expect(one.page.get_by_role("alert").filter(has_text="已有在办工单")).to_be_focused()
    one.push("是另一件事，仍然立单")
    shown = one.page.get_by_test_id("order-number")
    expect(shown).to_have_text(NUMBER)
    return shown.inner_text().strip()


def _is_repaired(colleague: Callable[[str], Colleague]) -> None:
    desk, crew = colleague("desk-dx"), colleague("crew-dx1")
    colleague("agent").complete("派单", TOLD)
    desk.complete("接单", TOLD, decision="accept")
    desk.complete("派工", TOLD, crew="DX-C1")
    crew.complete("到达现场", TOLD)
    crew.complete("抢修恢复", TOLD, cause="equipment", work_done="更换熔断器")
    crew.complete("回单", TOLD, report="已恢复供电")
    desk.complete("回单审核", TOLD, decision="approve")


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


def _signs_out(one: Hands) -> None:
    """Sign out: no call of another story may ring here."""
    one.press("Escape", "A")
    one.take("签出")
    expect(one.page.get_by_role("button", name="话务状态")).to_contain_text("未签入")
