"""The agent: the telephone rings, an order goes out, comes back, and is closed with the customer; no mouse."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.person import NUMBER
from tests.web.persons.colleagues import Colleague
from tests.web.persons.hands import Hands

RUNG = "全家停电，从电话到归档"
JOINED = "整栋楼没电"
PREMISE = "6600000046"
INTAKE_SECONDS = 30


def test_the_agent_turns_a_ringing_call_into_an_order_and_closes_it_with_the_customer(
    hands: Callable[..., Hands], colleague: Callable[[str], Colleague]
) -> None:
    agent = hands("agent")
    page = agent.page
    number = _takes_the_call(agent)

    # A completion is taken back with one key while nobody has touched it; then it goes out.
    agent.open_task("派单", RUNG)
    agent.send()
    agent.done("派单：已完成")
    agent.press("z")
    agent.done("已撤回")
    agent.open_task("派单", RUNG)
    agent.send()
    expect(page.get_by_text("没有符合条件的任务")).to_be_visible()
    _is_repaired(colleague)

    # The loop is closed by the customer.
    agent.open_task("电话回访", RUNG)
    agent.press("f")
    for question in ("联系上客户", "已恢复供电", "满意"):
        agent.choose(question, "是")
    agent.send()
    agent.done("电话回访：已完成")
    agent.find_order(number)
    expect(page.get_by_test_id("order-status")).to_have_text("归档")
    expect(page.get_by_text("客户已确认")).to_be_visible()
    expect(page.locator(".diagram .huan-passed[data-element-id=restore]")).to_be_attached()
    expect(page.locator(".timeline")).to_contain_text("抢修恢复 · 完成")
    expect(page.locator(".clock").filter(has_text="到达现场")).to_contain_text("按时")


def _takes_the_call(agent: Hands) -> str:
    page = agent.page
    agent.push("模拟来电", back=True)
    agent.take("来电：坐席接听")
    expect(page.locator(".call-pop")).to_contain_text("13812345678")
    agent.press("a")
    expect(page.get_by_text("可能是这位客户")).to_be_visible()
    agent.press("n")
    expect(page.get_by_role("textbox", name="标题")).to_be_focused()
    agent.type(RUNG)
    agent.choose("现象", "停电")
    agent.send()
    shown = page.get_by_test_id("order-number")
    expect(shown).to_have_text(NUMBER)
    number = shown.inner_text().strip()
    agent.press("Enter")  # back to the call, where the focus is
    expect(page.get_by_role("region", name="通话处理").get_by_role("radiogroup", name="结果")).to_be_visible()
    agent.press("f")
    agent.choose("结果", "已立单")
    agent.send()
    agent.done("通话处理：已完成")
    return number


def _is_repaired(colleague: Callable[[str], Colleague]) -> None:
    desk, crew = colleague("desk-dx"), colleague("crew-dx1")
    desk.complete("接单", RUNG, decision="accept")
    desk.complete("派工", RUNG, crew="DX-C1")
    crew.complete("到达现场", RUNG, site_note="表前熔断器熔断")
    crew.complete("抢修恢复", RUNG, cause="equipment", work_done="更换熔断器")
    crew.complete("回单", RUNG, report="已恢复供电")
    desk.complete("回单审核", RUNG, decision="approve")


def test_the_agent_sees_the_outage_and_the_repeat_and_lets_the_call_join(
    hands: Callable[..., Hands], colleague: Callable[[str], Colleague]
) -> None:
    agent, desk = hands("agent"), colleague("desk-dx")
    page = agent.page
    desk.open_outage("东溪4号台区故障", PREMISE)
    known = page.get_by_role("status", name="已知情况")
    for beside in (False, True):
        agent.keys, agent.waited_seconds = 0, 0.0
        agent.press("n")
        with agent.waits():
            expect(page.get_by_role("textbox", name="标题")).to_be_focused()
        agent.type(JOINED)
        agent.pick("户号", PREMISE, search=PREMISE)
        agent.choose("现象", "停电")
        with agent.waits():
            expect(known.get_by_text("东溪4号台区故障")).to_be_visible()
        if beside:
            expect(known.get_by_role("link").filter(has_text=JOINED)).to_be_visible()
        agent.send()
        if not beside:
            with agent.waits():
                expect(page.get_by_test_id("order-number")).to_have_text(NUMBER)
            # From the key that opens the form to the number that is read out, with the outage known.
            assert agent.seconds < INTAKE_SECONDS, (agent.keys, agent.waited_seconds)

    # Opened all the same, it is asked about, and the focus is at the question.
    expect(page.get_by_role("alert").filter(has_text="已有在办工单")).to_be_focused()
    agent.press("Tab", "Tab")
    expect(page.get_by_role("button", name="并入并催办").last).to_be_focused()
    agent.press("Enter")
    expect(page.locator(".order-head-marks")).to_contain_text("催 1")
    expect(page.locator(".timeline")).to_contain_text("重复来电并入")
