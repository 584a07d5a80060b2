"""A designer checks and tries out a package that nobody has deployed yet."""

from __future__ import annotations

import pytest

from engine.definitions.blank import blank_package
from tests.api.conftest import Site
from tests.stage import PACKAGES, package_files

BLANK = blank_package("meter", "换表", "Meter change")


def test_findings_name_element_line_and_remedy_in_both_languages(site: Site) -> None:
    designer = site.person("designer")
    fine = designer.post("/packages/check", {"files": BLANK})
    assert (fine.status_code, fine.json["errors"], fine.json["findings"]) == (200, 0, []), fine.text
    assert fine.json["package"]["key"] == "meter"
    diagram = BLANK["meter.bpmn"].replace("customer-service@province", "nobody@province")
    found = designer.post("/packages/check", {"files": {**BLANK, "meter.bpmn": diagram}}).json
    finding = found["findings"][0]
    assert (found["errors"], finding["element"], finding["severity"]) == (1, "handle", "error")
    assert (finding["file"], finding["line"]) == ("meter.bpmn", 14)
    assert all(finding[name] for name in ("problem", "problem_zh", "remedy", "remedy_zh"))
    assert designer.get("/packages").json["items"][0]["package"] != "meter"


def test_a_check_knows_what_the_installation_has(site: Site) -> None:
    designer = site.person("designer")
    repair = package_files(PACKAGES / "repair")
    checked = designer.post("/packages/check", {"files": repair}).json
    deployed = designer.get("/packages/repair").json["current"]
    assert (checked["errors"], checked["source_hash"]) == (0, deployed["source_hash"])
    taken = {**BLANK, "meter.bpmn": BLANK["meter.bpmn"].replace('id="meter"', 'id="repair"')}
    taken["package.yaml"] = taken["package.yaml"].replace("process: meter", "process: repair")
    findings = designer.post("/packages/check", {"files": taken}).json["findings"]
    assert any("belongs to package 'repair'" in finding["problem"] for finding in findings)


def test_scenarios_are_played_with_a_frame_for_every_step(site: Site) -> None:
    designer = site.person("designer")
    tested = designer.post("/packages/test", {"files": BLANK})
    assert tested.status_code == 200, tested.text
    assert tested.json["passed"] is True
    scenario = tested.json["scenarios"][0]
    assert [token["element"] for token in scenario["trace"][0]["tokens"]] == ["handle"]
    assert scenario["trace"][-1]["tokens"] == []
    assert tested.json["coverage"]["missed"] == []
    failing = BLANK["scenarios/meter.yaml"].replace("ended: true", "ended: false")
    files = {**BLANK, "scenarios/meter.yaml": failing}
    failed = designer.post("/packages/test", {"files": files, "scenario": "处理完就结束"}).json
    assert failed["passed"] is False
    assert failed["scenarios"][0]["failure"]["problems"]
    assert designer.post("/packages/test", {"files": BLANK, "scenario": "没有"}).status_code == 404
    unread = designer.post("/packages/test", {"files": {"package.yaml": "key: ["}})
    assert (unread.status_code, unread.json["code"]) == (422, "diagram-refused")


def test_packages_that_are_called_play_along(site: Site) -> None:
    folder = PACKAGES / "repair"
    files = package_files(folder)
    path = "scenarios/people.yaml"
    files[path] = (folder / path).read_text("utf-8")
    tested = site.person("designer").post("/packages/test", {"files": files}).json
    assert tested["passed"] is True, tested["problems"] or tested["scenarios"]


@pytest.mark.parametrize("path", ["/packages/check", "/packages/test"])
def test_only_designers_may_and_only_so_much(site: Site, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert site.person("leader").post(path, {"files": BLANK}).status_code == 403
    designer = site.person("designer")
    assert designer.post(path, {"files": {"a": "x" * 21_000_000}}).status_code == 413
    assert designer.post(path, {"files": {"a": 1}}).status_code == 422
    assert designer.post(path, {"files": {}, "more": 1}).status_code == 422
    sandbox = site.stage.system.sandbox
    monkeypatch.setattr(sandbox, "_patience", 0.01)
    slots = sandbox._slots[path == "/packages/check"]
    with slots, slots:
        busy = designer.post(path, {"files": BLANK})
    assert (busy.status_code, busy.json["code"]) == (503, "unavailable")
    assert int(busy.headers["Retry-After"]) > 0
