"""Signing in and out, CSRF, tokens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from api.accounts import COOKIE, CSRF_HEADER
from engine.commands.set_password import SetPassword
from engine.credentials import MOST_FAILURES
from engine.store.statement import Statement
from engine.store.tables import sign_in, user_session
from tests.api.conftest import Site
from tests.stage import SYSTEM

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSWORD = "correct horse"


def change(site: Site, statement: object) -> None:
    with site.stage.system.database.transaction() as tx:
        tx.write(Statement(statement))


def test_the_agent_signs_in_works_and_signs_out(site: Site) -> None:
    site.stage.run(SetPassword("agent", PASSWORD), SYSTEM)
    agent = site.visitor()
    assert agent.get("/session").status_code == 401
    answer = agent.post("/session", {"username": "agent", "password": PASSWORD})
    assert answer.status_code == 200
    assert (answer.json["name"], answer.json["language"]) == ("坐席甲", "zh")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    me = agent.get("/session").json
    assert me == answer.json
    assert [one["role"] for one in me["memberships"]] == ["agent"]
    assert {"open-order", "see-customers"} <= set(me["permissions"])
    assert "deploy" not in me["permissions"]
    agent.headers = {CSRF_HEADER: me["csrf"]}
    assert agent.send("DELETE", "/session").status_code == 204
    assert agent.http.get_cookie(COOKIE) is None
    assert agent.get("/session").status_code == 401


def test_in_production_the_cookie_is_secure(site: Site) -> None:
    site.stage.run(SetPassword("agent", PASSWORD), SYSTEM)
    system = site.stage.system
    site.stage.system = replace(system, settings=replace(system.settings, production=True))
    answer = Site(site.stage).visitor().post("/session", {"username": "agent", "password": PASSWORD})
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_five_wrong_passwords_lock_the_account_for_a_while(site: Site) -> None:
    site.stage.run(SetPassword("agent", PASSWORD), SYSTEM)
    guesser = site.visitor()
    for _ in range(MOST_FAILURES):
        wrong = guesser.post("/session", {"username": "agent", "password": "wrong one"})
        assert (wrong.status_code, wrong.json["code"]) == (401, "not-signed-in")
    locked = guesser.post("/session", {"username": "agent", "password": PASSWORD})
    assert (locked.status_code, locked.json["code"]) == (429, "locked-out")
    assert 0 < int(locked.headers["Retry-After"]) <= 900
    change(site, update(sign_in).values(locked_until=LONG_AGO))
    assert guesser.post("/session", {"username": "agent", "password": PASSWORD}).status_code == 200


def test_a_name_that_nobody_has_is_answered_like_a_wrong_password(site: Site) -> None:
    site.stage.run(SetPassword("agent", PASSWORD), SYSTEM)
    guesser = site.visitor()
    wrong = guesser.post("/session", {"username": "agent", "password": "wrong one"})
    nobody = guesser.post("/session", {"username": "nobody", "password": "wrong one"})
    assert (wrong.status_code, wrong.json) == (nobody.status_code, nobody.json)


def test_a_change_by_cookie_needs_the_sessions_csrf_token(site: Site) -> None:
    agent, other = site.person("agent"), site.person("agent2")
    task = site.order(agent)["opened"][0]["task"]
    for token in ({}, {CSRF_HEADER: "wrong"}, {CSRF_HEADER: other.headers[CSRF_HEADER]}):
        agent_elsewhere = site.visitor()
        agent_elsewhere.http.set_cookie(COOKIE, agent.http.get_cookie(COOKIE).value)
        refused = agent_elsewhere.post(f"/tasks/{task}/claim", headers=token)
        assert (refused.status_code, refused.json["code"]) == (403, "csrf-token")
        assert agent_elsewhere.get("/inbox").status_code == 200
    assert agent.post(f"/tasks/{task}/claim").status_code == 200


def test_a_machine_needs_no_csrf_token(site: Site) -> None:
    machine = site.machine("operator")
    sent = machine.post("/messages", {"name": "meter.alarm", "key": "M1"})
    assert (sent.status_code, sent.json["outcome"]) == (202, "waiting")
    assert machine.get("/session").json["csrf"] is None


@pytest.mark.parametrize("header", ["Bearer unknown", "Basic YTpi", "Bearer "])
def test_a_wrong_token_is_refused_even_beside_a_good_cookie(site: Site, header: str) -> None:
    agent = site.person("agent")
    refused = agent.get("/session", headers={"Authorization": header})
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_session_that_has_ended_is_told_so(site: Site) -> None:
    agent = site.person("agent")
    assert agent.get("/inbox").status_code == 200
    change(site, update(user_session).values(expires_at=LONG_AGO))
    ended = agent.get("/inbox")
    assert (ended.status_code, ended.json["type"]) == (401, "urn:huan:problem:not-signed-in")


def test_using_a_session_keeps_it_from_ending_as_idle(site: Site) -> None:
    agent = site.person("agent")
    change(site, update(user_session).values(seen_at=datetime.now(UTC) - timedelta(minutes=30)))
    agent.get("/inbox")
    seen = site.stage.rows(user_session.select())[0]["seen_at"]
    assert (datetime.now(UTC) - seen).total_seconds() < 60


def test_signing_in_again_ends_the_session_the_browser_had(site: Site) -> None:
    site.stage.run(SetPassword("agent", PASSWORD), SYSTEM)
    browser = site.visitor()
    browser.post("/session", {"username": "agent", "password": PASSWORD})
    first = browser.http.get_cookie(COOKIE).value
    browser.post("/session", {"username": "agent", "password": PASSWORD})
    stolen = site.visitor()
    stolen.http.set_cookie(COOKIE, first)
    assert stolen.get("/session").status_code == 401
    assert browser.get("/session").status_code == 200
