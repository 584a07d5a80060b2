"""Nothing that was drawn or configured is ignored in silence.

What is read is one table, `reading.understood`; docs/packages.md tells it to designers.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for found in package.diagram.unread:
        problem = Words(
            f"{found.what} is not read here, so it would have no effect",
            f"{found.what.zh} 在这里不被读取，因而不起作用",
        )
        yield Finding(package.diagram.file, found.element, found.name, problem, found.remedy, found.line)
