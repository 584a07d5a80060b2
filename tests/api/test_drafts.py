"""Drafts of packages: two designers work on them, nobody's work is lost, and who did what is known."""

from __future__ import annotations

from typing import Any

import pytest

from engine.ids import new_id
from engine.store.organisation import changed, insert_rows
from tests.api.conftest import Site, Visitor
from tests.stage import PACKAGES, package_files


@pytest.fixture
def designer(any_site: Site) -> Visitor:
    return any_site.person("designer")


def second_designer(site: Site) -> Visitor:
    """Let the supervisor design packages too, and return them."""
    row = {
        "id": new_id(),
        "person_id": site.ids["supervisor"],
        "department_id": site.ids["supervision@P"],
        "role": "designer",
    }
    with site.stage.system.database.transaction() as tx:
        insert_rows(tx, "membership", [row])
        changed(tx)
    return site.person("supervisor")


def begun(by: Visitor, **given: Any) -> dict[str, Any]:
    """Begin a draft as a page does, with a key of its own, and return it as it is read."""
    answer = by.post("/drafts", given, {"Idempotency-Key": new_id()})
    assert answer.status_code == 201, answer.text
    return dict(by.get(f"/drafts/{answer.json['id']}").json)


def test_a_draft_begins_with_the_files_of_a_version(designer: Visitor) -> None:
    version = designer.get("/packages/repair").json["current"]
    draft = begun(designer, definition_id=version["id"])
    assert (draft["name"], draft["package"], draft["version"]) == ("报修", "repair", 1)
    assert draft["files"] == package_files(PACKAGES / "repair")
    assert (draft["revision"], draft["changed_by_name"]) == (1, "设计员")
    assert draft["bytes"] == sum(len(text.encode()) for text in draft["files"].values())


