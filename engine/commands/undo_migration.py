"""Undo a migration: of one instance, or of all that nothing has happened to since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.migrate_instance import the_migration
from engine.commands.migration import put_back
from engine.commands.work import Hint, Work
from engine.errors import Conflict, NotFound
from engine.store.clocks import read_time, time_of_instance
from engine.store.instance_migrations import (
    migrated_request,
    read_migrated,
    set_migrated,
    want_undone,
)
from engine.words import Words


@dataclass(frozen=True)
class UndoMigration:
    """Put migrated instances on the list of what is to be put back; a worker does it in chunks.

    `instance_id` None means all of them. What has moved since is left as it is, and the report says so.
    """

    name: ClassVar[str] = "undo-migration"

    migration_id: str
    instance_id: str | None = None

    def perform(self, work: Work) -> Answer:
        """Mark them.

        Raises:
            Conflict: nothing of it can be undone (any more).
        """
        migration = the_migration(work, self.migration_id)
        count = want_undone(work.tx, migration.id, self.instance_id)
        if count == 0:
            what = "this instance" if self.instance_id is not None else "this migration"
            raise Conflict(
                Words(
                    f"nothing of {what} can be undone: it was not migrated, or was undone already",
                    f"{what} 没有可撤销的：它没有迁移，或已撤销",
                )
            )
        work.hints.add(Hint.MIGRATIONS)
        work.changed("package", [migration.package])
        return {"migration": migration.id, "package": migration.package, "instances": count}


@dataclass(frozen=True)
class UndoInstance:
    """Put one instance back, in a transaction of its own."""

    name: ClassVar[str] = "undo-instance"

    migration_id: str
    instance_id: str

    def perform(self, work: Work) -> Answer:
        """Put it back unless it was its turn already.

        Raises:
            Conflict: something has happened to it since; `NoteMigration` keeps that.
        """
        migration = the_migration(work, self.migration_id)
        case, (items, *time) = Case.of_instance(
            work,
            self.instance_id,
            migrated_request(self.migration_id, self.instance_id),
            *time_of_instance(self.instance_id),
        )
        item = read_migrated(items)
        if item is None:
            raise NotFound(
                Words(
                    f"instance {self.instance_id} is not on the list of this migration",
                    f"流程实例 {self.instance_id} 不在这次迁移的清单上",
                )
            )
        if item.status != "undoing":
            return {"instance": item.instance_id, "status": item.status}
        put_back(case, read_time(*time), migration, item)
        set_migrated(work.tx, item._replace(status="undone", undo=None, at=case.now))
        return {"instance": item.instance_id, "status": "undone"}
