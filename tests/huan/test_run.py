"""`huan run`, `serve` and `worker`: what they refuse, and a demonstration that answers."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from engine.commands.time import SetClock
from engine.store.time import read_clock
from huan.business_time import keep_time, require_real_time
from huan.commands import run
from huan.settings import Settings
from telephony.listener import Listener, NodeSettings
from tests.huan.command_line import huan, huan_here
from tests.servers import Postgres, free_port
from tests.stage import SYSTEM, Stage


def test_a_demonstration_is_refused_in_production_before_anything_is_made(tmp_path: Path) -> None:
    variables = {"HUAN_ENV": "production", "HUAN_DATABASE_URL": "postgresql://huan@127.0.0.1:1/huan"}
    done = huan("run", "--demo", folder=tmp_path, **variables)
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, "", [])
    assert done.stderr == (
        "huan: huan run --demo opens accounts that share one password: not with HUAN_ENV=production\n"
    )


def test_run_listens_to_the_exchanges_that_are_set_beside_serving(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listening: list[Listener] = []

    class Noted(Listener):
        def start(self) -> None:
            listening.append(self)

        def stop(self) -> None:
            stopped.append(self)

    stopped: list[Listener] = []
    monkeypatch.setattr("huan.listening.Listener", Noted)
    node = NodeSettings("hangzhou-1", "127.0.0.1", 1, "geheim")
    for exchanges, count in (((), 0), ((node,), 1)):
        run._system(Settings(database_url=sqlite_url, exchanges=exchanges), False, None).close()
        assert len(listening) == len(stopped) == count
    assert [one.settings for one in listening[0].nodes] == [node]


def test_a_port_that_is_taken_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for command in (("run",), ("run", "--demo")):
            done = huan_here(*command, folder=tmp_path, HUAN_PORT=str(port))
            assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
            assert done.stderr == (
                f"huan: nobody can listen on 127.0.0.1:{port} (Address already in use): "
                "set HUAN_HOST and HUAN_PORT\n"
            )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUAN_PORT", "99999"),
        ("HUAN_CLOCK_RATE", "-5"),
        ("HUAN_CLOCK_RATE", "nan"),
        ("REDIS_URL", "localhost:6379"),
        ("HUAN_PACKAGES", "nowhere"),
        ("HUAN_ENV", "prod"),
    ],
)
@pytest.mark.parametrize("command", [("run",), ("db", "upgrade"), ("worker",), ("serve",)])
def test_a_wrong_setting_is_one_sentence_and_nothing_is_made(
    tmp_path: Path, command: tuple[str, ...], name: str, value: str
) -> None:
    done = huan_here(*command, folder=tmp_path, **{name: value})
    assert (done.returncode, done.stderr.count("\n"), list(tmp_path.iterdir())) == (2, 1, [])
    assert done.stderr.startswith(f"huan: {name} must be ")


def test_several_server_processes_need_redis(tmp_path: Path) -> None:
    done = huan_here("serve", folder=tmp_path)
    assert (done.returncode, "set REDIS_URL" in done.stderr) == (2, True)
    assert huan_here("serve", "--processes", "0", folder=tmp_path).returncode == 2


@pytest.fixture
def stage(sqlite_url: str):
    made = Stage(sqlite_url, packages=False)
    yield made
    made.system.close()


def _rate(stage: Stage) -> float:
    with stage.system.database.reading() as tx:
        found = read_clock(tx)
    assert found is not None
    return found[0].rate


def test_run_lets_the_clock_go_at_the_rate_that_is_set_and_leaves_a_stopped_one(stage: Stage) -> None:
    keep_time(stage.engine, Settings(clock_rate=60))
    assert _rate(stage) == 0, "somebody made it stand still"
    stage.run(SetClock(None, 60), SYSTEM)
    keep_time(stage.engine, Settings(clock_rate=2))
    assert _rate(stage) == 2
    keep_time(stage.engine, Settings())
    assert _rate(stage) == 1


@pytest.mark.postgres
@pytest.mark.parametrize("command", [("worker",), ("serve", "--processes", "1"), ("run",)])
def test_production_does_not_work_on_a_demonstrations_time(
    postgres_url: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    Stage(postgres_url, packages=False).system.close()
    variables = {"HUAN_ENV": "production", "HUAN_DATABASE_URL": postgres_url, "HUAN_PORT": str(free_port())}
    done = huan_here(*command, folder=tmp_path, **variables)
    assert (done.returncode, "production needs a database of its own" in done.stderr) == (2, True)


@pytest.mark.postgres
def test_a_new_database_is_fit_for_production(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.create(f"fit_{tmp_path.name.lower()[-40:]}")
    variables = {"HUAN_ENV": "production", "HUAN_DATABASE_URL": url}
    assert huan_here("db", "upgrade", folder=tmp_path, **variables).returncode == 0
    from huan.wiring import build

    system = build(Settings(database_url=url, production=True))
    require_real_time(system.engine, system.settings)
    system.close()


def _rows(folder: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(folder / "data" / "huan.sqlite3")) as database:
        return database.execute(query).fetchall()


def test_a_demonstration_answers_wherever_one_stands_with_the_orders_of_its_morning(tmp_path: Path) -> None:
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HUAN_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "huan", "run", "--demo", "--morning", "--telephone"],
        cwd=tmp_path,
        env={**environment, "HUAN_PORT": str(port), "HUAN_DATA": str(tmp_path / "data")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/api/v1/health/ready", timeout=2
                ) as told:
                    assert told.status == 200
                    break
            except OSError:
                assert process.poll() is None, "it has ended"
                assert time.monotonic() < deadline, "it does not answer"
                time.sleep(0.1)
        leased = "SELECT name FROM exchange_node WHERE lease_owner IS NOT NULL"
        while not (listened := _rows(tmp_path, leased)):
            assert time.monotonic() < deadline, "nobody listens to the exchange"
            time.sleep(0.1)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        output, _ = process.communicate(timeout=30)
    assert f"http://127.0.0.1:{port}/" in output
    assert (listened, _rows(tmp_path, leased)) == ([("simulated",)], []), "it has not given the exchange back"
    stages = {stage for (stage,) in _rows(tmp_path, "SELECT stage FROM work_order")}
    desks = _rows(
        tmp_path,
        "SELECT username, contact, queue.name FROM agent_device"
        " JOIN person ON person.id = agent_device.person_id"
        " JOIN agent_tier ON agent_tier.person_id = person.id JOIN queue ON queue.id = queue_id",
    )
    breaks = [key for (key,) in _rows(tmp_path, "SELECT key FROM break_reason")]
    assert {"accept", "diagnose", "arrive", "restore", "grade"} <= stages
    assert sorted(desks) == [
        ("agent", "user/1001", "repair@default"),
        ("agent2", "user/1002", "repair@default"),
    ]
    assert set(breaks) == {"rest", "meal", "training"}
    password = (tmp_path / "data" / "demo-password").read_text().strip()
    assert password in output
    assert (tmp_path / "data" / "demo-password").stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
