"""What an order's page offers to merge into it: each with why, and with a result for each."""

from __future__ import annotations

from sqlalchemy import update

from engine.store.statement import Statement
from engine.store.tables import premise
from tests.api.conftest import Site


def test_a_main_order_offers_what_may_be_the_same_event_and_why(any_site: Site) -> None:
    site = any_site
    agent, desk = site.person("agent"), site.person("desk")
    with site.stage.system.database.transaction() as tx:
        here = update(premise).where(premise.c.number == "M0000001").values(transformer_area="演示1号台区")
        tx.write(Statement(here))
    hers = {"caller_number": "13800000001", "beside": True}
    main = site.order(agent, **hers)["order"]
    path = f"/orders/{main}/merge-candidates"
    again = site.order(agent, **hers)["order"]
    neighbour = site.order(agent, beside=True, caller_number="13900000002")["order"]
    nowhere = {"premise_id": None, "tier_id": site.ids["A1"], "area": "urban", "beside": True}
    caller = site.order(agent, **nowhere, caller_number="13800000001")["order"]
    site.order(agent, **nowhere, caller_number="13900000003")
    told = desk.get(path).json
    assert [(one["id"], one["reasons"], one["sure"]) for one in told["items"]] == [
        (caller, ["caller"], False),
        (neighbour, ["premise", "transformer-area"], True),
        (again, ["premise", "transformer-area", "caller"], True),
    ]
    assert (told["more"], told["window_hours"]) == (False, 72)

    outage = {"kind": "fault", "title": "变压器", "cause": "equipment", "tier_id": site.ids["A1"]}
    outage |= {"starts_at": site.stage.now.isoformat(), "transformer_area": "演示1号台区"}
    desk.post("/outages", outage)
    assert desk.get(path).json["items"][1]["reasons"][0] == "outage"

    merged = desk.post(f"/orders/{main}/merged", {"orders": [caller, neighbour]}).json["results"]
    assert [(one["outcome"], one["code"]) for one in merged] == [("refused", "conflict"), ("done", None)]
    assert [one["id"] for one in desk.get(path).json["items"]] == [caller, again], "what is merged is gone"
    assert desk.get(f"/orders/{neighbour}/merge-candidates").json["items"] == [], "it is no main order"
    items = desk.get(f"/orders/{again}/merge-candidates").json["items"]
    assert [one["merged"] for one in items if one["id"] == main] == [1], "a main order cannot be merged"
    site.stage.later(hours=73)
    late = site.order(agent, **hers)["order"]
    assert [one["id"] for one in desk.get(f"/orders/{late}/merge-candidates").json["items"]] == []


def test_candidates_are_only_for_who_may_merge_there(any_site: Site) -> None:
    site = any_site
    order = site.order(site.person("agent"))["order"]
    path = f"/orders/{order}/merge-candidates"
    assert site.person("agent").get(path).status_code == 403
    assert site.person("west").get(path).status_code == 404
    assert site.person("desk").get(f"/orders/{site.ids['desk']}/merge-candidates").status_code == 404
