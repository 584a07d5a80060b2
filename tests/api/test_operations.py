"""Packages, messages, notices, health, demonstration, the web application, and what a request costs."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api import Recording, create_app
from api.accounts import COOKIE, CSRF_HEADER
from engine.commands.notifications.from_job import StoreNotification
from engine.errors import NotFound
from engine.ids import new_id
from engine.words import Words
from tests.api.conftest import Site, Visitor
from tests.drawing import catch, conditional, draw, end, signal, start
from tests.stage import PACKAGES, SYSTEM, package_files


def test_a_designer_deploys_a_package(site: Site) -> None:
    designer = site.person("designer")
    files = package_files(PACKAGES / "repair")
    before = designer.get("/packages/repair").json
    assert (before["current"]["version"], before["calls"]) == (1, ["follow-up"])
    assert "forms/intake.json" in before["files"]
    same = designer.post("/packages", {"files": files}).json
    assert (same["version"], same["new"]) == (1, False)
    changed = {**files, "package.yaml": files["package.yaml"].replace("Fault repair", "Repairs")}
    planned = designer.post("/packages", {"files": changed, "dry_run": True}).json
    assert (planned["version"], planned["new"], planned["id"], planned["dry_run"]) == (2, True, None, True)
    assert designer.get("/packages/repair").json["current"]["version"] == 1
    parts = {path: (io.BytesIO(text.encode()), path) for path, text in changed.items()}
    done = designer.send("POST", "/packages", data=parts)
    assert (done.status_code, done.json["version"]) == (200, 2)
    after = designer.get("/packages/repair").json
    assert after["current"]["name_en"] == "Repairs"
    assert [(one["version"], one["active"]) for one in after["versions"]] == [(2, True), (1, False)]
    assert after["current"]["deployed_by_name"] == "设计员"
    assert designer.get("/packages/repair/diagram?version=1").json["xml"].lstrip().startswith("<?xml")
    assert designer.get("/packages/repair/diagram").json["version"] == 2
    assert [one["version"] for one in designer.get("/packages").json["items"]] == [1, 1, 2]


def test_a_diagram_that_cannot_run_is_refused_with_every_finding(site: Site) -> None:
    designer = site.person("designer")
    files = package_files(PACKAGES / "repair")
    broken = {
        path: text.replace('calledElement="follow-up"', 'calledElement="nowhere"')
        for path, text in files.items()
    }
    refused = designer.post("/packages", {"files": broken})
    assert (refused.status_code, refused.json["code"]) == (422, "diagram-refused")
    finding = refused.json["findings"][0]
    assert (finding["element"], finding["severity"]) == ("follow-up", "error")
    assert finding["problem"]
    assert finding["remedy"]
    assert designer.post("/packages", {"files": {"a": "b"}}).json["code"] == "diagram-refused"
    assert designer.post("/packages", {"files": {}}).status_code == 422
    assert designer.send("POST", "/packages", data=b"x", content_type="text/plain").status_code == 415
    latin = {"package.yaml": (io.BytesIO(b"\xff\xfe"), "package.yaml")}
    assert designer.send("POST", "/packages", data=latin).json["findings"][0]["field"] == "package.yaml"


def test_a_package_may_be_larger_than_other_requests(site: Site) -> None:
    designer = site.person("designer")
    files = {**package_files(PACKAGES / "repair"), "notes.txt": "x" * 2_000_000}
    assert designer.post("/packages", {"files": files, "dry_run": True}).status_code == 200
    assert designer.post("/packages", {"files": {"a": "x" * 21_000_000}}).status_code == 413


def test_a_machine_sends_a_message_once(any_site: Site) -> None:
    site = any_site
    opened = site.order(site.person("agent"))
    machine = site.machine("operator")
    body = {
        "name": "order.repeat-call",
        "key": opened["number"],
        "payload": {"amount": 1.10},
        "sender_id": "gateway-7",
    }
    first = machine.post("/messages", body)
    assert (first.status_code, first.json["outcome"]) == (202, "instance")
    assert machine.post("/messages", body).json["outcome"] == "known"
    site.stage.drain()
    assert site.person("agent").get(f"/orders/{opened['order']}").json["urges"] == 1
    assert site.machine("agent").post("/messages", body).status_code == 403
    assert machine.post("/messages", {"name": "", "key": ""}).status_code == 422


def test_a_machine_broadcasts_a_signal_and_is_told_who_hears_it(any_site: Site) -> None:
    site = any_site
    waits = draw(start("s"), catch("storm", signal("storm.over")), end("e"), flows="s > storm > e")
    begins = draw(start("storm", signal("storm.over")), end("e"), flows="storm > e", key="q")
    sheet = "key: {}\nname: {{zh: x, en: x}}\ndiagram: t.bpmn\nprocess: {}\n{}"
    designer = site.person("designer")
    for key, process, category, diagram in (
        ("waiting", "p", "category: enquiry\n", waits),
        ("beginning", "q", "", begins),
    ):
        files = {"package.yaml": sheet.format(key, process, category), "t.bpmn": diagram.decode()}
        assert designer.post("/packages", {"files": files}).status_code == 200
    for _ in range(2):
        site.order(site.person("agent"), category="enquiry", beside=True, fields={})
    machine = site.machine("operator")
    told = machine.post("/signals", {"name": "storm.over", "payload": {"level": 3}})
    assert (told.status_code, told.json["heard"], len(told.json["started"])) == (202, 2, 1)
    site.stage.drain()
    assert machine.post("/signals", {"name": "storm.over"}).json["heard"] == 0
    assert site.machine("agent").post("/signals", {"name": "storm.over"}).status_code == 403
    assert machine.post("/signals", {"name": ""}).status_code == 422


def test_a_machine_tells_facts_and_a_condition_begins_a_process(any_site: Site) -> None:
    site = any_site
    diagram = draw(start("flood", conditional("level > 3")), end("e"), flows="flood > e")
    sheet = "key: flood\nname: {zh: x, en: x}\ndiagram: t.bpmn\nprocess: p\n"
    files = {"package.yaml": sheet, "t.bpmn": diagram.decode()}
    assert site.person("designer").post("/packages", {"files": files}).status_code == 200
    machine = site.machine("operator")
    told = machine.post("/conditions", {"values": {"level": 4.5}})
    assert (told.status_code, len(told.json["started"]), told.json["failed"]) == (202, 1, [])
    assert machine.post("/conditions", {"values": {"level": 5}}).json["started"] == []
    assert site.machine("agent").post("/conditions", {"values": {"level": 0}}).status_code == 403
    assert machine.post("/conditions", {"values": {}}).status_code == 422


def test_notices_of_a_department_are_read_by_each_of_its_people(any_site: Site) -> None:
    site = any_site
    opened = site.order(site.person("agent"))
    for number in range(3):
        notice = StoreNotification(new_id(), f"第{number}条", opened["order"], group="repair@county")
        site.stage.run(notice, SYSTEM)
    desk, desk2 = site.person("desk"), site.person("desk2")
    page = desk.get("/notifications?limit=2").json
    assert (len(page["items"]), page["count"]) == (2, 3)
    rest = desk.get(f"/notifications?limit=2&cursor={page['next']}").json
    assert (len(rest["items"]), rest["next"]) == (1, None)
    notice = page["items"][0]
    assert (notice["order_number"], notice["department_name"]) == (opened["number"], "东县抢修调度")
    assert site.person("west").post(f"/notifications/{notice['id']}/read").status_code == 404
    assert desk.post(f"/notifications/{notice['id']}/read").json == {"read": True}
    assert desk.get("/notifications").json["count"] == 2
    assert desk2.get("/notifications").json["count"] == 3, "each reads for themselves"


def test_health_is_told_to_anybody_and_tells_of_no_data(any_site: Site) -> None:
    site = any_site
    visitor = site.visitor()
    assert visitor.get("/health/live").json == {"status": "live"}
    ready = visitor.get("/health/ready")
    assert (ready.status_code, ready.json["timers_seconds"]) == (200, 0.0)
    site.order(site.person("agent"))
    site.stage.set_clock(site.stage.now.replace(hour=2))
    behind = visitor.get("/health/ready").json
    assert behind["timers_seconds"] > 0, "nobody fires what is due"
    assert set(behind) == {"status", "broken", "timers_seconds", "deliveries_seconds", "jobs_seconds"}


class Recordings:
    """A demonstration with one recording."""

    def __init__(self) -> None:
        self.rung: list[str] = []

    def recordings(self) -> Sequence[Recording]:
        return [Recording("fault", "停电报修", "A fault", 42.5)]

    def ring(self, recording: str) -> Mapping[str, Any]:
        if recording != "fault":
            raise NotFound(Words.same(f"there is no recording {recording!r}"))
        self.rung.append(recording)
        return {"call": "x-1"}


class Demonstrating:
    """A system with a demonstration."""

    def __init__(self, system: Any, demonstration: Recordings) -> None:
        self.settings, self.database, self.engine, self.hub, self.sandbox = (
            system.settings,
            system.database,
            system.engine,
            system.hub,
            system.sandbox,
        )
        self.demonstration = demonstration


def test_a_recorded_call_rings_only_where_it_may(site: Site) -> None:
    agent = site.person("agent")
    assert agent.get("/demonstration").json == {
        "enabled": False,
        "clock_rate": 0.0,
        "business_now": "2026-11-23T01:00:00+00:00",
        "recordings": [],
    }
    assert agent.post("/demonstration/calls", {"recording": "fault"}).status_code == 404
    recordings = Recordings()
    site.app = create_app(Demonstrating(site.stage.system, recordings))
    agent = site.person("agent")
    assert agent.get("/demonstration").json["recordings"][0]["name_zh"] == "停电报修"
    assert agent.post("/demonstration/calls", {"recording": "fault"}).json == {
        "recording": "fault",
        "call": "x-1",
    }
    assert agent.post("/demonstration/calls", {"recording": "ghost"}).status_code == 404
    assert site.person("desk").post("/demonstration/calls", {"recording": "fault"}).status_code == 403
    assert recordings.rung == ["fault"]


def test_words_have_names_in_both_languages(site: Site) -> None:
    words = site.person("desk").get("/vocabulary").json
    assert {"key": "fault-report", "zh": "报修", "en": "fault report"} in words["categories"]
    assert any(word["key"] == "awaiting-parts" for word in words["hold_reasons"])
    assert any(word["key"] == "arrive" and word["zh"] for word in words["limits"])
    (area,) = [fact for fact in words["facts"] if fact["key"] == "area"]
    assert (area["zh"], area["values"][0]) == ("区域", {"key": "urban", "zh": "城区", "en": "urban"})
    tiers = site.person("city").get("/tiers").json["items"]
    assert [tier["code"] for tier in tiers] == ["A", "A1", "A1-C1", "A1-C2", "A1-S", "A2", "A2-C1", "A2-S"]


@pytest.fixture
def built(site: Site, tmp_path: Path) -> Site:
    """A site whose web application is built."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>环</title>", "utf-8")
    (tmp_path / "assets" / "app-4f2a.js").write_text("1", "utf-8")
    (tmp_path.parent / "secret.txt").write_text("secret", "utf-8")
    system = site.stage.system
    site.stands_on(replace(system, settings=replace(system.settings, web=tmp_path)))
    return site


