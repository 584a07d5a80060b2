"""The organisation is changed over HTTP: each change checked, kept with its reason, refused to strangers."""

from __future__ import annotations

from typing import Any

import pytest

from engine.ids import new_id
from tests.api.conftest import Site, Visitor


@pytest.fixture
def operator(any_site: Site) -> Visitor:
    return any_site.person("operator")


def made(by: Visitor, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = by.post(f"/organisation/{path}", body, {"Idempotency-Key": new_id()})
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def listed(by: Visitor, path: str) -> list[dict[str, Any]]:
    answer = by.get(f"/organisation/{path}")
    assert answer.status_code == 200, answer.text
    return list(answer.json["items"])


def problems(answer: Any) -> set[str]:
    assert answer.status_code == 422, answer.text
    return {finding["field"] for finding in answer.json["findings"]}


def test_a_county_is_founded_with_a_department_and_somebody_in_it(any_site: Site, operator: Visitor) -> None:
    county = made(
        operator,
        "tiers",
        {"kind": "county", "code": "A3", "name": "南县", "parent_id": any_site.ids["A"], "reason": "新设"},
    )
    desk = made(operator, "departments", {"tier_id": county["id"], "kind": "repair", "name": "南县抢修调度"})
    place = {"department_id": desk["id"], "role": "dispatcher", "post": "dispatcher"}
    someone = made(operator, "people", {"username": "south", "name": "南县调度", **place})
    duty = made(operator, "departments", {"tier_id": county["id"], "kind": "duty", "name": "南县值班室"})
    more = {"department_id": duty["id"], "role": "duty-manager", "post": "duty-manager"}
    made(operator, f"people/{someone['id']}/places", more)
    made(operator, "territories", {"code": "T9", "name": "南县城区", "tier_id": county["id"]})
    made(operator, "supply-units", {"code": "U9", "name": "南县供电公司", "tier_id": county["id"]})
    (line,) = listed(operator, f"people?below={any_site.ids['A']}&text=南县&role=duty-manager")
    assert [place["department_name"] for place in line["places"]] == ["南县值班室", "南县抢修调度"]
    assert [one["name"] for one in listed(operator, f"tiers?at={any_site.ids['A']}&sort=-code")] == [
        "南县",
        "西县",
        "东县",
    ]
    assert [one["code"] for one in listed(operator, "territories?text=南县")] == ["T9"]
    assert listed(operator, "supply-units?sort=-code")[0]["code"] == "U9"
    any_site.ids["south"] = someone["id"]
    assert any_site.person("south").get("/session").json["memberships"][0]["tier_code"] == "A3"
    changes = operator.get("/administration/changes?subject=organisation&sort=changed").json["items"]
    assert [(c["key"].split(":")[0], c["label"], c["reason"]) for c in changes[:2]] == [
        ("tier", "南县", "新设"),
        ("department", "南县抢修调度", None),
    ]
    assert {value["name"]: value["after"] for value in changes[0]["values"]}["path"] == "/P/A/A3/"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("东县", "there already"),
        ("东 县", "the same but for a blank"),
        ("东\u200b县", "an invisible character"),
        ("Ａ1 组 А", "Latin and Cyrillic letters"),
        ("—— ·", "no letter"),
        ("\u3164", "a filler"),
    ],
)
def test_names_that_cannot_be_told_apart_are_refused(site: Site, name: str, why: str) -> None:
    body = {"kind": "county", "code": "A9", "name": name, "parent_id": site.ids["A"]}
    assert problems(site.person("operator").post("/organisation/tiers", body)) == {"name"}, why


