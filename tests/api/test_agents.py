"""An agent's morning over HTTP, with the clock set; and what the shift leader and the operator do about it."""

from __future__ import annotations

from typing import Any

from engine.calling.states import Phone
from engine.commands.agents.phone_told import RecordAgent
from engine.workers import settle_agents
from tests.api.conftest import Site, Visitor
from tests.stage import SYSTEM


def device(site: Site, name: str, contact: str = "user/1001", **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "node": "hz-1",
        "contact": contact,
        "kind": "phone",
        "can_answer": False,
        "department_id": site.ids["customer-service@P"],
        **more,
    }


def queue(name: str = "repair@default", **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "node": "hz-1",
        "zh": "报修",
        "en": "repairs",
        "service_seconds": 20,
        "after_call_seconds": 30,
        **more,
    }


def made(by: Visitor, path: str, body: dict[str, Any]) -> str:
    answer = by.post(path, body)
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])


def furnished(site: Site) -> dict[str, str]:
    """Enter two desks, a queue and a reason for breaks; give the queue to the first agent."""
    operator = site.person("operator")
    ids = {
        "desk": made(operator, "/telephony/devices", device(site, "一号座")),
        "desk2": made(operator, "/telephony/devices", device(site, "二号座", "user/1002")),
        "queue": made(operator, "/telephony/queues", queue()),
    }
    rest = {"key": "rest", "zh": "休息", "en": "rest", "limit_minutes": 15}
    ids["rest"] = made(operator, "/telephony/break-reasons", rest)
    tiers = {"tiers": [{"queue": ids["queue"], "level": 1, "position": 1}]}
    given = site.person("leader").put(f"/agents/{site.ids['agent']}/tiers", tiers)
    assert given.status_code == 200, given.text
    return ids


def told(site: Site, **what: Any) -> None:
    """Let the exchange tell something of the first agent."""
    site.stage.run(RecordAgent("1001@default", site.stage.now, **what), SYSTEM)


def later(site: Site, **delta: float) -> None:
    site.stage.later(**delta)
    settle_agents(site.stage.engine)


def test_an_agents_morning(any_site: Site) -> None:
    site = any_site
    ids = furnished(site)
    agent, leader = site.person("agent"), site.person("leader")

    def state() -> tuple[str, str | None]:
        now = agent.get("/agent/state").json
        return now["state"], now["reason"]

    before = agent.get("/agent/state").json
    assert (before["state"], before["device"], before["in_step"]) == ("signed-out", None, None)
    assert [(one["key"], one["limit_minutes"]) for one in before["reasons"]] == [("rest", 15)]
    assert agent.put("/agent/state", {"state": "available"}).status_code == 409, "not signed in"
    assert [one["name"] for one in agent.get("/agent/devices").json["items"]] == ["一号座", "二号座"]

    signed_in = agent.post("/agent/sign-in", {"device": ids["desk"]})
    assert (signed_in.status_code, signed_in.json["state"]) == (200, "available")
    assert agent.post("/agent/sign-in", {"device": ids["desk"]}).status_code == 200, "once more is no harm"
    assert agent.post("/agent/sign-in", {"device": ids["desk2"]}).status_code == 409, "one at a time"
    taken = site.person("agent2").post("/agent/sign-in", {"device": ids["desk"]})
    assert (taken.status_code, taken.json["person"]) == (409, "坐席甲")

    # A call: it rings, they speak, and a break is asked for meanwhile.
    told(site, phone=Phone.RINGING, status="Available", state="Receiving")
    assert state() == ("ringing", None)
    told(site, phone=Phone.TALKING, state="In a queue call")
    assert agent.post("/agent/sign-out").status_code == 409, "a caller is on the line"
    assert agent.put("/agent/state", {"state": "break", "reason": "tea"}).status_code == 422
    assert agent.put("/agent/state", {"state": "break", "reason": "rest"}).json["state"] == "talking"
    later(site, minutes=3)
    told(site, phone=Phone.IDLE, state="Waiting")
    now = agent.get("/agent/state").json
    assert (now["state"], now["said"], now["until"]) == ("after-call", "break", "2026-11-23T01:03:30+00:00")

    # After-call work ends by itself, the break begins, and lasts too long.
    later(site, seconds=30)
    assert state() == ("break", "rest")
    assert settle_agents(site.stage.engine) == 0
    later(site, minutes=16)
    (notice,) = [one for one in leader.get("/notifications").json["items"] if one["kind"] == "break-over"]
    assert "坐席甲" in notice["text"]
    assert "16" in notice["text"]
    assert settle_agents(site.stage.engine) == 0, "it is told once"

    # The shift leader sees it, and ends it.
    (line,) = leader.get("/agents?state=break").json["items"]
    assert (line["name"], line["reason_zh"], line["device_name"]) == ("坐席甲", "休息", "一号座")
    assert [(one["name"], one["given"]) for one in line["queues"]] == [("repair@default", True)]
    body = {"state": "available", "note": "来电排队，请回座席"}
    assert leader.put(f"/agents/{site.ids['agent']}/state", body).json["state"] == "available"
    now = agent.get("/agent/state").json
    assert (now["state"], now["forced_by"], now["in_step"]) == ("available", "班长", True)
    assert [one["kind"] for one in agent.get("/notifications").json["items"]] == ["agent-forced"]

    later(site, minutes=1)
    assert agent.post("/agent/sign-out").json["state"] == "signed-out"
    stays = leader.get(f"/agents/{site.ids['agent']}").json["stays"]
    assert [(one["state"], one["by_name"]) for one in reversed(stays)] == [
        ("available", "坐席甲"),
        ("ringing", None),
        ("talking", None),
        ("after-call", None),
        ("break", None),
        ("available", "班长"),
        ("signed-out", "坐席甲"),
    ]
    assert [one["until_at"] is None for one in stays] == [True, *[False] * 6]
    recorded = leader.get("/administration/changes?subject=agents").json["items"]
    assert [one["changed_by_name"] for one in reversed(recorded)] == [
        "班长",
        "坐席甲",
        "坐席甲",
        "班长",
        "坐席甲",
    ]


