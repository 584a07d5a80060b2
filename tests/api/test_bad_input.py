"""What is wrong, forged, foreign or hostile is refused with a reason or kept as plain text; nothing is half done."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import pytest

from api.endpoint import PREFIX
from engine.commands.set_password import SetPassword
from engine.credentials import SCOPES
from engine.ids import new_id
from engine.org import RULES
from engine.store.organisation import changed, insert_rows
from tests.api.conftest import Site, Visitor
from tests.stage import SYSTEM

NOWHERE = "00000000-0000-7000-8000-000000000000"
FORGED = (
    "x",
    "é",
    urlsafe_b64encode(b'["due","1"]').decode(),
    urlsafe_b64encode(b'{"a":1}').decode(),
    "A" * 401,
)


@pytest.fixture
def everybody(site: Site) -> Visitor:
    """A machine with every role at the top."""
    roles = {role for rule in RULES.values() for role in rule.roles or ()} - {"agent"}
    where = site.ids["customer-service@P"]
    with site.stage.system.database.transaction() as tx:
        insert_rows(
            tx,
            "membership",
            [
                {"id": new_id(), "person_id": site.ids["agent"], "department_id": where, "role": role}
                for role in sorted(roles)
            ],
        )
        changed(tx)
    assert len(SCOPES) > 1
    return site.machine("agent")


def lists(site: Site, parameter: str) -> Iterator[str]:
    """Yield every address that is read with a query parameter."""
    document: dict[str, Any] = site.app.test_client().get(f"{PREFIX}/openapi.json").get_json()
    for path, item in document["paths"].items():
        if any(one.get("name") == parameter for one in item.get("get", {}).get("parameters", [])):
            short = path.removeprefix(PREFIX)
            yield re.sub(r"{(\w+)}", lambda found: NOWHERE if found[1].endswith("_id") else "none", short)


def test_a_forged_cursor_is_refused_by_every_list(site: Site, everybody: Visitor) -> None:
    found = list(lists(site, "cursor"))
    assert len(found) > 10
    for path in found:
        for cursor in FORGED:
            answer = everybody.get(path, query_string={"cursor": cursor})
            assert answer.status_code in (404, 422), f"{path} {cursor}: {answer.status_code}"
            assert answer.json["code"] in ("invalid-input", "not-found"), path


@pytest.mark.parametrize("parameter", ["text", "words"])
def test_a_search_of_ten_thousand_characters_is_refused_by_every_list(
    site: Site, everybody: Visitor, parameter: str
) -> None:
    for path in lists(site, parameter):
        answer = everybody.get(path, query_string={parameter: "查" * 10_000})
        assert answer.status_code in (404, 422), f"{path}: {answer.status_code}"


def test_an_unknown_parameter_or_member_is_refused_and_named(site: Site) -> None:
    agent = site.person("agent")
    assert agent.get("/orders?colour=red").json["findings"][0]["field"] == "colour"
    body = {
        "category": "fault-report",
        "title": "停电",
        "premise_id": site.ids["premise-A1"],
        "is_admin": True,
    }
    refused = agent.post("/orders", body)
    assert (refused.status_code, refused.json["findings"][0]["field"]) == (422, "is_admin")
    assert agent.get("/orders").json["count"] == 0, "nothing half done"


def test_a_wrong_revision_changes_nothing(site: Site) -> None:
    agent = site.person("agent")
    task = site.order(agent)["opened"][0]["task"]
    refused = agent.post(f"/tasks/{task}/complete", {"values": {}, "revision": 99})
    assert (refused.status_code, refused.json["code"]) == (409, "revision-conflict")
    assert refused.json["expected"] == 99
    assert agent.get(f"/tasks/{task}").json["status"] == "open"


def test_a_foreign_countys_order_is_not_there(site: Site) -> None:
    order = site.order(site.person("agent"), "A1")["order"]
    north = site.person("north")
    for method, path in (
        ("GET", f"/orders/{order}"),
        ("GET", f"/orders/{order}/history"),
        ("GET", f"/orders/{order}/comments"),
        ("GET", f"/orders/{order}/attachments"),
        ("GET", f"/orders/{order}/looks"),
        ("POST", f"/orders/{order}/release"),
    ):
        answer = north.send(method, path)
        assert answer.status_code == 404, f"{method} {path}: {answer.status_code} {answer.text}"


def test_a_script_in_a_comment_stays_a_text(site: Site) -> None:
    agent = site.person("agent")
    order = site.order(agent, title="<img src=x onerror=alert(1)>")["order"]
    said = '<script>alert("1")</script>'
    written = agent.post(f"/orders/{order}/comments", {"text": said})
    assert written.status_code == 201, written.text
    answer = agent.get(f"/orders/{order}/comments")
    assert answer.json["items"][0]["text"] == said
    assert answer.content_type == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert (
        "script-src" in agent.get(f"/orders/{order}").headers["Content-Security-Policy"]
        or "default-src" in (agent.get(f"/orders/{order}").headers["Content-Security-Policy"])
    )


#: Cyrillic а and е, a full-width letter, a zero-width space, a capital: none of them is the agent.
ALIKE = ("аgent", "agеnt", "ａgent", "agent\u200b", "Agent", "agent ")


@pytest.mark.parametrize("name", ALIKE)
def test_a_name_that_looks_alike_is_another_name(site: Site, name: str) -> None:
    site.stage.run(SetPassword("agent", "correct horse"), SYSTEM)
    door = site.visitor()
    assert door.post("/session", {"username": name, "password": "correct horse"}).status_code == 401
    assert door.post("/session", {"username": "agent", "password": "correct horse"}).status_code == 200


@pytest.mark.parametrize("text", ["\x00", "a\x00b"])
def test_a_text_that_no_database_keeps_is_refused(site: Site, text: str) -> None:
    agent = site.person("agent")
    body = {"category": "fault-report", "title": text, "premise_id": site.ids["premise-A1"]}
    assert agent.post("/orders", body).status_code in (400, 422)
    assert agent.get("/orders").json["count"] == 0
