"""Every page for everybody: axe finds nothing; on those of the day's work also in the dark, on a telephone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.conftest import ROOT, Site
from tests.web.pages import ELSEWHERE, PAGES, declared
from tests.web.person import Person
from tests.web.persons.colleagues import Colleague
from tests.web.persons.hands import Hands

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
#: What bpmn.io draws itself, and cannot be mended from outside.
DRAWINGS = ".djs-container"
#: Drawings have thousands of parts, which axe would walk through although they are left out: they are taken out of
#: their frames meanwhile. Only what is wrong is brought over from the browser.
CHECK = """async ([within, drawings]) => {
  const drawn = [...document.querySelectorAll(drawings)].map((frame) => [frame, [...frame.childNodes]])
  for (const [frame] of drawn) frame.replaceChildren()
  try {
    const { violations } = await axe.run({ include: within, exclude: [[drawings]] }, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
      resultTypes: ['violations'],
    })
    return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html.slice(0, 160))])
  } finally {
    for (const [frame, parts] of drawn) frame.replaceChildren(...parts)
  }
}"""
LOOKS: Mapping[str, dict[str, Any]] = {
    "light, at a desk": {},
    "English, dark, on a telephone": {"dark": True, "width": 390, "height": 844},
}
#: What the second look visits: the pages at which people are also in the dark and on the way.
ON_THE_WAY = "/inbox /tasks/$taskId /orders /orders/$orderId /calls /wallboard /intake /packages /packages/$packageKey".split()
#: Goes on within the application, as its links do. Another page brings its own title, and is there when it did.
GO_ON = """path => {
  if (path.split('?')[0] !== location.pathname) document.title = ''
  history.pushState(null, '', path)
}"""
#: True when nothing is being read any more and nothing moves: axe looks at pixels.
AT_REST = """() => !document.querySelector('[aria-busy=true], .ant-skeleton, .ant-spin-spinning, .ant-table-loading')
  && document.title !== '' && document.querySelector('main, form') !== null
  && document.getAnimations().every((one) => one.playState !== 'running'
    || one.effect.getTiming().iterations === Infinity)
  && document.fonts.status === 'loaded'"""
#: Dialogues: who opens them, where, by which keys (one letter), buttons, or buttons with a menu.
#: Those of a call are looked at while there is one (persons/test_agents.py).
DIALOGUES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("desk-dx", "/inbox?task={accept}", ("t", "d", "s", "v", "g", "?")),
    ("desk-dx", "/inbox?scope=department&unclaimed=true", ("保存为视图",)),
    ("desk-dx", "/orders/{fault}", ("h", "关联工单")),
    ("desk-dx", "/outages", ("o",)),
    ("desk-dx", "/outages/{outage}", ("e", "t")),
    ("agent", "/inbox", ("拨号",)),
    ("leader", "/orders/{fault}", ("限制查阅",)),
    ("leader", "/caller-flags", ("添加标记",)),
    ("leader", "/campaigns/{campaign}", ("e", "f")),
    ("leader", "/do-not-call", ("n",)),
    ("leader", "/agents", ("操作 › 调整状态", "操作 › 技能与队列")),
    ("leader", "/wording", ("n",)),
    ("duty-dx", "/administration/rosters", ("排班",)),
    ("duty-dx", "/administration/substitutions", ("设置代理",)),
    *(("operator", f"/administration/organisation?list={which}", ("新建",)) for which in ("tiers", "people")),
    ("operator", "/administration/tokens", ("新建令牌",)),
    ("operator", "/administration/telephony?list=queues", ("n",)),
    ("designer", "/administration/limits", ("新建版本",)),
    ("designer", "/administration/limits/{limits}", ("修改 到达现场", "修改来源", "修改提前告知")),
    ("supervisor", "/orders/{fault}", ("s",)),
)


def findings(one: Person | Hands, within: str = "body") -> list[Any]:
    """Return what axe finds on the page, by rule, with the elements."""
    one.page.wait_for_function(AT_REST)
    if not one.page.evaluate("'axe' in window"):  # it stays until the page is loaded anew
        one.page.evaluate(AXE.read_text("utf-8"))
    found: list[Any] = one.page.evaluate(CHECK, [within, DRAWINGS])
    return found


@pytest.fixture(scope="module")
def made(site: Site) -> Iterator[dict[str, str]]:
    """What the pages show: a task of each kind, orders of several kinds, an outage, a draft; by name, the id."""
    with ExitStack() as signed_in:
        agent, desk, designer, leader = (
            signed_in.enter_context(Colleague(site, who))
            for who in ("agent", "desk-dx", "designer", "leader")
        )
        yield {**_made(agent, desk, designer), "campaign": _campaign(leader)}


def _campaign(leader: Colleague) -> str:
    rules = {"attempts": 3, "attempts_a_day": 2, "busy_minutes": 20, "no_answer_minutes": 120}
    rules |= {"quiet": [{"start": "20:00", "end": "09:00"}], "days_off": []}
    department = leader.get("/session")["memberships"][0]["department"]
    body = {"name": "无障碍外呼", "kind": "survey", "department_id": department, "rules": rules}
    body |= {"mode": "dialogue", "dialogue": "satisfaction"}
    made = str(leader.post("/campaigns", body)["id"])
    leader.post(f"/campaigns/{made}/query", {"source": "customers-in-debt"})
    return made


def _made(agent: Colleague, desk: Colleague, designer: Colleague) -> dict[str, str]:
    ids: dict[str, str] = {}
    for name in ("fault", "merged", "waiting"):
        ids[name] = agent.open_order(f"无障碍 {name}", danger=name == "fault")["id"]
    for name in ("fault", "merged"):
        agent.complete("派单", f"无障碍 {name}")
    ids["complaint"] = agent.open_order(
        "无障碍投诉",
        category="complaint",
        fields={
            "complaint_class": "outage",
            "accused": "staff",
            "accused_name": "某某",
            "demand": "说明原因",
        },
    )["id"]
    ids["connection"] = agent.open_order(
        "无障碍新装",
        category="connection-request",
        fields={"connection_kind": "lv-non-residential", "voltage_kv": 0.38, "capacity_kva": 30},
    )["id"]
    ids["dispatch"] = agent.get("/inbox", text="无障碍 waiting")["items"][0]["task"]
    ids["accept"] = desk.get("/inbox", text="无障碍 fault")["items"][0]["task"]
    desk.post(f"/orders/{ids['merged']}/merge", {"main_id": ids["fault"], "confirmed": True})
    desk.post(f"/orders/{ids['fault']}/comments", {"text": "已联系客户"})
    now = datetime.now(UTC)
    outage = {
        "kind": "planned",
        "title": "无障碍计划检修",
        "cause": "planned-work",
        "tier_id": desk.tier("东溪区"),
        "starts_at": (now + timedelta(days=1)).isoformat(),
        "expected_at": (now + timedelta(days=1, hours=4)).isoformat(),
        "transformer_area": "东溪区5号台区",
    }
    ids["outage"] = desk.post("/outages", outage)["outage"]
    first = designer.get("/packages/follow-up")["versions"][-1]["id"]
    ids["draft"] = designer.post("/drafts", {"definition_id": first})["id"]
    profile = designer.get("/limits/profiles")["items"][0]["key"]
    ids["limits"] = designer.post("/limits/versions", {"profile": profile, "version": f"2026-{now:%H%M%S}"})[
        "id"
    ]
    return ids


def test_no_page_is_left_out() -> None:
    assert declared() == set(PAGES) | ELSEWHERE


class Visitors:
    """Everybody who looks at pages in one look, signed in once each."""

    def __init__(self, person: Callable[..., Person], look: str, made: Mapping[str, str]) -> None:
        self._person, self._look, self._made = person, look, made
        self._people: dict[str, Person] = {}

    def at(self, who: str, address: str) -> Person:
        """Return who looks, at an address."""
        if who not in self._people:
            self._people[who] = one = self._person(who, **LOOKS[self._look])
            if self._look.startswith("English"):
                one.speak_english()
                one.page.reload()
        self._people[who].page.evaluate(GO_ON, address.format_map(self._made))
        return self._people[who]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page(
    person: Callable[..., Person], made: dict[str, str], look: str
) -> None:
    visitors = Visitors(person, look, made)
    lines = [
        f"{address}: {rule} {html}"
        for route, page in PAGES.items()
        for address in page.addresses
        if route in ON_THE_WAY or look == "light, at a desk"
        for rule, html in findings(visitors.at(page.who, address))
    ]
    assert "\n".join(lines) == ""


def test_axe_finds_nothing_in_any_dialogue(person: Callable[..., Person], made: dict[str, str]) -> None:
    visitors = Visitors(person, "light, at a desk", made)
    lines = []
    for who, address, opened_by in DIALOGUES:
        one = visitors.at(who, address)
        page = one.page
        page.wait_for_function(AT_REST)
        for name in opened_by:
            if len(name) == 1 and name.isascii():
                page.keyboard.press(name)
            else:
                button, _, item = name.partition(" › ")
                page.get_by_role("button", name=button).first.click()
                if item:
                    page.get_by_role("menuitem", name=item).click()
            expect(page.get_by_role("dialog").last).to_be_visible()
            found = findings(one, "[role=dialog]")
            lines += [f"{address} {name}: {rule} {html}" for rule, html in found]
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog")).to_have_count(0)
    assert "\n".join(lines) == ""


def test_axe_finds_nothing_where_no_draft_has_been_begun(person: Callable[..., Person]) -> None:
    designer = person("designer")
    designer.page.route("**/api/v1/drafts*", lambda route: route.fulfill(json={"items": []}))
    designer.go("/packages")
    expect(designer.page.get_by_text("还没有草稿")).to_be_visible()
    found = findings(designer)
    designer.page.unroute_all()
    assert found == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_the_parts_of_a_draft(
    person: Callable[..., Person], made: dict[str, str], dark: bool
) -> None:
    designer = person("designer", dark=dark)
    page = designer.page
    designer.go(f"/drafts/{made['draft']}")
    page.get_by_role("treeitem").filter(has_text="人工任务").first.click()
    found = {"流程图": findings(designer)}
    for part in ("表单", "决策表", "场景", "文件", "比较", "部署"):
        page.get_by_role("radiogroup", name="草稿的各部分").get_by_text(part, exact=True).click()
        found[part] = findings(designer)
    lines = [f"{name}: {rule} {html}" for name, rules in found.items() for rule, html in rules]
    assert "\n".join(lines) == ""
