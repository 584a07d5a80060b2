"""Mark migrations as done in which nothing is left to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.instance_migrations import finish_migrations, migration_by_id


@dataclass(frozen=True)
class FinishMigrations:
    """Look at all running migrations; only the system runs it."""

    name: ClassVar[str] = "finish-migrations"

    def perform(self, work: Work) -> Answer:
        """Finish them; the answer lists those that have ended now."""
        now, _ = work.services.time_and_place(work.tx)
        done = finish_migrations(work.tx, now)
        for key in done:
            found = migration_by_id(work.tx, key)
            work.changed("package", [found.package if found is not None else None])
        return {"finished": done}
