"""Operators and auditors look after accounts of their tiers; a token does what it is meant for, no more."""

from __future__ import annotations

import pytest

from engine.commands.api_tokens import CreateApiToken
from engine.commands.set_password import SetPassword
from engine.credentials import MOST_FAILURES
from engine.ids import new_id
from engine.store.organisation import changed, insert_rows
from tests.api.conftest import Site, Visitor
from tests.stage import SYSTEM

PASSWORD = "correct horse"


@pytest.fixture
def city_operator(any_site: Site) -> Visitor:
    """An operator of city A alone: its dispatcher, who is given the role."""
    row = {"id": new_id(), "person_id": any_site.ids["city"], "role": "operator"}
    with any_site.stage.system.database.transaction() as tx:
        insert_rows(tx, "membership", [{**row, "department_id": any_site.ids["command@A"]}])
        changed(tx)
    return any_site.person("city")


def scoped(site: Site, username: str, *scopes: str) -> Visitor:
    made = site.stage.run(CreateApiToken(username, "test", scopes=scopes), SYSTEM)
    return Visitor(site.app, {"Authorization": f"Bearer {made['token']}"})


def test_a_token_opens_what_its_scopes_say(site: Site) -> None:
    order = site.order(site.person("agent"))["order"]
    reader = scoped(site, "agent", "orders:read")
    assert reader.get(f"/orders/{order}").status_code == 200
    for method, path, scope in (
        ("POST", f"/orders/{order}/join-call", "orders:write"),
        ("GET", "/inbox", "tasks"),
        ("GET", "/packages", "packages"),
        ("GET", "/session/mine", "me"),
    ):
        refused = reader.send(method, path, json={} if method == "POST" else None)
        assert (refused.status_code, refused.json["code"]) == (403, "scope-missing"), path
        assert refused.json["scope"] == scope
    nothing = scoped(site, "agent")
    assert nothing.get("/session").json["username"] == "agent", "who it is, it may always ask"
    assert nothing.get("/orders").json["code"] == "scope-missing"
    admin = scoped(site, "agent", "admin")
    assert admin.get("/tokens").json["code"] == "not-allowed", "a scope gives no right that the person lacks"


def test_an_operator_creates_lists_and_revokes_tokens(any_site: Site) -> None:
    operator = any_site.person("operator")
    body = {"username": "desk", "label": "大屏<script>", "scopes": ["orders:read"], "days": 30}
    made = operator.post("/tokens", body)
    assert made.status_code == 201
    machine = Visitor(any_site.app, {"Authorization": f"Bearer {made.json['token']}"})
    assert machine.get("/orders").status_code == 200
    (line,) = operator.get("/tokens?text=大屏").json["items"]
    assert (line["scopes"], line["standing"], line["username"]) == (["orders:read"], "valid", "desk")
    assert made.json["token"] not in operator.get("/tokens").text
    assert operator.send("DELETE", f"/tokens/{line['id']}").status_code == 200
    assert machine.get("/orders").status_code == 401
    assert operator.get("/tokens").json["items"][0]["standing"] == "revoked"
    for wrong in ({"scopes": []}, {"scopes": ["everything"]}, {"days": 0}, {"label": ""}, {"more": 1}):
        assert operator.post("/tokens", {**body, **wrong}).status_code == 422, wrong
    changes = operator.get("/administration/changes?subject=tokens").json["items"]
    assert [one["kind"] for one in changes] == ["changed", "created"]


def test_an_operator_looks_after_their_own_tiers_alone(any_site: Site, city_operator: Visitor) -> None:
    names = {one["username"] for one in city_operator.get("/accounts").json["items"]}
    assert {"city", "desk", "duty", "crew", "west-crew"} <= names
    assert names.isdisjoint({"agent", "supervisor", "operator", "city2", "north"})
    agent = any_site.ids["agent"]
    body = {"username": "agent", "label": "x", "scopes": ["me"]}
    assert city_operator.post("/tokens", body).status_code == 404
    assert city_operator.get(f"/accounts/{agent}/sessions").status_code == 404
    for what in ("unlock", "end-sessions"):
        assert city_operator.post(f"/accounts/{agent}/{what}", {"reason": "x"}).status_code == 404
    made = any_site.stage.run(CreateApiToken("agent", "test"), SYSTEM)
    assert city_operator.send("DELETE", f"/tokens/{made['id']}").status_code == 404
    assert city_operator.get("/tokens").json["count"] == 0
    everybody = any_site.person("operator").get("/accounts?limit=100").json["items"]
    assert {"agent", "north", *names} <= {one["username"] for one in everybody}


