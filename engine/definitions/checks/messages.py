"""Messages, errors and escalations have the names and codes by which they are found."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package

THROWING = ("endEvent", "intermediateThrowEvent")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        for event in node.events:
            if event.reference_missing:
                yield told(
                    package,
                    node,
                    f"its {event.kind} refers to {event.reference!r}, which the file does not define",
                    f"define the {event.kind}, or choose another",
                )
            elif event.kind == "message" and not event.reference:
                yield told(package, node, "its message has no name", "name a message")
            elif event.kind in ("error", "escalation") and not event.reference:
                if node.kind in THROWING:
                    problem, remedy = (
                        f"the {event.kind} it throws has no code",
                        f"give the {event.kind} a code",
                    )
                    yield told(package, node, problem, remedy)
                elif event.code_missing:
                    problem = f"the {event.kind} it catches has no code"
                    remedy = f"give the {event.kind} a code, or refer to none to catch every {event.kind}"
                    yield told(package, node, problem, remedy)
