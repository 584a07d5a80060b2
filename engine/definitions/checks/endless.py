"""No circle of flows runs without ever waiting.

Nothing changes while a token runs through gateways and plain events, so it would go round until the budget of
the step is spent. Where an operation on the order stands in the circle it may end; that is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package
from engine.words import Words

PASSING = {
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "complexGateway",
    "intermediateThrowEvent",
    "task",
}
#: More circles than this in one scope say nothing new.
MOST = 20


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    for scope in package.diagram.scopes():
        passing = {node.id for node in scope.nodes.values() if _passes(node)}
        endless = _circles(scope, passing)
        for circle in endless:
            yield told(
                package,
                scope.nodes[circle[0]],
                Words(
                    f"a circle without any wait: {_told(circle)}", f"有一个从不等待的回路：{_told(circle)}"
                ),
                Words(
                    "put a task or an event that waits into the circle", "请在回路中放一个任务或等待的事件"
                ),
                path=circle,
            )
        operating = {node.id for node in scope.nodes.values() if _operates(node, catalogue)}
        known = {node for circle in endless for node in circle}
        for circle in _circles(scope, passing | operating):
            if not known & set(circle):
                yield told(
                    package,
                    scope.nodes[circle[0]],
                    Words(
                        f"a circle that waits for nobody: {_told(circle)}",
                        f"有一个不等待任何人的回路：{_told(circle)}",
                    ),
                    Words(
                        "make sure that what the operation changes ends it, or put a task into it",
                        "请确保操作改变的内容会结束回路，或在其中放一个任务",
                    ),
                    severity="warning",
                    path=circle,
                )


def _passes(node: Node) -> bool:
    """Return whether a token runs through a node at once, and leaves all values as they are."""
    if node.kind == "subProcess" and node.scope is not None and node.loop is None:
        return not node.triggered_by_event and all(
            _passes(inner) or inner.kind in ("startEvent", "endEvent") for inner in node.scope.nodes.values()
        )
    return node.kind in PASSING


def _operates(node: Node, catalogue: Catalogue) -> bool:
    return node.kind == "serviceTask" and node.camunda.get("topic") in catalogue.operations


def _circles(scope: Scope, nodes: set[str]) -> list[list[str]]:
    """Return up to `MOST` circles inside `nodes`, each from its first node in the order drawn.

    Nodes that lead to nothing inside are taken away, until only circles and the paths into them remain; then
    one is followed until a node comes twice.
    """
    order = {node: number for number, node in enumerate(scope.nodes)}
    left = set(nodes)
    circles: list[list[str]] = []
    while len(circles) < MOST:
        _strip(scope, left)
        if not left:
            break
        node = min(left, key=order.__getitem__)
        path: dict[str, int] = {}
        while node not in path:
            path[node] = len(path)
            node = next(flow.target for flow in scope.outgoing(node) if flow.target in left)
        circle = list(path)[path[node] :]
        begin = circle.index(min(circle, key=order.__getitem__))
        circles.append(circle[begin:] + circle[:begin])
        left -= set(circle)
    return circles


def _told(circle: list[str]) -> str:
    shown = circle if len(circle) <= 8 else [*circle[:7], "…"]
    return " > ".join((*shown, circle[0]))


def _strip(scope: Scope, left: set[str]) -> None:
    """Take away, again and again, the nodes from which no flow leads on inside `left`."""
    degrees = {node: sum(flow.target in left for flow in scope.outgoing(node)) for node in left}
    ending = [node for node, degree in degrees.items() if degree == 0]
    while ending:
        node = ending.pop()
        left.discard(node)
        for flow in scope.incoming(node):
            if flow.source in left:
                degrees[flow.source] -= 1
                if degrees[flow.source] == 0:
                    ending.append(flow.source)
