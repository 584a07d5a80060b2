"""A rule is changed in the browser: drafted, checked by somebody else, seen what it changes, put in force."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.person import Person
from tests.web.test_accessibility import findings


def test_a_rule_is_changed_checked_and_put_in_force(person: Callable[..., Person]) -> None:
    designer, supervisor = person("designer"), person("supervisor")
    page = designer.page
    designer.go("/administration/limits")
    expect(page.get_by_role("heading", name="时限规则", level=1)).to_be_visible()
    expect(page.get_by_text("本单位使用")).to_be_visible()
    page.get_by_role("button", name="新建版本").first.click()
    page.get_by_role("textbox", name="版本号").fill("2026.2")
    page.get_by_role("textbox", name="说明").fill("城区到达改为四十分钟")
    page.get_by_role("dialog").get_by_role("button", name="新建版本").click()
    page.wait_for_url("**/administration/limits/0*")

    # The form of a rule: the server tries it before it is kept.
    page.get_by_role("button", name="修改 到达现场").first.click()
    amount = page.get_by_label("对外承诺 数值").first
    expect(amount).to_have_value("45")
    amount.fill("40")
    page.get_by_role("button", name="校验").click()
    expect(page.get_by_text("校验通过")).to_be_visible()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    page.keyboard.press("Escape")

    # Where numbers come from, and how long before an event customers are told, are changed there too.
    page.get_by_role("button", name="修改来源").click()
    sources = page.get_by_role("dialog")
    sources.get_by_role("button", name="增加来源").click()
    sources.get_by_label("键").last.fill("house")
    sources.get_by_label("出处").last.fill("市公司 2026 年 12 号文")
    page.get_by_role("button", name="保存").click()
    expect(sources.get_by_text("键已经用过").first).to_be_visible()
    sources.get_by_label("键").last.fill("city-12")
    page.get_by_role("button", name="保存").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("cell", name="市公司 2026 年 12 号文")).to_be_visible()
    page.get_by_role("button", name="修改提前告知").click()
    notices = page.get_by_role("dialog")
    notices.get_by_label("至少提前").first.fill("8")
    page.get_by_role("button", name="保存").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("row", name="计划停电公告").get_by_text("8")).to_be_visible()

    # Somebody else than who wrote it checks it.
    supervisor.go(page.url.removeprefix(designer.site))
    supervisor.page.get_by_role("button", name="核对通过").click()
    expect(supervisor.page.get_by_role("button", name="生效…")).to_be_visible()

    page.reload()
    page.get_by_role("button", name="生效…").click()
    expect(page.get_by_role("button", name="生效", exact=True)).to_be_disabled()
    page.get_by_role("button", name="看看会改变什么").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("在办工单")
    page.get_by_role("button", name="生效", exact=True).click()
    expect(page.get_by_text("正在使用").first).to_be_visible()
    page.get_by_role("combobox", name="与哪个版本对比").click()
    page.locator(".ant-select-dropdown").get_by_text("随产品提供").click()
    expect(page.get_by_text("40 minutes (sg-2023)")).to_be_visible()

    supervisor.go("/administration/limit-measures")
    expect(supervisor.page.get_by_role("heading", name="时限达成", level=1)).to_be_visible()
    expect(supervisor.page.get_by_role("table")).to_be_visible()
    assert findings(designer) == []