def test_the_web_application_is_served_with_its_pages(built: Site) -> None:
    browser = built.app.test_client()
    for path in ("/", "/index.html", "/orders/2611230000017", "/inbox?scope=mine"):
        page = browser.get(path)
        assert (page.status_code, "环" in page.text) == (200, True), path
        assert page.headers["Cache-Control"] == "no-cache"
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    asset = browser.get("/assets/app-4f2a.js")
    assert "immutable" in asset.headers["Cache-Control"]
    assert browser.get("/assets/app-old.js").status_code == 404
    assert browser.get("/favicon.ico").status_code == 404
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "//secret.txt"):
        assert "secret" not in browser.get(path).text, path
    assert browser.get("/api/v1/nothing").json["code"] == "not-found"
    assert browser.get("/api").json["code"] == "not-found"
    assert browser.post("/orders").status_code == 404


def test_without_a_built_web_application_it_says_what_to_do(built: Site, tmp_path: Path) -> None:
    (tmp_path / "index.html").unlink()
    missing = built.app.test_client().get("/")
    assert (missing.status_code, "make setup" in missing.json["detail"]) == (404, True)


class CountingDatabase:
    """Counts the statements that are sent to a database."""

    def __init__(self, database: Any) -> None:
        self.database, self.dialect, self.url = database, database.dialect, database.url
        self.statements = 0

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        with self.database.transaction() as tx:
            try:
                yield tx
            finally:
                self.statements += tx.statements

    @contextmanager
    def reading(self) -> Iterator[Any]:
        with self.database.reading() as tx:
            try:
                yield tx
            finally:
                self.statements += tx.statements

    def close(self) -> None:
        self.database.close()


def counted(site: Site, username: str) -> tuple[CountingDatabase, Visitor]:
    """Return a counter and somebody whose requests it counts."""
    person = site.person(username)
    counter = CountingDatabase(site.stage.system.database)
    site.stage.engine.database = counter
    site.stands_on(replace(site.stage.system, database=counter))
    visitor = Visitor(site.app, person.headers)
    visitor.http.set_cookie(COOKIE, person.http.get_cookie(COOKIE).value)
    assert CSRF_HEADER in visitor.headers
    return counter, visitor


@pytest.mark.parametrize(
    ("path", "most"),
    [("/inbox", 6), ("/inbox?scope=mine&text=x", 6), ("/orders", 6), ("/calls", 6), ("/notifications", 6)],
)
def test_a_list_takes_few_statements(any_site: Site, path: str, most: int) -> None:
    any_site.order(any_site.person("agent"))
    counter, visitor = counted(any_site, "agent")
    visitor.get(path)
    counter.statements = 0
    assert visitor.get(path).status_code == 200
    assert 0 < counter.statements <= most
