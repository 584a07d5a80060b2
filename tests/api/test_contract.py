"""The document and the application agree: what schemathesis makes up finds no 500 and nothing undocumented.

Requests come from somebody with every role and from each role in turn, on a stage with work in it; every other one names things that
are really there, so that more than 404 is answered. The stream of events is left out: it never ends.
`HUAN_SOAK=1` makes up twelve times as many.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from itertools import count, cycle
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from api import create_app
from api.endpoint import PREFIX
from engine.commands.correlate import CorrelateMessage
from engine.commands.record_call import RecordCall
from engine.ids import new_id
from engine.org import RULES, Action
from engine.store.organisation import changed, insert_rows
from huan.settings import Settings
from huan.wiring import build
from tests.api.conftest import FREE, Site, no_roster
from tests.conftest import sqlite_copy
from tests.stage import PACKAGES, SYSTEM, Stage, package_files

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

#: Members of bodies that are replaced by what is really there.
IN_BODIES = ("premise_id", "tier_id", "call_id", "area", "customer_class", "fields", "files", "department_id")
#: Somebody of each role, who may some of it: they are refused as the document says.
EACH_ROLE = ("agent2", "leader", "desk", "duty", "crew", "supervisor", "operator", "designer", "auditor")
#: Requests made up for each operation, good and bad ones each.
MOST = 60 if os.environ.get("HUAN_SOAK") == "1" else 5


def all_roles(site: Site) -> None:
    """Give the agent every role that opens anything."""
    roles = {role for rule in RULES.values() for role in rule.roles or ()} - {"agent"}
    where = site.ids["customer-service@P"]
    rows = [
        {"id": new_id(), "person_id": site.ids["agent"], "department_id": where, "role": role}
        for role in sorted(roles)
    ]
    with site.stage.system.database.transaction() as tx:
        insert_rows(tx, "membership", rows)
        changed(tx)


@pytest.fixture(scope="module")
def busy(sqlite_stage: tuple[Path, Stage], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A site with an order, a call and an incident, the ids of these, and a machine with every role."""
    path, furnished = sqlite_stage
    stage = furnished.on_copy(sqlite_copy(path, tmp_path_factory.mktemp("busy")))
    site = Site(stage)
    all_roles(site)
    agent = site.machine("agent")
    first, second = site.order(agent), site.order(agent, "A2")
    call = stage.run(
        RecordCall("x1", "inbound", "talking", stage.now, caller_number="13800000001", agent="1001"), SYSTEM
    )["call"]
    stage.run(CorrelateMessage("nobody.listens", "1"), SYSTEM)
    for element, by, values in (
        ("accept", "west", {"decision": "accept"}),
        ("assign", "west", {"crew": "A2-C1"}),
    ):
        if element == "accept":
            task = next(t for t in stage.tasks(second["order"]) if t["element_id"] == "dispatch")
            site.machine("agent").post(f"/tasks/{task['id']}/complete", {"values": {}})
            stage.drain()
        with no_roster():
            stage.do(element, by, values)
    known = {
        "order_id": first["order"],
        "task_id": first["opened"][0]["task"],
        "call_id": call,
        "incident_id": stage.incidents()[0]["id"],
        "package": "repair",
        "source": "crews",
        "number": first["number"],
        "premise_id": site.ids["premise-B1"],
        "tier_id": site.ids["B1"],
        "parent_id": site.ids["B"],
        "department_id": site.ids["repair@B1"],
        "person_id": site.ids["west"],
        "area": "urban",
        "customer_class": "important",
        "fields": {"symptom": "no-power"},
        "files": package_files(PACKAGES / "repair"),
    }
    yield site, agent, known
    stage.system.close()


@pytest.fixture(scope="module")
def document(busy: Any) -> Any:
    site, _, _ = busy
    return schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", site.app)


def operations() -> list[tuple[str, str]]:
    """Return path and method of every operation but the stream, without touching a database."""
    app = create_app(build(Settings(database_url="sqlite:///unused.sqlite3")))
    FREE.append(app)  # for the first test that wants one
    paths = app.test_client().get(f"{PREFIX}/openapi.json").json["paths"]
    return [
        (path, method)
        for path, item in paths.items()
        for method in item
        if method != "parameters" and not path.endswith("/events")
    ]


TURN = count()


@cache
def askers(site: Site, everybody: Any) -> Iterator[dict[str, str]]:
    """Return the headers of whoever asks next: somebody with every role, then each role in its turn.

    It goes on from one operation to the next, and ten requests bring everybody to each.
    """
    return cycle([dict(everybody.headers), *(dict(site.machine(name).headers) for name in EACH_ROLE)])


@pytest.mark.parametrize(("path", "method"), operations())
def test_every_answer_is_one_that_the_document_knows(
    busy: Any, document: Any, path: str, method: str
) -> None:
    site, agent, known = busy
    asking = askers(site, agent)

    @settings(max_examples=MOST, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=document[path][method.upper()].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def good(case: Any) -> None:
        answered(case)

    @settings(max_examples=MOST, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=document[path][method.upper()].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def bad(case: Any) -> None:
        answered(case)

    def answered(case: Any) -> None:
        if next(TURN) % 2:
            for name in set(case.path_parameters or {}) & set(known):
                case.path_parameters[name] = known[name]
            if isinstance(case.body, dict):
                case.body.update({name: known[name] for name in IN_BODIES if name in case.body})
        case.call_and_validate(checks=CHECKS, headers=next(asking))

    good()
    if "{" in path or method != "get":
        bad()


def test_every_action_has_its_row_in_the_policys_table() -> None:
    assert set(RULES) == set(Action)
