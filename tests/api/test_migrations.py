"""Migrations over HTTP: proposed, tried, carried out by a worker, reported, undone; by whoever may deploy."""

from __future__ import annotations

from engine.commands.deploy import Deploy
from engine.workers import advance_migrations
from tests.api.conftest import Site
from tests.engine.commands.repair_versions import second_version, without_arbitration
from tests.stage import SYSTEM

REJECT = {"decision": "reject", "reject_reason": "misdirected", "evidence": "不在本县"}


def at_accept(site: Site) -> None:
    site.stage.open_order(beside=True)
    site.stage.do("dispatch", "agent")


def test_a_designer_migrates_from_proposal_to_undo(any_site: Site) -> None:
    at_accept(any_site)
    any_site.stage.run(Deploy(second_version()), SYSTEM)
    designer = any_site.person("designer")
    proposed = designer.get("/packages/repair/migrations/proposal?from=1&to=2").json
    pairs = {one["element"]: one["target"] for one in proposed["elements"]}
    assert (pairs["accept"], pairs["arrive"], proposed["instances"]) == ("take-over", "arrive", 1)
    assert [one["element"] for one in proposed["added"]] == ["brief", "brief-late", "brief-late-escalated"]
    body = {"from": 1, "to": 2}
    tried = designer.post("/packages/repair/migrations", {**body, "dry_run": True})
    assert tried.status_code == 200, tried.text
    (trial,) = tried.json["trials"]
    assert (tried.json["migration"], trial["outcome"], trial["tasks"][0]["to_element"]) == (
        None,
        "migrates",
        "take-over",
    )
    assert any_site.stage.open() == ["accept"]
    headers = {"Idempotency-Key": "once"}
    ordered = designer.post("/packages/repair/migrations", {**body, "reason": "new form"}, headers)
    assert (
        ordered.json
        == designer.post("/packages/repair/migrations", {**body, "reason": "new form"}, headers).json
    )
    path = f"/migrations/{ordered.json['migration']}"
    before = designer.get(path).json["migration"]
    assert (before["status"], before["waiting"]) == ("running", 1)
    advance_migrations(any_site.stage.engine)
    report = designer.get(path).json
    assert (report["migration"]["status"], report["migration"]["migrated"]) == ("done", 1)
    assert (report["items"][0]["status"], report["items"][0]["undoable"]) == ("migrated", True)
    assert any_site.stage.open() == ["take-over"]
    undone = designer.post(f"{path}/undo", {})
    assert (undone.status_code, undone.json["instances"]) == (200, 1), undone.text
    advance_migrations(any_site.stage.engine)
    assert (any_site.stage.open(), designer.get(path).json["migration"]["undone"]) == (["accept"], 1)
    assert designer.post(f"{path}/undo", {}).status_code == 409
    assert len(designer.get("/packages/repair/migrations").json["items"]) == 1


def test_a_refusal_says_why_in_both_languages(any_site: Site) -> None:
    at_accept(any_site)
    any_site.stage.do("accept", "desk", REJECT)
    any_site.stage.run(Deploy(without_arbitration()), SYSTEM)
    designer = any_site.person("designer")
    tried = designer.post("/packages/repair/migrations", {"from": 1, "to": 2, "dry_run": True})
    (refusal,) = tried.json["trials"][0]["refusals"]
    assert (refusal["code"], refusal["element"]) == ("removed", "arbitrate")
    assert "is not in the new version" in refusal["problem"]
    assert "新版本中没有" in refusal["problem_zh"]
    mapping = {"elements": {"accept": None, "arbitrate": "accept"}}
    mapped = designer.post(
        "/packages/repair/migrations", {"from": 1, "to": 2, "dry_run": True, "mapping": mapping}
    )
    assert mapped.json["trials"][0]["outcome"] == "migrates", mapped.text


def test_what_cannot_be_is_refused_before_anything_begins(any_site: Site) -> None:
    designer, agent = any_site.person("designer"), any_site.person("agent")
    any_site.stage.run(Deploy(second_version()), SYSTEM)
    wrong = {"from": 1, "to": 2, "mapping": {"elements": {"ghost": "arrive"}}}
    for dry in (True, False):
        refused = designer.post("/packages/repair/migrations", {**wrong, "dry_run": dry})
        assert (refused.status_code, refused.json["findings"][0]["field"]) == (422, "ghost")
    assert designer.post("/packages/repair/migrations", {"from": 1, "to": 9}).status_code == 404
    assert agent.post("/packages/repair/migrations", {"from": 1, "to": 2}).status_code == 403
    assert agent.get("/packages/repair/migrations/proposal?from=1&to=2").status_code == 403
