"""The HTTP face on a furnished stage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import create_app
from api.accounts import COOKIE, CSRF_HEADER
from api.context import EXTENSION
from api.endpoint import PREFIX
from engine.commands.api_tokens import CreateApiToken
from engine.commands.sign_in import OpenSession
from engine.credentials import SCOPES
from engine.errors import StepFailed
from engine.orders import OPERATIONS, Outcome
from engine.sandbox import Sandbox
from engine.words import Words
from huan.settings import Settings
from huan.wiring import System, build
from tests.stage import SYSTEM, Stage


class LastingSandbox(Sandbox):
    """One for all tests of this process: its fork server takes seconds to start."""

    def close(self) -> None:
        """It ends with the process."""


SANDBOX = LastingSandbox(patience_seconds=60)
#: Applications that no test uses now.
FREE: list[Flask] = []


class Visitor:
    """Somebody at the door: requests without an account, or with what `headers` say."""

    def __init__(self, app: Flask, headers: dict[str, str] | None = None) -> None:
        self.http: FlaskClient = app.test_client()
        self.headers = headers or {}

    def send(
        self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any
    ) -> TestResponse:
        return self.http.open(
            PREFIX + path, method=method, headers={**self.headers, **(headers or {})}, **more
        )

    def get(self, path: str, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        return self.send("GET", path, headers, **more)

    def post(self, path: str, json: Any = None, headers: dict[str, str] | None = None) -> TestResponse:
        body = {} if json is None else {"json": json}
        return self.send("POST", path, headers, **body)

    def put(self, path: str, json: Any, headers: dict[str, str] | None = None) -> TestResponse:
        return self.send("PUT", path, headers, json=json)


class Site:
    """A stage with its HTTP face: an application of its own, or one that serves it from now on."""

    def __init__(self, stage: Stage, app: Flask | None = None) -> None:
        self.stage = stage
        self.ids = stage.ids
        self.app = app or create_app(stage.system)
        self.stands_on(stage.system)

    def stands_on(self, system: System) -> None:
        """Let another system answer: one with other settings or files."""
        self.stage.system = self.app.extensions[EXTENSION] = system

    def visitor(self) -> Visitor:
        return Visitor(self.app)

    def person(self, username: str) -> Visitor:
        """Return somebody who is signed in, as if with their password."""
        opened = self.stage.run(OpenSession(username, self.ids[username]), SYSTEM)
        visitor = Visitor(self.app, {CSRF_HEADER: opened["csrf"]})
        visitor.http.set_cookie(COOKIE, opened["token"])
        return visitor

    def machine(self, username: str) -> Visitor:
        """Return a machine that acts as somebody."""
        made = self.stage.run(CreateApiToken(username, "test", scopes=SCOPES), SYSTEM)
        return Visitor(self.app, {"Authorization": f"Bearer {made['token']}"})

    def order(self, by: Visitor, county: str = "A1", **given: Any) -> dict[str, Any]:
        """Open a fault report over HTTP and return the answer."""
        body = {
            "category": "fault-report",
            "title": "全家停电",
            "premise_id": self.ids[f"premise-{county}"],
            "fields": {"symptom": "no-power"},
            **given,
        }
        answer = by.post("/orders", body)
        assert answer.status_code == 201, answer.text
        self.stage.drain()
        return dict(answer.json or {})


@contextmanager
def no_roster() -> Iterator[None]:
    """Until it is over, whoever assigns a crew is stuck."""

    def assign(*_: object) -> Outcome:
        raise StepFailed(Words("the roster of crews is being rebuilt", "班组名册正在重建"))

    with pytest.MonkeyPatch.context() as broken:
        broken.setitem(OPERATIONS, "order.assign-crew", assign)
        yield


@pytest.fixture
def app() -> Iterator[Flask]:
    """An application: making one takes a quarter of a second, so that those of earlier tests are used again."""
    made = FREE.pop() if FREE else create_app(build(Settings(database_url="sqlite:///unused.sqlite3")))
    settings = dict(made.config)
    yield made
    made.config.clear()
    made.config.update(settings)
    FREE.append(made)


@pytest.fixture
def site(stage_on_sqlite: Stage, app: Flask) -> Site:
    """A site on SQLite, for what is the same on every database."""
    stage_on_sqlite.system = replace(stage_on_sqlite.system, sandbox=SANDBOX)
    return Site(stage_on_sqlite, app)


@pytest.fixture
def any_stage(stage: Stage) -> Stage:
    """A furnished stage on SQLite and on PostgreSQL."""
    stage.system = replace(stage.system, sandbox=SANDBOX)
    return stage


@pytest.fixture
def any_site(any_stage: Stage, app: Flask) -> Site:
    """A site on SQLite and on PostgreSQL, for stories whose SQL differs."""
    return Site(any_stage, app)
