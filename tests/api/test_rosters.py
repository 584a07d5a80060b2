"""Rosters over HTTP: planned by the leader, nobody twice at a time, handed over with two signatures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.api.conftest import Site


def planned(site: Site, begin: float, end: float, *people: str, **more: Any) -> dict[str, Any]:
    now = site.stage.now
    return {
        "department_id": site.ids["customer-service@P"],
        "name": "白班",
        "from_at": (now + timedelta(hours=begin)).isoformat(),
        "until_at": (now + timedelta(hours=end)).isoformat(),
        "people": [site.ids[one] for one in people],
        **more,
    }


def test_a_shift_is_planned_worked_and_handed_over(any_site: Site) -> None:
    site = any_site
    leader, agent, second = site.person("leader"), site.person("agent"), site.person("agent2")
    made = leader.post("/rosters/shifts", planned(site, 0, 8, "leader", "agent", days=3))
    assert made.status_code == 201, made.text
    assert len(made.json["ids"]) == 3
    (now,) = agent.get("/rosters/on-duty").json["items"]
    assert ([one["name"] for one in now["people"]], now["may_plan"]) == (["班长", "坐席甲"], False)
    night = planned(site, 8, 24, "agent2", name="夜班")
    assert leader.post("/rosters/shifts", night).status_code == 201
    week = leader.get("/rosters/shifts?limit=2").json
    assert ([one["name"] for one in week["items"]], week["count"]) == (["白班", "夜班"], 4)
    order = site.order(agent)
    site.stage.later(hours=7)
    body = {
        "to_person_id": site.ids["agent2"],
        "points": [{"text": "等待台区研判", "order": order["number"]}, {"text": "三号坐席耳机坏"}],
    }
    path = f"/rosters/shifts/{now['id']}/hand-over"
    assert second.post(path, body).status_code == 403, "not on duty in it"
    written = agent.post(path, body)
    assert written.status_code == 201, written.text
    (log,) = second.get("/rosters/hand-overs").json["items"]
    assert (log["may_receive"], log["received_at"], len(log["points"])) == (True, None, 2)
    assert agent.post(f"/rosters/hand-overs/{log['id']}/receive").status_code == 403
    signed = second.post(f"/rosters/hand-overs/{log['id']}/receive")
    assert signed.json["revision"] == second.post(f"/rosters/hand-overs/{log['id']}/receive").json["revision"]
    assert second.get("/rosters/hand-overs").json["items"][0]["received_at"] is not None
    kinds = [one["kind"] for one in leader.get("/administration/changes?subject=rosters").json["items"]]
    assert kinds == ["changed", "created"] + ["created"] * 4


def test_what_does_not_fit_is_refused(site: Site) -> None:
    leader = site.person("leader")

    def refused(body: dict[str, Any]) -> str:
        answer = leader.post("/rosters/shifts", body)
        assert answer.status_code == 422, answer.text
        return str(answer.json["findings"][0]["field"])

    assert leader.post("/rosters/shifts", planned(site, 0, 8, "agent")).status_code == 201
    assert refused(planned(site, 7, 9, "agent2", "agent")) == "people"
    assert refused(planned(site, 9, 10, "desk")) == "people"
    assert refused(planned(site, 9, 10, "agent", "agent")) == "people"
    assert refused(planned(site, 10, 9, "agent")) == "until_at"
    assert refused(planned(site, -9, -1, "agent")) == "until_at"
    assert refused(planned(site, 1, 99, "agent")) == "until_at"
    assert refused(planned(site, 9, 10, "agent", name="\u200b")) == "name"
    assert refused(planned(site, 9, 34, "agent2", days=2)) == "people", "it would overlap itself"
    assert leader.get("/rosters/shifts").json["count"] == 1, "none of several days was planned"
    assert site.person("duty").post("/rosters/shifts", planned(site, 9, 10, "agent")).status_code == 403
    begins = planned(site, 20, 22, "agent2")
    later = leader.post("/rosters/shifts", begins).json["ids"][0]
    early = {"to_person_id": site.ids["agent"], "points": []}
    assert site.person("agent2").post(f"/rosters/shifts/{later}/hand-over", early).status_code == 409


def test_a_shift_is_changed_by_what_was_read_and_cancelled(any_site: Site) -> None:
    leader = any_site.person("leader")
    shift = leader.post("/rosters/shifts", planned(any_site, 1, 8, "agent")).json["ids"][0]
    path = f"/rosters/shifts/{shift}"
    changed = leader.put(path, {"people": [any_site.ids["agent2"]], "revision": 1, "reason": "调班"})
    assert changed.json["revision"] == 2
    assert leader.put(path, {"cancel": True, "revision": 1}).status_code == 409
    assert leader.put(path, {"cancel": True, "revision": 2}).json["revision"] == 3
    assert leader.get("/rosters/shifts").json["items"] == []
    told = any_site.person("agent").get("/notifications").json["items"]
    assert any("排班" in one["text_zh"] for one in told)
    assert any_site.person("north").get("/rosters/shifts").json["items"] == []
