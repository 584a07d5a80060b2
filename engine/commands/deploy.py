"""Deploy packages: check, identify, store as immutable versions, make them the active ones. All, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.commands.activation import CHANGING, make_active, require_own_category
from engine.commands.catalogue import catalogue
from engine.commands.command import Answer
from engine.commands.planning_deployment import Planned, bound_ids, coming_versions, plan
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
from engine.org import NOTHING, Action, require
from engine.store.definition_scenarios import keep_scenarios
from engine.store.definitions import DefinitionRow, insert_definition
from engine.words import Words


@dataclass(frozen=True)
class Deploy:
    """Deploy the files of one package (paths relative to its folder, texts).

    New instances start on it at once, running ones stay on theirs. The same files under the same compiler
    are the same version: it is made active again. `origin` is where the files lie, for messages.
    """

    name: ClassVar[str] = "deploy"

    files: Mapping[str, str]
    dry_run: bool = False
    origin: str = "package"

    def perform(self, work: Work) -> Answer:
        """Store the version, or only say what would happen.

        Raises:
            DiagramRefused: with every finding.
            InvalidInput: another package serves the same category.
        """
        (answer,) = _deploy_all(work, [self.files], [self.origin], dry_run=self.dry_run)
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
        answers = _deploy_all(work, self.packages, self.origins, dry_run=self.dry_run, only_new=self.only_new)
        return {"packages": answers}


def _deploy_all(
    work: Work,
    packages_of_files: Sequence[Mapping[str, str]],
    origins: Sequence[str],
    *,
    dry_run: bool,
    only_new: bool = False,
) -> list[Answer]:
    """Deploy together.

    1. Read them all. 2. See which versions they are or become. 3. Check each against the others. 4. Store and
    activate them.
    """
    now = _begin(work)
    packages = [_read(files, origin) for files, origin in zip(packages_of_files, origins, strict=True)]
    planned = plan(work, packages)
    told = _checked(work, planned)
    keys = {package.key for package in packages}
    for package in packages:
        require_own_category(work, package.key, package.category, keys)
        _require_one_each(package, packages)
    answers = [
        _deploy(work, one, planned, of_it, now, dry_run=dry_run, only_new=only_new)
        for one, of_it in zip(planned, told, strict=True)
    ]
    for files, answer in zip(packages_of_files, answers, strict=True):
        _keep_scenarios(work, files, answer, now, dry_run=dry_run)
    return answers


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


def _checked(work: Work, planned: Sequence[Planned]) -> list[list[Finding]]:
    """Return the warnings about each package; raise DiagramRefused when there are errors, with all."""
    packages, coming = [one.package for one in planned], coming_versions(planned)
    told = [
        check_package(package, catalogue(work, package, processes_beside(package, packages), coming))
        for package in packages
    ]
    refused = [finding for findings in told if errors_of(findings) for finding in findings]
    if refused:
        raise DiagramRefused(refused)
    return told


def _require_one_each(package: Package, packages: Sequence[Package]) -> None:
    for other in packages:
        if package.category and other.category == package.category and other.key != package.key:
            raise InvalidInput(
                Words(
                    f"packages {package.key!r} and {other.key!r} both serve orders of category "
                    f"{package.category!r}; take the category out of one of them",
                    f"流程包 {package.key!r} 和 {other.key!r} 都办理类别 {package.category!r} 的工单；"
                    "请从其中一个去掉该类别",
                )
            )


def _deploy(
    work: Work,
    one: Planned,
    planned: Sequence[Planned],
    told: list[Finding],
    now: datetime,
    *,
    dry_run: bool,
    only_new: bool,
) -> Answer:
    package, known = one.package, one.known
    answer: Answer = {
        "package": package.key,
        "version": one.version,
        "source_hash": one.identity,
        "new": known is None,
        "findings": [finding.document() for finding in told],
    }
    if dry_run or (known is not None and (known.active or only_new)):
        active = known.active if known is not None else False
        return {**answer, "id": known.id if known is not None else None, "active": active}
    if known is None:
        _store(work, one, bound_ids(one, planned), now)
    make_active(work, package.key, one.id, one.version, "deployed", now, None)
    return {**answer, "id": one.id, "active": True}


def _store(work: Work, one: Planned, bound: dict[str, str], now: datetime) -> None:
    package = one.package
    row = DefinitionRow(
        id=one.id,
        package=package.key,
        version=one.version,
        source_hash=one.identity,
        compiler=COMPILER,
        name=package.name,
        category=package.category,
        process=package.process,
        processes=sorted(package.diagram.processes),
        active=False,
        deployed_at=now,
        deployed_by=work.actor.id,
        bound=bound,
        tags=one.tags,
        files={path: content.decode() for path, content in package.files.items()},
    )
    insert_definition(work.tx, row)
