"""A scope begins at one place that is plain to see."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        starts = [node for node in scope.nodes.values() if node.kind == "startEvent"]
        plain = [node for node in starts if not node.events]
        for extra in plain[1:]:
            yield told(
                package,
                extra,
                f"{scope.id} has a second plain start event",
                "begin at one, and split after it",
            )
        if scope.nodes and not starts:
            entered = {flow.target for flow in scope.flows.values()}
            if all(
                node.id in entered or node.kind == "boundaryEvent" or node.triggered_by_event
                for node in scope.nodes.values()
            ):
                yield told(
                    package, scope, "nothing in it can begin: every node is entered by a flow", "add a start"
                )
