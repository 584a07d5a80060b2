"""Places end, tiers move and close, supply units change: what it leads to is told before, or it is refused."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from engine.store.tables import membership, tier
from engine.workers import advance_reorganisations
from tests.api.conftest import Site


def place_of(site: Site, who: str) -> str:
    rows = site.stage.rows(select(membership.c.id).where(membership.c.person_id == site.ids[who]))
    return str(rows[0]["id"])


def changes(site: Site) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = site.person("operator").get("/administration/changes").json["items"]
    return items


def test_a_place_ends_and_what_was_held_goes_back_to_the_department(any_site: Site) -> None:
    site, operator = any_site, any_site.person("operator")
    site.order(site.person("agent"))
    site.stage.do("dispatch", "agent")
    site.stage.claim("accept", "desk2")
    path = f"/organisation/people/{site.ids['desk2']}/places/{place_of(site, 'desk2')}/end"
    told = operator.post(path, {"dry_run": True})
    assert (told.status_code, told.json["released"], told.json["reorganisation"]) == (200, 1, None), told.text
    assert site.stage.task("accept")["holder_id"] == site.ids["desk2"]
    done = operator.post(path, {"reason": "调到外单位"})
    assert done.json["reorganisation"] is not None
    while advance_reorganisations(site.stage.engine, most=5):
        pass
    assert site.stage.lines("accept") == {("candidate", "repair@A1")}
    assert site.stage.task("accept")["holder_id"] is None
    assert operator.post(path, {}).status_code == 404
    (entry,) = [one for one in changes(site) if one["reason"] == "调到外单位"]
    assert "东县抢修调度" in entry["label"]
    own = f"/organisation/people/{site.ids['operator']}/places/{place_of(site, 'operator')}/end"
    assert operator.post(own, {}).status_code == 409


def test_a_crew_moves_to_another_county_and_a_county_with_orders_stays(any_site: Site) -> None:
    site, operator, ids = any_site, any_site.person("operator"), any_site.ids
    site.order(site.person("agent"))
    into = {"parent_id": ids["A2"]}
    county = operator.post(f"/organisation/tiers/{ids['A1']}/move", {"parent_id": ids["B"], "dry_run": True})
    assert (county.status_code, county.json["orders"]) == (409, 1), county.text
    station = operator.post(f"/organisation/tiers/{ids['A1-S']}/move", {**into, "dry_run": True})
    assert (station.status_code, station.json["running"]) == (409, 1), "its supply unit has the order"
    path = f"/organisation/tiers/{ids['A1-C2']}/move"
    assert operator.post(path, {"parent_id": ids["A1-C1"], "dry_run": True}).status_code == 422
    assert operator.post(path, {**into, "dry_run": True}).json["tiers"] == 1
    assert operator.post(path, into).status_code == 428
    moved = operator.post(path, {**into, "revision": 1, "reason": "划归西县"})
    assert (moved.status_code, moved.json["revision"]) == (200, 2), moved.text
    rows = site.stage.rows(select(tier.c.path).where(tier.c.id == ids["A1-C2"]))
    assert rows == [{"path": "/P/A/A2/A1-C2/"}]
    assert changes(site)[0]["reason"] == "划归西县"


def test_a_tier_closes_when_nothing_is_left_there(any_site: Site) -> None:
    site, operator, ids = any_site, any_site.person("operator"), any_site.ids
    full = operator.post(f"/organisation/tiers/{ids['A2']}/close", {"dry_run": True})
    assert full.status_code == 409
    assert {"departments", "tiers", "territories"} <= set(full.json)
    station = operator.post(f"/organisation/tiers/{ids['A2-S']}/close", {"dry_run": True})
    assert (station.status_code, station.json["supply_units"]) == (409, 1), station.text
    made = {"kind": "station", "code": "A2-X", "name": "临时供电所", "parent_id": ids["A2"]}
    new = operator.post("/organisation/tiers", made).json["id"]
    path = f"/organisation/tiers/{new}/close"
    assert operator.post(path, {"revision": 1, "reason": "并所"}).status_code == 200
    items = operator.get("/organisation/tiers?state=ended").json["items"]
    assert [one["name"] for one in items] == ["临时供电所"]
    assert changes(site)[0]["reason"] == "并所"


def test_a_supply_unit_changes_its_name_and_ends_without_premises(any_site: Site) -> None:
    site, operator = any_site, any_site.person("operator")
    unit = operator.get("/organisation/supply-units").json["items"][0]
    path = f"/organisation/supply-units/{unit['id']}/change"
    told = operator.post(path, {"dry_run": True})
    assert (told.status_code, told.json["premises"] > 0) == (200, True), told.text
    full = operator.post(path, {"ended": True, "revision": 1})
    assert (full.status_code, full.json["premises"] > 0) == (409, True)
    named = operator.post(path, {"name": "城东供电营业所", "revision": 1, "reason": "更名"})
    assert (named.status_code, named.json["revision"]) == (200, 2), named.text
    assert operator.post(path, {"name": "旧名", "revision": 1}).json["code"] == "revision-conflict"
    made = {"code": "U-X", "name": "新所", "tier_id": site.ids["A1"]}
    new = operator.post("/organisation/supply-units", made).json["id"]
    end = operator.post(f"/organisation/supply-units/{new}/change", {"ended": True, "revision": 1})
    assert (end.status_code, end.json["revision"]) == (200, 2), end.text
    ended = operator.get("/organisation/supply-units?state=ended").json["items"]
    assert [one["name"] for one in ended] == ["新所"]
