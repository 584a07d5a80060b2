"""What a deployment does before its transaction opens: read, check and compile its packages.

On SQLite a transaction that writes holds the only lock there is, so that nothing heavy may happen in it. What
the checks saw of the installation is compared inside, where nobody can change it any more: it is as it was,
or the deployment begins again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.commands.catalogue import catalogue
from engine.commands.command import Looking
from engine.commands.planning_deployment import Planned, bound_ids, coming_versions, plan
from engine.commands.version import Definition, compile_version
from engine.commands.work import Work
from engine.definitions import (
    COMPILER,
    Catalogue,
    DiagramRefused,
    Finding,
    Package,
    bytes_of,
    check_package,
    errors_of,
    processes_beside,
    read_files,
    refuse_unfit,
    same_key,
    without_scenarios,
)
from engine.ids import new_id
from engine.org import NOTHING, Action, Actor, require
from engine.store.definitions import DefinitionRow
from engine.store.errors import LockConflict
from engine.words import Words


@dataclass(frozen=True)
class ReadyDeployment:
    """Packages that may be deployed, as far as could be seen.

    `ids` are what each will be called if it becomes a version, `catalogues` what it was checked against,
    `warnings` what was found, `compiled` those that become versions, by id.
    """

    packages: tuple[Package, ...]
    ids: tuple[str, ...]
    catalogues: tuple[Catalogue, ...]
    warnings: tuple[list[Finding], ...]
    compiled: Mapping[str, Definition]

    def planned(self, work: Work) -> list[Planned]:
        """Return what each becomes, now that nobody else can change what is deployed.

        Raises:
            LockConflict: somebody has changed since what the checks looked at; they are to begin again.
        """
        planned = plan(work, self.packages, self.ids)
        if tuple(_catalogues(work, planned)) != self.catalogues:
            raise LockConflict(
                Words(
                    "what is installed has changed while the packages were checked: try again",
                    "检查流程包期间，已安装的内容有变化：请再试",
                )
            )
        return planned

    def version(self, work: Work, one: Planned, planned: Sequence[Planned], now: datetime) -> Definition:
        """Return a package as the version that it becomes, compiled."""
        found = self.compiled.get(one.id)
        row = _row(one, planned, now, work.actor)
        if found is None:  # the version that it was when it was checked is there no more
            return compile_version(row, one.package)
        return Definition(row, found.package, found.compiled, found.forms)


def make_ready(
    looking: Looking, packages_of_files: Sequence[Mapping[str, str]], origins: Sequence[str], *, dry_run: bool
) -> ReadyDeployment:
    """Read and check packages that are deployed together, and compile those that become versions.

    Raises:
        NotAllowed: the actor may not deploy.
        DiagramRefused: with the findings of all of them.
    """
    with looking() as work:
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.DEPLOY, NOTHING, directory)
    packages = [_read(files, origin) for files, origin in zip(packages_of_files, origins, strict=True)]
    ids = [new_id() for _ in packages]
    with looking() as work:
        planned = plan(work, packages, ids)
        catalogues = _catalogues(work, planned)
    told = [
        [*same_key(package, packages), *check_package(package, known)]
        for package, known in zip(packages, catalogues, strict=True)
    ]
    refused = [finding for findings in told if errors_of(findings) for finding in findings]
    if refused:
        raise DiagramRefused(refused)
    new = [one for one in planned if one.known is None and not dry_run]
    compiled = {one.id: compile_version(_row(one, planned, now, work.actor), one.package) for one in new}
    return ReadyDeployment(tuple(packages), tuple(ids), tuple(catalogues), tuple(told), compiled)


def _catalogues(work: Work, planned: Sequence[Planned]) -> list[Catalogue]:
    packages, coming = [one.package for one in planned], coming_versions(planned)
    return [catalogue(work, one, processes_beside(one, packages), coming) for one in packages]


def _read(files: Mapping[str, str], origin: str) -> Package:
    """Return a package from files that may have scenarios among them."""
    content = bytes_of(files, origin)
    refuse_unfit(content, origin)
    return read_files(without_scenarios(content), origin)


def _row(one: Planned, planned: Sequence[Planned], now: datetime, actor: Actor) -> DefinitionRow:
    package = one.package
    return DefinitionRow(
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
        deployed_by=actor.id,
        bound=bound_ids(one, planned),
        tags=one.tags,
        files={path: content.decode() for path, content in package.files.items()},
    )
