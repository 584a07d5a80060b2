"""A crew reaches a customer and never learns the number: no answer of the API tells it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from sqlalchemy import update

from api.access import Access, declared_policy
from api.endpoint import PREFIX
from engine.store.statement import Statement
from engine.store.tables import premise as table_of_premises
from tests.api.conftest import Site, Visitor
from tests.api.test_endpoints import endpoints, example
from tests.calling import AGENT, NUMBER, connect, give_telephone, leg, recorded_call

#: How else it may be written, and the customer's own.
WRITTEN = ("138 1234 5678", "138-1234-5678", "+8613812345678", "13800000001")
MASKED = "138****5678"


class World:
    """An order that a crew has, told by telephone, dialled back by the crew, with everything that people wrote."""

    def __init__(self, site: Site) -> None:
        stage = site.stage
        connect(stage)
        give_telephone(stage, "crew", "3001")
        self.call = recorded_call(stage, queue="repair@default")
        agent = site.person("agent")
        opened = site.order(
            agent,
            caller_number=NUMBER,
            caller_name=NUMBER,
            title=f"请回电{NUMBER}",
            call_id=self.call,
            fields={"symptom": "no-power", "meeting_point": f"电话\n{WRITTEN[0]}，或 {WRITTEN[2]}"},
        )
        self.order = opened["order"]
        agent.post(f"/orders/{self.order}/comments", {"text": f"客户说打 {WRITTEN[1]}"})
        stage.do("dispatch", "agent", {"dispatch_note": f"先打{NUMBER}"})
        stage.do("accept", "desk", {"decision": "accept"})
        stage.do("assign", "desk", {"crew": site.ids["A1-C1"]})
        self.crew = site.person("crew")
        dialled: Any = self.crew.post(f"/orders/{self.order}/dial").json
        self.control = dialled["id"]
        at = stage.now.isoformat()
        self.dialled_call = recorded_call(
            stage,
            leg(self.control, "3001", answered_at=at),
            leg(AGENT, number=NUMBER, answered_at=at),
            exchange_id="dialled",
            agent="3001",
            caller_name=NUMBER,
        )
        page: Any = self.crew.get(f"/orders/{self.order}").json
        self.instance = page["instances"][0]["id"] if page.get("instances") else opened.get("instance")
        self.task = stage.task("arrive")["id"]
        self.ids = {
            "order_id": self.order,
            "task_id": self.task,
            "call_id": self.dialled_call,
            "control_id": self.control,
            "instance_id": self.instance,
            "premise_id": site.ids["premise-A1"],
        }

    def path(self, rule: str) -> str:
        for name, value in self.ids.items():
            rule = rule.replace(f"<id:{name}>", str(value))
        return example(rule)


def test_no_answer_tells_a_crew_the_number(site: Site) -> None:
    world = World(site)
    asked = [
        f"{world.path(rule.removeprefix(PREFIX))}{query}"
        for method, rule, view in endpoints(site.app)
        if method == "GET" and declared_policy(view) is not Access.PUBLIC and not rule.endswith("/events")
        for query in ("", "?scope=mine", "?scope=watched", "?limit=100")
    ]
    told, masked = {}, []
    for path in asked:
        answer = world.crew.get(path)
        text = answer.get_data(as_text=True)
        found = [one for one in (NUMBER, *WRITTEN) if one in text]
        if found:
            told[path] = found
        if MASKED in text and answer.status_code == 200:
            masked.append(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", path.partition("?")[0]))
    assert told == {}
    assert {"/orders/ID", "/orders/ID/history", "/tasks/ID", "/inbox", "/controls/ID", "/calls/ID"} <= set(
        masked
    ), "what the crew does see"


def test_whoever_may_sees_what_the_crew_does_not(site: Site) -> None:
    world = World(site)
    desk: Any = site.person("desk").get(f"/orders/{world.order}").json
    crew: Any = world.crew.get(f"/orders/{world.order}").json
    assert NUMBER in str(desk)
    assert (NUMBER in str(crew), MASKED in str(crew)) == (False, True)
    assert crew["id"] == desk["id"], "nothing else is touched"
    assert crew["number"] == desk["number"]


def test_what_a_crew_typed_comes_back_as_it_was_typed(site: Site) -> None:
    """A draft is sent with the completion: masked, it would be kept masked for ever."""
    world = World(site)
    page: Any = world.crew.get(f"/tasks/{world.task}").json
    typed = f"门卫电话 {WRITTEN[1]}"
    kept = world.crew.put(
        f"/tasks/{world.task}/draft", {"values": {"site_note": typed}, "revision": page["revision"]}
    )
    assert kept.status_code == 200, kept.json
    again: Any = world.crew.get(f"/tasks/{world.task}").json
    assert again["draft"]["site_note"] == typed
    assert NUMBER not in str(again["order"])


#: Every list that a crew can search.
SEARCHES = (
    "/orders?text={}",
    "/search?words={}",
    "/inbox?text={}",
    "/inbox?scope=department&text={}",
    "/calls?scope=mine&text={}",
    "/supervisions?text={}",
)
#: A number, how it may be written, and whatever of it somebody may try to put it together.
TRIED = (NUMBER, *WRITTEN, NUMBER[:3], NUMBER[:7], NUMBER[3:7], NUMBER[-4:], "１３８")
#: Supervision orders have numbers of their own in which two digits may stand.
PAIRS = ("13", "81", "23")
TRIED_IN_WORDS = (f"请回电{NUMBER[:3]}", f"请回电{NUMBER[:2]}", f"电话 {NUMBER}", f"回电{NUMBER}")


def found(visitor: Visitor, way: str, typed: str) -> list[str]:
    answer = visitor.get(way.format(quote(typed)))
    assert answer.status_code == 200, answer.text
    page: Any = answer.json
    return [one["id"] for one in page["items"]]


def test_whoever_sees_no_number_finds_nothing_by_its_digits(any_site: Site) -> None:
    world = World(any_site)
    city = any_site.person("city")
    issued: Any = city.post(
        "/supervisions",
        {
            "orders": [world.order],
            "department": any_site.ids["crew@A1-C1"],
            "requirement": f"先打{NUMBER}",
            "deadline": (any_site.stage.now + timedelta(hours=8)).isoformat(),
        },
    ).json
    crew = world.crew
    calls: Any = crew.get("/calls?scope=mine").json
    assert calls["items"], "there is a call that could be found"
    tried = [(way, typed) for way in SEARCHES for typed in (*TRIED, *TRIED_IN_WORDS)]
    tried += [(way, typed) for way in SEARCHES[:5] for typed in PAIRS]
    assert [one for one in tried if found(crew, *one)] == []
    # Whoever may see it finds it, and a crew finds everything by what is no number.
    desk = any_site.person("desk")
    assert found(desk, SEARCHES[0], NUMBER[:7]) == found(desk, SEARCHES[1], WRITTEN[0]) == [world.order]
    assert found(city, SEARCHES[5], NUMBER[:7]) == [issued["supervision"]]
    order: Any = crew.get(f"/orders/{world.order}").json
    number, premise = order["number"], order["premise"]["number"]
    for typed in (number, f"{number[:6]} {number[6:]}", number[:8], number[-4:], premise, "请回电", "先打"):
        assert found(crew, SEARCHES[0], typed) == [world.order], typed
    with any_site.stage.system.database.transaction() as tx:
        at_home = table_of_premises.c.id == any_site.ids["premise-A1"]
        tx.write(Statement(update(table_of_premises).where(at_home).values(number="3301000012345")))
    assert found(crew, SEARCHES[0], "3301 0000") == [world.order], "premises of which the number is digits"
    assert found(crew, SEARCHES[1], f"请回电 {number}") == [world.order]
    assert found(crew, SEARCHES[2], number[:8]) == found(crew, SEARCHES[2], "请回电") != []
    assert found(crew, SEARCHES[5], "先打") == [issued["supervision"]]


def test_a_crew_finds_a_house_by_its_number_but_not_by_a_part_of_it(any_site: Site) -> None:
    world = World(any_site)
    world.crew.post(f"/orders/{world.order}/comments", {"text": "在12号楼3单元，10kV城东线"})
    for typed in ("12号楼", "3单元", "10kv城东线"):
        assert found(world.crew, SEARCHES[0], typed) == [world.order], typed
    for typed in ("2号楼", "10k", "10kv城西线"):
        assert found(world.crew, SEARCHES[0], typed) == [], typed
