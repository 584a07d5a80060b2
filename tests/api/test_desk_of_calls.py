"""What the desk asks for beside the calls themselves: to whom one can hand on, what is found, who listens where."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from engine.commands.call_parts import Talk
from engine.commands.exchange.note_gap import NoteGap
from tests.api.conftest import Site, Visitor
from tests.api.test_agents import furnished
from tests.api.test_pop import ANNA, heard
from tests.calling import NODE, OWNER, TELEPHONY, connect, give_telephone


def names(visitor: Visitor, query: str = "") -> tuple[list[str], list[str]]:
    found: Any = visitor.get(f"/calls/receivers{query}").json
    return [one["name"] for one in found["people"]], [one["zh"] for one in found["queues"]]


def test_a_call_goes_to_who_is_free_first_or_to_a_queue(any_site: Site) -> None:
    site = any_site
    ids = furnished(site)
    agent, second = site.person("agent"), site.person("agent2")
    give_telephone(site.stage, "leader", "1009")
    give_telephone(site.stage, "desk", "3001")
    people, queues = names(agent)
    assert ({"坐席乙", "班长"} < set(people), len(people)) == (True, 3)
    assert queues == ["报修"]
    second.post("/agent/sign-in", {"device": ids["desk2"]})
    assert names(agent)[0][0] == "坐席乙", "who is free stands first"
    assert names(agent, "?text=1009") == (["班长"], [])
    assert names(agent, "?text=%E6%8A%A5%E4%BF%AE")[1] == ["报修"]
    assert "坐席甲" in names(site.person("desk"))[0], "a county reaches its superiors"
    assert site.person("operator").get("/calls/receivers").status_code == 403


def test_calls_are_found_by_who_called_and_those_that_go_on_stand_alone(any_site: Site) -> None:
    site, now = any_site, any_site.stage.now
    agent = site.person("agent")
    talk = (Talk("x", ANNA, now),)
    old = heard(site, "old", "ended", "13900000001", ended_at=now, caller_name="钱女士", parts=talk)
    new = heard(site, "new", "answered", "13900000002", answered_at=now, agent=ANNA, parts=talk)

    def ids(query: str) -> list[str]:
        answer = agent.get(f"/calls?scope=mine&{query}")
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json["items"]]

    assert set(ids("")) == {old, new}
    assert ids("sort=started") == ids("")[::-1]
    assert ids("text=%E9%92%B1%E5%A5%B3") == ids("text=0000001") == [old]
    assert ids("live=true") == [new]
    first = agent.get("/calls?scope=mine&limit=1&sort=started").json
    second = agent.get(f"/calls?scope=mine&limit=1&sort=started&cursor={first['next']}").json
    assert {first["items"][0]["id"], second["items"][0]["id"]} == {old, new}
    assert agent.get(f"/calls?limit=1&cursor={first['next']}").status_code == 422, "of another order"
    lines = site.person("leader").get("/agents").json["items"]
    assert {one["name"]: one["call"] for one in lines} == {"坐席甲": new, "坐席乙": None, "班长": None}


def test_the_operator_sees_who_listens_and_when_nobody_did(any_site: Site) -> None:
    site, now = any_site, any_site.stage.now
    term = connect(site.stage)
    for ago in (3, 2):
        gap = NoteGap(NODE, OWNER, term, now - timedelta(hours=ago), now, "eof")
        site.stage.run(gap, TELEPHONY)
    operator = site.person("operator")
    (node,) = operator.get("/telephony/nodes").json["items"]
    assert (node["name"], node["is_live"], node["owner"]) == (NODE, True, OWNER)
    first = operator.get(f"/telephony/gaps?node={NODE}&limit=1").json
    second = operator.get(f"/telephony/gaps?node={NODE}&limit=1&cursor={first['next']}").json
    assert first["items"][0]["from_at"] > second["items"][0]["from_at"]
    assert (first["count"], second["next"], first["items"][0]["reason"]) == (2, None, "eof")
    assert operator.get("/telephony/gaps?node=elsewhere").json["count"] == 0
    assert site.person("leader").get("/telephony/nodes").status_code == 403
