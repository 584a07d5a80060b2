"""Wording for emergencies: shift leaders write, change and withdraw it; every agent reads what holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.api.conftest import Site
from tests.stage import MORNING

LINE_DOWN = {
    "title": "断线落地",
    "text_zh": "请远离导线八米以上，不要触碰，看住他人。",
    "text_en": "Keep eight metres away from the line.",
    "category": "fault-report",
    "symptom": "导线落地",
}


def titles(person: Any, query: str = "") -> list[str]:
    answer = person.get(f"/wording{query}")
    assert answer.status_code == 200, answer.json
    return [one["title"] for one in answer.json["items"]]


def test_a_text_is_written_read_changed_and_withdrawn_and_all_of_it_is_on_record(any_site: Site) -> None:
    site = any_site
    leader, agent = site.person("leader"), site.person("agent")
    assert agent.post("/wording", LINE_DOWN).status_code == 403
    made = leader.post("/wording", LINE_DOWN)
    assert (made.status_code, made.json["revision"]) == (201, 1)
    storm = {
        "title": "台风大面积停电",
        "text_zh": "100%_正在抢修",
        "until": (MORNING + timedelta(days=1)).isoformat(),
    }
    assert leader.post("/wording", storm).status_code == 201
    assert titles(agent, "?sort=title") == sorted(["断线落地", "台风大面积停电"])
    assert titles(agent, "?category=complaint") == ["台风大面积停电"], "for every category"
    assert titles(agent, "?text=八米") == ["断线落地"]
    assert titles(agent, "?text=%25_") == ["台风大面积停电"], "a sign stands for itself"
    first = agent.get("/wording?sort=title&limit=1").json
    second = agent.get(f"/wording?sort=title&limit=1&cursor={first['next']}").json
    assert {one["title"] for page in (first, second) for one in page["items"]} == {
        "断线落地",
        "台风大面积停电",
    }
    assert agent.get(f"/wording?cursor={first['next']}").status_code == 422, "the cursor of another order"

    address = f"/wording/{made.json['id']}"
    changed = {**LINE_DOWN, "text_zh": "请远离导线十米以上。"}
    assert leader.put(address, {**changed, "revision": 1}).json["revision"] == 2
    lost = site.person("duty").put(address, {**LINE_DOWN, "revision": 1})
    assert lost.status_code == 409
    assert lost.json["type"].endswith("revision-conflict")
    assert leader.put(address, {**changed, "revision": 2}).json["revision"] == 2, "nothing has changed"
    assert leader.put(address, changed).status_code == 428

    assert leader.post(f"{address}/withdraw", {"reason": " "}).status_code == 422
    assert leader.post(f"{address}/withdraw", {"reason": "有新规程"}).json["revision"] == 3
    assert leader.put(address, {**changed, "revision": 3}).status_code == 409
    assert titles(agent) == ["台风大面积停电"]
    site.stage.later(hours=25)
    assert titles(agent) == []
    assert len(titles(agent, "?holding=false")) == 2
    record = leader.get("/administration/changes?subject=wording&sort=changed").json["items"]
    assert [(one["kind"], one["label"]) for one in record] == [
        ("created", "断线落地"),
        ("created", "台风大面积停电"),
        ("changed", "断线落地"),
        ("removed", "断线落地"),
    ]


def test_a_text_that_says_nothing_or_never_holds_is_refused_with_every_field(site: Site) -> None:
    leader = site.person("leader")
    wrong = {"title": " ", "text_zh": "\t", "until": (MORNING - timedelta(days=1)).isoformat()}
    refused = leader.post("/wording", wrong)
    assert refused.status_code == 422
    assert {one["field"] for one in refused.json["findings"]} == {"title", "text_zh", "until"}
    assert leader.post("/wording", {**LINE_DOWN, "colour": "red"}).status_code == 422
    assert titles(leader, "?holding=false") == []
