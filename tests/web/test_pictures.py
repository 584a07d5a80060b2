"""The pictures of docs/, taken of a morning of the demonstration: `HUAN_PICTURES=docs/images` makes them anew.

They are taken by `make pictures`, not with every run of the tests; that docs and pictures belong together is always
tested. A new picture is a function here and a line in docs.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.web.conftest import ROOT, Site
from tests.web.person import Person
from tests.web.persons.colleagues import Colleague
from tests.web.test_accessibility import AT_REST

IMAGES = ROOT / "docs" / "images"
TEXTS = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
NAMED = re.compile(r"!\[[^\]]+\]\(([^)]+\.png)\)")
#: All pictures together, so that a clone stays small.
MOST_BYTES = 5_000_000
PATIENCE_MS = 120_000  # nobody waits for pictures; a busy machine must not spoil them


def test_docs_show_every_picture_and_every_picture_that_they_name_exists() -> None:
    named = {
        (text.parent / name).resolve() for text in TEXTS for name in NAMED.findall(text.read_text("utf-8"))
    }
    assert named == set(IMAGES.glob("*"))
    assert sum(picture.stat().st_size for picture in named) < MOST_BYTES


class Refusing(BaseHTTPRequestHandler):
    """A gateway that takes no message: what it does not take becomes an incident."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(403)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Photographer:
    """Goes to pages as somebody, and takes what is seen there."""

    def __init__(self, site: Site, browser: Browser, folder: Path) -> None:
        self.site, self._browser, self._folder = site, browser, folder
        self._people: dict[str, Person] = {}
        self._colleagues: dict[str, Colleague] = {}

    def colleague(self, username: str) -> Colleague:
        if username not in self._colleagues:
            self._colleagues[username] = Colleague(self.site, username)
        return self._colleagues[username]

    def at(self, username: str, address: str) -> Person:
        """Return somebody at an address, where nothing is being read any more."""
        if username not in self._people:
            one = Person(self._browser, self.site.url, self.site.password, username, width=1280, height=800)
            one.page.set_default_timeout(PATIENCE_MS)
            one.page.set_default_navigation_timeout(PATIENCE_MS)
            one.come_in()
            self._people[username] = one
        self._people[username].go(address)
        self._people[username].page.wait_for_function(AT_REST)
        return self._people[username]

    def take(self, name: str, one: Person, part: Locator | None = None) -> None:
        """Keep what somebody sees, or only a part of it, under a name."""
        one.page.wait_for_function(AT_REST)
        (one.page if part is None else part).screenshot(
            path=self._folder / f"{name}.png", animations="disabled", scale="css"
        )

    def close(self) -> None:
        for one in self._people.values():
            one.close()


@pytest.fixture(scope="module")
def pictures() -> Path:
    folder = os.environ.get("HUAN_PICTURES")
    if not folder:
        pytest.skip("pictures are taken when HUAN_PICTURES names their folder")
    expect.set_options(timeout=PATIENCE_MS)
    return ROOT / folder


@pytest.fixture(scope="module")
def photographer(
    pictures: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Photographer]:
    gateway = HTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=gateway.serve_forever, daemon=True).start()
    site = Site(
        tmp_path_factory.mktemp("morning"),
        "--morning",
        HUAN_MESSAGE_GATEWAY=f"http://127.0.0.1:{gateway.server_port}/",
    )
    one = Photographer(site, browser, pictures)
    yield one
    one.close()
    site.close()
    gateway.shutdown()
    gateway.server_close()


@pytest.fixture(scope="module")
def at_telephone(
    pictures: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Photographer]:
    site = Site(tmp_path_factory.mktemp("telephone"), "--telephone")
    one = Photographer(site, browser, pictures)
    yield one
    one.close()
    site.close()


def _order(photographer: Photographer, title: str) -> dict[str, Any]:
    found: dict[str, Any] = photographer.colleague("leader").get("/orders", text=title)["items"][0]
    return found


def test_pictures_of_the_inbox(photographer: Photographer) -> None:
    desk = photographer.at("desk-dx", "/inbox")
    desk.open_task("接单", "全家停电")
    photographer.take("inbox", desk)
    desk.page.keyboard.press("m")
    expect(desk.page.get_by_role("menuitem", name="移交上级")).to_be_visible()
    photographer.take("operations", desk)
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("s")
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    photographer.take("co-sign", desk)