def test_what_the_telephone_does_wins_and_what_is_older_is_left(site: Site) -> None:
    ids = furnished(site)
    agent = site.person("agent")
    agent.post("/agent/sign-in", {"device": ids["desk"]})
    told(site, phone=Phone.TALKING, state="In a queue call")
    site.stage.run(
        RecordAgent("1001", site.stage.now.replace(year=2025), phone=Phone.IDLE, state="Waiting"), SYSTEM
    )
    assert agent.get("/agent/state").json["state"] == "talking"
    assert site.stage.run(RecordAgent("9999", site.stage.now, phone=Phone.IDLE), SYSTEM) == {"person": None}
    told(site, phone=Phone.IDLE, state="Waiting", status="On Break")
    now = agent.get("/agent/state").json
    assert (now["state"], now["theirs"], now["in_step"]) == ("after-call", "On Break", False)
    assert agent.put("/agent/state", {"state": "available"}).json["state"] == "available"

    # Who did not answer three times is on a break that nobody chose, and comes back by themselves.
    told(site, missed_too_often=True)
    now = agent.get("/agent/state").json
    assert (now["state"], now["reason"], now["in_step"]) == ("break", "no-answer", True)
    assert agent.put("/agent/state", {"state": "available"}).json["state"] == "available"


def test_who_is_forced_out_in_a_call_ends_it_first(site: Site) -> None:
    ids = furnished(site)
    agent, leader = site.person("agent"), site.person("leader")
    agent.post("/agent/sign-in", {"device": ids["desk"]})
    told(site, phone=Phone.TALKING, state="In a queue call")
    path = f"/agents/{site.ids['agent']}/state"
    assert leader.put(path, {"state": "break", "note": "开会"}).status_code == 422, "without a reason"
    assert leader.put(path, {"state": "signed-out", "note": "下班"}).json["state"] == "talking"
    assert site.person("duty").put(path, {"state": "signed-out", "note": "x"}).status_code == 403
    told(site, phone=Phone.IDLE, state="Waiting")
    now = agent.get("/agent/state").json
    assert (now["state"], now["device"]) == ("signed-out", None)
    assert leader.put(path, {"state": "available", "note": "x"}).status_code == 409, "nobody signs others in"


