"""The demonstration in a real browser: one server and one Chromium for all stories."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.conftest import REQUIRE_ALL
from tests.servers import browser_program, free_port
from tests.web.person import Person, new_context
from tests.web.persons.colleagues import Colleague

#: A page is waited for as long on a busy machine as whatever a person does there.
expect.set_options(timeout=15_000)
ROOT = Path(__file__).parent.parent.parent
#: Without these Chromium asks the closed network for updates at every start.
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync "
    "--use-fake-device-for-media-stream --use-fake-ui-for-media-stream"
).split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/web/" in str(item.path):
            item.add_marker(pytest.mark.browser)


def packages_by_day(folder: Path) -> Path:
    """Return a copy of the shipped packages in which customers are called at any hour.

    The stories run by the true clock; at night a follow-up would rightly wait until the morning.
    """
    packages = folder / "bpmn"
    shutil.copytree(ROOT / "bpmn", packages)
    rules = packages / "follow-up" / "rules" / "follow-up.dmn"
    shipped = rules.read_text("utf-8")
    always = shipped.replace("<text>21</text>", "<text>24</text>").replace("<text>8</text>", "<text>0</text>")
    assert always != shipped
    rules.write_text(always, "utf-8")
    return packages


class Site:
    """The all-in-one with demonstration data, in a folder of its own, with more options and settings."""

    def __init__(self, folder: Path, *options: str, **settings: str) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        environment = {
            **os.environ,
            "HUAN_DATABASE_URL": f"sqlite:///{folder}/huan.sqlite3",
            "HUAN_PORT": self.url.rpartition(":")[2],
            "HUAN_PACKAGES": str(packages_by_day(folder)),
            "HUAN_WEB": str(ROOT / "web" / "dist"),
            **settings,
        }
        self._log = (folder / "log").open("wb")
        command = [sys.executable, "-m", "huan", "run", "--demo", *options]
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=self._log, stderr=self._log, start_new_session=True
        )
        try:
            self._wait()
        except BaseException:
            self.close()
            raise
        self.password = (folder / "var" / "demo-password").read_text().strip()

    def _wait(self) -> None:
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/api/v1/health/ready", timeout=10):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError(f"huan run did not answer: {Path(self._log.name).read_text()[-2000:]}")

    def close(self) -> None:
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait(30)
        self._log.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if not (ROOT / "web" / "dist" / "index.html").exists():
        pytest.fail("the web application is not built: run `make setup`")
    made = Site(tmp_path_factory.mktemp("site"), "--telephone")
    yield made
    made.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = browser_program()
    if program is None:
        if REQUIRE_ALL:
            pytest.fail("Chromium is required (HUAN_REQUIRE=all) and not installed")
        pytest.skip("Chromium is not installed; `make test` installs it where it may")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def free_contexts() -> list[BrowserContext]:
    """Browsers that nobody sits at: opening the application in a new one takes seconds."""
    return []


@pytest.fixture
def person(
    site: Site, browser: Browser, free_contexts: list[BrowserContext]
) -> Iterator[Callable[..., Person]]:
    """Somebody at a browser of their own, signed in; afterwards nothing may have gone wrong in it."""
    opened: list[Person] = []
    taken: list[BrowserContext] = []

    def make(username: str, **options: object) -> Person:
        taken.append(free_contexts.pop() if free_contexts else new_context(browser))
        one = Person(browser, site.url, site.password, username, context=taken[-1], **options)  # type: ignore[arg-type]
        opened.append(one)
        one.come_in()
        return one

    yield make
    complaints = [complaint for one in opened for complaint in one.complaints]
    for one in opened:
        one.close()
    free_contexts.extend(taken)
    assert complaints == []


@pytest.fixture
def as_shipped(site: Site) -> Iterator[None]:
    """Afterwards the packages' first versions are active again: other stories begin with them."""
    yield
    with Colleague(site, "designer") as designer:
        for package in designer.get("/packages")["items"]:
            first = designer.get(f"/packages/{package['package']}")["versions"][-1]
            if not first["active"]:
                designer.post(f"/definitions/{first['id']}/activate", {})
