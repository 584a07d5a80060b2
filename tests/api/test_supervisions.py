"""Supervision orders and holds with an approver, over HTTP."""

from __future__ import annotations

from datetime import timedelta

from tests.api.conftest import Site


def test_a_supervision_order_from_issue_to_acceptance(any_site: Site) -> None:
    site = any_site
    order = site.order(site.person("agent"))
    city, desk = site.person("city"), site.person("desk")
    body = {
        "orders": [order["order"]],
        "department": site.ids["repair@A1"],
        "requirement": "查明停电原因",
        "deadline": (site.stage.now + timedelta(hours=8)).isoformat(),
    }
    assert site.person("agent").post("/supervisions", body).status_code == 403
    issued = city.post("/supervisions", body)
    assert (issued.status_code, issued.json["revision"]) == (201, 1)
    key = issued.json["supervision"]
    mine = desk.get("/supervisions?scope=to-reply").json["items"]
    assert [(one["id"], one["may_reply"], one["orders"][0]["title"]) for one in mine] == [
        (key, True, "全家停电")
    ]
    site.stage.set_clock(site.stage.now + timedelta(hours=9))
    late = city.get("/supervisions?scope=issued&overdue=true&text=停电").json
    assert [one["id"] for one in late["items"]] == [key]
    assert late["items"][0]["overdue"] is True
    path = f"/supervisions/{key}"
    replied = desk.post(f"{path}/reply", {"reply": "台区变压器过载"}, {"If-Match": '"1"'})
    assert replied.json["status"] == "replied"
    stale = site.person("desk2").post(f"{path}/reply", {"reply": "我也答"}, {"If-Match": '"1"'})
    assert (stale.status_code, stale.json["person"]) == (409, "东县调度")
    assert [one["id"] for one in city.get("/supervisions?scope=to-judge").json["items"]] == [key]
    vague = city.post(f"{path}/judge", {"accepted": False})
    assert (vague.status_code, vague.json["findings"][0]["field"]) == (422, "verdict")
    assert city.post(f"{path}/judge", {"accepted": True, "revision": 2}).json["status"] == "accepted"
    assert desk.get("/supervisions?open=true").json["items"] == []
    seen = desk.get(path).json
    assert (seen["reply"], seen["judged_by_name"]) == ("台区变压器过载", "甲市值班")
    assert site.person("north").get(path).status_code == 404
    told = city.get(f"/orders/{order['order']}/history").json["items"]
    assert [one["type"] for one in told if one["type"].startswith("supervision")] == [
        "supervision.issued",
        "supervision.replied",
        "supervision.accepted",
    ]


def test_supervision_orders_are_paged_by_deadline(any_site: Site) -> None:
    site = any_site
    order = site.order(site.person("agent"))["order"]
    city = site.person("city")
    for hours in (5, 3, 4):
        deadline = (site.stage.now + timedelta(hours=hours)).isoformat()
        body = {"orders": [order], "department": site.ids["repair@A1"], "requirement": f"{hours}"}
        assert city.post("/supervisions", {**body, "deadline": deadline}).status_code == 201
    first = city.get("/supervisions?limit=2").json
    rest = city.get(f"/supervisions?limit=2&cursor={first['next']}").json
    shown = [one["requirement"] for one in [*first["items"], *rest["items"]]]
    assert (shown, first["count"], rest["next"]) == (["3", "4", "5"], 3, None)
    forged = city.get(f"/supervisions?sort=-issued&cursor={first['next']}")
    assert (forged.status_code, forged.json["findings"][0]["field"]) == (422, "cursor")


def test_a_hold_waits_for_its_approver_where_the_process_does_not_decide(any_site: Site) -> None:
    site = any_site
    agent = site.person("agent")
    wanted = {"category": "enquiry", "title": "问", "tier_id": site.ids["A1"], "area": "urban"}
    opened = agent.post("/orders", wanted).json
    desk, duty = site.person("desk"), site.person("duty")
    until = (site.stage.now + timedelta(hours=2)).isoformat()
    body = {"reason": "third-party", "until": until, "note": "物业不让进"}
    asked = desk.post(f"/orders/{opened['order']}/hold-request", body)
    assert (asked.status_code, asked.json["message"]) == (202, None)
    request = asked.json["hold_request"]
    lines = duty.get("/hold-requests").json["items"]
    assert [(one["id"], one["note"], one["may_judge"]) for one in lines] == [(request, "物业不让进", True)]
    assert desk.get("/hold-requests").json["items"][0]["may_withdraw"] is True
    assert site.person("north").get("/hold-requests").json["items"] == []
    judged = duty.post(f"/hold-requests/{request}/judge", {"approves": True, "opinion": "同意"})
    assert judged.json["status"] == "approved"
    assert agent.get(f"/orders/{opened['order']}").json["status"] == "held"
    again = site.person("leader").post(f"/hold-requests/{request}/judge", {"approves": True})
    assert (again.status_code, again.json["person"]) == (409, "东县值班长")
    closed = duty.get(f"/hold-requests?open=false&order={opened['order']}").json["items"]
    assert [(one["status"], one["opinion"]) for one in closed] == [("approved", "同意")]