def test_a_locked_account_is_seen_and_unlocked(any_site: Site) -> None:
    any_site.stage.run(SetPassword("desk", PASSWORD), SYSTEM)
    door = any_site.visitor()
    for _ in range(MOST_FAILURES):
        door.post("/session", {"username": "desk", "password": "wrong one"})
    assert door.post("/session", {"username": "desk", "password": PASSWORD}).status_code == 429
    operator = any_site.person("operator")
    (line,) = operator.get("/accounts?locked=true").json["items"]
    assert (line["username"], line["has_password"]) == ("desk", True)
    unlocked = operator.post(f"/accounts/{line['person']}/unlock", {"reason": "电话核实本人"})
    assert unlocked.json["was_locked"]
    assert door.post("/session", {"username": "desk", "password": PASSWORD}).status_code == 200
    results = [one["result"] for one in any_site.person("auditor").get("/sign-ins?text=desk").json["items"]]
    assert results == ["success", "locked", *["wrong-password"] * MOST_FAILURES]


def test_every_attempt_is_recorded_with_where_it_came_from(any_site: Site, city_operator: Visitor) -> None:
    browser = {"User-Agent": "Firefox <b>1</b>"}
    any_site.visitor().post("/session", {"username": "nobody", "password": "x"}, browser)
    (line,) = any_site.person("auditor").get("/sign-ins?result=unknown-name").json["items"]
    assert (line["username"], line["person"], line["address"]) == ("nobody", None, "127.0.0.1")
    assert line["agent"] == "Firefox <b>1</b>"
    assert city_operator.get("/sign-ins?result=unknown-name").json["count"] == 0, "the top tier's matter"
    assert any_site.person("agent").get("/sign-ins").status_code == 403


def test_one_sees_ones_sessions_and_ends_another(any_site: Site) -> None:
    here, there = any_site.person("desk"), any_site.person("desk")
    other = next(one for one in here.get("/session/mine").json["items"] if not one["current"])
    assert len(there.get("/session/mine").json["items"]) == 2
    assert here.send("DELETE", f"/session/mine/{other['id']}").status_code == 200
    assert there.get("/session").status_code == 401
    assert here.send("DELETE", f"/session/mine/{other['id']}").status_code == 404
    assert any_site.person("agent").send("DELETE", f"/session/mine/{other['id']}").status_code == 404
    desk, operator = any_site.ids["desk"], any_site.person("operator")
    assert len(operator.get(f"/accounts/{desk}/sessions").json["items"]) == 1
    assert operator.post(f"/accounts/{desk}/end-sessions", {"reason": "手机遗失"}).json["ended"] == 1
    assert here.get("/session").status_code == 401


def test_one_changes_ones_password_and_other_browsers_are_out(site: Site) -> None:
    site.stage.run(SetPassword("desk", PASSWORD), SYSTEM)
    here, there = site.person("desk"), site.person("desk")
    wrong = here.post("/session/password", {"current": "wrong one", "password": "another good one"})
    assert (wrong.status_code, wrong.json["code"]) == (401, "not-signed-in")
    for bad in ("password1", "short", "aaaaaaaaaa", "my-desk-name"):
        refused = here.post("/session/password", {"current": PASSWORD, "password": bad})
        assert (refused.status_code, refused.json["findings"][0]["field"]) == (422, "password"), bad
    done = here.post("/session/password", {"current": PASSWORD, "password": "another good one"})
    assert (done.status_code, done.json["ended"]) == (200, 1)
    assert (here.get("/session").status_code, there.get("/session").status_code) == (200, 401)
    door = site.visitor()
    assert door.post("/session", {"username": "desk", "password": PASSWORD}).status_code == 401
    assert door.post("/session", {"username": "desk", "password": "another good one"}).status_code == 200
