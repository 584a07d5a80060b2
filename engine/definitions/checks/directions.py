"""A gateway splits and joins as its gatewayDirection says, where it says anything (ISO/IEC 19510 §10.6.1)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.words import Words

#: What may be written: whether several flows enter, and whether several leave. Unspecified says nothing.
DIRECTIONS = {"Converging": (True, False), "Diverging": (False, True), "Mixed": (True, True)}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope, node in package.diagram.nodes():
        said = node.attributes.get("gatewayDirection", "Unspecified")
        entering, leaving = len(scope.incoming(node.id)), len(scope.outgoing(node.id))
        if said in DIRECTIONS and DIRECTIONS[said] != (entering > 1, leaving > 1):
            yield told(
                package,
                node,
                Words(
                    f"it says that it is {said}, but {entering} flow(s) enter and {leaving} leave",
                    f"它写明是 {said}，却有 {entering} 条顺序流进入、{leaving} 条离开",
                ),
                Words(
                    "remove gatewayDirection, or draw what it says",
                    "请删除 gatewayDirection，或按它所写的来画",
                ),
            )
        elif said not in (*DIRECTIONS, "Unspecified"):
            yield told(
                package,
                node,
                Words(f"there is no gatewayDirection {said!r}", f"没有 {said!r} 这种 gatewayDirection"),
                Words(f"one of {', '.join(DIRECTIONS)}", f"请用 {'、'.join(DIRECTIONS)} 之一"),
            )
