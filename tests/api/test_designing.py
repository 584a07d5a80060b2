"""A designer checks and tries out a package that nobody has deployed yet."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from marshmallow import Schema, fields

from api.schemas import designing
from engine.definitions.blank import blank_package
from engine.sandbox import LONG, Job
from tests.api.conftest import Site, Visitor
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


def test_the_menus_of_an_editor_offer_what_a_check_accepts(site: Site) -> None:
    executed = site.person("designer").get("/executed").json
    assert {"userTask", "adHocSubProcess", "transaction"} <= set(executed["activities"])
    assert "complexGateway" in executed["gateways"]
    starts = {one["trigger"] for one in executed["events"] if one["place"] == "inner start"}
    assert starts == {None}
    assert site.person("agent").get("/executed").status_code == 403


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


def members(value: Any, schema: Schema, at: str) -> None:
    """Make sure that an answer's members are those of its schema, however deep, so that none is lost."""
    assert set(value) == set(schema.dump_fields), (at, set(value) ^ set(schema.fields))
    for name, field in schema.fields.items():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested) and value[name] is not None:
            for one in value[name] if isinstance(field, fields.List) else [value[name]]:
                members(one, inner.schema, f"{at}.{name}")


def test_nothing_of_what_a_scenario_tells_is_lost_on_its_way(site: Site) -> None:
    folder = PACKAGES / "repair"
    files = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and (path.parent.name != "scenarios" or path.stem in ("late", "holding"))
    }
    files["scenarios/broken.yaml"] = "scenarios: 1"
    late = files["scenarios/late.yaml"]
    files["scenarios/late.yaml"] = late.replace("attention: city", "attention: province")
    beside = {"follow-up": package_files(PACKAGES / "follow-up")}
    told = site.stage.system.sandbox.run(Job.TEST, LONG, files=files, beside=beside, only=None)
    assert told["problems"]
    assert any(one["failure"] for one in told["scenarios"])
    members(told, designing.TestedPackage(), "tested")


def test_the_history_of_an_order_becomes_a_scenario_without_what_is_private(site: Site) -> None:
    site.order(site.person("agent"), title="王女士家停电", caller_number="13912345678")
    site.stage.later(seconds=70)
    site.stage.do("dispatch", "agent", {"dispatch_note": "请找李师傅"})
    number = site.person("agent").get("/orders").json["items"][0]["number"]
    designer, files = site.person("designer"), package_files(PACKAGES / "repair")
    body = {"files": files, "order": f"{number[:6]} {number[6:12]} {number[12:]}", "name": "真实的一单"}
    recorded = designer.post("/packages/record", body)
    assert recorded.status_code == 200, recorded.text
    text = recorded.json["text"]
    assert "do: 派单" in text
    assert "真实的一单" in text
    assert not [secret for secret in ("王女士", "13912345678", "李师傅", "坐席甲") if secret in text]
    tested = designer.post("/packages/test", {"files": {**files, "scenarios/recorded-1.yaml": text}}).json
    assert [one["passed"] for one in tested["scenarios"] if one["name"] == "真实的一单"] == [True]
    blank = designer.post("/packages/record", {**body, "files": BLANK})
    assert (blank.status_code, "it ran on repair, not on meter" in blank.json["detail"]) == (422, True)
    unknown = designer.post("/packages/record", {**body, "order": "1234567890123"})
    assert unknown.status_code == 404
    assert site.person("agent").post("/packages/record", body).status_code == 403


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


def unpacked(by: Visitor, content: bytes) -> Any:
    return by.send("POST", "/packages/unpack", data={"archive": (io.BytesIO(content), "p.zip")})


def test_a_version_goes_out_as_a_zip_file_and_comes_back_the_same(any_site: Site) -> None:
    designer = any_site.person("designer")
    designer.post("/packages", {"files": BLANK})
    version = designer.get("/packages/meter").json["current"]["id"]
    got = designer.get(f"/definitions/{version}/archive")
    assert (got.status_code, got.content_type) == (200, "application/zip")
    assert "meter-1.zip" in got.headers["Content-Disposition"]
    assert got.data == designer.get(f"/definitions/{version}/archive").data
    same = designer.get(f"/definitions/{version}/archive", {"If-None-Match": got.headers["ETag"]})
    assert same.status_code == 304
    back = unpacked(designer, got.data)
    assert (back.status_code, back.json["errors"], back.json["package"]["key"]) == (200, 0, "meter")
    assert back.json["files"] == BLANK == designer.get(f"/definitions/{version}/files").json["files"]
    assert any_site.person("desk").get(f"/definitions/{version}/files").status_code == 200


def test_a_zip_file_that_reaches_outside_is_refused_by_name(site: Site) -> None:
    designer = site.person("designer")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("package.yaml", "key: x")
        archive.writestr("../../etc/passwd", "root")
    refused = unpacked(designer, made.getvalue())
    assert (refused.status_code, refused.json["code"]) == (422, "diagram-refused")
    assert [finding["file"] for finding in refused.json["findings"]] == ["zip/../../etc/passwd"]
    assert unpacked(designer, b"no zip").status_code == 422
    assert designer.send("POST", "/packages/unpack").status_code == 422
    assert unpacked(site.person("leader"), b"no zip").status_code == 403


