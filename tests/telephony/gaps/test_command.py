"""`huan telephony import-cdr`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from sqlalchemy import select

from engine.store.tables import call, message
from tests.conftest import sqlite_copy
from tests.huan.command_line import huan_here
from tests.stage import Stage
from tests.telephony.gaps.records import AGENT, CALLER, NOON, abandoned, agents_leg, answered, write

Huan = Callable[..., CompletedProcess[str]]


@pytest.fixture
def stage_and_huan(sqlite_stage: tuple[Path, Stage], tmp_path: Path) -> Any:
    """A stage, and `huan telephony` on its database."""
    path = sqlite_copy(sqlite_stage[0], tmp_path)
    stage = sqlite_stage[1].on_copy(path)

    def run(*words: object) -> CompletedProcess[str]:
        known = {"HUAN_DATABASE_URL": path, "LANG": "C"}
        return huan_here("telephony", "import-cdr", *words, folder=tmp_path, **known)

    yield stage, run
    stage.system.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cdr"
    made.mkdir()
    return made


def today() -> float:
    """Seconds from the records' noon to an hour ago."""
    return (datetime.now(UTC) - timedelta(hours=1) - NOON).total_seconds()


def leg_number(number: int) -> str:
    return f"c0000000-0000-4000-8000-{number:012d}"


def test_each_file_is_said_what_it_came_to_and_who_gave_up_is_called_back(
    stage_and_huan: tuple[Stage, Huan], folder: Path
) -> None:
    stage, huan = stage_and_huan
    now = today()
    gave_up = abandoned(leg_number(7), began=now)
    write(
        folder, answered(began=now), agents_leg(began=now), gave_up, agents_leg(leg_number(9), "nobody", now)
    )
    (folder / f"a_{leg_number(8)}.cdr.json").write_bytes(b'{"core-uuid": "28')

    tried = huan(folder, "--dry-run", "--json")
    assert (tried.returncode, stage.rows(select(call))) == (1, [])
    expected = {
        f"a_{CALLER}.cdr.json": "new",
        f"{AGENT}.cdr.json": "new",
        f"a_{leg_number(7)}.cdr.json": "new",
        f"{leg_number(9)}.cdr.json": "waiting",
        f"a_{leg_number(8)}.cdr.json": "unreadable",
    }
    assert {line["file"]: line["what"] for line in map(json.loads, tried.stdout.splitlines())} == expected

    done = huan(folder, "--json")
    assert done.returncode == 1, "a file cannot be read"
    assert {line["file"]: line["what"] for line in map(json.loads, done.stdout.splitlines())} == expected
    outcomes = {row["caller_number"]: row["outcome"] for row in stage.rows(select(call))}
    assert (len(stage.rows(select(call))), set(outcomes)) == (2, {"13812345678"})
    assert "call-back" in stage.open()

    again = huan(folder)
    assert f"a_{CALLER}.cdr.json: known already" in again.stdout.splitlines()
    assert len(stage.rows(select(call))) == 2


def test_calls_of_the_day_before_yesterday_are_recorded_and_nobody_is_called_back(
    stage_and_huan: tuple[Stage, Huan], folder: Path
) -> None:
    stage, huan = stage_and_huan
    write(folder, abandoned(began=today() - 2 * 86_400))
    assert huan(folder).returncode == 0
    (row,) = stage.rows(select(call))
    assert (row["outcome"], stage.rows(select(message)), stage.open()) == ("abandoned", [], [])


def test_of_a_node_whose_own_name_is_not_known_nothing_is_imported(
    stage_and_huan: tuple[Stage, Huan], folder: Path
) -> None:
    _, huan = stage_and_huan
    write(folder, abandoned())
    done = huan(folder, "--node", "hangzhou-1")
    assert (done.returncode, "nobody has listened to a node 'hangzhou-1' yet" in done.stderr) == (2, True)