def test_pictures_of_an_order(photographer: Photographer) -> None:
    order = _order(photographer, "半边没电")["id"]
    photographer.colleague("agent").post(f"/orders/{order}/comments", {"text": "客户在家，可随时上门"})
    leader = photographer.at("leader", f"/orders/{order}")
    page = leader.page
    photographer.take("order", leader)
    photographer.take("diagram", leader, page.locator(".order-diagram"))
    photographer.take("timeline", leader, page.locator(".timeline"))
    photographer.take("limits-of-an-order", leader, page.locator(".panel", has=page.locator(".clocks")))
    agent = photographer.at("agent", f"/orders/{order}")
    agent.page.get_by_role("button", name="填写公开答复").click()
    agent.page.get_by_role("dialog").get_by_role("textbox").fill(
        "抢修人员已到现场，正在更换熔断器，预计今天中午前恢复供电。"
    )
    photographer.take("public-answer", agent, agent.page.get_by_role("dialog"))


def test_pictures_of_what_belongs_together(photographer: Photographer) -> None:
    desk = photographer.colleague("desk-dx")
    agent = photographer.colleague("agent")
    there = {"premise_id": agent.premise("6600000046"), "tier_id": None, "caller_number": "13900000046"}
    main, other = agent.open_order("整栋楼停电", **there), agent.open_order("电梯停了", **there)
    begun = datetime.now(UTC) - timedelta(minutes=20)
    outage = desk.post(
        "/outages",
        {
            "kind": "fault",
            "title": "东溪区4号台区变压器故障",
            "cause": "equipment",
            "description": "高压熔断器熔断，抢修一班在现场。",
            "tier_id": desk.tier("东溪区"),
            "starts_at": begun.isoformat(),
            "expected_at": (begun + timedelta(hours=3)).isoformat(),
            "premise_ids": [desk.premise("6600000046")],
        },
    )["outage"]
    photographer.take("outage", photographer.at("desk-dx", f"/outages/{outage}"))
    seen = photographer.at("desk-dx", f"/orders/{main['id']}")
    section = seen.page.locator(".panel", has=seen.page.get_by_role("heading", name="可能是同一事件"))
    section.get_by_role("checkbox").first.check()
    photographer.take("merge", seen, section)
    desk.post(f"/orders/{other['id']}/merge", {"main_id": main["id"], "confirmed": True})
    photographer.take("board", photographer.at("desk-dx", "/board"))
    photographer.take("desk", photographer.at("leader", "/desk"))
    asked = photographer.at("agent", "/intake")
    asked.write("标题", "电梯又停了")
    asked.page.get_by_role("combobox", name="户号", exact=True).fill("6600000046")
    asked.page.locator(".ant-select-dropdown:visible").get_by_text("6600000046").first.click()
    expect(asked.page.get_by_role("status", name="已知情况")).to_be_visible()
    photographer.take("intake", asked)


def test_pictures_of_supervision_and_incidents(photographer: Photographer) -> None:
    order = _order(photographer, "厨房没电")
    city = photographer.colleague("city-mz")
    (office,) = photographer.colleague("operator").get("/organisation/departments", text="东溪区抢修调度")[
        "items"
    ]
    city.post(
        "/supervisions",
        {
            "orders": [order["id"]],
            "department": office["id"],
            "requirement": "客户已两次来电，请查明为何未到现场并在期限内恢复供电。",
            "deadline": (datetime.now(UTC) + timedelta(hours=4)).isoformat(),
        },
    )
    photographer.take("supervision", photographer.at("desk-dx", "/supervisions"))
    operator = photographer.at("operator", "/incidents")
    expect(operator.page.locator(".incident").first).to_be_visible()
    photographer.take("incidents", operator)


def test_picture_of_a_restricted_order(photographer: Photographer) -> None:
    (line,) = photographer.colleague("inspection-mz").get("/inbox", category="theft-tip-off")["items"]
    inspector = photographer.at("inspection-mz", f"/orders/{line['order']}")
    inspector.page.get_by_label("查阅原因").fill("接单核查")
    photographer.take("restricted", inspector)


