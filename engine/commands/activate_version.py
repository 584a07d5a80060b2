"""Make a stored version of a package the active one again, by its number or the one before (roll back)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.commands.activation import CHANGING, make_active, require_own_category
from engine.commands.catalogue import catalogue
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.definitions import DiagramRefused, check_package, errors_of
from engine.errors import Conflict, NotFound
from engine.org import NOTHING, Action, require
from engine.store.activations import ActivationRow, activations_of
from engine.store.definitions import (
    DefinitionRow,
    active_definitions,
    definition_by_id,
    definition_of_version,
)
from engine.words import Words


@dataclass(frozen=True)
class ActivateVersion:
    """Let new instances start on a stored version; running ones stay on theirs."""

    name: ClassVar[str] = "activate-version"

    package: str
    version: int
    reason: str = ""

    def perform(self, work: Work) -> Answer:
        """Activate it; the active one is a success.

        Raises:
            NotFound: there is no such version.
            BrokenVersion: this release cannot run it.
            DiagramRefused: what it calls or refers to is no longer there.
            InvalidInput: another package serves its category.
        """
        return _activate(work, self.package, self.version, "activated", self.reason)


@dataclass(frozen=True)
class RollBack:
    """Activate the version that was active before the present one, by the record of activations."""

    name: ClassVar[str] = "roll-back"

    package: str
    reason: str = ""

    def perform(self, work: Work) -> Answer:
        """Roll back.

        Raises:
            Conflict: no version was active before.
            As `ActivateVersion`.
        """
        return _activate(work, self.package, None, "rolled-back", self.reason)


def _activate(work: Work, package: str, version: int | None, what: str, reason: str) -> Answer:
    now, directory = work.services.time_and_place(work.tx)
    require(work.actor, Action.DEPLOY, NOTHING, directory)
    work.tx.lock_channel([CHANGING])
    before = next((row for row in active_definitions(work.tx) if row.package == package), None)
    row = _of_number(work, package, version) if version is not None else _before(work, package)
    answer = {
        "package": package,
        "id": row.id,
        "version": row.version,
        "previous": before.version if before is not None else None,
    }
    if before is not None and before.id == row.id:
        return answer
    found = work.services.definition(work.tx, row.id)
    findings = check_package(found.package, catalogue(work, found.package, _bound(work, row)))
    if errors_of(findings):
        raise DiagramRefused(findings)
    require_own_category(work, package, row.category)
    # A package that is out of service is taken back into it: nothing is rolled back by that.
    done = what if before is not None else "activated"
    make_active(work, package, row.id, row.version, done, now, reason.strip() or None)
    return answer


def _bound(work: Work, row: DefinitionRow) -> dict[str, frozenset[str]]:
    """Return the processes of the versions that it was deployed with and is bound to, by package."""
    rows = [work.services.definition(work.tx, key).row for key in set(row.bound.values())]
    return {other.package: frozenset(other.processes) for other in rows}


def _of_number(work: Work, package: str, version: int) -> DefinitionRow:
    row = definition_of_version(work.tx, package, version)
    if row is None:
        raise NotFound(
            Words(
                f"there is no version {version} of package {package!r}",
                f"没有流程包 {package!r} 的版本 {version}",
            )
        )
    return row


def _before(work: Work, package: str) -> DefinitionRow:
    """Return the version before the present one; out of service, the one that was active last."""
    done = activations_of(work.tx, package)
    if not done:
        raise NotFound(
            Words(
                f"package {package!r} is not deployed: run `huan deploy`",
                f"流程包 {package!r} 没有部署：请运行 `huan deploy`",
            )
        )
    stack = versions_in_turn(done)
    if done[0].definition_id is not None:
        stack.pop()
    row = definition_by_id(work.tx, stack[-1]) if stack else None
    if row is None:
        raise Conflict(
            Words(
                f"no version of package {package!r} was active before this one",
                f"在这个版本之前，流程包 {package!r} 没有启用过别的版本",
            )
        )
    return row


def versions_in_turn(done: Sequence[ActivationRow]) -> list[str]:
    """Return the versions that rolling back goes through, the present one last.

    `done` is the record, newest first.
    Each roll back takes one off, so that the next one goes further back and not forward again.
    """
    stack: list[str] = []
    for row in reversed(done):
        if row.what == "rolled-back":
            stack.pop()
        elif row.definition_id is not None and (not stack or stack[-1] != row.definition_id):
            stack.append(row.definition_id)
    return stack
