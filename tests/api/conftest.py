"""The HTTP face on a furnished stage: one database with cast and packages, copied for each test."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import create_app
from api.accounts import COOKIE, CSRF_HEADER
from api.endpoint import PREFIX
from engine.commands.api_tokens import CreateApiToken
from engine.commands.sign_in import OpenSession
from engine.credentials import SCOPES
from engine.errors import StepFailed
from engine.orders import OPERATIONS, Outcome
from engine.sandbox import Sandbox
from engine.words import Words
from huan.settings import Settings
from huan.wiring import build
from tests.conftest import sqlite_copy
from tests.servers import Postgres
from tests.stage import SYSTEM, Stage


class LastingSandbox(Sandbox):
    """One for all tests of this process: its fork server takes seconds to start."""

    def close(self) -> None:
        """It ends with the process."""


SANDBOX = LastingSandbox(patience_seconds=60)


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
    """A stage with its HTTP face."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.ids = stage.ids
        self.app = create_app(stage.system)

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


@pytest.fixture(scope="session")
def sqlite_stage(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stage]:
    path = tmp_path_factory.mktemp("furnished") / "huan.sqlite3"
    shutil.copy(sqlite_template, path)
    stage = Stage(f"sqlite:///{path}")
    stage.system.close()
    return path, stage


@pytest.fixture(scope="session")
def postgres_stage(postgres: Postgres, postgres_template: str) -> Iterator[tuple[str, Stage]]:
    with postgres.copy(postgres_template) as url:
        stage = Stage(url)
        stage.system.close()
        yield url.rsplit("/", 1)[1], stage


def _again(furnished: Stage, url: str) -> Stage:
    """Return the furnished stage on a copy of its database."""
    stage = copy.copy(furnished)
    system = build(Settings(database_url=url, message_gateway="log"))
    stage.system = replace(system, sandbox=SANDBOX)
    stage.engine = stage.system.engine
    return stage


@pytest.fixture
def on_sqlite(sqlite_stage: tuple[Path, Stage], tmp_path: Path) -> Iterator[Callable[[], Stage]]:
    made: list[Stage] = []

    def make() -> Stage:
        made.append(_again(sqlite_stage[1], sqlite_copy(sqlite_stage[0], tmp_path)))
        return made[-1]

    yield make
    for stage in made:
        stage.system.close()


@pytest.fixture
def site(on_sqlite: Callable[[], Stage]) -> Site:
    """A site on SQLite, for what is the same on every database."""
    return Site(on_sqlite())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    """A furnished stage on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("on_sqlite")()
        return
    name, furnished = request.getfixturevalue("postgres_stage")
    with request.getfixturevalue("postgres").copy(name) as url:
        stage = _again(furnished, url)
        yield stage
        stage.system.close()


@pytest.fixture
def any_site(any_stage: Stage) -> Site:
    """A site on SQLite and on PostgreSQL, for stories whose SQL differs."""
    return Site(any_stage)
