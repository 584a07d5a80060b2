"""Deploy a package: check, identify, store as an immutable version, make it the active one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from engine.commands.catalogue import catalogue
from engine.commands.command import Answer
from engine.commands.step.waits import TIMER_KINDS
from engine.commands.work import Work
from engine.definitions import (
    COMPILER,
    DiagramRefused,
    Package,
    bytes_of,
    check_package,
    errors_of,
    read_files,
)
from engine.errors import InvalidInput
from engine.feel import Environment, FeelError
from engine.ids import new_id
from engine.limits import timer_spec, timer_to_document
from engine.org import NOTHING, Action, require
from engine.runtime import CompiledDefinition
from engine.runtime.specs.event_definitions import MessageEvent, TimerEvent
from engine.store.definitions import (
    DefinitionRow,
    activate_definition,
    active_definitions,
    insert_definition,
    last_version,
    same_definition,
)
from engine.store.messages import (
    SubscriptionRow,
    close_subscriptions_of_definition,
    insert_subscription,
)
from engine.store.organisation import changed
from engine.store.timers import TimerRow, delete_timers_of_definition, insert_timer

#: The zone in which the start timers of a package are reckoned: they belong to no tier yet.
START_ZONE = "Asia/Shanghai"
#: Taken by every deployment, so that two at once cannot both take a process id or a category.
DEPLOYING = ("huan:packages", "")


@dataclass(frozen=True)
class Deploy:
    """Deploy the files of one package (paths relative to its folder, texts).

    New instances start on it at once, running ones stay on theirs. The same files under the same compiler
    are the same version: it is made active again. `others` are the packages that are deployed in the same
    breath, by key, with the ids of their processes; `origin` is where the files lie, for messages.
    """

    name: ClassVar[str] = "deploy"

    files: Mapping[str, str]
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dry_run: bool = False
    origin: str = "package"

    def perform(self, work: Work) -> Answer:
        """Store the version, or only say what would happen.

        Raises:
            DiagramRefused: with every finding.
            InvalidInput: another package serves the same category.
        """
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.DEPLOY, NOTHING, directory)
        work.tx.lock_channel([DEPLOYING])
        package = read_files(bytes_of(self.files, self.origin), self.origin)
        findings = check_package(package, catalogue(work, package.key, self.others))
        if errors_of(findings):
            raise DiagramRefused(findings)
        told = [str(finding) for finding in findings]
        self._require_own_category(work, package)
        known = same_definition(work.tx, package.key, package.source_hash, COMPILER)
        version = known.version if known is not None else last_version(work.tx, package.key) + 1
        answer: Answer = {
            "package": package.key,
            "version": version,
            "source_hash": package.source_hash,
            "new": known is None,
            "findings": told,
        }
        if self.dry_run or (known is not None and known.active):
            return {**answer, "id": known.id if known is not None else None}
        definition_id = known.id if known is not None else self._store(work, package, version, now)
        for row in active_definitions(work.tx):
            if row.package == package.key:
                delete_timers_of_definition(work.tx, row.id)
                close_subscriptions_of_definition(work.tx, row.id)
        activate_definition(work.tx, package.key, definition_id)
        changed(work.tx)  # every process looks again which versions are active
        self._listen(work, work.services.definition(work.tx, definition_id).compiled, now)
        work.changed("package", [package.key])
        return {**answer, "id": definition_id}

    def _require_own_category(self, work: Work, package: Package) -> None:
        for row in active_definitions(work.tx):
            if package.category and row.category == package.category and row.package != package.key:
                raise InvalidInput(
                    f"orders of category {package.category!r} are served by package {row.package!r} already; "
                    "change the category, or deploy that package without it first"
                )

    def _store(self, work: Work, package: Package, version: int, now: datetime) -> str:
        row = DefinitionRow(
            id=new_id(),
            package=package.key,
            version=version,
            source_hash=package.source_hash,
            compiler=COMPILER,
            name=package.name,
            category=package.category,
            process=package.process,
            processes=sorted(package.diagram.processes),
            active=False,
            deployed_at=now,
            deployed_by=work.actor.id,
            files={path: content.decode() for path, content in package.files.items()},
        )
        insert_definition(work.tx, row)
        return row.id

    def _listen(self, work: Work, compiled: CompiledDefinition, now: datetime) -> None:
        """Wait for the start events of the main process."""
        zone = ZoneInfo(START_ZONE)
        for start in compiled.scopes[compiled.main].event_starts.values():
            if isinstance(start.definition, MessageEvent):
                row = SubscriptionRow(
                    new_id(),
                    None,
                    compiled.id,
                    None,
                    0,
                    start.element_id,
                    start.definition.name,
                    "",
                    None,
                    now,
                )
                work.tx.lock_channel([(row.name, "")])
                insert_subscription(work.tx, row)
            elif isinstance(start.definition, TimerEvent):
                timer = start.definition
                try:
                    value = timer.expression.evaluate({}, Environment(now=now, zone=zone))
                except FeelError as error:
                    raise InvalidInput(f"{start.element_id}: {error.message}") from error
                spec = timer_spec(TIMER_KINDS[timer.form], value, zone, start.element_id).anchored(now)
                insert_timer(
                    work.tx,
                    TimerRow(
                        new_id(),
                        None,
                        compiled.id,
                        None,
                        0,
                        start.element_id,
                        spec.first_due(now),
                        None,
                        timer_to_document(spec),
                        False,
                        now,
                    ),
                )
