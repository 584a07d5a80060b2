"""A designer changes a process in the browser: drawn, checked, tried, compared, deployed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.designing import Designer
from tests.web.person import Person

#: The way of an order through the step that the designer adds.
STORY = """given:
  at: 2026-11-23 09:00
  order: {title: 全家停电, fields: {symptom: no-power}}

scenarios:
  - name: 接单后告知调度联系客户
    steps:
      - do: 派单
        expect: {timers: {accept-late: "09:01:30"}}
      - do: 接单
        with: {decision: accept}
        expect:
          open: [派工]
          notices: [{to: county desk, says: 请联系客户：全家停电}]
"""


pytestmark = pytest.mark.usefixtures("as_shipped")


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

    # And: a step is added after 已接单, by the keyboard; what it does, is missing, and then what it tells whom.
    designer.select("accepted")
    page.keyboard.press("a")
    page.get_by_role("dialog", name="在后面添加").get_by_role("button", name="服务任务").click()
    designer.findings("个错误")
    designer.person.write("名称", "告知调度")
    page.get_by_role("combobox", name="操作", exact=True).fill("notify")
    page.keyboard.press("Enter")
    designer.expression("text 的值", '"请联系客户：" + order.title')
    designer.expression("department 的值", '"repair@county"')
    designer.findings("没有问题")
    designer.saved()

    # Then: a scenario follows the new step, to be stepped through with the clock in view.
    designer.part("场景")
    page.get_by_role("button", name="新建场景").click()
    page.get_by_role("textbox", name="scenarios/story-1.yaml").fill(STORY)
    page.get_by_role("button", name="运行", exact=True).click()
    expect(page.get_by_text("1 个场景，通过 1 个")).to_be_visible(timeout=60_000)
    page.get_by_role("list", name="运行结果").get_by_role("button", name="接单后告知调度联系客户").click()
    page.get_by_role("list", name="步骤").get_by_role("button").filter(has_text="接单").first.click()
    expect(page.locator(".trace-clock")).to_contain_text("09:00")

    # And: the comparison says in words what has changed.
    designer.part("比较")
    differences = page.get_by_role("region", name="处不同")
    expect(differences).to_contain_text('limit("accept") * 0.5')
    expect(differences).to_contain_text("告知调度")

    # And: it is deployed, with running orders left where they are.
    designer.part("部署")
    expect(page.get_by_text("留在各自的版本上")).to_be_visible()
    page.get_by_role("button", name="部署为新版本").click()
    expect(page.get_by_text("第 2 版已启用")).to_be_visible()

    # Then: the next order goes by the new version, the old one does not.
    after = agent.open_order("设计后立的单")
    assert before != after
    desk = person("desk-dx")
    for title in ("设计前立的单", "设计后立的单"):
        agent.go("/inbox")
        agent.complete("派单", title)
        desk.go("/inbox")
        desk.complete("接单", title, {"处理": "接单"})
        desk.go("/inbox")
        expect(desk.line("派工", title)).to_be_visible()
    desk.page.get_by_role("button", name="通知").click()
    expect(desk.page.get_by_text("请联系客户：设计后立的单")).to_be_visible()
    expect(desk.page.get_by_text("请联系客户：设计前立的单")).to_have_count(0)


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
    expect(second.page.get_by_role("tree", name="结构")).to_be_visible()
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


def test_running_orders_are_migrated_after_a_dry_run_put_back_and_the_version_rolled_back(
    person: Callable[..., Person],
) -> None:
    agent = person("agent")
    number = agent.open_order("要迁移的单")
    designer = Designer(person("designer"))
    page = designer.page
    page.goto(f"{designer.person.site}/packages/repair")
    versions = page.get_by_role("button", name=re.compile(r"操作 第 \d+ 版"))
    expect(versions.first).to_be_visible()
    newest = versions.count()
    designer.begin("repair", 1)

    # Given: what happened to the order so far is a scenario of the draft.
    designer.part("场景")
    page.get_by_role("button", name="从工单录制").click()
    designer.person.write("工单编号", number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="scenarios/recorded-1.yaml")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="运行", exact=True).click()
    expect(page.get_by_text("1 个场景，通过 1 个")).to_be_visible(timeout=60_000)
    designer.part("流程图")
    designer.line("dispatch").click()
    page.keyboard.press("F2")
    page.get_by_role("textbox", name="改名").fill("派发")
    page.keyboard.press("Enter")
    designer.saved()
    designer.part("部署")
    page.get_by_role("button", name="部署为新版本").click()
    expect(page.get_by_text(f"第 {newest + 1} 版已启用")).to_be_visible()

    page.goto(f"{designer.person.site}/packages/repair/migrate?from=1&to={newest + 1}")
    expect(page.get_by_role("cell", name="派单 dispatch")).to_be_visible()
    page.get_by_role("button", name="试运行").click()
    trial = page.get_by_role("row").filter(has_text=number)
    expect(trial).to_contain_text("可以迁移")
    expect(trial).to_contain_text("待办 派单 → 派发")
    page.get_by_role("button", name="开始迁移").click()
    expect(page.get_by_role("row").filter(has_text=number)).to_contain_text("已迁移", timeout=60_000)
    agent.go("/inbox")
    expect(agent.line("派发", "要迁移的单")).to_be_visible()

    # When: it is put back, since nobody has completed a task yet.
    page.get_by_role("button", name="撤回迁移").click()
    page.get_by_role("tooltip").get_by_role("button", name="撤回迁移").click()
    expect(page.get_by_role("row").filter(has_text=number)).to_contain_text("已撤回", timeout=60_000)
    agent.go("/inbox")
    expect(agent.line("派单", "要迁移的单")).to_be_visible()

    # And: the version before is active again; the table tells what runs on which.
    designer.person.go("/packages/repair")
    page.get_by_role("button", name=f"操作 第 {newest + 1} 版").click()
    page.get_by_role("menuitem", name="回退到上一版").click()
    dialogue = page.get_by_role("dialog", name="回退到上一版")
    dialogue.get_by_role("textbox").fill("改名不合适")
    dialogue.get_by_role("button", name="回退到上一版").click()
    expect(page.get_by_role("row").filter(has_text=f"第 {newest + 1} 版")).not_to_contain_text("启用")
    expect(page.get_by_role("region", name="启用记录")).to_contain_text("改名不合适")
    expect(page.get_by_role("row").filter(has_text="第 1 版").get_by_role("cell").nth(3)).not_to_have_text(
        "0"
    )


def test_an_exported_package_is_imported_as_a_draft(person: Callable[..., Person], tmp_path: Path) -> None:
    designer = Designer(person("designer"))
    page = designer.page
    designer.person.go("/packages/inbound-call")
    page.get_by_role("button", name="操作 第 1 版").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="导出 zip").click()
    archive = tmp_path / "inbound-call.zip"
    download.value.save_as(archive)
    designer.person.go("/packages")
    page.get_by_role("button", name="导入").click()
    page.get_by_test_id("import-files").set_input_files(archive)
    page.get_by_role("button", name="用它新建草稿").click()
    page.wait_for_url("**/drafts/**")
    expect(page.get_by_role("tree", name="结构")).to_be_visible()


def test_a_form_and_a_decision_table_are_built_with_every_change_undone(
    person: Callable[..., Person],
) -> None:
    designer = Designer(person("designer"))
    page = designer.page
    designer.begin("follow-up", 1)
    designer.part("表单")
    page.get_by_role("button", name="添加字段").click()
    designer.person.write("中文标题", "备用电话")
    preview = page.get_by_role("region", name="预览")
    expect(preview.get_by_text("备用电话")).to_be_visible()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(preview.get_by_text("备用电话")).to_have_count(0)

    designer.part("决策表")
    page.get_by_role("button", name="新建决策表").click()
    page.get_by_role("button", name="添加规则").click()
    page.get_by_role("button", name="添加输入列").click()
    page.get_by_role("textbox", name="输入表达式 2").fill("call.queue")
    expect(page.get_by_role("img", name="需要 call")).to_be_visible()
    page.get_by_role("textbox", name="规则 2，第 1 列").fill('"urban"')
    page.get_by_role("textbox", name="规则 2，第 3 列").fill("45")
    designer.findings("没有问题")
    designer.saved()
    page.reload()
    designer.part("决策表")
    expect(page.get_by_role("textbox", name="规则 2，第 3 列")).to_have_value("45")


@pytest.mark.parametrize("package", ["repair", "follow-up", "inbound-call"])
def test_a_package_that_was_only_looked_at_and_put_back_means_the_same(
    person: Callable[..., Person], package: str
) -> None:
    designer = Designer(person("designer"))
    page = designer.page
    designer.begin(package, 1)
    start = page.get_by_role("treeitem").filter(has_text="开始事件").first
    start.focus()
    start.press("F2")
    page.get_by_role("textbox", name="改名").fill("另一个名称")
    page.keyboard.press("Enter")
    designer.saved()
    page.keyboard.press("Control+z")
    designer.saved()
    designer.part("比较")
    differences = page.get_by_role("region", name="1 处不同")
    expect(differences).to_contain_text("含义相同")
