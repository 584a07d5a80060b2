"""The shift leader's desk: what waits before dispatch, who is on duty, what was handed over, who calls again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands.complete import CompleteTask
from engine.queries import desk as desk_queries
from tests.api.conftest import Site


def test_a_shift_leader_sees_what_waits_before_dispatch_and_who_calls_again(
    any_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = any_site
    stage, leader, agent = site.stage, site.person("leader"), site.person("agent")
    empty = leader.get("/desk").json
    assert (empty["to_check"], empty["count"], empty["repeats"], empty["sensitive"]) == ([], 0, [], [])
    flag = {"caller_number": "13800000001", "kind": "sensitive", "reason": "透析病人"}
    assert leader.post("/caller-flags", flag).status_code == 201
    stage.open_order(title="透析户停电", caller_number="13800000001")
    stage.later(minutes=1)
    stage.open_order(title="乙处停电", caller_number="13900000009", beside=True, danger=True)
    desk = leader.get("/desk").json
    assert [(one["title"], one["stage"]) for one in desk["to_check"]] == [
        ("透析户停电", "dispatch"),
        ("乙处停电", "dispatch"),
    ], "what is due first is first"
    assert desk["count"] == 2
    assert desk["to_check"][1]["priority"] >= 10
    assert [(one["title"], one["reason"]) for one in desk["sensitive"]] == [("透析户停电", "透析病人")]
    load = {one["name"]: one for one in desk["agents"]}
    assert sum(one["open_tasks"] for one in load.values()) >= 2
    assert all(one["unclaimed"] == one["open_tasks"] for one in load.values())
    assert not desk["agents_are_capped"]
    monkeypatch.setattr(desk_queries, "MOST_LINES", 1)
    many = leader.get("/desk").json
    assert many["agents_are_capped"], "more than are counted: the numbers are at least that"
    assert sum(one["open_tasks"] for one in many["agents"]) == 2
    stage.run(CompleteTask(desk["to_check"][0]["task"], {}), "agent")
    assert leader.get("/desk").json["count"] == 1, "what is dispatched is not the desk's any more"
    stage.later(days=1)
    tomorrow = leader.get("/desk").json
    assert tomorrow["sensitive"] == []
    assert sum(one["late"] for one in tomorrow["agents"]) == 1
    assert agent.get("/desk").status_code == 403
    assert site.person("west").get("/desk").json["count"] == 0, "another department's work is not shown"


def test_the_desk_shows_who_is_on_duty_and_what_nobody_has_taken_over(any_site: Site) -> None:
    site = any_site
    leader, second = site.person("leader"), site.person("agent2")
    department = site.ids["customer-service@P"]
    shift = {
        "department_id": department,
        "name": "白班",
        "from_at": site.stage.now.isoformat(),
        "until_at": (site.stage.now + timedelta(hours=8)).isoformat(),
        "people": [site.ids["leader"]],
    }
    (made,) = leader.post("/rosters/shifts", shift).json["ids"]
    (now,) = leader.get("/desk").json["on_duty"]
    assert ([one["name"] for one in now["people"]], leader.get("/desk").json["hand_overs"]) == (["班长"], [])
    body = {"to_person_id": site.ids["agent2"], "points": [{"text": "等待台区研判"}]}
    assert leader.post(f"/rosters/shifts/{made}/hand-over", body).status_code == 201
    (left,) = leader.get("/desk").json["hand_overs"]
    assert (left["points"][0]["text"], left["may_receive"]) == ("等待台区研判", False)
    assert second.post(f"/rosters/hand-overs/{left['id']}/receive").status_code == 200
    assert leader.get("/desk").json["hand_overs"] == []
    site.stage.later(hours=9)
    assert leader.get("/desk").json["on_duty"] == []
