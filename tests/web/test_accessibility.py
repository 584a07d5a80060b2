"""Every page for everybody: axe finds nothing, in light and dark, on a desk and on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.conftest import ROOT
from tests.web.person import Person

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
#: What bpmn.io and the component library draw themselves, and cannot be mended from outside.
NOT_OURS = [[".djs-container"]]


def findings(one: Person) -> list[Any]:
    """Return what axe finds on the page, by rule, with the elements."""
    one.page.wait_for_timeout(600)  # fonts, transitions: axe looks at pixels
    one.page.evaluate(AXE.read_text("utf-8"))
    found = one.page.evaluate(
        "exclude => axe.run({ exclude }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })", NOT_OURS
    )
    return [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found["violations"]]


@pytest.mark.parametrize(
    "look", [{}, {"dark": True}, {"width": 390, "height": 844}], ids=["light", "dark", "telephone"]
)
def test_axe_finds_nothing_on_any_page(person: Callable[..., Person], look: dict[str, Any]) -> None:
    agent = person("agent", **look)
    title = f"无障碍 {'、'.join(look) or 'light'}"
    number = agent.open_order(title)
    pages: dict[str, Callable[[], object]] = {
        "opened": lambda: None,
        "inbox": lambda: agent.go("/inbox"),
        "task": lambda: agent.open_task("派单", title),
        "orders": lambda: agent.go("/orders"),
        "order": lambda: agent.find_order(number),
        "calls": lambda: agent.go("/calls"),
        "intake": lambda: agent.go("/intake"),
        "packages": lambda: agent.go("/packages"),
        "package": lambda: agent.go("/packages/repair"),
    }
    found = {}
    for name, open_page in pages.items():
        open_page()
        found[name] = findings(agent)
    lines = [f"{name}: {rule} {html}" for name, rules in found.items() for rule, html in rules]
    assert "\n".join(lines) == ""


@pytest.mark.parametrize("look", [{}, {"dark": True}], ids=["light", "dark"])
def test_axe_finds_nothing_in_the_designer(person: Callable[..., Person], look: dict[str, Any]) -> None:
    designer = person("designer", **look)
    page = designer.page
    designer.go("/packages/follow-up")
    page.get_by_role("button", name="操作 第 1 版").click()
    page.get_by_role("menuitem", name="新建草稿").click()
    page.wait_for_url("**/drafts/**")
    page.get_by_role("treeitem").filter(has_text="人工任务").first.click()
    found = {"流程图": findings(designer)}
    for part in ("表单", "决策表", "场景", "文件", "比较", "部署"):
        page.get_by_role("radiogroup", name="草稿的各部分").get_by_text(part, exact=True).click()
        found[part] = findings(designer)
    for address in ("/packages", "/packages/follow-up", "/packages/follow-up/migrate"):
        designer.go(address)
        found[address] = findings(designer)
    lines = [f"{name}: {rule} {html}" for name, rules in found.items() for rule, html in rules]
    assert "\n".join(lines) == ""
