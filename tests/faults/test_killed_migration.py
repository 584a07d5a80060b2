"""kill -9 of the worker that carries out a migration, or undoes it: the next one does the rest, none "
"twice."""

from __future__ import annotations

import pytest

from engine.commands.migration import MigrationRequest
from engine.commands.start_migration import StartMigration
from engine.commands.undo_migration import UndoMigration
from engine.faults import AFTER_COMMIT, BEFORE_COMMIT
from engine.store.instance_migrations import counts_of
from tests.drawing import draw, start, user
from tests.stage import SYSTEM


def version(task: str) -> bytes:
    return draw(start("s"), user(task, name="等待"), flows=f"s > {task}")


def counts(theatre, migration: str) -> dict[str, int]:
    with theatre.system.database.reading() as tx:
        return counts_of(tx, migration)


@pytest.mark.parametrize("point", [BEFORE_COMMIT, AFTER_COMMIT])
def test_a_killed_worker_leaves_whole_instances_and_the_next_one_does_the_rest(theatre, point):
    theatre.deploy(version("a"))
    orders = [theatre.order() for _ in range(4)]
    theatre.deploy(version("b"))
    migration = theatre.run(StartMigration(MigrationRequest("test", 2, 3)), SYSTEM)["migration"]
    assert theatre.worker(f"{point}:migrate-instance").wait(60) == -9
    assert counts(theatre, migration).get("migrated", 0) == (1 if point == AFTER_COMMIT else 0)
    theatre.require_whole()
    healthy = theatre.worker()
    theatre.until(lambda: counts(theatre, migration) == {"migrated": 4}, "the migration")
    healthy.kill()
    healthy.wait(60)
    for order in orders:
        assert theatre.open(order) == ["b"]
        assert [event.type for event in theatre.history(order)].count("instance.migrated") == 1
    theatre.run(UndoMigration(migration), SYSTEM)
    assert theatre.worker(f"{point}:undo-instance").wait(60) == -9
    theatre.worker()
    theatre.until(lambda: counts(theatre, migration) == {"undone": 4}, "the undoing")
    assert theatre.open() == ["a"] * 4
    theatre.require_whole()
