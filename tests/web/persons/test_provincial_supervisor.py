"""The provincial supervisor: sees what is late anywhere, supervises, judges replies, steps in; no mouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.web.persons.colleagues import Colleague
from tests.web.persons.hands import Hands

#: All orders of these stories have it in their title.
DAY = "督办日"
#: An order that nobody will take on.
WATCHED = "跨区线路无人受理"
VIEW = "全省超时"
ACCUSED = {"accused": "staff", "accused_name": "收费员", "accused_username": "marketing-dx"}


@pytest.fixture
def called(colleague: Callable[[str], Colleague]) -> Callable[..., Mapping[str, Any]]:
    """Somebody called so many minutes ago, and their order went out to its county soon after."""
    agent = colleague("agent")

    def order(title: str, county: str, minutes: int) -> Mapping[str, Any]:
        at = datetime.now(UTC) - timedelta(minutes=minutes)
        made = agent.open_order(title, tier_id=agent.tier(county), event_at=at.isoformat())
        agent.complete("派单", made["number"], at=min(at + timedelta(seconds=20), datetime.now(UTC)))
        return made

    return order


@pytest.fixture
def waits_for_crew(colleague: Callable[[str], Colleague], called: Callable[..., Any]) -> Callable[..., Any]:
    """The same, and the county sent a crew, which has not come yet."""

    def order(title: str, county: str, desk: str, crew: str, minutes: int) -> Mapping[str, Any]:
        made: Mapping[str, Any] = called(title, county, minutes)
        colleague(desk).complete("接单", made["number"], decision="accept")
        colleague(desk).complete("派工", made["number"], crew=crew)
        return made

    return order


def test_the_supervisor_supervises_what_is_late_over_the_whole_province(
    hands: Callable[..., Hands], colleague: Callable[[str], Colleague], waits_for_crew: Callable[..., Any]
) -> None:
    late = [
        waits_for_crew(f"{DAY}东溪久未到", "东溪区", "desk-dx", "DX-C1", 120),
        waits_for_crew(f"{DAY}云山久未到", "云山县", "desk-ys", "YS-C1", 240),
    ]
    waits_for_crew(f"{DAY}快要超时", "东溪区", "desk-dx", "DX-C1", 38)  # of 45 minutes
    waits_for_crew(f"{DAY}刚刚来电", "东溪区", "desk-dx", "DX-C1", 0)
    crews = [colleague(name) for name in ("crew-dx1", "crew-ys1")]
    supervisor = hands("supervisor")
    page = supervisor.page
    lines = page.get_by_role("list", name="任务").get_by_role("button")

    # That a promise is broken is told up to the province.
    supervisor.push("通知", back=True)
    expect(page.locator(".notices").get_by_text("超时").first).to_be_visible()
    supervisor.press("Escape")

    # Late, and about to be late, of all counties at once.
    supervisor.press("1", "l")
    supervisor.arrow_to("下级")
    supervisor.reach(page.get_by_role("searchbox", name="编号或标题", exact=True))
    supervisor.type(DAY)
    supervisor.pick("时限状态", "即将超时")
    expect(lines).to_have_count(1)
    expect(lines).to_contain_text("快要超时")
    supervisor.pick("时限状态", "已超时")
    expect(lines).to_have_count(2)
    expect(lines.first.locator(".due-late")).to_contain_text("超")

    # The view is kept, and shared with the whole province.
    supervisor.push("保存为视图", back=True)
    supervisor.write("名称", VIEW)
    supervisor.choose("给谁用", "层级及下级")
    expect(page.get_by_role("combobox", name="层级及下级")).to_be_visible()
    supervisor.send()
    supervisor.done("视图已保存")
    (shared,) = [one for one in colleague("city-mz").get("/views")["items"] if one["name"] == VIEW]
    assert {"scope": "subordinates", "text": DAY, "overdue": True}.items() <= shared["filters"].items()

    # One requirement for several orders: each department gets its own supervision order.
    supervisor.press("S")
    dialogue = page.get_by_role("dialog", name="批量督办")
    supervisor.reach(dialogue.get_by_role("checkbox").first)
    supervisor.press("Space")
    supervisor.write("督办要求", "一小时内到场，说明未及时到达的原因")
    supervisor.when("答复期限", _wall(hours=26))
    expect(dialogue.get_by_role("button", name="发出 2 张督办单")).to_be_visible()
    supervisor.send()
    supervisor.done("已发出督办单")
    expect(dialogue).to_have_count(0)

    # The crews reply; one reply will do, the other comes back with what is missing.
    replies = ("道路积水，已绕行，人员已到场", "在办")
    for crew, reply, one in zip(crews, replies, late, strict=True):
        (asked,) = [
            each
            for each in crew.get("/supervisions", scope="to-reply")["items"]
            if one["id"] in [order["id"] for order in each["orders"]]
        ]
        assert asked["requirement"].startswith("一小时内到场")
        crew.post(f"/supervisions/{asked['id']}/reply", {"reply": reply, "revision": asked["revision"]})
    supervisor.press("7")
    expect(page.get_by_role("heading", name="督办与审批")).to_be_visible()
    supervisor.press("l")
    supervisor.arrow_to("待评定")
    vague = page.get_by_role("article").filter(has_text=f"{DAY}云山久未到")
    good = page.get_by_role("article").filter(has_text=f"{DAY}东溪久未到")
    supervisor.walk_to(vague)
    supervisor.press("f")
    supervisor.type("没有说明原因，重新答复")
    supervisor.reach(vague.get_by_role("textbox", name="新的期限（可不填）"))
    supervisor.type(_wall(hours=28))
    supervisor.reach(vague.get_by_role("button", name="退回重办"))
    supervisor.press("Enter")
    supervisor.done("已办")
    expect(vague).to_have_count(0)
    supervisor.walk_to(good)
    supervisor.press("f")
    supervisor.type("同意")
    supervisor.send()
    expect(good).to_have_count(0)

    # The second answer comes while they look on.
    (again,) = [one for one in crews[1].get("/supervisions", scope="to-reply")["items"] if one["rounds"] == 2]
    assert again["verdict"] == "没有说明原因，重新答复"
    body = {"reply": "山路塌方，步行到场", "revision": again["revision"]}
    crews[1].post(f"/supervisions/{again['id']}/reply", body)
    expect(vague).to_contain_text("山路塌方，步行到场")
    supervisor.walk_to(vague)
    supervisor.press("f")
    supervisor.send()
    expect(vague).to_have_count(0)
    for one, events in ((late[0], ("督办", "督办答复", "督办通过")), (late[1], ("督办退回", "督办通过"))):
        supervisor.find_order(one["number"])
        for event in events:
            expect(page.locator(".timeline").get_by_text(event, exact=True).first).to_be_visible()
        expect(page.locator(".clock").filter(has_text="到达现场")).to_contain_text("超")


def test_the_supervisor_watches_takes_over_and_says_why_they_read_a_restricted_case(
    hands: Callable[..., Hands], colleague: Callable[[str], Colleague], called: Callable[..., Any]
) -> None:
    desk, city = colleague("desk-dx"), colleague("city-mz")
    stuck = called(WATCHED, "东溪区", 0)
    for who in (desk, city):  # the county raises it to the city, the city to the province
        task = desk.line("接单", stuck["number"])["task"]
        who.post(f"/tasks/{task}/escalate", {"reason": "权属不清"})
    supervisor = hands("supervisor", refused=True)
    page = supervisor.page

    # What was escalated is watched, and taken over where nobody else will.
    supervisor.open_task("接单", WATCHED)
    supervisor.press("l")
    supervisor.arrow_to("关注")
    expect(page.get_by_role("list", name="任务").get_by_role("button")).to_contain_text(WATCHED)
    supervisor.press("y")
    supervisor.type("省里直接协调")
    supervisor.send()
    supervisor.done("已接管")
    expect(page.get_by_text("由我处理")).to_be_visible()
    assert not [one for one in desk.get("/inbox", text=stuck["number"])["items"] if one["role"] != "watcher"]
    supervisor.press("o")
    expect(page.locator(".timeline")).to_contain_text("省里直接协调")
    expect(page.locator(".order-head-marks")).to_contain_text("省关注")

    # A restricted case opens to those named, who say why; who it concerns does not find it.
    fields = {**ACCUSED, "matter": "fee", "details": "收钱不开票"}
    case = colleague("agent").open_order("举报收费员", category="misconduct-tip-off", fields=fields)
    discipline = colleague("discipline")
    about = {"reason": "承办"}
    discipline.post(f"/orders/{case['id']}/looks", about)
    discipline.complete("初核立案", case["number"], decision="investigate", register_note="有线索")
    found = {"independent": True, "investigators": 2, "findings": "属实", "verdict": "founded"}
    discipline.complete("核查", case["number"], **found, evidence="转账记录")
    supervisor.press("Control+k")
    supervisor.type(case["number"])
    supervisor.press("Enter")
    asked = page.get_by_role("region", name="限制查阅的工单")
    expect(asked.get_by_role("textbox", name="查阅原因")).to_be_focused()
    supervisor.type("审定核查结论")
    supervisor.send()
    expect(page.get_by_role("heading", name="举报收费员")).to_be_visible()
    supervisor.press("t")
    expect(page.get_by_role("article", name="审定")).to_contain_text("收钱不开票")
    supervisor.press("f")
    supervisor.choose("审核", "同意")
    supervisor.send()
    supervisor.done("审定：已完成")
    looks = colleague("auditor").get("/looks", text=case["number"])["items"]
    assert "审定核查结论" in [one["reason"] for one in looks]


def _wall(*, hours: int) -> str:
    """A moment so far from now, as it is typed: by the clock on the province's wall."""
    at = datetime.now(UTC) + timedelta(hours=hours)
    return at.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M")
