"""A migration and the people at work: whoever comes second finds what the first left, and all stays whole."""

from __future__ import annotations

from typing import Any

import pytest

from engine.commands.activate_version import ActivateVersion
from engine.commands.claim import ClaimTask
from engine.commands.complete import CompleteTask
from engine.commands.deploy import Deploy
from engine.commands.migration import MigrationRequest
from engine.commands.start_migration import StartMigration
from engine.commands.undo_migration import UndoMigration
from engine.store.instance_migrations import counts_of
from engine.workers import advance_migrations
from tests.drawing import boundary, draw, end, start, timer, user
from tests.races.test_races import SHEET, Rivals
from tests.stage import SYSTEM

ROUNDS = 8


def version(second: str) -> bytes:
    late = boundary("t", "a", timer("duration", "PT1H"), interrupting=False)
    return draw(
        start("s"), user("a"), late, user(second), end("l"), end("e"), flows=f"s > a > {second} > e ; t > l"
    )


@pytest.fixture
def rivals(database_url: str) -> Any:
    made = Rivals(database_url, version("b"))
    made.stage.run(Deploy({"package.yaml": SHEET, "t.bpmn": version("c").decode()}), SYSTEM)
    made.stage.run(ActivateVersion("test", 1), SYSTEM)
    yield made
    made.close()


def statuses(rivals: Rivals, migration: str) -> dict[str, int]:
    with rivals.stage.system.database.reading() as tx:
        return counts_of(tx, migration)


def test_a_completion_and_a_migration_at_once_are_one_after_the_other(rivals: Rivals) -> None:
    """Completed first, the order stands at b, which the new version lacks: refused. Migrated first: at c."""
    outcomes = set()
    for _ in range(ROUNDS):
        rivals.order()
        task = rivals.stage.task("a")["id"]
        migration = rivals.stage.run(StartMigration(MigrationRequest("test", 1, 2)), SYSTEM)["migration"]
        rivals.race(
            rivals.as_person("desk", CompleteTask(task, {})),
            lambda: advance_migrations(rivals.other.engine),
        )
        while advance_migrations(rivals.stage.engine):
            pass
        (element,) = rivals.stage.open()
        counts = statuses(rivals, migration)
        outcomes.add((element, *counts))
        assert (element, counts) in (("b", {"refused": 1}), ("c", {"migrated": 1})), counts
        rivals.stage.do(element, "desk")
    assert outcomes <= {("b", "refused"), ("c", "migrated")}
    rivals.require_whole()


def test_two_workers_migrate_each_instance_once(rivals: Rivals) -> None:
    for _ in range(12):
        rivals.order()
    migration = rivals.stage.run(StartMigration(MigrationRequest("test", 1, 2)), SYSTEM)["migration"]
    rivals.race(
        lambda: advance_migrations(rivals.stage.engine), lambda: advance_migrations(rivals.other.engine)
    )
    while advance_migrations(rivals.stage.engine):
        pass
    assert statuses(rivals, migration) == {"migrated": 12}
    for order in {row["order_id"] for row in rivals.stage.tasks()}:
        kinds = [event.type for event in rivals.stage.history(order)]
        assert kinds.count("instance.migrated") == 1
    rivals.require_whole()


def test_undoing_and_completing_at_once_never_lose_a_completion(rivals: Rivals) -> None:
    for _ in range(ROUNDS):
        rivals.order()
        task = rivals.stage.task("a")["id"]
        migration = rivals.stage.run(StartMigration(MigrationRequest("test", 1, 2)), SYSTEM)["migration"]
        while advance_migrations(rivals.stage.engine):
            pass
        rivals.stage.run(ClaimTask(task), "desk")
        rivals.stage.run(UndoMigration(migration), SYSTEM)
        rivals.race(
            rivals.as_person("desk", CompleteTask(task, {})),
            lambda: advance_migrations(rivals.other.engine),
        )
        while advance_migrations(rivals.stage.engine):
            pass
        (element,) = rivals.stage.open()
        counts = statuses(rivals, migration)
        assert (element, counts) in (("b", {"undone": 1}), ("c", {"migrated": 1})), counts
        rivals.stage.do(element, "desk")
    rivals.require_whole()
