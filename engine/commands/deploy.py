"""Deploy packages: check, identify, store as immutable versions, make them the active ones. All, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from engine.commands.activation import CHANGING, make_active, require_own_category
from engine.commands.command import Answer, Looking
from engine.commands.planning_deployment import Planned
from engine.commands.ready_deployment import ReadyDeployment, make_ready
from engine.commands.work import Work
from engine.definitions import Package
from engine.definitions.texts import SCENARIOS
from engine.errors import InvalidInput
from engine.org import NOTHING, Action, require
from engine.store.definition_scenarios import keep_scenarios
from engine.store.definitions import insert_definition
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

    def prepare(self, looking: Looking) -> DeployReadyPackage:
        """Read, check and compile it.

        Raises:
            DiagramRefused: with every finding.
        """
        return DeployReadyPackage(make_deployment(looking, [self.files], [self.origin], dry_run=self.dry_run))


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

    def prepare(self, looking: Looking) -> DeployReadyPackages:
        """Read, check and compile them.

        Raises:
            DiagramRefused: with the findings of all of them.
        """
        return DeployReadyPackages(
            make_deployment(
                looking, self.packages, self.origins, dry_run=self.dry_run, only_new=self.only_new
            )
        )


@dataclass(frozen=True)
class Deployment:
    """A deployment of packages that are ready; `files` are those of each, scenarios among them."""

    ready: ReadyDeployment
    files: Sequence[Mapping[str, str]]
    dry_run: bool
    only_new: bool

    def put_in_place(self, work: Work) -> list[Answer]:
        """Store and activate the versions, or only say what would happen; one answer a package.

        Raises:
            InvalidInput: two serve the same category, or another package serves one already.
            LockConflict: what the checks looked at has changed meanwhile: prepare again.
        """
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.DEPLOY, NOTHING, directory)
        work.tx.lock_channel([CHANGING])
        planned = self.ready.planned(work)
        keys = {one.package.key for one in planned}
        for one in planned:
            require_own_category(work, one.package.key, one.package.category, keys)
            _require_one_each(one.package, self.ready.packages)
        answers = [self._deploy(work, number, planned, now) for number in range(len(planned))]
        for files, answer in zip(self.files, answers, strict=True):
            self._keep_scenarios(work, files, answer, now)
        return answers

    def _deploy(self, work: Work, number: int, planned: Sequence[Planned], now: datetime) -> Answer:
        one = planned[number]
        package, known = one.package, one.known
        answer: Answer = {
            "package": package.key,
            "version": one.version,
            "source_hash": one.identity,
            "new": known is None,
            "findings": [finding.document() for finding in self.ready.warnings[number]],
        }
        if self.dry_run or (known is not None and (known.active or self.only_new)):
            active = known.active if known is not None else False
            return {**answer, "id": known.id if known is not None else None, "active": active}
        if known is None:
            version = self.ready.version(work, one, planned, now)
            insert_definition(work.tx, version.row)
            kept = version.without_files()
            work.services.keep(replace(kept, row=kept.row._replace(active=True)))
        make_active(work, package.key, one.id, one.version, "deployed", now, None)
        return {**answer, "id": one.id, "active": True}

    def _keep_scenarios(self, work: Work, files: Mapping[str, str], answer: Answer, now: datetime) -> None:
        """Keep the scenarios that came with a version; where none came, those that it has stay."""
        scenarios = {path: text for path, text in files.items() if path.startswith(SCENARIOS)}
        if scenarios and not self.dry_run:
            keep_scenarios(work.tx, answer["id"], scenarios, now, work.actor.id)


@dataclass(frozen=True)
class DeployReadyPackage:
    """Put one package in place that is ready."""

    name: ClassVar[str] = Deploy.name

    deployment: Deployment

    def perform(self, work: Work) -> Answer:
        """Store the version, or only say what would happen; raises as `Deployment.put_in_place`."""
        (answer,) = self.deployment.put_in_place(work)
        return answer


@dataclass(frozen=True)
class DeployReadyPackages:
    """Put several packages in place that are ready."""

    name: ClassVar[str] = DeployPackages.name

    deployment: Deployment

    def perform(self, work: Work) -> Answer:
        """Store the versions; the answer has one part a package; raises as `Deployment.put_in_place`."""
        return {"packages": self.deployment.put_in_place(work)}


def make_deployment(
    looking: Looking,
    packages: Sequence[Mapping[str, str]],
    origins: Sequence[str],
    *,
    dry_run: bool = False,
    only_new: bool = False,
) -> Deployment:
    """Make packages ready that are deployed together; raises as `make_ready`."""
    return Deployment(make_ready(looking, packages, origins, dry_run=dry_run), packages, dry_run, only_new)


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
