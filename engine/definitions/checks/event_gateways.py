"""An event-based gateway leads to at least two events, each waiting for it alone (ISO/IEC 19510 §10.6.6)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope, node in package.diagram.nodes():
        if node.kind != "eventBasedGateway":
            continue
        outgoing = scope.outgoing(node.id)
        if len(outgoing) < 2:
            yield told(
                package, node, "an event-based gateway needs at least two events", "add one, or remove it"
            )
        for flow in outgoing:
            target = scope.nodes.get(flow.target)
            if target is None:
                continue
            if target.kind != "intermediateCatchEvent":
                yield told(
                    package,
                    target,
                    f"a {target.kind} follows event-based gateway {node.id}",
                    "use a catch event",
                )
            elif len(scope.incoming(target.id)) > 1:
                yield told(
                    package,
                    target,
                    f"other flows than gateway {node.id}'s lead into it",
                    "draw an event of its own",
                )
