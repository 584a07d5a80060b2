"""A year of the working calendar is changed in the browser, by keys, after its difference was seen."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.person import Person
from tests.web.test_accessibility import findings


def test_a_day_is_turned_over_by_keys_and_stored_after_its_difference_was_seen(
    person: Callable[..., Person],
) -> None:
    operator = person("operator")
    page = operator.page
    operator.go("/administration/calendars")
    expect(page.get_by_role("heading", name="工作日历", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="2026-10-10 调休上班 国庆节调休上班")).to_be_visible()
    page.get_by_role("button", name="2026-12-01 上班").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="2026-12-24 休息 休息")).to_be_focused()
    assert findings(operator) == []
    page.get_by_role("button", name="查看变化并保存").click()
    difference = page.get_by_role("dialog")
    expect(difference.get_by_role("listitem")).to_have_text(["2026-12-24 上班 → 休息 休息"])
    difference.get_by_label("原因").fill("检修日（演示）")
    difference.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="2026-12-24 休息 休息")).to_be_visible()
