"""The dispatcher's board: orders by stage, crews with their load and place, nothing of a neighbour."""

from __future__ import annotations

from typing import Any

from tests.api.conftest import Site


def stages(board: Any) -> dict[str, tuple[int, list[str]]]:
    return {
        one["stage"]: (one["count"], [order["title"] for order in one["orders"]]) for one in board["stages"]
    }


def test_a_county_sees_its_orders_by_stage_and_where_its_crews_are(any_site: Site) -> None:
    site = any_site
    stage = site.stage
    stage.open_order(title="甲处停电")
    for element, who, values in (
        ("dispatch", "agent", {}),
        ("accept", "desk", {"decision": "accept"}),
        ("assign", "desk", {"crew": "A1-C1", "assign_note": "x"}),
    ):
        stage.do(element, who, values)
    stage.open_order(title="乙处停电", caller_number="13900000009", beside=True)
    stage.do("dispatch", "agent")
    desk = site.person("desk")
    board = desk.get("/boards/dispatch").json
    assert board["tier_name"] == "东县"
    assert stages(board) == {"accept": (1, ["乙处停电"]), "arrive": (1, ["甲处停电"])}
    crews = {crew["code"]: crew for crew in board["crews"]}
    assert (crews["A1-C1"]["open_tasks"], crews["A1-C1"]["is_there"]) == (1, False)
    assert crews["A1-C1"]["at"]["place"] == "演示路1号"
    assert crews["A1-C2"]["at"] is None
    assert [crew["code"] for crew in board["crews"]] == ["A1-C2", "A1-C1"], "who has least to do is first"
    stage.do("arrive", "crew", {"position": "120.1,30.2", "site_note": "x"})
    crews = {crew["code"]: crew for crew in desk.get("/boards/dispatch").json["crews"]}
    assert crews["A1-C1"]["is_there"] is True
    city = site.person("city")
    assert stages(city.get("/boards/dispatch").json) == {
        "accept": (1, ["乙处停电"]),
        "restore": (1, ["甲处停电"]),
    }
    assert stages(city.get(f"/boards/dispatch?tier={site.ids['A2']}").json) == {}


def test_a_board_opens_to_those_who_lead_in_its_territory(site: Site) -> None:
    address = f"/boards/dispatch?tier={site.ids['A1']}"
    assert site.person("west").get(address).status_code == 404
    assert site.person("crew").get(address).status_code == 403
    assert site.person("desk").get(f"/boards/dispatch?tier={site.ids['P']}").status_code == 404
    assert site.person("duty").get(address).status_code == 200