def test_pictures_of_the_administration(photographer: Photographer) -> None:
    operator = photographer.at("operator", "/administration/organisation?list=departments&text=东溪")
    photographer.take("organisation", operator)
    operator = photographer.at("operator", "/administration/imports")
    wrong = (
        "编码,类型,名称,上级编码\nDX-C9,班组,,DX\nDX-C10,小组,东溪区抢修十班,DX\nXX-C1,班组,某县抢修一班,XX\n"
    )
    operator.page.get_by_label("CSV 或 XLSX 文件").set_input_files(
        {"name": "组织.csv", "mimeType": "text/csv", "buffer": wrong.encode()}
    )
    operator.page.get_by_role("button", name="试运行").click()
    expect(operator.page.get_by_role("table", name="报告")).to_be_visible()
    photographer.take("import", operator)
    photographer.take("calendars", photographer.at("operator", "/administration/calendars"))
    photographer.take("notice-texts", photographer.at("operator", "/administration/notice-texts"))
    photographer.colleague("operator").post(
        "/tokens", {"username": "operator", "label": "营销系统同步客户", "scopes": ["admin"], "days": 365}
    )
    photographer.take("tokens", photographer.at("operator", "/administration/tokens"))
    duty = photographer.at("duty-dx", "/administration/rosters")
    photographer.take("roster", duty)
    duty.page.get_by_role("button", name="交班").first.click()
    expect(duty.page.get_by_role("dialog")).to_be_visible()
    photographer.take("hand-over", duty)
    designer = photographer.colleague("designer")
    profile = designer.get("/limits/profiles")["items"][0]["key"]
    begun = designer.post(
        "/limits/versions", {"profile": profile, "version": "2026.2", "note": "城区到达改为四十分钟"}
    )
    photographer.take("limit-rules", photographer.at("designer", f"/administration/limits/{begun['id']}"))


def test_pictures_of_the_designer(photographer: Photographer) -> None:
    designer = photographer.colleague("designer")
    first = designer.get("/packages/repair")["versions"][-1]["id"]
    draft = designer.post("/drafts", {"definition_id": first})["id"]
    seen = photographer.at("designer", f"/drafts/{draft}")
    seen.page.locator('[role=treeitem][data-id="accept"]').click()
    photographer.take("designer", seen)
    seen.choose("草稿的各部分", "决策表")
    photographer.take("decision-table", seen)
    seen.choose("草稿的各部分", "部署")
    photographer.take("designer-deploy", seen)


def test_pictures_of_a_campaign(at_telephone: Photographer) -> None:
    leader = at_telephone.colleague("leader")
    rules = {"attempts": 3, "attempts_a_day": 2, "busy_minutes": 20, "no_answer_minutes": 120}
    campaign = leader.post(
        "/campaigns",
        {
            "name": "东溪区11月电费催缴",
            "kind": "payment-reminder",
            "department_id": leader.get("/session")["memberships"][0]["department"],
            "script": "您好，这里是95598供电服务热线。\n您户号的电费尚未缴清，请问方便在本周内缴纳吗？\n"
            "如已缴费，请忽略本次来电，感谢您的支持。",
            "rules": {**rules, "quiet": [], "days_off": []},
        },
    )["id"]
    seen = at_telephone.at("leader", f"/campaigns/{campaign}")
    seen.page.keyboard.press("f")
    names = "赵建国 钱秀英 孙伟 李敏 周丽 吴强 郑磊 王洋 冯静 陈军 褚霞 卫平 蒋杰 沈艳 韩勇 杨涛".split()
    lines = [f"139000010{place:02},{name},{86 + place * 7}.50,2026-12-05" for place, name in enumerate(names)]
    table = "\n".join(["电话,姓名,金额,期限", *lines]).encode()
    seen.page.locator("input[type=file]").set_input_files(
        {"name": "11月欠费.csv", "mimeType": "text/csv", "buffer": table}
    )
    seen.send()
    expect(seen.page.get_by_role("status", name="试算结果")).to_be_visible()
    seen.send()
    seen.page.get_by_role("button", name="启动").click()
    agent = at_telephone.at("agent", "/campaigns/next")
    page = agent.page
    for key in "112171823":
        page.keyboard.press("t")
        expect(page.get_by_role("button", name="放回名单")).to_be_visible()
        page.keyboard.press("d")
        expect(page.get_by_role("button", name="接听")).to_be_visible()
        page.keyboard.press("F2")
        expect(page.get_by_text("已接通线路")).to_be_visible()
        page.keyboard.press(key)
        if key == "3":
            break
        agent.send()
        expect(page.get_by_role("button", name="领取下一个")).to_be_visible()
    page.get_by_role("button", name="收起这通来电").click()
    expect(page.get_by_text("已保存")).to_have_count(0)
    at_telephone.take("next-call", agent)
    at_telephone.take("campaign", seen)
