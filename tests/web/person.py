"""Somebody who works in the browser: what they do, in their own words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, expect

#: A number as it is read out.
NUMBER = re.compile(r"\d{6} \d{6} \d")
#: What the browser itself notes of answers that pages show: nobody signed in yet, not there, already done.
EXPECTED = re.compile(r"status of (401|404|409|412|422)")
#: And what it notes where the page asks why somebody looks, or says that they may not.
REFUSED = re.compile(r"status of 403")


def new_context(browser: Browser) -> BrowserContext:
    """Return a browser of somebody's own: nothing in it is shared with another."""
    made = browser.new_context(
        locale="zh-CN",
        timezone_id="Europe/Berlin",  # its zone must not matter
        reduced_motion="reduce",  # nobody waits for what fades in
    )
    made.set_default_timeout(15_000)
    return made


class Person:
    """Somebody at a browser. `complaints` are errors of pages and console.

    `context` is a browser that somebody else is through with: what it knew of them is forgotten, what it read
    of the application (half a second of work a page) is kept. None: a new one, closed with the person.
    `refused`: their pages are refused something in this story. In all others nobody is offered what they may
    not do.
    """

    def __init__(
        self,
        browser: Browser,
        url: str,
        password: str,
        username: str,
        *,
        width: int = 1366,
        height: int = 768,
        dark: bool = False,
        refused: bool = False,
        context: BrowserContext | None = None,
    ) -> None:
        self.site, self.password, self.username = url, password, username
        self._refused = refused
        self._own = context is None
        self._context = context or new_context(browser)
        self.page = self._context.pages[0] if self._context.pages else self._context.new_page()
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme="dark" if dark else "light")
        self.complaints: list[str] = []
        self.page.on("pageerror", self._note_error)
        self.page.on("console", self._note)

    def _note_error(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _note(self, message: ConsoleMessage) -> None:
        expected = EXPECTED.search(message.text) or (self._refused and REFUSED.search(message.text))
        if message.type in ("error", "warning") and not expected:
            self.complaints.append(message.text)

    def close(self) -> None:
        if self._own:
            self._context.close()
            return
        self.page.remove_listener("pageerror", self._note_error)
        self.page.remove_listener("console", self._note)
        for page in self._context.pages[1:]:
            page.close()
        self._context.clear_cookies()
        self.go("/api/v1/health/live")  # of the same origin, with nothing of the application in it
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")

    def speak_english(self) -> None:
        """Choose English for this browser, as the menu of the account does."""
        self.page.evaluate("localStorage.setItem('huan.language', 'en')")

    # Going somewhere

    def go(self, path: str) -> None:
        self.page.goto(self.site + path)

    def come_in(self) -> None:
        """Come to the inbox, signed in as the page of the sign-in does it."""
        account = {"username": self.username, "password": self.password}
        answer = self._context.request.post(f"{self.site}/api/v1/session", data=account)
        assert answer.ok, answer.text()
        self.go("/inbox")
        expect(self.page.get_by_role("navigation")).to_be_visible()

    def sign_in(self, password: str | None = None) -> None:
        """Fill in the page of the sign-in: with another password it will be refused."""
        self.go("/inbox")
        self.page.get_by_label("用户名").fill(self.username)
        self.page.get_by_label("密码").fill(password or self.password)
        self.page.get_by_role("button", name="登录").click()
        if password is None:
            self.page.wait_for_url("**/inbox**")
            expect(self.page.get_by_role("navigation")).to_be_visible()

    # Filling in

    def choose(self, field: str, choice: str) -> None:
        """Choose one of a few, side by side."""
        self.page.get_by_role("radiogroup", name=field).get_by_text(choice, exact=True).click()

    def pick(self, field: str, choice: str) -> None:
        """Pick from a list."""
        self.page.get_by_role("combobox", name=field).first.click()
        self.page.locator(".ant-select-dropdown").get_by_text(choice).first.click()

    def write(self, field: str, text: str) -> None:
        self.page.get_by_role("textbox", name=field, exact=True).fill(text)

    def send(self) -> None:
        self.page.keyboard.press("Control+Enter")

    # Working

    def line(self, task: str, about: str) -> Locator:
        """Return the inbox line of a task about something."""
        lines = self.page.get_by_role("list", name="任务").get_by_role("button")
        return lines.filter(has_text=task).filter(has_text=about)

    def open_task(self, task: str, about: str) -> None:
        self.line(task, about).click()
        expect(self.page.get_by_role("article", name=task).get_by_text(about).first).to_be_visible()

    def complete(self, task: str, about: str, choices: Mapping[str, str] | None = None, **texts: str) -> None:
        """Open a task from the inbox, fill in its form, and complete it by the keyboard."""
        self.open_task(task, about)
        for field, choice in (choices or {}).items():
            self.choose(field, choice)
        for field, text in texts.items():
            self.write(field, text)
        self.send()
        expect(self.page.get_by_text(f"{task}：已完成")).to_be_visible()

    def ring(self, recording: str) -> None:
        self.page.get_by_role("button", name="模拟来电").click()
        self.page.get_by_role("menuitem", name=recording).click()

    def open_order(self, title: str, symptom: str = "停电") -> str:
        """Open an order without a call; return its number."""
        self.go("/intake")
        self.write("标题", title)
        self.write("来电人", "演示来电人")
        self.pick("区县", "东溪区")
        self.pick("区域", "城区")
        self.choose("现象", symptom)
        self.send()
        return self.number_told()

    def number_told(self) -> str:
        """Return the number that the page tells to read out."""
        shown = self.page.get_by_test_id("order-number")
        expect(shown).to_have_text(NUMBER)
        return shown.inner_text().strip()

    def find_order(self, number: str) -> None:
        search = self.page.get_by_role("searchbox", name="按编号或标题找工单")
        search.fill(number)
        search.press("Enter")
        expect(self.page.get_by_test_id("order-status")).to_be_visible()
