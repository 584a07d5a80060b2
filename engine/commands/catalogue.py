"""What diagrams may refer to in this installation, as a deployment sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.commands.work import Work
from engine.definitions import Catalogue, Package
from engine.definitions.bindings import names_versions
from engine.definitions.catalogue import KnownVersion
from engine.store.catalogue import installed_catalogue


def catalogue(
    work: Work,
    package: Package,
    together: Mapping[str, frozenset[str]],
    coming: Mapping[str, Sequence[KnownVersion]] | None = None,
) -> Catalogue:
    """Return what `package` may refer to.

    `together` are the packages that are deployed with it, by key, with the ids of their processes; `coming`
    the versions that this deployment makes.
    """
    _, directory = work.services.time_and_place(work.tx)
    wanted = () if work.services.any_version else names_versions(package)
    found = installed_catalogue(
        work.tx, directory, work.services.handlers, package.key, together, versions_of=wanted
    )
    versions = {key: (*(coming or {}).get(key, ()), *known) for key, known in found.versions.items()}
    return replace(found, versions=versions)
