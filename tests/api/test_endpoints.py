"""Every endpoint declares its policy, is documented, and is closed to whoever has not signed in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from api import create_app
from api.access import Access, declared_policy
from api.endpoint import PREFIX
from engine.org import Action
from tests.api.conftest import Site
from tests.stage import Stage

#: What nobody has to sign in for; a new line here is a decision.
PUBLIC = {
    ("POST", "/session"),
    ("GET", "/session/ways"),
    ("GET", "/session/oidc"),
    ("GET", "/session/oidc/callback"),
    ("POST", "/public/orders/status"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    ("GET", "/openapi.json"),
}
#: The role of the cast that an action belongs to, for the table of who may use what.
ALLOWED = {
    Action.OPEN_ORDER: {"agent", "leader", "desk"},
    Action.HOLD_ORDER: {"leader", "desk", "duty", "supervisor"},
    Action.REQUEST_HOLD: {"leader", "desk", "duty", "crew"},
    Action.REQUEST_CANCELLATION: {"agent", "leader", "desk", "duty"},
    Action.REQUEST_APPOINTMENT: {"agent", "leader", "desk", "duty", "crew"},
    Action.HEAR_RECORDING: {"agent", "leader", "duty", "supervisor", "auditor"},
    Action.HEAR_RECORDINGS: {"leader", "duty", "supervisor", "auditor"},
    Action.HEAR_VOICEMAIL: {"agent", "leader", "duty", "supervisor", "auditor"},
    Action.HOLD_RECORDING: {"duty", "auditor"},
    Action.AUDIT_PLAYS: {"auditor"},
    Action.SEE_CUSTOMERS: {"agent", "leader", "desk", "duty"},
    Action.SEE_INCIDENTS: {"leader", "duty", "operator", "designer"},
    Action.MEND_INCIDENT: {"operator"},
    Action.DEPLOY: {"designer"},
    Action.DESIGN: {"designer"},
    Action.DEMONSTRATE: {"agent", "leader", "operator"},
    Action.SEND_MESSAGE: {"operator"},
    Action.MERGE_ORDERS: {"leader", "desk", "duty"},
    Action.DIAL: {"agent", "leader", "desk", "duty", "crew"},
    Action.CONTROL_CALL: {"agent", "leader", "desk", "duty", "crew"},
    Action.SUPERVISE_CALL: {"leader", "duty"},
    Action.FLAG_CALLERS: {"leader", "duty"},
    Action.EDIT_WORDING: {"leader", "duty"},
    Action.ENTER_FOR: {"leader", "desk", "duty"},
    Action.MANAGE_OUTAGES: {"leader", "desk", "duty"},
    Action.CANCEL_ORDER: {"leader", "desk", "duty"},
    Action.ERASE_VALUES: {"auditor"},
    Action.IMPORT: {"operator"},
    Action.MANAGE_ACCOUNTS: {"operator"},
    Action.SEE_SIGN_INS: {"auditor", "operator"},
    Action.RESTRICT_ORDER: {"leader", "duty", "supervisor"},
    Action.CORRECT_ORDER: {"agent", "leader", "desk", "duty"},
    Action.ANSWER_PUBLIC: {"agent", "leader", "desk", "duty", "supervisor"},
    Action.AUDIT_LOOKS: {"auditor"},
    Action.CHANGE_LIMITS: {"designer", "supervisor"},
    Action.ADMINISTER: {"operator"},
    Action.EDIT_NOTICE_TEXTS: {"operator"},
    Action.ARRANGE_DUTY: {"leader", "duty", "supervisor", "operator"},
    Action.SEE_ADMINISTRATION: {"leader", "duty", "supervisor", "operator", "auditor"},
    Action.REASSIGN_TASK: {"leader", "desk", "duty", "supervisor"},
    Action.TAKE_OVER_TASK: {"leader", "desk", "duty", "supervisor"},
    Action.SUPERVISE_ORDER: {"leader", "desk", "duty", "supervisor"},
    Action.APPROVE_HOLD: {"leader", "desk", "duty", "supervisor"},
    Action.EXPORT_LIST: {"leader", "desk", "duty", "supervisor"},
    Action.TAKE_CALLS: {"agent", "leader"},
    Action.SEE_AGENTS: {"leader", "duty"},
    Action.ANNOUNCE: {"leader", "duty"},
    Action.SWITCH_OVERFLOW: {"leader", "duty"},
    Action.SEE_FIGURES: {"leader", "duty", "supervisor"},
    Action.FORCE_AGENT: {"leader", "duty"},
    Action.RUN_CAMPAIGN: {"leader", "duty", "supervisor"},
    Action.MANAGE_TELEPHONY: {"operator"},
    Action.SEE_BOARD: {"leader", "desk", "duty", "supervisor"},
}
CAST = ("agent", "leader", "desk", "duty", "crew", "supervisor", "operator", "designer", "auditor")


def endpoints(app: Flask) -> list[tuple[str, str, Any]]:
    """Return method, path and view of every endpoint."""
    return [
        (method, rule.rule, app.view_functions[rule.endpoint])
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def example(path: str) -> str:
    """Return a path with something in every place."""
    nowhere = "00000000-0000-7000-8000-000000000000"
    path = re.sub(r"<id:[a-z_]+>", nowhere, path)
    return (
        path.replace("<word:source>", "crews")
        .replace("<word:kind>", "customers")
        .replace("<word:session>", "none")
        .replace("<word:number>", "nothing")
        .replace("<word:kind>", "urged")
        .replace("<word:package>", "none")
        .replace("<word:profile>", "none")
        .replace("<word:calendar>", "none")
        .replace("<int:year>", "2026")
        .replace("<string:number>", "2611230000017")
    )


@pytest.fixture(scope="module")
def app(sqlite_stage: tuple[Any, Stage]) -> Flask:
    return create_app(sqlite_stage[1].system)


def test_every_endpoint_declares_its_policy(app: Flask) -> None:
    for method, path, view in endpoints(app):
        policy = declared_policy(view)
        assert policy is not None, f"{method} {path} declares no policy"
        is_public = (method, path.removeprefix(PREFIX)) in PUBLIC
        assert (policy is Access.PUBLIC) == is_public, f"{method} {path}"


def test_every_endpoint_is_documented_under_a_name_of_its_own(app: Flask) -> None:
    document = app.test_client().get(f"{PREFIX}/openapi.json").json
    operations = [
        (method.upper(), path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    ]
    names = [operation["operationId"] for _, _, operation in operations]
    assert len(set(names)) == len(names)
    assert len(operations) == len(endpoints(app)) - 1, "all but the document itself"
    for method, path, operation in operations:
        assert operation["summary"], path
        assert operation["responses"], path
        assert "default" not in operation["responses"], path
        good = [
            answer for status, answer in operation["responses"].items() if status in ("200", "201", "202")
        ]
        assert all("content" in answer for answer in good), f"{method} {path} does not say what it answers"
        assert (operation["security"] == []) == ((method, path.removeprefix(PREFIX)) in PUBLIC), path


def test_every_field_says_what_it_means(app: Flask) -> None:
    document = app.test_client().get(f"{PREFIX}/openapi.json").json
    assert document["openapi"] == "3.1.0"
    silent = [
        f"{name}.{field}"
        for name, schema in document["components"]["schemas"].items()
        for field, property_ in schema.get("properties", {}).items()
        if not property_.get("description")
    ]
    assert silent == []
    nameless = [
        f"{name}.{field}"
        for name, schema in document["components"]["schemas"].items()
        for field, property_ in schema.get("properties", {}).items()
        if not name.endswith("Body")
        and "null" in (property_.get("type") or [])
        and not set(property_["description"].split()) & {"null:", "null", "null;"}
        and name not in NULL_BY_CLASS
    ]
    assert nameless == [], "say what null means"


#: Schemas whose own text says when their fields are null.
NULL_BY_CLASS = {"InboxFilters", "InboxLine", "Premise", "Intake"}


def test_nothing_but_the_public_answers_without_signing_in(site: Site) -> None:
    visitor = site.visitor()
    for method, path, _ in endpoints(site.app):
        short = path.removeprefix(PREFIX)
        if (method, short) in PUBLIC:
            continue
        answer = visitor.send(method, example(short))
        assert answer.status_code == 401, f"{method} {path}: {answer.text}"
        assert answer.content_type == "application/problem+json"


def test_roles_open_exactly_the_endpoints_of_their_actions(site: Site) -> None:
    people = {name: site.person(name) for name in CAST}
    for method, path, view in endpoints(site.app):
        policy = declared_policy(view)
        if not isinstance(policy, Action) or path.endswith("/events"):
            continue
        for name, person in people.items():
            answer = person.send(method, example(path.removeprefix(PREFIX)))
            may = name in ALLOWED.get(policy, set(CAST))
            refused = answer.status_code == 403 and answer.json["code"] == "not-allowed"
            # Whoever may in general still hears 404 of what is not there, or 422 of an empty body.
            assert refused == (not may), f"{name} {method} {path}: {answer.status_code} {answer.text}"


def test_what_one_is_told_one_may_do_is_what_the_endpoints_allow(site: Site) -> None:
    for name in CAST:
        told = set(site.person(name).get("/session").json["permissions"])
        for action, allowed in ALLOWED.items():
            assert (action.name.lower().replace("_", "-") in told) == (name in allowed), (name, action)
