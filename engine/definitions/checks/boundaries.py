"""Boundary events sit on an activity of their scope; errors always interrupt."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package

HOSTS = {"userTask", "manualTask", "serviceTask", "subProcess", "callActivity"}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope, node in package.diagram.nodes():
        if node.kind != "boundaryEvent":
            continue
        host = scope.nodes.get(node.attached_to or "")
        if host is None:
            yield told(
                package, node, f"it is attached to {node.attached_to!r}, which is not here", "attach it anew"
            )
        elif host.kind not in HOSTS or host.triggered_by_event:
            yield told(
                package, node, f"it is attached to a {host.kind}", "attach it to a task or sub-process"
            )
        if node.events and node.events[0].kind == "error" and not node.interrupting:
            yield told(
                package, node, "an error boundary event must interrupt", 'remove cancelActivity="false"'
            )
