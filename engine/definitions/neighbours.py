"""Packages that stand side by side: which processes the others have, and which keys are taken.

A process id belongs to one package. Where two on a disk draw the same, the package that is called like the
process has it, so that a copied process in one folder is no fault of the package it was copied from.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.definitions.sheet import SHEET
from engine.words import Words


def processes_beside(package: Package, packages: Iterable[Package]) -> dict[str, frozenset[str]]:
    """Return the process ids of the other packages by their key, without what is plainly this one's."""
    own = {package.key} & set(package.diagram.processes)
    beside: dict[str, frozenset[str]] = {}
    for other in packages:
        if other.key != package.key:
            known = beside.get(other.key, frozenset())
            beside[other.key] = known | (frozenset(other.diagram.processes) - own)
    return beside


def same_key(package: Package, packages: Iterable[Package]) -> list[Finding]:
    """Return a finding for every other folder whose package has the same key."""
    return [
        Finding(
            package.label(SHEET),
            None,
            "key",
            Words(
                f"{other.origin} has the key {package.key!r} too",
                f"{other.origin} 也用了 key {package.key!r}",
            ),
            Words(
                "give one of them another key: one would be deployed as a version of the other",
                "请给其中一个换 key：否则一个会被当作另一个的新版本部署",
            ),
            package.lines.get("key"),
        )
        for other in packages
        if other.key == package.key and other.origin != package.origin
    ]
