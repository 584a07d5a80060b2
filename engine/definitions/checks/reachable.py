"""Every element can be reached from where its scope begins.

An error, not a warning: where there is a start event, everything else must be entered by a flow (ISO/IEC
19510 §10.5.2), and what a token can never reach was drawn for nothing: the designer believes in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Scope
from engine.definitions.package import Package
from engine.definitions.reading.links import is_link
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        reached = _reached(scope)
        for node in scope.nodes.values():
            hanging = node.attached_to is not None and node.attached_to not in scope.nodes
            if reached and node.id not in reached and not hanging:
                yield told(
                    package,
                    node,
                    Words("no path leads here from where the process begins", "从流程开始处没有路径通到这里"),
                    Words("draw a sequence flow into it, or remove it", "请画一条进入它的顺序流，或删除它"),
                )


def _reached(scope: Scope) -> set[str]:
    """Return the ids of the nodes that a token can reach; event sub-processes begin by themselves."""
    nodes = scope.nodes.values()
    begin = [node.id for node in nodes if node.kind == "startEvent"]
    if not begin:
        begin = [node.id for node in scope.unentered()]
    begin += [node.id for node in scope.unentered() if node.starts_process or is_link(node)]
    waiting = begin + [node.id for node in nodes if node.triggered_by_event or node.for_compensation]
    reached: set[str] = set()
    while waiting:
        current = waiting.pop()
        if current in reached or current not in scope.nodes:
            continue
        reached.add(current)
        waiting += [flow.target for flow in scope.outgoing(current)]
        waiting += [boundary.id for boundary in scope.boundaries(current)]
    return reached
