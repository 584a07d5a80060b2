"""`huan db`, and what every command does about a database that is not there, not ours or not for us."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.queries.doctor import examine
from engine.store import schema
from huan.settings import Settings
from huan.wiring import build
from tests.back_door import BackDoor
from tests.huan.command_line import huan_here
from tests.servers import Postgres, free_port

READING = [
    ("db", "check"),
    ("doctor",),
    ("audit", "verify"),
    ("audit", "anchors"),
    ("serve", "--processes", "1"),
    ("worker",),
    ("accounts", "list-tokens"),
    ("accounts", "revoke-token", "00000000-0000-7000-8000-000000000000"),
]


@pytest.mark.parametrize("command", READING)
def test_only_upgrade_run_and_replay_make_a_database(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = huan_here(*command, folder=tmp_path, HUAN_DATABASE_URL="sqlite:///typo/huan.sqlite3")
    assert done.returncode == 2
    assert done.stderr == (
        "huan: there is no database typo/huan.sqlite3: run `huan db upgrade`, or correct HUAN_DATABASE_URL\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", READING)
def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "letter").write_text("Dear grandmother, " * 500)
    done = huan_here(*command, folder=tmp_path, HUAN_DATABASE_URL="sqlite:///letter")
    assert (done.returncode, done.stderr) == (
        1,
        "huan: sqlite:///letter cannot be used: file is not a database\n",
    )
    assert (tmp_path / "letter").read_text() == "Dear grandmother, " * 500


@pytest.mark.parametrize("command", [*READING, ("db", "upgrade"), ("run",)])
def test_a_server_that_refuses_is_one_sentence_without_the_password(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    url = f"postgresql://huan:secret-word@127.0.0.1:{free_port()}/huan"
    done = huan_here(
        *command, folder=tmp_path, HUAN_DATABASE_URL=url, HUAN_PORT=str(free_port()), HUAN_DATABASE_WAIT="0"
    )
    assert done.returncode == 1
    assert done.stderr.startswith("huan: postgresql://huan@127.0.0.1:")
    assert "Connection refused" in done.stderr
    assert (done.stderr.count("\n"), "secret-word" in done.stderr) == (1, False)


@pytest.mark.parametrize("command", [*READING, ("db", "upgrade"), ("run",)])
def test_an_address_that_is_none_is_wrong_usage(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = huan_here(*command, folder=tmp_path, HUAN_DATABASE_URL="postgresql://huan:secret-word@[db/huan")
    assert (done.returncode, done.stderr.startswith("huan: HUAN_DATABASE_URL: ")) == (2, True)
    assert "secret-word" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_upgrade_makes_a_database_with_clock_and_calendars_and_changes_nothing_again(tmp_path: Path) -> None:
    for _ in range(2):
        done = huan_here("db", "upgrade", folder=tmp_path, HUAN_DATABASE_URL="sqlite:///new/huan.sqlite3")
        assert (done.returncode, done.stdout) == (0, "sqlite:///new/huan.sqlite3: up to date\n"), done.stderr
    checked = huan_here("db", "check", folder=tmp_path, HUAN_DATABASE_URL="sqlite:///new/huan.sqlite3")
    assert (checked.returncode, checked.stdout) == (0, "sqlite:///new/huan.sqlite3: up to date\n")
    system = build(Settings(database_url=f"sqlite:///{tmp_path}/new/huan.sqlite3"))
    with system.database.reading() as tx:
        now, _ = system.engine.services.time_and_place(tx)
        assert now.tzinfo is not None
        assert {2025, 2026} <= set(system.engine.services.calendar(tx, "cn", "Asia/Shanghai").years)
    assert (
        list(examine(system.database, lambda tx, key: system.engine.services.definition(tx, key).compiled))
        == []
    )
    system.close()


@pytest.mark.postgres
def test_upgrade_on_postgresql_does_not_make_the_database_itself(postgres: Postgres, tmp_path: Path) -> None:
    done = huan_here("db", "upgrade", folder=tmp_path, HUAN_DATABASE_URL=postgres.url("nobody_made_it"))
    assert (done.returncode, 'database "nobody_made_it" does not exist' in done.stderr) == (1, True)
    url = postgres.create(f"made_{tmp_path.name.lower()[-40:]}")
    done = huan_here("db", "upgrade", folder=tmp_path, HUAN_DATABASE_URL=url)
    assert (done.returncode, done.stdout) == (0, f"{url}: up to date\n"), done.stderr


def test_check_names_what_is_not_as_it_should_be(database_url: str, tmp_path: Path) -> None:
    door = BackDoor(database_url)
    door.run("ALTER TABLE person ADD COLUMN nickname TEXT")
    done = huan_here("db", "check", folder=tmp_path, HUAN_DATABASE_URL=database_url)
    assert done.returncode == 1
    assert done.stdout == (
        "column person.nickname is none of this release's: somebody changed the schema by hand\n"
    )
    door.close()


def test_an_older_or_newer_database_is_not_worked_on(sqlite_url: str, tmp_path: Path) -> None:
    schema.downgrade(sqlite_url, "base")
    older = huan_here("worker", folder=tmp_path, HUAN_DATABASE_URL=sqlite_url)
    assert (older.returncode, "is not at this release: run `huan db upgrade`" in older.stderr) == (1, True)
    schema.upgrade(sqlite_url)
    BackDoor(sqlite_url).run("UPDATE alembic_version SET version_num = '9999'")
    newer = huan_here("db", "upgrade", folder=tmp_path, HUAN_DATABASE_URL=sqlite_url)
    assert (newer.returncode, "may belong to a newer one" in newer.stderr) == (1, True)
