"""A crew reaches a customer and never learns the number: no answer of the API tells it."""

from __future__ import annotations

import re
from typing import Any

from api.access import Access, declared_policy
from api.endpoint import PREFIX
from tests.api.conftest import Site
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
