"""Carry out migrations that were ordered, a chunk at a time; a killed worker leaves whole instances."""

from __future__ import annotations

from typing import Any

import structlog

from engine.commands import Engine
from engine.commands.finish_migrations import FinishMigrations
from engine.commands.migrate_instance import MigrateInstance, NoteMigration
from engine.commands.migration import MigrationRefused, MovedSince
from engine.commands.preview_migration import failure
from engine.commands.undo_migration import UndoInstance
from engine.errors import HuanError, Unavailable
from engine.org import Actor
from engine.store.instance_migrations import to_do
from engine.words import Words

log = structlog.get_logger("huan.worker")
MIGRATOR = Actor("system:migrations")


def advance_migrations(engine: Engine, most: int = 50) -> int:
    """Migrate, or put back, up to `most` instances, as whoever ordered it; return how many were looked at.

    An instance that is refused keeps the reasons; the others go on.
    """
    with engine.database.reading() as tx:
        chunk = to_do(tx, most)
    for item in chunk:
        _one(engine, item)
    if len(chunk) < most:
        engine.run(FinishMigrations(), MIGRATOR)
    return len(chunk)


def _one(engine: Engine, item: Any) -> None:
    actor = Actor(item.created_by)
    kind = MigrateInstance if item.status == "waiting" else UndoInstance
    try:
        engine.run(kind(item.migration_id, item.instance_id), actor)
    except Unavailable:
        raise  # the next turn finds the instance where it was
    except HuanError as error:
        refusals = error.refusals if isinstance(error, MigrationRefused) else [failure(error)]
        _note(engine, item, refusals, for_good=isinstance(error, MovedSince))
        log.info("instance not migrated", instance=item.instance_id, code=error.code)
    except Exception as error:  # one instance whose state nobody foresaw must not hold up the others
        name = type(error).__name__
        reason = Words(f"this should not have happened ({name})", f"这不应该发生（{name}）")
        _note(engine, item, [failure(HuanError(reason))], for_good=False)
        log.exception("migration broke", instance=item.instance_id)


def _note(engine: Engine, item: Any, refusals: list[dict[str, Any]], *, for_good: bool) -> None:
    engine.run(NoteMigration(item.migration_id, item.instance_id, refusals, for_good), MIGRATOR)