def test_scenarios_come_and_go_with_their_version_and_are_no_part_of_it(any_site: Site) -> None:
    designer = any_site.person("designer")
    bare = {path: text for path, text in BLANK.items() if not path.startswith("scenarios/")}
    first = designer.post("/packages", {"files": bare}).json
    same = designer.post("/packages", {"files": BLANK}).json
    assert (same["id"], same["new"], same["source_hash"]) == (first["id"], False, first["source_hash"])
    draft = designer.post("/drafts", {"definition_id": first["id"]}).json["id"]
    assert designer.get(f"/drafts/{draft}").json["files"] == BLANK
    designer.post("/packages", {"files": bare})
    assert designer.get(f"/definitions/{first['id']}/files").json["files"] == BLANK


def test_a_draft_is_reviewed_and_deployed_and_running_orders_stay_on_their_version(any_site: Site) -> None:
    designer = any_site.person("designer")
    order = any_site.order(any_site.person("agent"))
    before = designer.get("/packages/repair").json["current"]
    draft = designer.post("/drafts", {"definition_id": before["id"]}).json["id"]
    files = designer.get(f"/drafts/{draft}").json["files"]
    same = designer.post("/packages/review", {"files": files}).json
    assert (same["unchanged"], same["differences"]) == (True, [])
    files["repair.bpmn"] = files["repair.bpmn"].replace('name="接单"', 'name="接单确认"')
    saved = designer.put(f"/drafts/{draft}", {"files": files, "revision": 1}).json
    reviewed = designer.post("/packages/review", {"files": files})
    assert reviewed.status_code == 200, reviewed.text
    review = reviewed.json
    assert (review["errors"], review["unchanged"], review["replaces"]) == (0, False, before["id"])
    assert {one["element"] for one in review["differences"]} == {"accept"}
    assert all(one["sentence_zh"] for one in review["differences"])
    running = [(one["version"], one["active"], one["orders"]) for one in review["running"]]
    assert running == [(1, True, 1)]
    body = {"revision": saved["revision"], "replaces": review["replaces"]}
    done = designer.post(f"/drafts/{draft}/deploy", body)
    assert (done.status_code, done.json["version"], done.json["new"]) == (200, 2, True), done.text
    assert designer.get(f"/drafts/{draft}").json["version"] == 2
    assert designer.get(f"/drafts/{draft}/changes").json["items"][0]["kind"] == "deployed"
    instances = any_site.person("agent").get(f"/orders/{order['order']}").json["instances"]
    assert [one["version"] for one in instances] == [1]
    after = designer.post("/packages/review", {"files": files}).json
    assert (after["replaces_version"], after["unchanged"]) == (2, True)
    assert [(one["version"], one["active"]) for one in after["running"]] == [(1, False)]


def test_only_what_was_reviewed_is_deployed(any_site: Site) -> None:
    designer = any_site.person("designer")
    draft = designer.post("/drafts", {"files": BLANK}).json["id"]
    path = f"/drafts/{draft}/deploy"
    review = designer.post("/packages/review", {"files": BLANK}).json
    assert (review["replaces"], review["running"], review["differences"]) == (None, [], [])
    designer.put(f"/drafts/{draft}", {"files": {**BLANK, "a.txt": ""}, "revision": 1})
    late = designer.post(path, {"revision": 1, "replaces": None})
    assert (late.status_code, late.json["code"], late.json["person"]) == (409, "revision-conflict", "设计员")
    tag = designer.get(f"/drafts/{draft}").headers["ETag"]
    assert designer.post(path, {"replaces": None}, {"If-Match": '"1-0f"'}).status_code == 412
    assert designer.post(path, {"replaces": None}).status_code == 428
    assert designer.post(path, {"replaces": None}, {"If-Match": "*"}).status_code == 428
    designer.post("/packages", {"files": BLANK})
    other = designer.post(path, {"replaces": None}, {"If-Match": tag})
    assert (other.status_code, other.json["person"]) == (409, "设计员")
    assert "review the draft again" in other.json["detail"]
    active = designer.get("/packages/meter").json["current"]
    done = designer.post(path, {"replaces": active["id"]}, {"If-Match": tag})
    assert (done.status_code, done.json["version"]) == (200, 2)
    broken = designer.post("/drafts", {"files": {"package.yaml": "key: ["}}).json["id"]
    refused = designer.post(f"/drafts/{broken}/deploy", {"revision": 1, "replaces": None})
    assert (refused.status_code, refused.json["code"]) == (422, "diagram-refused")


def test_a_camunda_diagram_becomes_a_package_with_a_report(site: Site) -> None:
    diagram = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="x">
  <bpmn:process id="Invoice" isExecutable="true">
    <bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/>
    <bpmn:userTask id="t" name="Approve" camunda:candidateGroups="accounting"/>
    <bpmn:sequenceFlow id="g" sourceRef="t" targetRef="e"/><bpmn:endEvent id="e"/>
  </bpmn:process>
</bpmn:definitions>"""
    made = site.person("designer").post("/packages/translate", {"files": {"invoice.bpmn": diagram}})
    assert made.status_code == 200, made.text
    package = made.json["packages"][0]
    assert (package["source"], package["key"]) == ("invoice.bpmn", "invoice")
    assert "package.yaml" in package["files"]
    assert any(line["element"] == "t" and line["what_zh"] for line in package["report"])
    nothing = site.person("designer").post("/packages/translate", {"files": {"a.txt": ""}})
    assert (nothing.status_code, nothing.json["code"]) == (422, "diagram-refused")
