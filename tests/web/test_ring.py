"""A caller gives up, and is called back. What an agent does with a call: tests/web/persons."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.person import Person


def test_a_call_that_the_caller_gives_up_is_called_back(person: Callable[..., Person]) -> None:
    agent = person("agent")
    agent.ring("客户放弃")
    back = agent.page.get_by_role("list", name="任务").get_by_role("button").filter(has_text="回拨客户").first
    expect(back).to_be_visible(timeout=20_000)
    back.click()
    agent.choose("结果", "已答复")
    agent.send()
    expect(agent.page.get_by_text("回拨客户：已完成")).to_be_visible()
