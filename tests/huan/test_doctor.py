"""`huan doctor`: a sound database, and each part that it looks at, broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.back_door import BackDoor, change_a_row
from tests.huan.command_line import huan_here
from tests.stage import Stage


@pytest.fixture
def stage(stage: Stage) -> Stage:
    stage.open_order()
    return stage


@pytest.fixture
def database_url(stage: Stage) -> str:
    return stage.system.database.url


@pytest.fixture
def door(database_url: str) -> Iterator[BackDoor]:
    made = BackDoor(database_url)
    yield made
    made.close()


@pytest.fixture
def doctor(database_url: str, tmp_path: Path) -> Callable[[], tuple[int, list[str]]]:
    def run() -> tuple[int, list[str]]:
        done = huan_here("doctor", folder=tmp_path, HUAN_DATABASE_URL=database_url)
        return done.returncode, done.stdout.splitlines()

    return run


def test_a_sound_database_exits_with_0(stage: Stage, doctor) -> None:
    assert doctor() == (0, ["all invariants hold"])


def test_broken_rows_triggers_and_history_are_all_named_at_once(
    stage: Stage, door: BackDoor, database_url: str, doctor
) -> None:
    order = stage.task("dispatch")["order_id"]
    stage.do("dispatch", "agent")
    change_a_row(door, stage.system, order)  # also switches off every trigger
    door.run("DELETE FROM assignment")
    door.run("UPDATE instance SET state = NULL WHERE order_id = ?", order)
    code, lines = doctor()
    told = "\n".join(lines)
    assert code == 1
    triggers = [line for line in lines if line.startswith("trigger")]
    assert len(triggers) == (9 if database_url.startswith("postgresql") else 12)
    for part in (
        "is active, but has no state",
        "stands in nobody's inbox",
        f"chain {order}: event 3: was changed",
    ):
        assert part in told


def test_a_damaged_state_is_named_without_an_exception(stage: Stage, door: BackDoor, doctor) -> None:
    door.run("UPDATE instance SET state = ?", b'{"v": 9, "d": [], "s": 5}')
    code, lines = doctor()
    assert (code, len(lines)) == (1, 1)
    assert "has format 9, this release reads 1" in lines[0]


def test_a_schema_of_somebody_elses_is_told_and_the_rows_are_left(
    stage: Stage, door: BackDoor, doctor
) -> None:
    door.run("ALTER TABLE task RENAME COLUMN element_id TO element")
    code, lines = doctor()
    assert code == 1
    assert lines[-1] == "rows and history were not examined: they need the tables of this release"
    assert any("column task.element_id is missing" in line for line in lines)
