"""An order is restricted: it is gone for the one it is about, and asks the others why they look."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.person import Person
from tests.web.test_accessibility import findings


def test_a_restricted_order_asks_why_and_auditors_read_the_answer(person: Callable[..., Person]) -> None:
    agent, leader = person("agent"), person("leader", refused=True)
    number = agent.open_order("限制查阅的故事")
    leader.find_order(number)
    leader.page.get_by_role("button", name="限制查阅").click()
    leader.page.get_by_role("dialog").get_by_label("原因").fill("反映的是内部人员")
    leader.page.get_by_role("dialog").get_by_role("button", name="确定").click()
    asked = leader.page.get_by_role("region", name="限制查阅的工单")
    expect(asked).to_be_visible()
    assert findings(leader) == []
    asked.get_by_label("查阅原因").fill("定级复核")
    asked.get_by_role("button", name="打开").click()
    expect(leader.page.get_by_role("heading", name="限制查阅的故事")).to_be_visible()

    auditor = person("auditor")
    auditor.go("/administration/looks")
    expect(auditor.page.get_by_role("cell", name="定级复核")).to_be_visible()
    assert findings(auditor) == []
    for path in ("/administration/sign-ins", "/account"):
        auditor.go(path)
        expect(auditor.page.get_by_role("table").first).to_be_visible()
    operator = person("operator")
    for path in ("/administration/tokens", "/administration/accounts"):
        operator.go(path)
        expect(operator.page.get_by_role("table").first).to_be_visible()
