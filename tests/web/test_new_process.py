"""A process from nothing, by the keyboard and in English; a process from elsewhere; nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree
from playwright.sync_api import expect

from tests.web.conftest import ROOT
from tests.web.person import Person

CONSTRUCTS = ROOT / "tests" / "engine" / "constructs"
BEGIN_DRAFT = """async (files) => {
  const { csrf } = await (await fetch('/api/v1/session')).json()
  const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf, 'Idempotency-Key': crypto.randomUUID() }
  const answer = await fetch('/api/v1/drafts', { method: 'POST', headers, body: JSON.stringify({ files }) })
  return (await answer.json()).id
}"""
#: What an attribute says that might as well be left out.
DEFAULTS = {("isSequential", "false")}
READ_DRAFT = "async (id) => (await (await fetch('/api/v1/drafts/' + id)).json()).files"


def test_a_process_is_made_from_nothing_and_deployed_in_english_by_the_keyboard(
    person: Callable[..., Person],
) -> None:
    designer = person("designer")
    page = designer.page
    designer.speak_english()
    designer.go("/packages")
    page.get_by_role("button", name="New process").press("Enter")
    for field, text in (("Key", "meter-change"), ("Chinese name", "换表"), ("English name", "Meter change")):
        page.get_by_role("textbox", name=field, exact=True).fill(text)
    page.get_by_role("button", name="Begin").press("Enter")
    page.wait_for_url("**/drafts/**")

    def key(element: str, pressed: str) -> None:
        line = page.locator(f'[role=treeitem][data-id="{element}"]')
        line.focus()
        line.press(pressed)

    def choose(dialogue: str, choice: str) -> None:
        page.get_by_role("dialog", name=dialogue).get_by_role("button", name=choice, exact=True).press(
            "Enter"
        )

    findings = page.get_by_role("region", name="Show the findings").get_by_role("status")

    # When: a boundary timer, an event sub-process and another kind of task are asked for.
    key("handle", "b")
    choose("Add a boundary event", "Timer boundary event (non-interrupting)")
    expect(findings).to_contain_text("error")
    page.get_by_role("combobox", name="When", exact=True).fill('duration("PT4H")')
    event = page.get_by_role("treeitem").filter(has_text="Timer boundary event").first
    event.focus()
    event.press("a")
    choose("Add after", "End event")
    expect(findings).to_contain_text("Nothing found")
    key("handle", "e")
    choose("Add an event sub-process", "Signal start event")
    expect(page.get_by_role("treeitem").filter(has_text="Event sub-process")).to_be_visible()
    page.get_by_role("treeitem").filter(has_text="Event sub-process").press("Delete")
    expect(page.get_by_role("treeitem").filter(has_text="Event sub-process")).to_have_count(0)
    key("handle", "t")
    choose("Change its kind", "Manual task")
    expect(page.locator('[role=treeitem][data-id="handle"]')).to_contain_text("Manual task")
    expect(findings).to_contain_text("Nothing found")

    # Then: it is deployed as it was reviewed.
    page.get_by_role("radiogroup", name="Parts of the draft").get_by_text("Deploy", exact=True).click()
    page.get_by_role("button", name="Deploy it").press("Enter")
    expect(page.get_by_text("meter-change version 1 is active")).to_be_visible()


def test_a_diagram_of_camunda_becomes_a_draft_after_a_report(person: Callable[..., Person]) -> None:
    designer = person("designer")
    page = designer.page
    designer.go("/packages")
    page.get_by_role("button", name="导入").click()
    folder = ROOT / "tests" / "engine" / "importing" / "examples" / "camunda7"
    page.get_by_test_id("import-files").set_input_files([folder / "loan.bpmn", folder / "review.form"])
    report = page.get_by_role("list", name="转换报告")
    expect(report).to_be_visible()
    page.get_by_role("button", name="用它新建草稿").click()
    page.wait_for_url("**/drafts/**")
    expect(page.get_by_role("tree", name="结构")).to_be_visible()


@pytest.mark.parametrize(
    "construct",
    ["data-associations", "multi-instance-parallel", "multiple-events", "multi-instance-behavior-complex"],
)
def test_nothing_that_the_panel_does_not_touch_is_lost_on_save(
    person: Callable[..., Person], construct: str
) -> None:
    designer = person("designer")
    page = designer.page
    before = (CONSTRUCTS / f"{construct}.bpmn").read_text("utf-8")
    sheet = f"key: probe\nname: {{zh: 试, en: probe}}\ndiagram: a.bpmn\nprocess: {construct}\n"
    draft = page.evaluate(BEGIN_DRAFT, {"package.yaml": sheet, "a.bpmn": before})
    designer.go(f"/drafts/{draft}")
    start = page.get_by_role("treeitem").filter(has_text="开始事件").first
    start.focus()
    start.press("F2")
    page.get_by_role("textbox", name="改名").fill("另一个名称")
    page.keyboard.press("Enter")
    expect(page.get_by_role("treeitem", name="另一个名称").first).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("已保存")).to_be_visible()
    after = page.evaluate(READ_DRAFT, draft)["a.bpmn"]
    assert meaning(after) - meaning(before) == {
        ("startEvent", construct, (("id", "start"), ("name", "另一个名称")), "")
    }
    assert {tag for tag, *_ in meaning(before) - meaning(after)} == {"startEvent"}


def meaning(text: str) -> set[tuple[object, ...]]:
    """Return the elements of a file without its picture: tag, parent, attributes and text of each."""
    found = set()
    for element in etree.fromstring(text.encode()).iter("{*}*"):
        if "/DI" in element.tag or "/DD/" in element.tag or element.getparent() is None:
            continue
        parent = element.getparent()
        above = parent.get("id") or etree.QName(parent).localname
        said = {(str(name), str(value)) for name, value in element.attrib.items()} - DEFAULTS
        attributes = tuple(sorted(said))
        found.add((etree.QName(element).localname, above, attributes, (element.text or "").strip()))
    return found
