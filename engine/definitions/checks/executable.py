"""The package names a process that is drawn, and that is meant to run."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import SHEET, Package


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    processes = package.diagram.processes
    if package.process not in processes:
        drawn = ", ".join(processes) or "none"
        yield Finding(
            package.label(SHEET),
            None,
            "",
            f"process {package.process!r} is not in the diagram (drawn: {drawn})",
            "name the id of a process of the diagram",
        )
    for process in processes.values():
        if not process.executable and process.nodes:
            yield told(package, process, "the process is marked as not executable", 'set isExecutable="true"')
        if not process.nodes:
            yield told(package, process, "the process is empty", "draw its flow, or remove it")
