"""A process id belongs to one package: calls would else reach whichever package comes first."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    for key, processes in sorted((catalogue.packages or {}).items()):
        for process in package.diagram.processes.values():
            if process.id in processes:
                yield told(
                    package,
                    process,
                    Words(f"the process id belongs to package {key!r}", f"这个流程 id 属于流程包 {key!r}"),
                    Words(
                        f"give the process an id of its own, such as {package.key}-{process.id}",
                        f"请给流程自己的 id，例如 {package.key}-{process.id}",
                    ),
                )
