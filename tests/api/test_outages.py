"""Outages over HTTP: filtered, with their place, changed, and their orders linked and parted."""

from __future__ import annotations

from typing import Any

from tests.api.conftest import Site, Visitor


def record(site: Site, desk: Visitor, **given: Any) -> str:
    body = {"kind": "fault", "title": "变压器故障", "cause": "equipment", "tier_id": site.ids["A1"]}
    body |= {"starts_at": site.stage.now.isoformat(), "transformer_area": "演示2号台区", **given}
    answer = desk.post("/outages", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json["outage"])


def test_a_premise_shows_its_outages_also_those_that_are_over(any_site: Site) -> None:
    site = any_site
    desk, home = site.person("desk"), site.ids["premise-A1"]
    named = record(site, desk, premise_ids=[home])
    record(site, desk, title="别处")
    assert desk.post(f"/outages/{named}/restore", {"revision": 1}).status_code == 200
    found = site.person("agent").get(f"/outages?premise={home}").json
    assert ([one["id"] for one in found["items"]], found["count"]) == ([named], 1)
    assert desk.get(f"/outages?premise={home}&going_on=true").json["items"] == []
    assert desk.get("/outages?area=演示2").json["count"] == 2
    assert desk.get("/outages?area=号台区&status=restored").json["count"] == 0, "an area's name begins so"


def test_premises_of_an_outage_are_paged_and_only_for_who_serves_there(any_site: Site) -> None:
    site = any_site
    desk = site.person("desk")
    key = record(site, desk, premise_ids=[site.ids["premise-A1"]])
    path = f"/outages/{key}/premises"
    assert [one["number"] for one in desk.get(path).json["items"]] == ["M0000001"]
    assert desk.get(f"{path}?text=M9").json["count"] == 0
    assert site.person("west").get(path).json["items"] == []
    assert site.person("crew").get(path).status_code == 403
    assert desk.get(f"/outages/{site.ids['desk']}/premises").status_code == 404


def test_an_outage_is_corrected_and_its_orders_are_parted_from_its_page(any_site: Site) -> None:
    site = any_site
    agent, desk = site.person("agent"), site.person("desk")
    order = site.order(agent)["order"]
    key = record(site, desk)
    assert desk.post(f"/orders/{order}/outage", {"outage_id": key}).status_code == 200
    page = desk.get(f"/outages/{key}").json
    assert [(one["order"], one["is_outside"], one["may_unlink"]) for one in page["explained"]] == [
        (order, True, True)
    ]
    change = {"revision": 1, "add_premise_ids": [site.ids["premise-A1"]], "title": "  2 号变压器  "}
    changed = desk.post(f"/outages/{key}/change", change)
    assert changed.json == {"outage": key, "revision": 2, "told": 0, "linked": 0, "outside": 0}
    page = desk.get(f"/outages/{key}").json
    assert (page["title"], page["premises"], page["explained"][0]["is_outside"]) == ("2 号变压器", 1, False)
    history = desk.get(f"/outages/{key}/history").json["items"][-1]
    assert {"name": "premises_added", "before": None, "after": ["M0000001"]} in history["values"]
    assert desk.post(f"/orders/{order}/outage/remove", {"outage_id": key}).status_code == 200
    assert desk.get(f"/outages/{key}").json["explained"] == []
    late = desk.post(f"/outages/{key}/change", change)
    assert (late.status_code, late.json["code"], late.json["person"]) == (
        409,
        "revision-conflict",
        "东县调度",
    )
    assert site.person("west").post(f"/outages/{key}/change", {**change, "revision": 2}).status_code == 403
    bad = {"revision": 2, "add_premise_ids": [site.ids["premise-B1"]]}
    refused = desk.post(f"/outages/{key}/change", bad)
    assert (refused.status_code, refused.json["findings"][0]["field"]) == (422, "premise_ids")
