"""Somebody who has no mouse: every key that they press, and where the focus is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, expect

from tests.web.person import Person

#: Where the focus has to be within this many presses of Tab; more, and nobody would work like this.
MOST_TABS = 25
MOST_CHOICES = 20
#: Keys of a Chinese character by pinyin: three letters, and every second one a key that chooses.
KEYS_OF_CHINESE = 4
#: Keys a second of an agent: 45 Chinese characters a minute. Entry tests of customer service centres ask for 40 and more.
KEYS_A_SECOND = 3
IS_HERE = "one => one.contains(document.activeElement)"
LABEL = "() => document.activeElement.closest('label')?.innerText ?? ''"
#: Keys press buttons too, but never with a pointer. The browser is somebody else's afterwards, who has a mouse.
NO_MOUSE = """() => addEventListener('pointerdown', () => {
  if (sessionStorage.getItem('hands')) console.error('somebody used a mouse')
}, true)"""


class Hands:
    """Works the browser of a person by keys alone. A pointer that is used all the same is a complaint."""

    def __init__(self, one: Person) -> None:
        self.page = one.page
        self.site = one.site
        self._username, self._password = one.username, one.password
        self.keys, self.waited_seconds = 0, 0.0
        self.page.context.add_init_script(f"({NO_MOUSE})()")
        self.page.evaluate("sessionStorage.setItem('hands', 'on keys')")
        self.page.evaluate(NO_MOUSE)

    def sign_in_again(self) -> None:
        """Come to the page of the sign-in, as at the beginning of a shift, and fill it in."""
        self.page.context.clear_cookies()
        self.page.goto(self.site + "/")
        expect(self.page.get_by_role("textbox", name="用户名")).to_be_focused()
        self.type(self._username)
        self.press("Tab")
        self.type(self._password)
        self.press("Enter")
        expect(self.page.get_by_role("navigation")).to_be_visible()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1 + key.count("+")
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.keys += sum(KEYS_OF_CHINESE if "\u4e00" <= one <= "\u9fff" else 1 for one in text)
        self.page.keyboard.type(text)

    @contextmanager
    def waits(self) -> Iterator[None]:
        """Count how long the page lets its user wait."""
        began = time.monotonic()
        yield
        self.waited_seconds += time.monotonic() - began

    @property
    def seconds(self) -> float:
        """Return how long all that was pressed and waited for takes somebody who types at that pace."""
        return self.keys / KEYS_A_SECOND + self.waited_seconds

    def reach(self, place: Locator, *, back: bool = False) -> None:
        """Press Tab until the focus is in `place`, in which it may be already."""
        for _ in range(MOST_TABS):
            if place.evaluate(IS_HERE):
                return
            self.press("Shift+Tab" if back else "Tab")
        focused = self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        raise AssertionError(f"{place} is not reached by {MOST_TABS} tabs; the focus is at {focused}")

    def push(self, name: str, *, back: bool = False) -> None:
        """Go to a button by Tab, and press it."""
        self.reach(self.page.get_by_role("button", name=name).last, back=back)
        self.press("Enter")

    def write(self, field: str, text: str) -> None:
        self.reach(self.page.get_by_role("textbox", name=field, exact=True).last)
        self.type(text)

    def choose(self, field: str, choice: str) -> None:
        """Choose one of a few, side by side: the arrows go on, the space bar takes the first."""
        self.reach(self.page.get_by_role("radiogroup", name=field))
        for _ in range(MOST_CHOICES):
            if self.page.evaluate(LABEL).strip() == choice:
                self.press("Space")
                return
            self.press("ArrowRight")
        raise AssertionError(f"{field} has no choice {choice}")

    def pick(self, field: str, choice: str, *, search: str = "") -> None:
        """Pick from a list, which is narrowed by what one types where it can be searched."""
        self.reach(self.page.get_by_role("combobox", name=field, exact=True).last)
        if search:
            self.type(search)
        else:
            self.press("ArrowDown")
        lists = self.page.locator(".ant-select-dropdown:visible")
        expect(lists.get_by_text(choice).first).to_be_visible()
        for _ in range(MOST_CHOICES):
            if choice in lists.locator(".ant-select-item-option-active").inner_text():
                self.press("Enter")
                return
            self.press("ArrowDown")
        raise AssertionError(f"{field} does not offer {choice}")

    def when(self, field: str, moment: str) -> None:
        """Write a moment as it is read on the wall; leaving the field takes it."""
        self.write(field, moment)
        self.press("Tab")

    def arrow_to(self, choice: str) -> None:
        """Go on by arrows, among choices side by side of which one is always chosen."""
        for _ in range(MOST_CHOICES):
            if self.page.evaluate(LABEL).strip() == choice:
                return
            self.press("ArrowRight")
        raise AssertionError(f"the arrows do not come to {choice}")

    def walk_to(self, row: Locator) -> None:
        """Walk through a list until the focus is in one of its rows."""
        expect(row).to_have_count(1)
        for _ in range(MOST_CHOICES):
            if row.evaluate(IS_HERE):
                return
            self.press("j")
        raise AssertionError(f"walking does not come to {row}")

    def take(self, item: str) -> None:
        """Take from the menu that has just been opened."""
        menu = self.page.get_by_role("menu").last
        expect(menu.locator("[role=menuitem]:focus")).to_be_visible()
        for _ in range(MOST_CHOICES):
            if item in self.page.evaluate("document.activeElement.innerText"):
                self.press("Enter")
                return
            self.press("ArrowDown")
        raise AssertionError(f"the menu does not offer {item}")

    def send(self) -> None:
        self.press("Control+Enter")

    def find_order(self, number: str) -> None:
        """Read a number into the search; the order opens."""
        self.press("Control+k")
        self.type(number)
        self.press("Enter")
        expect(self.page.get_by_test_id("order-status")).to_be_visible()

    def open_task(self, task: str, about: str) -> None:
        """Narrow the inbox to one order, and step to its line."""
        lines = self.page.get_by_role("list", name="任务").get_by_role("button")
        line = lines.filter(has_text=task).filter(has_text=about)
        self.press("1", "l")
        self.reach(self.page.get_by_role("searchbox", name="编号或标题", exact=True))
        self.press("Control+a")
        self.type(about)
        expect(line).to_have_count(1)
        expect(lines).to_have_count(1)
        self.press("Escape", "j")
        expect(self.page.get_by_role("article", name=task).get_by_text(about).first).to_be_visible()

    def done(self, said: str) -> None:
        expect(self.page.get_by_text(said).first).to_be_visible()
