"""An event sub-process has exactly one start, with a trigger that no other one of its scope has."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.boundaries import same_code
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        inside = [node.scope for node in scope.nodes.values() if node.triggered_by_event and node.scope]
        starts = [node for one in inside for node in one.nodes.values() if node.kind == "startEvent"]
        yield from same_code(package, starts)
    for _, node in package.diagram.nodes():
        if not node.triggered_by_event or node.scope is None:
            continue
        starts = [inner for inner in node.scope.nodes.values() if inner.kind == "startEvent"]
        if len(starts) != 1:
            yield told(
                package,
                node,
                f"an event sub-process needs one start event, it has {len(starts)}",
                "draw exactly one",
            )
        for start in starts:
            if start.events and start.events[0].kind == "error" and not start.interrupting:
                yield told(
                    package, start, "an error start event must interrupt", 'remove isInterrupting="false"'
                )
        if node.loop is not None:
            yield told(package, node, "an event sub-process cannot loop", "remove the loop marker")
