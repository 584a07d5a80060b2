"""The organisation's pages: a department is made, a bad file is told line by line, somebody stands in."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.person import Person
from tests.web.test_accessibility import findings


def test_an_operator_makes_a_department_and_tries_a_file(person: Callable[..., Person]) -> None:
    operator = person("operator")
    page = operator.page
    operator.go("/administration/organisation?list=departments")
    expect(page.get_by_role("table").first).to_be_visible()
    page.get_by_role("button", name="新建").click()
    dialogue = page.get_by_role("dialog")
    for field, choice in (("层级", "东溪区"), ("类别", "安全监察")):
        dialogue.get_by_role("combobox", name=field).fill(choice)
        page.locator(".ant-select-dropdown:visible").get_by_text(choice, exact=True).click()
    dialogue.get_by_role("textbox", name="名称").fill("东溪区安全监察组")
    dialogue.get_by_role("button", name="确 定").or_(dialogue.get_by_role("button", name="确定")).click()
    expect(page.get_by_text("已保存")).to_be_visible()
    page.get_by_role("searchbox", name="按名称或编码查找").fill("安全监察组")
    row = page.get_by_role("row").filter(has_text="东溪区安全监察组")
    expect(row).to_be_visible()
    row.get_by_role("button", name="关闭").click()
    page.get_by_role("dialog").get_by_role("button", name="先看影响").click()
    expect(page.get_by_role("dialog")).to_contain_text("没有未结任务受影响")
    page.keyboard.press("Escape")

    operator.go("/administration/imports")
    page.get_by_label("CSV 或 XLSX 文件").set_input_files(
        {
            "name": "组织.csv",
            "mimeType": "text/csv",
            "buffer": b"code,kind,name,parent\nDX-C9,crew,,DX\n",
        }
    )
    page.get_by_role("button", name="试运行").click()
    wrong = page.get_by_role("table", name="报告")
    expect(wrong).to_contain_text("name", timeout=30_000)  # files are read in a process of their own
    expect(page.get_by_role("button", name="导入", exact=True)).to_be_disabled()
    assert findings(operator) == []
    operator.go("/administration/rosters")
    expect(page.get_by_role("region", name="当前在班")).to_contain_text("全天值班")
    assert findings(operator) == []
    operator.go("/administration/substitutions")
    expect(page.get_by_text("没有代理")).to_be_visible()
    assert operator.complaints == []
