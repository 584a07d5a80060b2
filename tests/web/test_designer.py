"""A designer changes a process in the browser: drawn, checked, tried, compared, deployed."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.web.person import Person

#: The way of an order through the step that the designer adds.
STORY = """given:
  at: 2026-11-23 09:00
  order: {title: 全家停电, fields: {symptom: no-power}}

scenarios:
  - name: 接单后先联系客户
    steps:
      - do: 派单
      - {do: 接单, with: {decision: accept}}
      - expect: {open: [联系客户], whose: {联系客户: county desk}}
      - do: 联系客户
        expect: {open: [派工]}
"""


class Designer:
    """What a designer does on the page of a draft, in their own words."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page

    def begin(self, package: str, version: int) -> None:
        """Begin a draft with a version of a package."""
        self.person.go(f"/packages/{package}")
        self.page.get_by_role("button", name=f"操作 第 {version} 版").click()
        self.page.get_by_role("menuitem", name="新建草稿").click()
        self.page.wait_for_url("**/drafts/**")
        expect(self.page.get_by_role("tree", name="结构")).to_be_visible()

    def line(self, element: str) -> Locator:
        """Return an element's line in the list beside the diagram."""
        return self.page.locator(f'[role=treeitem][data-id="{element}"]')

    def select(self, element: str) -> None:
        self.line(element).click()

    def part(self, name: str) -> None:
        """Show a part of the draft."""
        self.page.get_by_role("radiogroup", name="草稿的各部分").get_by_text(name, exact=True).click()

    def expression(self, name: str, text: str) -> None:
        self.page.get_by_role("combobox", name=name, exact=True).fill(text)

    def findings(self, said: str) -> None:
        """Expect what the bar below the drawing says of the findings."""
        expect(self.page.get_by_role("region", name="显示检查结果").get_by_role("status")).to_contain_text(
            said
        )

    def saved(self) -> None:
        expect(self.page.get_by_text("已保存")).to_be_visible()


def test_a_designer_changes_a_limit_and_adds_a_step_and_only_new_orders_follow_it(
    person: Callable[..., Person],
) -> None:
    agent = person("agent")
    before = agent.open_order("设计前立的单")
    designer = Designer(person("designer"))
    page = designer.page
    designer.begin("repair", 1)

    # When: the limit of accepting is halved; a slip of the pen is told at once, at the field and on the element.
    designer.select("accept-late")
    designer.expression("时间", 'limit("acept") * 0.5')
    designer.findings("1 个错误")
    expect(page.get_by_role("list", name="检查结果")).to_contain_text("acept")
    expect(page.locator(".finding-pin")).to_have_text("1")
    designer.expression("时间", 'limit("accept") * 0.5')
    designer.findings("没有问题")

    # And: a step is added after 已接单, by the keyboard; whose it is, is missing.
    designer.select("accepted")
    page.keyboard.press("a")
    page.get_by_role("dialog", name="在后面添加").get_by_role("button", name="人工任务").click()
    designer.findings("1 个错误")
    designer.person.write("名称", "联系客户")
    page.get_by_role("button", name="添加部门").click()
    designer.findings("没有问题")
    designer.saved()

    # Then: a scenario follows the new step, to be stepped through with the clock in view.
    designer.part("场景")
    page.get_by_role("button", name="新建场景").click()
    page.get_by_role("textbox", name="scenarios/story-1.yaml").fill(STORY)
    page.get_by_role("button", name="运行", exact=True).click()
    expect(page.get_by_text("1 个场景，通过 1 个")).to_be_visible(timeout=60_000)
    page.get_by_role("list", name="运行结果").get_by_role("button", name="接单后先联系客户").click()
    page.get_by_role("list", name="步骤").get_by_role("button").filter(has_text="接单").first.click()
    expect(page.locator(".trace-clock")).to_contain_text("09:00")

    # And: the comparison says in words what has changed.
    designer.part("比较")
    differences = page.get_by_role("region", name="处不同")
    expect(differences).to_contain_text('limit("accept") * 0.5')
    expect(differences).to_contain_text("联系客户")

    # And: it is deployed, with running orders left where they are.
    designer.part("部署")
    expect(page.get_by_text("留在各自的版本上")).to_be_visible()
    page.get_by_role("button", name="部署为新版本").click()
    expect(page.get_by_text("第 2 版已启用")).to_be_visible()

    # Then: the next order goes by the new version, the old one does not.
    after = agent.open_order("设计后立的单")
    for number, title, step in ((before, "设计前立的单", "派工"), (after, "设计后立的单", "联系客户")):
        agent.go("/inbox")
        agent.complete("派单", title)
        desk = person("desk-dx")
        desk.complete("接单", title, {"处理": "接单"})
        desk.go("/inbox")
        expect(desk.line(step, title)).to_be_visible()
        assert number


def test_every_change_of_the_drawing_is_undone_and_done_again_by_the_keyboard(
    person: Callable[..., Person],
) -> None:
    designer = Designer(person("designer"))
    page = designer.page
    designer.begin("follow-up", 1)
    line = page.get_by_role("treeitem").filter(has_text="开始事件").first
    line.focus()
    line.press("F2")
    page.get_by_role("textbox", name="改名").fill("电话响了")
    page.keyboard.press("Enter")
    expect(page.get_by_role("treeitem", name="电话响了").first).to_be_visible()
    designer.saved()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("treeitem", name="电话响了")).to_have_count(0)
    page.keyboard.press("Control+y")
    expect(page.get_by_role("treeitem", name="电话响了").first).to_be_visible()
    designer.saved()
    page.reload()
    expect(page.get_by_role("treeitem", name="电话响了").first).to_be_visible()


def test_a_draft_that_two_have_changed_is_never_overwritten_unseen(person: Callable[..., Person]) -> None:
    first = Designer(person("designer"))
    first.begin("follow-up", 1)
    second = Designer(person("designer"))
    second.person.go(first.page.url.removeprefix(first.person.site))
    for one, name in ((first, "甲改的"), (second, "乙改的")):
        start = one.page.get_by_role("treeitem").filter(has_text="开始事件").first
        start.focus()
        start.press("F2")
        one.page.get_by_role("textbox", name="改名").fill(name)
        one.page.keyboard.press("Enter")
        if one is first:
            one.saved()
    dialogue = second.page.get_by_role("dialog").filter(has_text="同时改了这份草稿")
    expect(dialogue).to_be_visible()
    dialogue.get_by_role("button", name="用对方的").click()
    expect(second.page.get_by_role("treeitem", name="甲改的").first).to_be_visible()
