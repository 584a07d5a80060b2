"""Who is told what: the bell rings while one looks, each reads for themselves and says how they want to be told."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.person import Person
from tests.web.test_accessibility import findings

URGE = """async (title) => {
  const read = async (path) => (await fetch('/api/v1' + path)).json()
  const { csrf } = await read('/session')
  const [line] = (await read('/inbox?text=' + encodeURIComponent(title))).items
  const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }
  const body = JSON.stringify({ note: '客户在等' })
  return (await fetch(`/api/v1/tasks/${line.task}/urge`, { method: 'POST', headers, body })).status
}"""


def test_somebody_is_told_reads_it_and_says_how_they_want_to_be_told(person: Callable[..., Person]) -> None:
    agent, other = person("agent"), person("agent2")
    title = "通知里的工单"
    number = agent.open_order(title)
    agent.go("/notices")
    expect(agent.page.get_by_text("没有未读通知")).to_be_visible()
    assert other.page.evaluate(URGE, title) == 200

    said = f"催办工单 {number.replace(' ', '')}，第 1 次：客户在等"
    notice = agent.page.get_by_role("listitem").filter(has_text=said)
    expect(notice, "it comes without reloading").to_be_visible()
    expect(agent.page.get_by_role("button", name="通知 1")).to_be_visible()
    assert findings(agent) == []
    notice.get_by_role("button", name="标为已读").click()
    expect(agent.page.get_by_text("没有未读通知")).to_be_visible()
    agent.page.locator(".filters").get_by_text("已读", exact=True).click()
    expect(notice).to_be_visible()

    agent.page.get_by_role("link", name="通知设置").click()
    agent.write("手机", "隔壁的电话")
    agent.page.get_by_role("textbox", name="手机").press("Enter")
    expect(agent.page.locator(".ant-form-item-explain")).to_contain_text("不是电话号码")
    agent.write("手机", "138 0000 0009")
    agent.write("开始", "22:00")
    agent.write("结束", "07:30")
    agent.pick("提到我 短信", "每小时汇总")
    agent.page.get_by_role("switch", name="提到我 应用内").click()
    agent.page.get_by_role("button", name="保存").click()
    expect(agent.page.get_by_text("已保存")).to_be_visible()
    agent.page.reload()
    expect(agent.page.get_by_role("textbox", name="手机")).to_have_value("+8613800000009")
    expect(agent.page.get_by_role("switch", name="提到我 应用内")).not_to_be_checked()
    expect(agent.page.get_by_role("switch", name="催办 应用内")).to_be_disabled()
    assert findings(agent) == []


def test_an_operator_tries_a_text_before_it_is_kept_and_takes_it_back(person: Callable[..., Person]) -> None:
    operator = person("operator")
    page = operator.page
    operator.go("/administration/notice-texts")
    page.get_by_role("searchbox", name="按名称或文字查找").fill("排班")
    row = page.get_by_role("row").filter(has_text="排班")
    row.get_by_role("button", name="编辑").click()
    operator.write("中文", "{actor} 改了 {colour}")
    expect(page.get_by_role("alert")).to_contain_text("{colour} 不是这类通知的值")
    expect(page.get_by_role("button", name="保存")).to_be_disabled()
    operator.write("中文", "{actor} 改了[{department}的]班表")
    expect(page.locator(".notice-example").first).to_have_text("调度员李 改了抢修调度的班表")
    assert findings(operator) == []
    page.get_by_role("button", name="保存").click()
    expect(row).to_contain_text("本地修改")
    row.get_by_role("button", name="编辑").click()
    page.get_by_role("button", name="恢复出厂文字").click()
    expect(row).not_to_contain_text("本地修改")
    assert findings(operator) == []
