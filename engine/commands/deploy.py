"""Deploy packages: check, identify, store as immutable versions, make them the active ones. All, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from engine.commands.activation import CHANGING, make_active, require_own_category
from engine.commands.catalogue import catalogue
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.definitions import (
    COMPILER,
    DiagramRefused,
    Finding,
    Package,
    bytes_of,
    check_package,
    errors_of,
    processes_beside,
    read_files,
    refuse_unfit,
    without_scenarios,
)
from engine.definitions.texts import SCENARIOS
from engine.errors import InvalidInput
from engine.ids import new_id
from engine.org import NOTHING, Action, require
from engine.store.definition_scenarios import keep_scenarios
from engine.store.definitions import DefinitionRow, insert_definition, last_version, same_definition


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
        now = _begin(work)
        package = _read(self.files, self.origin)
        told = _checked(work, package, self.others)
        require_own_category(work, package.key, package.category)
        answer = _deploy(work, package, told, now, dry_run=self.dry_run)
        _keep_scenarios(work, self.files, answer, now, dry_run=self.dry_run)
        return answer


@dataclass(frozen=True)
class DeployPackages:
    """Deploy several packages in one transaction, each by its files: all of them, or none.

    `origins` are where the files of each lie, for messages. With `only_new` a version that is known already
    stays as it is, active or not: what somebody activated or rolled back is not undone by a restart.
    """

    name: ClassVar[str] = "deploy-packages"

    packages: Sequence[Mapping[str, str]]
    origins: Sequence[str]
    dry_run: bool = False
    only_new: bool = False

    def perform(self, work: Work) -> Answer:
        """Store the versions, or only say what would happen; the answer has one part a package.

        Raises:
            DiagramRefused: with the findings of all of them.
            InvalidInput: two serve the same category, or another package serves one already.
        """
        now = _begin(work)
        packages = [_read(files, origin) for files, origin in zip(self.packages, self.origins, strict=True)]
        found: list[Finding] = []
        told: list[list[Finding]] = []
        for package in packages:
            try:
                told.append(_checked(work, package, processes_beside(package, packages)))
            except DiagramRefused as refused:
                found += refused.report
        if found:
            raise DiagramRefused(found)
        keys = {package.key for package in packages}
        for package in packages:
            require_own_category(work, package.key, package.category, keys)
            _require_one_each(package, packages)
        answers = [
            _deploy(work, package, of_it, now, dry_run=self.dry_run, only_new=self.only_new)
            for package, of_it in zip(packages, told, strict=True)
        ]
        for files, answer in zip(self.packages, answers, strict=True):
            _keep_scenarios(work, files, answer, now, dry_run=self.dry_run)
        return {"packages": answers}


def _begin(work: Work) -> datetime:
    now, directory = work.services.time_and_place(work.tx)
    require(work.actor, Action.DEPLOY, NOTHING, directory)
    work.tx.lock_channel([CHANGING])
    return now


def _read(files: Mapping[str, str], origin: str) -> Package:
    """Return a package from files that may have scenarios among them."""
    content = bytes_of(files, origin)
    refuse_unfit(content, origin)
    return read_files(without_scenarios(content), origin)


def _keep_scenarios(
    work: Work, files: Mapping[str, str], answer: Answer, now: datetime, *, dry_run: bool
) -> None:
    """Keep the scenarios that came with a version; where none came, those that it has stay."""
    scenarios = {path: text for path, text in files.items() if path.startswith(SCENARIOS)}
    if scenarios and not dry_run:
        keep_scenarios(work.tx, answer["id"], scenarios, now, work.actor.id)


def _checked(work: Work, package: Package, others: Mapping[str, frozenset[str]]) -> list[Finding]:
    """Return the warnings about a package; raise DiagramRefused when there are errors."""
    findings = check_package(package, catalogue(work, package.key, others))
    if errors_of(findings):
        raise DiagramRefused(findings)
    return findings


def _require_one_each(package: Package, packages: Sequence[Package]) -> None:
    for other in packages:
        if package.category and other.category == package.category and other.key != package.key:
            raise InvalidInput(
                f"packages {package.key!r} and {other.key!r} both serve orders of category "
                f"{package.category!r}; take the category out of one of them"
            )


def _deploy(
    work: Work, package: Package, told: list[Finding], now: datetime, *, dry_run: bool, only_new: bool = False
) -> Answer:
    known = same_definition(work.tx, package.key, package.source_hash, COMPILER)
    version = known.version if known is not None else last_version(work.tx, package.key) + 1
    answer: Answer = {
        "package": package.key,
        "version": version,
        "source_hash": package.source_hash,
        "new": known is None,
        "findings": [finding.document() for finding in told],
    }
    if dry_run or (known is not None and (known.active or only_new)):
        active = known.active if known is not None else False
        return {**answer, "id": known.id if known is not None else None, "active": active}
    definition_id = known.id if known is not None else _store(work, package, version, now)
    make_active(work, package.key, definition_id, version, "deployed", now, None)
    return {**answer, "id": definition_id, "active": True}


def _store(work: Work, package: Package, version: int, now: datetime) -> str:
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
