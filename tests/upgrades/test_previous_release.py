"""The release before works on this one's schema, and the schema changes while others work."""

from __future__ import annotations

import copy
import json
import lzma
import uuid
from pathlib import Path
from typing import Any

import psycopg
import pytest

from engine.errors import HuanError, Unavailable
from engine.store import online, revisions, schema
from tests.back_door import BackDoor
from tests.servers import Postgres
from tests.upgrades.shapes import breaks_between, refused_by, shape_of

#: What the release before said to its database, recorded from it.
PREVIOUS = json.loads(lzma.decompress((Path(__file__).parent / "0011.json.xz").read_bytes()))
#: What breaks with it all the same, and why that is no matter.
ACCEPTED: dict[str, str] = {}


def test_every_statement_of_the_release_before_is_understood(database_url: str) -> None:
    dialect = "sqlite" if database_url.startswith("sqlite") else "postgresql"
    statements = PREVIOUS["statements"][dialect]
    assert len(statements) > 400
    assert refused_by(database_url, statements) == {}
    BackDoor(database_url).run("ALTER TABLE timer RENAME COLUMN due_at TO due")
    assert len(refused_by(database_url, statements)) > 5, "a column that is gone is noticed"


@pytest.mark.postgres
def test_every_column_still_takes_what_the_release_before_wrote(postgres_url: str) -> None:
    found = breaks_between(PREVIOUS["tables"], shape_of(postgres_url))
    assert [one for one in found if one not in ACCEPTED] == []
    assert [one for one in ACCEPTED if one not in found] == [], "what breaks no more needs no reason"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda tables: tables.pop("timer"), "timer is gone"),
        (lambda tables: tables["timer"]["columns"].pop("due_at"), "timer.due_at is gone"),
        (
            lambda tables: tables["timer"]["columns"]["due_at"].update(null=False),
            "timer.due_at may not be null",
        ),
        (
            lambda tables: tables["tier"]["columns"]["active"].update(default=False),
            "tier.active has no default",
        ),
        (
            lambda tables: tables["tier"]["columns"]["name"].update(type="VARCHAR(50)"),
            "tier.name was VARCHAR(100) and is VARCHAR(50)",
        ),
        (
            lambda tables: tables["tier"]["columns"].update(
                x={"type": "TEXT", "null": False, "default": False}
            ),
            "tier.x is new",
        ),
        (lambda tables: tables["tier"]["unique"].append(["name"]), "tier has a new rule: unique name"),
        (lambda tables: tables["task"]["references"].append(["order_id"]), "task has a new rule: references"),
    ],
)
def test_every_way_to_break_with_it_is_named(change: Any, told: str) -> None:
    changed = copy.deepcopy(PREVIOUS["tables"])
    change(changed)
    (found,) = breaks_between(PREVIOUS["tables"], changed)
    assert found.startswith(told)
    wider = copy.deepcopy(PREVIOUS["tables"])
    wider["tier"]["columns"]["name"]["type"] = "TEXT"
    assert breaks_between(PREVIOUS["tables"], wider) == []


def test_an_older_release_goes_on_on_a_newer_schema_unless_that_breaks_with_it(database_url: str) -> None:
    door = BackDoor(database_url)
    add = "INSERT INTO schema_revision (revision, position, breaks, applied_at) VALUES (?, ?, ?, ?)"
    door.run("UPDATE alembic_version SET version_num = '9998'")
    assert revisions.why_unusable(database_url) is not None, "a revision that nobody wrote down"
    door.run(add, "9998", 9998, None, "2030-01-01 00:00:00.000000")
    revisions.require_usable(database_url)
    door.run(add, "9999", 9999, "orders are numbered anew", "2030-01-01 00:00:00.000000")
    door.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(HuanError, match="orders are numbered anew"):
        revisions.require_usable(database_url)


@pytest.fixture
def previous(postgres: Postgres) -> str:
    """A PostgreSQL with the schema of the release before."""
    url = postgres.create(f"previous_{uuid.uuid4().hex}")
    schema.upgrade(url, "0011")
    return url


@pytest.mark.postgres
@pytest.mark.parametrize(
    "work",
    [
        pytest.param("SELECT 1 FROM task", id="reading"),  # holds the table against every change of it
        pytest.param(f"SELECT pg_advisory_xact_lock({online.UPGRADING})", id="upgrading"),
    ],
)
def test_an_upgrade_gives_way_to_those_who_work_and_comes_back(
    previous: str, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(online, "LOCK_TIMEOUT", "50ms")
    with psycopg.connect(previous) as busy:
        busy.execute(work.encode())
        with pytest.raises(Unavailable, match="lock timeout"):
            schema.upgrade(previous, tries=2, pause=lambda _: None)
        assert revisions.revision_of(previous) == "0011", "all of it was given back"
        schema.upgrade(previous, pause=lambda _: busy.rollback())
    assert schema.findings(previous) == []


@pytest.mark.postgres
def test_an_index_of_a_large_table_is_built_while_others_write(
    previous: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(online, "LARGE_BYTES", -1)  # every table is
    made = schema.upgrade(previous)
    assert "ix_assignment_lateness_open" in made
    assert schema.findings(previous) == []
    with psycopg.connect(previous, autocommit=True) as connection:
        # As a build leaves it behind that was interrupted.
        connection.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_assignment_lateness_open'::regclass"
        )
    assert schema.upgrade(previous) == ["ix_assignment_lateness_open"]
    assert schema.upgrade(previous) == []
