"""Migrate one instance that stands on a migration's list, or say what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.migration import carry_over
from engine.commands.work import Work
from engine.errors import NotFound
from engine.org import NOTHING, Action, require
from engine.store.clocks import read_time, time_of_instance
from engine.store.instance_migrations import (
    MigrationRow,
    migrated_request,
    migration_by_id,
    read_migrated,
    set_migrated,
)
from engine.words import Words


@dataclass(frozen=True)
class MigrateInstance:
    """Migrate one instance in a transaction of its own: a batch that is cut off goes on where it was."""

    name: ClassVar[str] = "migrate-instance"

    migration_id: str
    instance_id: str

    def perform(self, work: Work) -> Answer:
        """Migrate it unless it was its turn already.

        Raises:
            MigrationRefused: with every reason; `NoteMigration` keeps them.
            StepFailed: an expression of the new version fails.
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
        if item.status != "waiting":
            return {"instance": item.instance_id, "status": item.status}
        if case.row is None or case.row.status not in ("active", "suspended"):
            set_migrated(work.tx, item._replace(status="ended", at=case.now))
            return {"instance": item.instance_id, "status": "ended"}
        carried = carry_over(case, read_time(*time), migration)
        set_migrated(
            work.tx,
            item._replace(
                status="migrated",
                report=carried.report,
                undo=carried.undo,
                revision=carried.revision,
                at=case.now,
            ),
        )
        return {"instance": item.instance_id, "status": "migrated", "report": carried.report}


@dataclass(frozen=True)
class NoteMigration:
    """Keep why an instance was not migrated, or not put back; `for_good`: it never will be."""

    name: ClassVar[str] = "note-migration"

    migration_id: str
    instance_id: str
    refusals: Sequence[dict[str, Any]] = field(default_factory=list)
    for_good: bool = False

    def perform(self, work: Work) -> Answer:
        """Note it: refused, or still migrated when it was to be put back."""
        the_migration(work, self.migration_id)
        rows = work.tx.fetch(migrated_request(self.migration_id, self.instance_id))[0]
        item = read_migrated(rows)
        now, _ = work.services.time_and_place(work.tx)
        if item is None or item.status not in ("waiting", "undoing"):
            return {"instance": self.instance_id, "status": item.status if item is not None else None}
        noted = {**(item.report or {}), "refusals": list(self.refusals)}
        status = "refused" if item.status == "waiting" else "migrated"
        undo = None if self.for_good else item.undo
        set_migrated(work.tx, item._replace(status=status, report=noted, undo=undo, at=now))
        return {"instance": self.instance_id, "status": status}


def the_migration(work: Work, migration_id: str) -> MigrationRow:
    """Return a migration that the actor may carry out.

    Raises:
        NotAllowed: the actor may not deploy.
        NotFound: there is none.
    """
    _, directory = work.services.time_and_place(work.tx)
    require(work.actor, Action.DEPLOY, NOTHING, directory)
    found = migration_by_id(work.tx, migration_id)
    if found is None:
        raise NotFound(Words(f"there is no migration {migration_id}", f"没有迁移 {migration_id}"))
    return found