def test_what_cannot_stand_there_is_refused_and_nothing_is_made(site: Site) -> None:
    operator = site.person("operator")
    before = operator.get("/organisation/tiers?state=all").json["count"]
    tier = {"kind": "county", "code": "A1", "name": "x", "parent_id": site.ids["A1"], "zone": "Mars/Base"}
    found = problems(operator.post("/organisation/tiers", {**tier, "calendar": "none"}))
    assert found == {"code", "parent_id", "zone", "calendar"}
    department = {"tier_id": site.ids["A1"], "kind": "repair", "name": "另一调度", "queue": "repair@default"}
    assert problems(operator.post("/organisation/departments", department)) == {"kind", "queue"}
    person = {"username": "desk", "name": "某人", "department_id": site.ids["repair@A1"], "role": "king"}
    refused = problems(operator.post("/organisation/people", {**person, "post": "queen", "agent": "1001"}))
    assert refused == {"username", "role", "post", "agent"}
    assert problems(operator.post("/organisation/people", {**person, "salary": 1})) == {"salary"}
    area = {"code": "T1", "name": "A1 辖区", "tier_id": site.ids["A1"]}
    assert problems(operator.post("/organisation/territories", area)) == {"code", "name"}
    assert operator.get("/organisation/tiers?state=all").json["count"] == before
    assert operator.get("/administration/changes").json["count"] == 0


def test_a_change_is_based_on_what_was_read(any_site: Site, operator: Visitor) -> None:
    path = f"/organisation/departments/{any_site.ids['repair@A1']}"
    read = operator.get(path)
    assert operator.get(path, {"If-None-Match": read.headers["ETag"]}).status_code == 304
    assert operator.put(path, {"name": "东县供电抢修"}).status_code == 428
    tag = {"If-Match": read.headers["ETag"]}
    assert operator.put(path, {"name": "东县供电抢修", "reason": "改名"}, tag).json["revision"] == 2
    assert operator.put(path, {"name": "别的"}, tag).status_code == 412
    assert operator.put(path, {"name": "别的", "revision": 1}).status_code == 409
    assert operator.get(path).json["name"] == "东县供电抢修"
    tier = f"/organisation/tiers/{any_site.ids['A1']}"
    assert operator.put(tier, {"name": "东溪县", "revision": 1}).json["revision"] == 2
    person = f"/organisation/people/{any_site.ids['desk']}"
    assert operator.put(person, {"name": "东溪调度", "agent": "2001", "revision": 1}).json["revision"] == 2
    assert operator.get(person).json["agent"] == "2001"


def test_a_county_operator_administers_the_county_and_nobody_else(any_site: Site, operator: Visitor) -> None:
    place = {"department_id": any_site.ids["duty@A1"], "role": "operator"}
    made(operator, f"people/{any_site.ids['duty']}/places", place)
    county = any_site.person("duty")
    crew = {"kind": "crew", "code": "A1-C9", "name": "东县九班", "parent_id": any_site.ids["A1"]}
    assert county.post("/organisation/tiers", crew).status_code == 201
    west = {**crew, "code": "A2-C9", "parent_id": any_site.ids["A2"]}
    assert county.post("/organisation/tiers", west).status_code == 403
    assert {one["tier_name"] for one in listed(county, "departments")} == {
        "东县",
        "东县抢修一班",
        "东县抢修二班",
    }
    assert "西县调度" not in {one["name"] for one in listed(county, "people?limit=100")}
    neighbour = any_site.ids["west"]
    assert county.get(f"/organisation/people/{neighbour}").status_code == 404
    assert county.put(f"/organisation/people/{neighbour}", {"name": "x", "revision": 1}).status_code == 403
    assert [c["label"] for c in county.get("/administration/changes").json["items"]] == [
        "东县九班",
        "东县值班长 · 东县值班室",
    ]


def test_lists_go_on_where_the_page_before_ended(any_site: Site, operator: Visitor) -> None:
    names, cursor = [], ""
    while cursor is not None:
        page = operator.get(f"/organisation/people?limit=7&sort=name{cursor and '&cursor=' + cursor}").json
        names += [one["name"] for one in page["items"]]
        cursor = page["next"]
    assert (len(names), len(set(names))) == (page["count"], page["count"])
    assert operator.get("/organisation/people?cursor=bm9uZQ&sort=name").status_code == 422
