"""Check packages before they are deployed, against what an installation and their neighbours offer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.commands.version import OPERATION_NAMES
from engine.definitions import (
    Catalogue,
    Finding,
    Package,
    check_package,
    processes_beside,
    read_key,
    same_key,
)
from engine.scenarios.cast import department_kinds, departments_at
from engine.scenarios.folders import find
from engine.scenarios.stage import HANDLERS
from engine.store.catalogue import known_of_limits


def check_paths(paths: Iterable[Path]) -> tuple[int, list[Finding]]:
    """Return how many packages stand at the paths, and everything found in them.

    Raises:
        NotFound: a path does not exist, or there is no package at it.
    """
    found = find(paths)
    findings: list[Finding] = []
    for folder in found.named:
        if folder in found.refused:
            findings += found.refused[folder].report
            continue
        package = found.packages[folder]
        beside = [other for path, other in found.packages.items() if path.parent == folder.parent]
        unreadable = frozenset(
            read_key(path) or path.name for path in found.refused if path.parent == folder.parent
        )
        findings += same_key(package, beside)
        findings += check_package(package, catalogue_of(package, beside, unreadable))
    return len(found.named), findings


def catalogue_of(
    package: Package, packages: Iterable[Package], unreadable: frozenset[str] = frozenset()
) -> Catalogue:
    """Return what a package's diagram may refer to: the built-in organisation's departments, all operations,
    effects, limits of every operator profile, milestones, and the processes of the other packages beside it,
    with which it would be deployed.
    """
    beside = processes_beside(package, packages)
    return Catalogue(
        department_kinds=department_kinds(),
        operations=OPERATION_NAMES,
        handlers=frozenset(HANDLERS),
        departments=departments_at(),
        **known_of_limits(),
        packages=beside,
        unreadable=unreadable,
        together=beside,
    )
