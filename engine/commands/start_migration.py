"""Order the migration of all running instances of one version to another; a worker does it in chunks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from engine.commands.command import Answer
from engine.commands.migration.request import MigrationRequest
from engine.commands.version import Definition
from engine.commands.work import Hint, Work
from engine.errors import Conflict, InvalidInput, NotFound, field_finding
from engine.ids import new_id
from engine.org import NOTHING, Action, require
from engine.runtime.migrating import ElementMapping, faults_of, propose
from engine.store.database import Transaction
from engine.store.definitions import definition_of_version
from engine.store.instance_migrations import (
    MigratedRow,
    MigrationRow,
    candidates,
    insert_migrated,
    insert_migration,
    migrations_of_package,
)
from engine.words import Words

CHUNK = 1_000


class Chosen(NamedTuple):
    """Both versions and the mapping between them, examined."""

    source: Definition
    target: Definition
    mapping: ElementMapping


def choose(work: Work, wanted: MigrationRequest) -> Chosen:
    """Return the versions and the mapping: the proposal, with what was given instead.

    Raises:
        NotAllowed: the actor may not deploy.
        NotFound: there is no such version.
        BrokenVersion: this release cannot run one of them.
        InvalidInput: they are the same, or the mapping is wrong: each line is a finding.
    """
    _, directory = work.services.time_and_place(work.tx)
    require(work.actor, Action.DEPLOY, NOTHING, directory)
    if wanted.source == wanted.target:
        raise InvalidInput(
            Words(
                "the instances stand on that version already: name another one",
                "这些流程实例已在该版本上：请指明另一个",
            )
        )
    old, new = (_version(work, wanted.package, number) for number in (wanted.source, wanted.target))
    mapping = propose(old.compiled, new.compiled).changed(wanted.elements, wanted.flows)
    faults = faults_of(mapping, old.compiled, new.compiled)
    if faults:
        findings = [
            field_finding(one.element, Words(one.problem, one.problem_zh), Words(one.remedy, one.remedy_zh))
            for one in faults
        ]
        raise InvalidInput(
            Words(f"{len(faults)} line(s) of the mapping are wrong", f"对应关系中有 {len(faults)} 行有误"),
            findings=findings,
        )
    return Chosen(old, new, mapping)


def _version(work: Work, package: str, number: int) -> Definition:
    row = definition_of_version(work.tx, package, number)
    if row is None:
        raise NotFound(
            Words(
                f"there is no version {number} of package {package!r}",
                f"没有流程包 {package!r} 的版本 {number}",
            )
        )
    return work.services.definition(work.tx, row.id)


@dataclass(frozen=True)
class StartMigration:
    """Put every running instance that stands on the source version on the list of a new migration."""

    name: ClassVar[str] = "start-migration"

    wanted: MigrationRequest
    reason: str = ""

    def perform(self, work: Work) -> Answer:
        """Store the list; the answer has the migration's id and how many instances it has.

        Raises:
            As `choose`. Conflict: another migration of the package has not ended.
        """
        chosen, package = choose(work, self.wanted), self.wanted.package
        work.tx.lock_channel([("huan:migrations", package)])
        if any(one.status == "running" for one in migrations_of_package(work.tx, package)):
            raise Conflict(
                Words(
                    f"a migration of {package!r} has not ended yet: wait for its report",
                    f"{package!r} 的一次迁移还没有结束：请等它的报告",
                )
            )
        now, _ = work.services.time_and_place(work.tx)
        row = MigrationRow(
            id=new_id(),
            package=package,
            source_id=chosen.source.row.id,
            target_id=chosen.target.row.id,
            source_version=self.wanted.source,
            target_version=self.wanted.target,
            mapping={"elements": dict(chosen.mapping.elements), "flows": dict(chosen.mapping.flows)},
            reason=self.reason.strip() or None,
            status="running",
            created_by=work.actor.id,
            created_at=now,
            finished_at=None,
        )
        insert_migration(work.tx, row)
        count = _list_instances(work.tx, row)
        work.hints.add(Hint.MIGRATIONS)
        work.changed("package", [package])
        return {"migration": row.id, "package": package, "instances": count}


def _list_instances(tx: Transaction, migration: MigrationRow) -> int:
    count, after = 0, None
    while found := candidates(tx, migration.source_id, after, CHUNK):
        for row in found:
            insert_migrated(
                tx, MigratedRow(migration.id, row.id, row.order_id, "waiting", None, None, None, None)
            )
        count, after = count + len(found), found[-1].id
    return count
