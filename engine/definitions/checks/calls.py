"""A call activity calls a process of this package, or of one that the sheet names."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    for _, node in package.diagram.nodes():
        if node.kind != "callActivity":
            continue
        called = node.attributes.get("calledElement")
        if not called:
            yield told(package, node, "it calls nothing", "set calledElement to the id of a process")
        elif called in package.diagram.processes or catalogue.processes is None:
            pass
        elif called not in catalogue.processes:
            yield told(package, node, f"no package has a process {called!r}", "deploy that package first")
        elif catalogue.processes[called] not in package.calls:
            yield told(
                package,
                node,
                f"{called!r} belongs to package {catalogue.processes[called]!r}, which is not named in calls",
                f"add {catalogue.processes[called]} to calls in package.yaml",
            )
        for parameter in (*node.passed, *node.returned):
            if not parameter.all_variables and not (parameter.name and parameter.expression.text):
                yield told(package, node, "a mapping lacks its source or target", "give both")
