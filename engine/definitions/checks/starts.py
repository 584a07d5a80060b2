"""A scope begins at one place that is plain to see, and whatever starts it is heard."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope
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
        if scope.kind == "process":
            yield from _heard(package, scope, [node for node in starts if node.events])
        if scope.nodes and not starts:
            entered = {flow.target for flow in scope.flows.values()}
            if all(
                node.id in entered or node.kind == "boundaryEvent" or node.triggered_by_event
                for node in scope.nodes.values()
            ):
                yield told(
                    package, scope, "nothing in it can begin: every node is entered by a flow", "add a start"
                )


def _heard(package: Package, process: Scope, triggered: list[Node]) -> Iterator[Finding]:
    """Only the main process waits for messages and times to start it; orders begin it plainly."""
    main = process.id == package.process
    names: set[str] = set()
    for start in triggered:
        event = start.events[0]
        if not main:
            yield told(
                package,
                start,
                "a start event with a trigger is only heard in the main process",
                "make this the main process (process in package.yaml), or call it",
            )
        elif event.kind == "message" and event.reference:
            if event.reference in names:
                problem = f"another start event waits for message {event.reference!r} too"
                yield told(package, start, problem, "begin at one, and decide after it")
            names.add(event.reference)
    if main and package.category is not None and process.nodes and not process.begins_plainly:
        yield told(
            package,
            process,
            f"orders of category {package.category!r} cannot begin it: it has no plain start event",
            "add a start event without a trigger, or remove the category",
        )
