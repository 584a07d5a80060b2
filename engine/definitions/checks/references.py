"""What refers to something of the file leads to it: listed flows, data associations, data objects."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.findings import Finding
from engine.definitions.package import Package


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for found in package.diagram.misled:
        yield Finding(
            package.diagram.file, found.element, found.name, found.problem, found.remedy, found.line
        )
