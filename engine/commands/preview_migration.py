"""Try the migration of one instance and take it back: what will happen, without anything happening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.case import Case
from engine.commands.chain import Engine
from engine.commands.command import Answer
from engine.commands.migration import MigrationRefused, MigrationRequest, carry_over
from engine.commands.start_migration import choose
from engine.commands.work import Work
from engine.errors import Conflict, HuanError, StepFailed
from engine.ids import new_id
from engine.org import Actor
from engine.runtime.migrating.refusals import refusal
from engine.store.clocks import read_time, time_of_instance
from engine.store.instance_migrations import MigrationRow
from engine.words import Words


class _TakenBack(Exception):
    """Ends the transaction of a trial with nothing kept; carries what was found."""

    def __init__(self, report: dict[str, Any]) -> None:
        super().__init__("a trial is taken back")
        self.report = report


@dataclass(frozen=True)
class _TryMigration:
    """Migrate an instance and take it back."""

    name: ClassVar[str] = "try-migration"

    wanted: MigrationRequest
    instance_id: str

    def perform(self, work: Work) -> Answer:
        """Do it, and raise what was found."""
        chosen = choose(work, self.wanted)
        case, time = Case.of_instance(work, self.instance_id, *time_of_instance(self.instance_id))
        row, order = case.row, case.order
        assert row is not None
        about = {
            "instance": row.id,
            "order": order.id if order is not None else None,
            "number": order.number if order is not None else None,
            "key": row.business_key,
        }
        if row.status not in ("active", "suspended"):
            raise _TakenBack({**about, "outcome": "ended"})
        migration = MigrationRow(
            id=new_id(),
            package=self.wanted.package,
            source_id=chosen.source.row.id,
            target_id=chosen.target.row.id,
            source_version=self.wanted.source,
            target_version=self.wanted.target,
            mapping={"elements": dict(chosen.mapping.elements), "flows": dict(chosen.mapping.flows)},
            reason=None,
            status="running",
            created_by=work.actor.id,
            created_at=case.now,
            finished_at=None,
        )
        try:
            carried = carry_over(case, read_time(*time), migration)
        except MigrationRefused as refused:
            raise _TakenBack({**about, "outcome": "refused", "refusals": refused.refusals}) from None
        except StepFailed as failed:
            raise _TakenBack({**about, "outcome": "refused", "refusals": [failure(failed)]}) from None
        raise _TakenBack(
            {**about, "outcome": "migrates", "undoable": carried.undo is not None, **carried.report}
        )


@dataclass(frozen=True)
class _CheckMigration:
    """Examine versions and mapping; nothing is kept."""

    name: ClassVar[str] = "check-migration"

    wanted: MigrationRequest

    def perform(self, work: Work) -> Answer:
        """Examine them; raises as `choose`."""
        choose(work, self.wanted)
        return {}


def check_migration(engine: Engine, actor: Actor, wanted: MigrationRequest) -> None:
    """Refuse versions that there are not and a mapping that is wrong, whatever instances there are.

    Raises:
        As `engine.commands.start_migration.choose`.
    """
    engine.run(_CheckMigration(wanted), actor)


def failure(error: HuanError) -> dict[str, Any]:
    """Return an error of a step as a reason why an instance was not migrated."""
    if isinstance(error, MigrationRefused):
        return error.refusals[0]
    token = error.attributes.get("token") or 0
    return refusal("failed", token, error.attributes.get("element") or "", reason=error.message).document()


def preview(engine: Engine, actor: Actor, wanted: MigrationRequest, instance_id: str) -> dict[str, Any]:
    """Return what migrating an instance would do; the instance and its rows are as before.

    `outcome` is `migrates`, `refused` (with `refusals`) or `ended`.

    Raises:
        As `engine.commands.start_migration.choose`; NotFound: there is no such instance.
    """
    try:
        engine.run(_TryMigration(wanted, instance_id), actor)
    except _TakenBack as found:
        return found.report
    raise Conflict(Words("a trial that was not taken back", "没有撤回的试迁移"))
