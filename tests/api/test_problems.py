"""Whatever is wrong with a request is told as problem details, and nothing of our inside."""

from __future__ import annotations

from typing import Any

import pytest
from structlog.testing import capture_logs

from api.documents import MOST_DEPTH, read_json
from api.problems import STATUS, TITLES, NotJson, status_of
from engine import errors
from engine.commands.late_entries import Tried
from engine.errors import HuanError, InvalidInput, Unavailable
from engine.words import Words
from tests.api.conftest import Site

JSON = {"Content-Type": "application/json"}


def is_problem(answer: Any, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    body = answer.json
    assert (body["status"], body["code"], body["type"]) == (status, code, f"urn:huan:problem:{code}")
    assert body["title"]
    assert body["detail"]
    assert body["title_zh"]
    assert body["detail_zh"]
    assert "Traceback" not in answer.text


def test_every_error_of_ours_has_a_status_and_a_title() -> None:
    def below(kind: type[HuanError]) -> list[type[HuanError]]:
        return [kind, *(one for child in kind.__subclasses__() for one in below(child))]

    for kind in below(HuanError):
        # Effects fail in workers, scenarios and settings on the command line; no request sees their errors.
        outside = ("engine.effects", "engine.scenarios", "huan", "telephony", "tests")
        if kind is HuanError or kind.__module__.startswith(outside):
            continue
        if kind is Tried:  # how a dry run ends; whoever asked for it catches it
            continue
        assert any(parent in STATUS for parent in kind.__mro__), kind
        assert kind.code in TITLES, kind.code
    assert status_of(errors.RevisionConflict("x", 1, 2)) == 409
    assert status_of(errors.BudgetExceeded(Words("too long", "太久"))) == 422
    assert status_of(HuanError(Words("wrong", "出错"))) == 500


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nothing", 404, "not-found"),
        ("/tasks/not-an-id", 404, "not-found"),
        ("/orders/00000000-0000-7000-8000-000000000000", 404, "not-found"),
        ("/orders?limit=many", 422, "invalid-input"),
        ("/orders?text=%00", 422, "invalid-input"),
        ("/orders?limit=101", 422, "invalid-input"),
        ("/orders?opened_from=2026-01-01T00:00:00", 422, "invalid-input"),
        ("/orders?opened_from=0001-01-01T00:00:00%2B14:00", 422, "invalid-input"),
        ("/orders?cursor=x", 422, "invalid-input"),
        ("/orders/by-number/12", 422, "invalid-input"),
        ("/packages/none", 404, "not-found"),
        ("/packages/repair/diagram?version=99", 404, "not-found"),
        ("/calls/00000000-0000-7000-8000-000000000000", 404, "not-found"),
    ],
)
def test_a_wrong_address_or_question(site: Site, path: str, status: int, code: str) -> None:
    is_problem(site.person("agent").get(path), status, code)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "malformed"),
        (b"", 422, "invalid-input"),
        (b"\xff", 400, "malformed"),
        (b"[]", 422, "invalid-input"),
        (b'"text"', 422, "invalid-input"),
        (b"null", 422, "invalid-input"),
        (b'{"values": NaN}', 400, "malformed"),
        (b'{"values": {"a": 1e999}}', 400, "malformed"),
        (b'{"values": {"a": ' + b"1" * 5000 + b"}}", 400, "malformed"),
        (b'{"values": {"a": "\\u0000"}}', 422, "invalid-input"),
        (b'{"values": {"a": "\\ud800"}}', 422, "invalid-input"),
        (b'{"values": ' + b'{"a":' * 60 + b"1" + b"}" * 61, 422, "invalid-input"),
        (b"[" * 200_000, 400, "malformed"),
        (b'{"unknown": 1}', 422, "invalid-input"),
        (b'{"values": {}, "revision": 1.0}', 422, "invalid-input"),
        (b'{"values": {}, "revision": 1e10}', 422, "invalid-input"),
        (b'{"values": "text"}', 422, "invalid-input"),
        (b"x" * 1_000_001, 413, "too-large"),
    ],
)
def test_a_wrong_body(site: Site, body: bytes, status: int, code: str) -> None:
    agent = site.person("agent")
    task = site.order(agent)["opened"][0]["task"]
    answer = agent.send("POST", f"/tasks/{task}/complete", data=body, headers=JSON)
    is_problem(answer, status, code)


def test_another_kind_of_body_or_method(site: Site) -> None:
    agent = site.person("agent")
    is_problem(
        agent.send("POST", "/orders", data="a=1", headers={"Content-Type": "text/plain"}),
        415,
        "unsupported-media-type",
    )
    wrong = agent.send("DELETE", "/orders")
    is_problem(wrong, 405, "method-not-allowed")
    assert {"GET", "POST"} <= set(wrong.headers["Allow"].replace(" ", "").split(","))
    is_problem(agent.send("POST", "/nothing"), 404, "not-found")


def test_an_unknown_field_is_named(site: Site) -> None:
    answer = site.person("agent").post("/orders", {"category": "enquiry", "title": "x", "colour": "red"})
    assert answer.json["findings"] == [
        {
            "field": "colour",
            "problem": "there is no such field",
            "problem_zh": "没有这个字段",
            "remedy": "leave it out",
            "remedy_zh": "请去掉它",
        }
    ]


def test_a_database_that_does_not_answer_is_told_with_when_to_come_back(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = site.person("agent")

    def down(*_: Any) -> Any:
        raise Unavailable(
            Words("the database does not answer; try again in a moment", "数据库没有应答；请稍后再试")
        )

    monkeypatch.setattr(type(site.stage.system.database), "reading", down)
    answer = agent.get("/inbox")
    is_problem(answer, 503, "unavailable")
    assert answer.headers["Retry-After"]


def test_what_nobody_foresaw_is_logged_under_the_number_that_is_shown(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = site.person("agent")

    def broken(*_: Any) -> Any:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("api.resources.inbox.inbox_page", broken)
    with capture_logs() as logged:
        answer = agent.get("/inbox")
    is_problem(answer, 500, "internal-error")
    assert "secret inside" not in answer.text
    assert answer.json["error_id"] in answer.json["detail"]
    assert [entry["error_id"] for entry in logged] == [answer.json["error_id"]]


def test_numbers_come_in_exactly() -> None:
    read = read_json(b'{"a": 0.1, "b": 1.10, "c": 12345678901234567890123456789.01, "d": 7}')
    assert [str(value) for value in read.values()] == ["0.1", "1.10", "12345678901234567890123456789.01", "7"]
    with pytest.raises(NotJson):
        read_json(b'{"a": 0.12345678901234567890123456789012345}')
    nested: Any = 1
    for _ in range(MOST_DEPTH):
        nested = [nested]
    with pytest.raises(InvalidInput, match="nested"):
        read_json(str(nested).encode())


def test_every_answer_forbids_what_a_page_of_ours_never_needs(site: Site) -> None:
    for answer in (site.visitor().get("/session"), site.visitor().get("/openapi.json")):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert site.person("agent").get("/inbox").headers["Cache-Control"] == "no-store"
