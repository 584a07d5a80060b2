"""Whoever looks after the system mends together what one cause has broken, by the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.drawing import draw, end, mapped, service, signal, start
from tests.web.person import Person

SHEET = "key: storm\nname: {zh: 台风通报, en: Storm}\ndiagram: t.bpmn\nprocess: p\n"
POST = """async ([path, body]) => {
  const { csrf } = await (await fetch('/api/v1/session')).json()
  const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }
  return (await fetch('/api/v1' + path, { method: 'POST', headers, body: JSON.stringify(body) })).status
}"""


def test_what_one_cause_has_broken_is_chosen_and_mended_together(person: Callable[..., Person]) -> None:
    designer, operator = person("designer"), person("operator")
    told = mapped(inputs={"url": '"http://not-allowed.example/hook"'})
    diagram = draw(
        start("s", signal("storm.told")), service("tell", "webhook", told), end("e"), flows="s > tell > e"
    )
    files = {"package.yaml": SHEET, "t.bpmn": diagram.decode()}
    assert designer.page.evaluate(POST, ["/packages", {"files": files}]) == 200
    for _ in range(2):
        assert operator.page.evaluate(POST, ["/signals", {"name": "storm.told"}]) == 202
    page = operator.page
    operator.go("/incidents")
    broken = page.locator(".incident").filter(has_text="storm")
    expect(broken).to_have_count(2, timeout=30_000)
    broken.first.get_by_role("button", name="同类").click()
    expect(page).to_have_url(re.compile("package=storm.*element=tell"))
    expect(page.locator(".incident")).to_have_count(2)
    page.keyboard.press("j")
    page.keyboard.press("Space")
    page.keyboard.press("j")
    page.keyboard.press("Space")
    together = page.get_by_role("group", name="批量处理")
    expect(together).to_contain_text("已选 2 个")
    together.get_by_role("button", name="重试").click()
    results = page.get_by_role("status", name="处理结果").get_by_role("listitem")
    expect(results).to_have_count(2)
    expect(results.first).to_contain_text("已办理")
    expect(results.last).to_contain_text("已办理")
