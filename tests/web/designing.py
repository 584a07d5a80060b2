"""What a designer does on the page of a draft, in their own words."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.web.person import Person


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
