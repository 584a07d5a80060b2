"""`huan telephony replay`: calls and what follows from them, on a database that it prepares itself."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import sqlite_copy
from tests.huan.command_line import huan_here
from tests.servers import Postgres

Replay = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def nothing(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> str:
    """An address at which there is nothing (SQLite) or an empty database (PostgreSQL)."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path}/calls.sqlite3"
    server: Postgres = request.getfixturevalue("postgres")
    return server.create(f"replay_{tmp_path.name.lower()[-50:]}")


@pytest.fixture(scope="module")
def prepared_file(recordings: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that the command has prepared, without a call in it: copied for each test."""
    folder = tmp_path_factory.mktemp("prepared")
    _prepare(f"sqlite:///{folder}/calls.sqlite3", recordings, folder)
    return folder / "calls.sqlite3"


@pytest.fixture(scope="module")
def prepared_database(
    postgres: Postgres, recordings: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The same on PostgreSQL: the name of the database."""
    _prepare(postgres.create("replay_prepared"), recordings, tmp_path_factory.mktemp("prepared"))
    yield "replay_prepared"
    postgres.drop("replay_prepared")


def _prepare(url: str, recordings: Path, folder: Path) -> None:
    """Replay a recording of a refused password: nothing happens in it."""
    capture = recordings / "20_auth_bad_password.jsonl"
    done = huan_here("telephony", "replay", capture, folder=folder, HUAN_DATABASE_URL=url)
    assert done.stdout.startswith("0 calls, 0 events"), done.stderr


@pytest.fixture
def prepared(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[str]:
    """A database on which the command was called before."""
    if kind == "sqlite":
        yield sqlite_copy(request.getfixturevalue("prepared_file"), tmp_path)
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.copy(request.getfixturevalue("prepared_database")) as url:
        yield url


@pytest.fixture
def replay(prepared: str, recordings: Path, tmp_path: Path) -> Replay:
    """Replay recordings by name, standing somewhere else than in the product's folder."""
    return _replay_on(prepared, recordings, tmp_path)


@pytest.fixture
def replay_on_nothing(nothing: str, recordings: Path, tmp_path: Path) -> Replay:
    """The same where the command has to prepare the database."""
    return _replay_on(nothing, recordings, tmp_path)


def _replay_on(url: str, recordings: Path, folder: Path) -> Replay:
    def run(*names: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        captures = [name if isinstance(name, Path) else recordings / f"{name}.jsonl" for name in names]
        return huan_here("telephony", "replay", *captures, folder=folder, HUAN_DATABASE_URL=url, **variables)

    return run


def copied(recordings: Path, folder: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Return the index of a copy of a recording of which the received bytes were changed."""
    for kind in ("jsonl", "tx.bin"):
        shutil.copy(recordings / f"{name}.{kind}", folder)
    (folder / f"{name}.rx.bin").write_bytes(change((recordings / f"{name}.rx.bin").read_bytes()))
    return folder / f"{name}.jsonl"


def blocks(done: subprocess.CompletedProcess[str]) -> list[list[str]]:
    return [block.splitlines() for block in done.stdout.split("\n\n")]


@pytest.mark.parametrize("name", ["01_queue_answered.plain", "01_queue_answered.json"])
def test_an_answered_call_is_told_with_everything_about_it_and_its_agent_has_a_task(
    replay: Replay, name: str
) -> None:
    done = replay(name)
    assert (done.returncode, done.stderr) == (0, "")
    call, rest = blocks(done)
    assert call[0] == "Call 1: answered"
    told = {line.split()[0]: " ".join(line.split()[1:]) for line in call[1:]}
    assert told["caller"] == "13812345678 李小明"
    assert told["queue"] == "repair@default"
    assert told["agent"] == "1001@default"
    assert told["began"] == told["queued"] == "2026-11-22 16:40:49"
    assert told["ringing"].startswith("2026-11-22 16:40:50")
    assert told["answered"].startswith("2026-11-22 16:40:51 after 1.9 s")
    assert told["ended"].startswith("2026-11-22 16:40:58")
    assert told["recording"].endswith("(2.0 s)")
    assert rest[-1].startswith("task: 通话处理 (wrap-up), open")


def test_an_abandoned_call_leaves_one_open_task_to_call_back(replay_on_nothing: Replay) -> None:
    """The command prepares the database itself, and says nothing of it."""
    done = replay_on_nothing("02_queue_abandoned.plain")
    assert (done.returncode, done.stderr) == (0, "")
    call, rest = blocks(done)
    assert (call[0], "13" in call[1] or "0571" in call[1]) == ("Call 1: abandoned", True)
    tasks = [line for line in rest if line.startswith("task:")]
    assert len(tasks) == 1
    assert tasks[0].startswith("task: 回拨客户 (call-back), open")


def test_a_second_replay_says_the_same(replay: Replay) -> None:
    first, second = replay("02_queue_abandoned.plain"), replay("02_queue_abandoned.plain")
    assert (second.returncode, second.stdout) == (0, first.stdout)


@pytest.mark.parametrize("together", [True, False])
def test_a_crash_and_the_session_after_it_leave_no_zombie(replay: Replay, together: bool) -> None:
    names = ("13_crash_sigkill.json", "13_crash_sigkill.again")
    if together:
        done = replay(*names)
    else:
        assert "Call 1: not ended" in replay(names[0]).stdout
        done = replay(names[1])
    assert done.returncode == 0
    assert blocks(done)[0][0] == "Call 1: lost"


def test_what_is_left_of_a_damaged_recording_is_kept_and_it_exits_with_1(
    replay: Replay, recordings: Path, tmp_path: Path
) -> None:
    done = replay(copied(recordings, tmp_path, "02_queue_abandoned.plain", lambda whole: whole[:80_000]))
    assert (done.returncode, done.stderr) == (1, "")
    call, rest = blocks(done)
    assert (call[0], call[1].split()[1]) == ("Call 1: not ended", "057187654321")
    assert any(
        "fault in 02_queue_abandoned.plain at byte 80000 of rx: the stream ends" in line for line in rest
    )


def test_garbage_is_told_with_its_place(replay: Replay, recordings: Path, tmp_path: Path) -> None:
    def spoil(whole: bytes) -> bytes:
        at = whole.index(b"Content-Length: ", 60_000)
        return whole[:at] + b"\xff\x00garbage\xff\xff\xff\xff\xff\xff\xff" + whole[at + 16 :]

    done = replay(copied(recordings, tmp_path, "02_queue_abandoned.plain", spoil))
    assert (done.returncode, "expected 'Name: value'" in done.stdout) == (1, True)


def test_a_refused_password_is_told(replay: Replay) -> None:
    done = replay("20_auth_bad_password")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "0 calls, 0 events, from 20_auth_bad_password\nfault in 20_auth_bad_password at byte 28 of rx: the server "
        "refuses 'auth ***' with '-ERR invalid'; expected +OK accepted: correct the password\n"
    )


def test_an_early_end_is_told(replay: Replay, recordings: Path, tmp_path: Path) -> None:
    done = replay(copied(recordings, tmp_path, "01_queue_answered.plain", lambda _: b""))
    assert (done.returncode, "lacks 28 bytes that the index names" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("README.md", "# Recordings\n", "README.md is no recording"),
        ("x.rx.bin", "Content-Type: auth/request\n", "x.rx.bin is no recording"),
        ("empty.jsonl", "", "empty.jsonl is empty"),
        ("letter.jsonl", "Dear grandmother,\n", "is no line of a capture's index"),
        ("alone.jsonl", '{"t": 1, "ev": "open", "role": "inbound"}\n', "alone.rx.bin cannot be read"),
    ],
)
def test_what_is_no_recording_is_wrong_usage_and_no_database_is_made(
    tmp_path: Path, name: str, content: str, told: str
) -> None:
    (tmp_path / name).write_text(content)
    done = huan_here(
        "telephony", "replay", name, folder=tmp_path, HUAN_DATABASE_URL="sqlite:///new/huan.sqlite3"
    )
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr
    if name != "alone.jsonl":
        assert (
            "expected is the index of a recording, NAME.jsonl, with NAME.rx.bin and NAME.tx.bin"
            in done.stderr
        )
    assert not (tmp_path / "new").exists()


def test_a_folder_without_packages_is_wrong_usage_and_no_database_is_made(
    recordings: Path, tmp_path: Path
) -> None:
    (tmp_path / "nothing").mkdir()
    variables = {"HUAN_DATABASE_URL": "sqlite:///new/huan.sqlite3", "HUAN_PACKAGES": "nothing"}
    capture = recordings / "02_queue_abandoned.plain.jsonl"
    done = huan_here("telephony", "replay", capture, folder=tmp_path, **variables)
    assert (done.returncode, "is no package and holds none" in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "new").exists()


def test_packages_that_an_installation_has_of_its_own_are_not_deployed_over(
    recordings: Path, tmp_path: Path
) -> None:
    """Only an empty database is prepared."""
    variables = {"HUAN_DATABASE_URL": "sqlite:///huan.sqlite3"}
    capture = recordings / "02_queue_abandoned.plain.jsonl"
    huan_here("telephony", "replay", capture, folder=tmp_path, **variables)
    with sqlite3.connect(tmp_path / "huan.sqlite3") as connection:
        connection.execute("UPDATE definition SET active = 0")
    huan_here("telephony", "replay", capture, folder=tmp_path, **variables)
    with sqlite3.connect(tmp_path / "huan.sqlite3") as connection:
        active: Any = connection.execute("SELECT sum(active) FROM definition").fetchone()
    assert active == (0,)


@pytest.mark.postgres
def test_in_production_no_organisation_is_invented(
    postgres: Postgres, recordings: Path, tmp_path: Path
) -> None:
    url = postgres.create(f"production_{tmp_path.name.lower()[-40:]}")
    capture = recordings / "02_queue_abandoned.plain.jsonl"
    variables = {"HUAN_DATABASE_URL": url, "HUAN_ENV": "production"}
    done = huan_here("telephony", "replay", capture, folder=tmp_path, **variables)
    assert (done.returncode, "no organisation to which a call could belong" in done.stderr) == (2, True)