def test_a_draft_begins_with_a_new_package_with_files_or_with_nothing(designer: Visitor) -> None:
    blank = begun(designer, blank={"key": "meter", "name_zh": "换表", "name_en": "Meter change"})
    assert (blank["name"], blank["package"], blank["definition_id"]) == ("换表", "meter", None)
    assert sorted(blank["files"]) == [
        "forms/handle.json",
        "meter.bpmn",
        "package.yaml",
        "scenarios/meter.yaml",
    ]
    given = begun(designer, name="从压缩包", files={"package.yaml": "key: [", "notes.txt": "草稿"})
    assert (given["name"], given["package"], given["file_count"]) == ("从压缩包", None, 2)
    empty = begun(designer)
    assert (empty["name"], empty["files"], empty["bytes"]) == ("未命名", {}, 0)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"files": {"../x": "y"}}, 422, "diagram-refused"),
        ({"files": {"a": "x\x01y"}, "name": "\n"}, 422, "invalid-input"),
        ({"files": {f"{n}.txt": "" for n in range(501)}}, 422, "diagram-refused"),
        ({"files": {"a": "b"}, "blank": {"key": "k", "name_zh": "名", "name_en": "n"}}, 422, "invalid-input"),
        ({"blank": {"key": "../k", "name_zh": "名", "name_en": "n"}}, 422, "invalid-input"),
        ({"blank": {"key": "k", "name_zh": "名\n", "name_en": " "}}, 422, "invalid-input"),
        ({"definition_id": "00000000-0000-7000-8000-000000000000"}, 404, "not-found"),
        ({"files": {"a": "x" * 21_000_000}}, 413, "too-large"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_begun(
    site: Site, body: dict[str, Any], status: int, code: str
) -> None:
    designer = site.person("designer")
    refused = designer.post("/drafts", body)
    assert (refused.status_code, refused.json["code"]) == (status, code)
    assert designer.get("/drafts").json["count"] == 0


def test_a_draft_that_another_has_changed_is_not_overwritten_and_it_says_by_whom(any_site: Site) -> None:
    designer, other = any_site.person("designer"), second_designer(any_site)
    draft = begun(designer, files={"a.txt": "1"})
    path = f"/drafts/{draft['id']}"
    tag = designer.get(path).headers["ETag"]
    assert designer.get(path, headers={"If-None-Match": tag}).status_code == 304
    saved = other.put(path, {"files": {"a.txt": "2"}}, {"If-Match": tag})
    assert (saved.status_code, saved.json["revision"]) == (200, 2)
    late = designer.put(path, {"files": {"a.txt": "3"}}, {"If-Match": tag})
    assert (late.status_code, late.json["code"]) == (412, "revision-conflict")
    assert (late.json["person"], late.json["expected"], late.json["actual"]) == ("监督员", 1, 2)
    assert late.json["at"]
    in_body = designer.put(path, {"files": {"a.txt": "3"}, "revision": 1})
    assert (in_body.status_code, in_body.json["person"]) == (409, "监督员")
    assert designer.put(path, {"files": {}}).status_code == 428
    assert designer.send("DELETE", path, {"If-Match": tag}).status_code == 412
    assert designer.get(path).json["files"] == {"a.txt": "2"}


def test_saving_what_is_there_already_is_a_success_that_changes_nothing(designer: Visitor) -> None:
    draft = begun(designer, files={"a.txt": "1"})
    path = f"/drafts/{draft['id']}"
    first = designer.put(path, {"files": {"a.txt": "2"}, "revision": 1})
    again = designer.put(path, {"files": {"a.txt": "2"}, "revision": 1})
    assert (first.json["revision"], again.status_code, again.json["revision"]) == (2, 200, 2)
    assert designer.get(f"{path}/changes").json["count"] == 2


def test_who_changed_which_draft_when_stays_known_after_it_was_deleted(any_site: Site) -> None:
    designer, other = any_site.person("designer"), second_designer(any_site)
    draft = begun(designer, files={"a.txt": "1", "b.txt": "1"}, name="甲")
    path = f"/drafts/{draft['id']}"
    any_site.stage.later(minutes=5)
    other.put(path, {"files": {"a.txt": "2", "c.txt": "1"}, "name": "乙", "revision": 1})
    assert designer.send("DELETE", path).json == {"id": draft["id"], "deleted": True}
    assert designer.get(path).status_code == 404
    assert designer.send("DELETE", path).status_code == 404
    told = designer.get(f"{path}/changes").json["items"]
    assert [(one["kind"], one["name"], one["changed_by_name"]) for one in told] == [
        ("deleted", "乙", "设计员"),
        ("changed", "乙", "监督员"),
        ("created", "甲", "设计员"),
    ]
    assert (told[1]["added"], told[1]["changed"], told[1]["removed"]) == (["c.txt"], ["a.txt"], ["b.txt"])
    assert told[1]["changed_at"] > told[2]["changed_at"]
    page = designer.get(f"{path}/changes?limit=2").json
    rest = designer.get(f"{path}/changes?limit=2&cursor={page['next']}").json
    assert [one["kind"] for one in rest["items"]] == ["created"]
    assert designer.get(f"/drafts/{new_id()}/changes").status_code == 404


def test_drafts_are_found_by_name_package_and_person_and_come_in_pages(any_site: Site) -> None:
    designer, other = any_site.person("designer"), second_designer(any_site)
    for number in range(3):
        begun(designer, name=f"第{number}稿", files={})
        any_site.stage.later(minutes=1)
    begun(other, blank={"key": "meter", "name_zh": "换表", "name_en": "Meters"})
    page = designer.get("/drafts?limit=3").json
    assert [one["name"] for one in page["items"]] == ["换表", "第2稿", "第1稿"]
    rest = designer.get(f"/drafts?limit=3&cursor={page['next']}").json
    assert ([one["name"] for one in rest["items"]], rest["next"], rest["count"]) == (["第0稿"], None, 4)
    oldest = designer.get("/drafts?sort=changed").json["items"]
    assert [one["name"] for one in oldest] == ["第0稿", "第1稿", "第2稿", "换表"]
    assert [one["name"] for one in designer.get("/drafts?package=meter").json["items"]] == ["换表"]
    assert [one["name"] for one in designer.get("/drafts?text=METE").json["items"]] == ["换表"]
    assert [one["name"] for one in designer.get("/drafts?text=1稿").json["items"]] == ["第1稿"]
    assert designer.get("/drafts?text=%25").json["count"] == 0
    assert [one["name"] for one in other.get("/drafts?mine=true").json["items"]] == ["换表"]


def test_beginning_a_draft_twice_under_one_key_begins_one(any_site: Site) -> None:
    designer = any_site.person("designer")
    key = {"Idempotency-Key": "draft-1"}
    body = {"files": {"a": "b"}}
    first, second = designer.post("/drafts", body, key), designer.post("/drafts", body, key)
    assert first.json == second.json
    assert designer.get("/drafts").json["count"] == 1
    assert designer.post("/drafts", {"files": {}}, key).json["code"] == "idempotency-mismatch"
    meter, key = (
        {"key": "meter", "name_zh": "换表", "name_en": "Meter change"},
        {"Idempotency-Key": "draft-2"},
    )
    blank = designer.post("/drafts", {"blank": meter}, key)
    assert blank.status_code == 201, blank.text
    assert designer.post("/drafts", {"blank": meter}, key).json == blank.json
    other = designer.post("/drafts", {"blank": {**meter, "key": "seal"}}, key)
    assert other.json["code"] == "idempotency-mismatch"


def test_only_who_may_deploy_sees_drafts(site: Site) -> None:
    draft = begun(site.person("designer"), files={})
    for path in ("/drafts", f"/drafts/{draft['id']}", f"/drafts/{draft['id']}/changes"):
        assert site.person("leader").get(path).status_code == 403
