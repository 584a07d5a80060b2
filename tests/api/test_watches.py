"""Watching an order over HTTP: it is one's own, gives no right, and is gone from lists when one may not see it."""

from __future__ import annotations

from typing import Any

from engine.commands.api_tokens import CreateApiToken
from tests.api.conftest import Site, Visitor
from tests.stage import SYSTEM


def watched(visitor: Visitor) -> list[tuple[str, str]]:
    page: Any = visitor.get("/inbox?scope=watched").json
    assert page["count"] == len(page["items"])
    return [(one["element"], one["order_title"]) for one in page["items"]]


def test_an_order_is_watched_while_one_may_see_it_and_no_longer(any_site: Site) -> None:
    city, supervisor = any_site.person("city"), any_site.person("supervisor")
    order = any_site.order(any_site.person("agent"))["order"]
    path = f"/orders/{order}/watch"
    assert city.get(f"/orders/{order}").json["watching"] is False
    before = city.get(f"/orders/{order}").headers["ETag"]
    began = city.send("PUT", path)
    assert (began.status_code, began.json) == (200, {"order": order, "watching": True, "watchers": 1})
    assert city.send("PUT", path).json == began.json
    assert supervisor.send("PUT", path).json["watchers"] == 2
    shown = city.get(f"/orders/{order}", {"If-None-Match": before})
    assert (shown.status_code, shown.json["watching"], shown.json["watchers"]) == (200, True, 2)
    assert any_site.person("desk").get(f"/orders/{order}").json["watching"] is False
    assert watched(city) == watched(supervisor) == [("dispatch", "全家停电")]

    north = any_site.person("north")
    assert [north.send(method, path).status_code for method in ("PUT", "DELETE")] == [404, 404]
    reader = any_site.stage.run(CreateApiToken("city", "board", scopes=["orders:read"]), SYSTEM)
    machine = Visitor(any_site.app, {"Authorization": f"Bearer {reader['token']}"})
    assert machine.send("DELETE", path).status_code == 403, "watching takes orders:write"

    shut = {"reason": "涉及内部人员", "named": [any_site.ids["supervisor"]]}
    assert any_site.person("duty").post(f"/orders/{order}/restrict", shut).status_code == 200
    assert watched(city) == [], "a watch opens nothing"
    assert [city.send(method, path).status_code for method in ("PUT", "DELETE")] == [404, 404]
    assert watched(supervisor) == [("dispatch", "限制查阅")]
    assert supervisor.get(f"/orders/{order}").json["code"] == "look-reason-needed"

    lifted = any_site.person("duty").post(f"/orders/{order}/lift", {"reason": "查明无关"})
    assert lifted.status_code == 200, lifted.text
    assert watched(city) == [("dispatch", "全家停电")], "seen again, watched again"
    ended = city.send("DELETE", path)
    assert (ended.status_code, ended.json) == (200, {"order": order, "watching": False, "watchers": 1})
    assert city.send("DELETE", path).json == ended.json
    assert (watched(city), watched(supervisor)) == ([], [("dispatch", "全家停电")])
    said = [one["type"] for one in supervisor.get(f"/orders/{order}/history").json["items"]]
    assert [one for one in said if "watched" in one] == ["order.watched", "order.watched", "order.unwatched"]
