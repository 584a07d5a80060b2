"""The shift leader: takes over, checks what goes out, keeps callers and the hall in sight; no mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.web.persons.colleagues import Colleague
from tests.web.persons.hands import Hands

CALLER = "13766660001"
DIALYSIS = "透析病人家停电"


def test_the_shift_leader_takes_over_corrects_and_dispatches_and_sends_back(
    hands: Callable[..., Hands], colleague: Callable[[str], Colleague]
) -> None:
    agent, night = colleague("agent"), colleague("agent2")
    left = agent.open_order("夜班留下：变压器有异响")
    wrong = agent.open_order(
        "收费窗口态度差",
        category="complaint",
        fields={"complaint_class": "quality", "accused": "unit", "demand": "道歉"},
    )
    vague = agent.open_order("说不清哪里停电")
    shift = night.hand_over("班长·高明", "等东溪区回电", left["number"])

    # The hand-over is signed with one key, and the night shift sees the signature.
    leader = hands("leader")
    page = leader.page
    leader.press("5")
    taken = page.get_by_role("list", name="待接班").get_by_role("listitem").filter(has_text="等东溪区回电")
    expect(taken.first).to_contain_text("坐席·林二 交 班长·高明")
    leader.press("s")
    leader.done("已接班")
    expect(taken).to_have_count(0)
    (signed,) = [one for one in night.get("/rosters/hand-overs")["items"] if one["id"] == shift]
    assert signed["received_at"] is not None

    # What the agent graded wrongly is corrected and goes out; the desk is where one comes back to.
    _open_from_desk(leader, wrong["number"])
    expect(page.get_by_role("article", name="定级审核")).to_contain_text("供电质量")
    leader.press("f")
    leader.choose("处理", "按投诉办理")
    leader.choose("投诉等级", "重要")
    leader.choose("投诉分类", "服务态度")
    leader.send()
    leader.done("定级审核：已完成")
    expect(page.get_by_role("heading", name="班长台")).to_be_visible()
    expect(_card(page, wrong["number"])).to_have_count(0)
    assert colleague("city-mz").line("市转派", wrong["number"])["order_title"] == "收费窗口态度差"

    # What lacks facts goes back to who took it down, with the reason.
    _open_from_desk(leader, vague["number"])
    leader.press("t")
    leader.pick("转给", "坐席·林一", search="林一")
    leader.write("原因", "地址不全，请回拨核实")
    leader.send()
    leader.done("已转办")
    expect(page.get_by_role("heading", name="班长台")).to_be_visible()
    expect(_card(page, vague["number"])).to_contain_text("坐席·林一")
    assert agent.line("派单", vague["number"])["mine"]
    leader.find_order(vague["number"])
    expect(page.locator(".timeline")).to_contain_text("地址不全，请回拨核实")
    leader.find_order(wrong["number"])
    graded = page.locator(".event").filter(has_text="定级审核 · 完成")
    expect(graded.locator("del").filter(has_text="供电质量")).to_have_count(1)
    expect(graded).to_contain_text("服务态度")


def _open_from_desk(leader: Hands, number: str) -> None:
    """Walk down the desk to an order, and into its task."""
    card = _card(leader.page, number)
    expect(card).to_have_count(1)
    for _ in range(leader.page.locator(".board-card").count()):
        leader.press("j")
        if card.get_attribute("aria-current") == "true":
            break
    expect(card).to_have_attribute("aria-current", "true")
    leader.press("t")
    expect(leader.page.get_by_role("article")).to_be_visible()


def _card(page: Page, number: str) -> Locator:
    spoken = f"{number[:6]} {number[6:12]} {number[12:]}"
    return page.get_by_role("list", name="待审核、待派单").get_by_role("listitem").filter(has_text=spoken)


def test_the_shift_leader_watches_callers_and_load_gives_the_hall_its_words_and_hands_over(
    hands: Callable[..., Hands], colleague: Callable[[str], Colleague]
) -> None:
    agent = colleague("agent")
    leader, reader = hands("leader"), hands("agent2")
    page = leader.page
    reader.press("n")
    expect(reader.page.get_by_role("textbox", name="标题")).to_be_focused()
    leader.press("5")
    expect(page.get_by_role("heading", name="班长台")).to_be_visible()

    # A caller is flagged as sensitive; their order of today stands on the desk.
    leader.press("f")
    expect(page.get_by_role("heading", name="来电人标记")).to_be_visible()
    leader.press("n")
    leader.write("号码", CALLER)
    leader.write("原因", "家有透析病人")
    leader.send()
    expect(page.get_by_role("cell", name=CALLER)).to_be_visible()
    leader.press("5")
    load = _load(page)
    order = agent.open_order(DIALYSIS, caller_number=CALLER)
    sensitive = page.get_by_role("list", name="今日敏感客户")
    expect(sensitive.get_by_role("listitem").filter(has_text=DIALYSIS)).to_contain_text("家有透析病人")
    expect(_open_tasks(page)).to_have_text(str(load + 1))

    # They call again, and again: the order counts it while the leader looks on.
    repeats = page.get_by_role("list", name="今日重复来电").get_by_role("listitem")
    for times in (1, 2):
        agent.join(agent.ring(), order["id"])
        expect(repeats.filter(has_text=DIALYSIS)).to_contain_text(f"又来电 {times} 次")
    expect(_card(page, order["number"])).to_contain_text("催 2")

    # What is to be said reaches the agent who has the form open already.
    leader.press("n")
    leader.write("标题", "台风停电统一口径")
    leader.write("中文话术", "抢修队伍已出发，请远离落地导线。")
    leader.write("英文话术", "Crews are out. Keep away from lines on the ground.")
    leader.pick("业务类别（空为全部）", "报修")
    leader.send()
    leader.done("已保存")
    said = reader.page.locator(".intake-wording")
    expect(said).to_contain_text("应急话术")
    reader.reach(said.locator("summary"), back=True)
    reader.press("Enter")
    expect(said.locator("dd").first).to_have_text("抢修队伍已出发，请远离落地导线。")

    # At the end of the shift the next one is planned, and told what is open.
    leader.press("r")
    expect(page.get_by_role("heading", name="排班与交接班", level=1)).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("全天值班")
    leader.press("h")
    leader.pick("接班人", "坐席·林二", search="林二")
    leader.push("增加事项")
    expect(page.get_by_role("textbox", name="事项", exact=True)).to_be_focused()
    leader.type("透析病人，优先回拨")
    leader.write("工单编号（可不填）", f"{order['number'][:6]} {order['number'][6:]}")
    leader.send()
    leader.done("已交班并签名")
    waiting = [one for one in colleague("agent2").get("/rosters/hand-overs")["items"] if one["may_receive"]]
    assert [(one["order"], one["text"]) for one in waiting[0]["points"]] == [
        (order["number"], "透析病人，优先回拨")
    ]


def _load(page: Page) -> int:
    expect(_open_tasks(page)).to_be_visible()
    return int(_open_tasks(page).inner_text())


def _open_tasks(page: Page) -> Any:
    """How many open tasks the agents of the centre have."""
    return page.get_by_role("row").filter(has_text="省客户服务中心").get_by_role("cell").nth(1)
