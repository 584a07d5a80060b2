"""Boundary events sit on an activity of their scope, each for a code of its own; errors always interrupt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.package import Package

HOSTS = {"userTask", "manualTask", "serviceTask", "subProcess", "callActivity"}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        for host in scope.nodes:
            yield from same_code(package, scope.boundaries(host))
    for scope, node in package.diagram.nodes():
        if node.kind != "boundaryEvent":
            continue
        activity = scope.nodes.get(node.attached_to or "")
        if activity is None:
            problem = f"it is attached to {node.attached_to!r}, which is not here"
            yield told(package, node, problem, "attach it anew")
        elif activity.kind not in HOSTS or activity.triggered_by_event:
            problem = f"it is attached to a {activity.kind}"
            yield told(package, node, problem, "attach it to a task or sub-process")
        if node.events and node.events[0].kind == "error" and not node.interrupting:
            yield told(
                package, node, "an error boundary event must interrupt", 'remove cancelActivity="false"'
            )


def same_code(package: Package, catching: Iterable[Node]) -> Iterator[Finding]:
    """Yield the events that never catch, because another one of the same place waits for the same code."""
    seen: dict[tuple[str, str | None], Node] = {}
    for node in catching:
        event = node.events[0] if node.events else None
        if event is None or event.kind not in ("error", "escalation"):
            continue
        first = seen.setdefault((event.kind, event.reference), node)
        if first is not node:
            code = repr(event.reference) if event.reference else "every code"
            problem = f"it catches the {event.kind} {code}, as {first.id} does"
            yield told(package, node, problem, "give it another code, or remove one of them")
