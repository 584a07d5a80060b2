"""What a deployment makes of its packages: which versions they are, and what their calls are bound to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.commands.work import Work
from engine.definitions import COMPILER, Package
from engine.definitions.bindings import bound_digests, bound_together, identity_of
from engine.definitions.catalogue import KnownVersion
from engine.store.definitions import DefinitionRow, last_version, same_definition


@dataclass(frozen=True)
class Planned:
    """One package of a deployment. `known` is the version that it is already, None where it becomes one.

    `identity` is the hash by which versions are the same; `id` and `version` are what is known, or what it
    will have.
    """

    package: Package
    identity: str
    known: DefinitionRow | None
    id: str
    version: int

    @property
    def tags(self) -> dict[str, str]:
        """Return the version tags of its processes, by process."""
        processes = self.package.diagram.processes
        return {key: scope.version_tag for key, scope in processes.items() if scope.version_tag}

    def as_known(self) -> KnownVersion:
        """Return what the calls of the others may know of it."""
        return KnownVersion(self.version, frozenset(self.package.diagram.processes), self.tags)


def plan(work: Work, packages: Sequence[Package], ids: Sequence[str]) -> list[Planned]:
    """Return what each package of a deployment is or becomes, in the same order; `ids` are for new ones."""
    together = {package.key: package for package in packages}
    planned: list[Planned] = []
    for package, new_id in zip(packages, ids, strict=True):
        identity = identity_of(package.source_hash, bound_digests(package, together))
        known = same_definition(work.tx, package.key, identity, COMPILER)
        if known is not None:
            planned.append(Planned(package, identity, known, known.id, known.version))
            continue
        version = last_version(work.tx, package.key) + 1
        planned.append(Planned(package, identity, None, new_id, version))
    return planned


def bound_ids(one: Planned, planned: Sequence[Planned]) -> dict[str, str]:
    """Return the ids of the versions that the calls of a package with the binding `deployment` run."""
    ids = {other.package.key: other.id for other in planned}
    together = {other.package.key: other.package for other in planned}
    return {process: ids[key] for process, key in bound_together(one.package, together).items()}


def coming_versions(planned: Sequence[Planned]) -> dict[str, list[KnownVersion]]:
    """Return the versions that a deployment makes, by the keys of their packages, the newest first."""
    coming: dict[str, list[KnownVersion]] = {}
    for one in planned:
        if one.known is None:
            coming.setdefault(one.package.key, []).insert(0, one.as_known())
    return coming