def test_skills_decide_who_serves_a_queue(site: Site) -> None:
    operator, leader = site.person("operator"), site.person("leader")
    gas = made(operator, "/telephony/skills", {"key": "gas", "zh": "燃气", "en": "gas"})
    made(operator, "/telephony/queues", queue("gas@default", skill_id=gas))
    own = made(operator, "/telephony/queues", queue("personal-1002@huan", person_id=site.ids["agent2"]))
    options = leader.get("/agents/options").json
    assert ([one["key"] for one in options["skills"]], [one["name"] for one in options["queues"]]) == (
        ["gas"],
        ["gas@default"],
    )
    agent2 = f"/agents/{site.ids['agent2']}"
    assert leader.put(f"{agent2}/skills", {"skills": [{"skill": gas, "level": 4}]}).status_code == 200
    assert leader.put(f"{agent2}/skills", {"skills": [{"skill": own, "level": 4}]}).status_code == 422
    assert (
        leader.put(f"{agent2}/tiers", {"tiers": [{"queue": own, "level": 1, "position": 1}]}).status_code
        == 422
    )
    found = leader.get(agent2).json["agent"]
    assert [(one["zh"], one["level"]) for one in found["skills"]] == [("燃气", 4)]
    assert [(one["name"], one["level"], one["given"]) for one in found["queues"]] == [
        ("gas@default", 2, False),
        ("personal-1002@huan", 1, False),
    ]


def test_the_operator_keeps_devices_and_the_exchange_understands_every_name(any_site: Site) -> None:
    site = any_site
    ids = furnished(site)
    operator = site.person("operator")

    def refused(path: str, body: dict[str, Any]) -> list[str]:
        answer = operator.post(f"/telephony/{path}", body)
        assert answer.status_code == 422, answer.text
        return [one["field"] for one in answer.json["findings"]]

    for contact in ("user/1001|x", "{a=b}user/1", "user/1001 sofia/x", "user/1\nbgapi"):
        assert refused("devices", device(site, "三号座", contact)) == ["contact"], contact
    assert refused("devices", device(site, "一号座", node="HZ 1")) == ["node", "name"]
    assert refused("queues", queue("repair@default")) == ["name"]
    assert refused("queues", queue("a b", node="x y")) == ["name", "node"]
    assert refused("break-reasons", {"key": "no-answer", "zh": "未接", "en": "missed"}) == ["key"]
    assert refused("skills", {"key": "Gas!", "zh": "燃气", "en": "gas"}) == ["key"]

    change = {**device(site, "一号座", "user/2001"), "revision": 1}
    site.person("agent").post("/agent/sign-in", {"device": ids["desk"]})
    path = f"/telephony/devices/{ids['desk']}"
    assert operator.put(path, change).status_code == 409, "somebody is signed in"
    site.person("agent").post("/agent/sign-out")
    assert operator.put(path, change).json["revision"] == 2
    assert operator.put(path, {**change, "contact": "user/3"}).status_code == 409, "read before that"
    assert operator.put(path, {**change, "revision": 2, "active": False}).status_code == 200
    assert operator.get("/telephony/devices?text=号座").json["count"] == 1
    every = operator.get("/telephony/devices?state=all&sort=-name").json["items"]
    assert [(one["name"], one["contact"]) for one in every] == [
        ("二号座", "user/1002"),
        ("一号座", "user/2001"),
    ]
    (listed,) = operator.get("/telephony/queues").json["items"]
    assert listed["department_name"] == "省客户服务中心"
    assert site.person("leader").get("/telephony/devices").status_code == 403
    assert operator.get("/administration/changes?subject=telephony").json["count"] == 6


def test_agents_are_found_sorted_and_shown_to_their_own_leaders_alone(any_site: Site) -> None:
    site = any_site
    ids = furnished(site)
    site.person("agent").post("/agent/sign-in", {"device": ids["desk"]})
    leader = site.person("leader")

    def names(query: str) -> list[str]:
        answer = leader.get(f"/agents?{query}")
        assert answer.status_code == 200, answer.text
        return [one["name"] for one in answer.json["items"]]

    assert set(names("")) == {"坐席甲", "坐席乙", "班长"}
    assert names("sort=state")[0] == "坐席甲", "available comes before signed-out"
    assert names("sort=-since")[0] == "坐席甲"
    assert names("text=1002") == ["坐席乙"]
    assert names(f"department_id={site.ids['repair@A1']}") == []
    first = leader.get("/agents?limit=2&sort=since").json
    second = leader.get(f"/agents?limit=2&sort=since&cursor={first['next']}").json
    assert [len(first["items"]), len(second["items"]), second["next"]] == [2, 1, None]
    assert site.person("duty").get("/agents").json["count"] == 0, "the county leads no agents of the province"
    assert site.person("duty").get(f"/agents/{site.ids['agent']}").status_code == 404
    assert site.person("desk").get("/agents").status_code == 403
