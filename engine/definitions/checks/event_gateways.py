"""An event-based gateway leads to at least two events, each waiting for it alone (ISO/IEC 19510 §10.6.6)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.glossary import zh
from engine.definitions.package import Package
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope, node in package.diagram.nodes():
        if node.kind != "eventBasedGateway":
            continue
        outgoing = scope.outgoing(node.id)
        if len(outgoing) < 2:
            yield told(
                package,
                node,
                Words("an event-based gateway needs at least two events", "事件网关至少需要两个事件"),
                Words("add one, or remove it", "请再画一个，或删除网关"),
            )
        for flow in outgoing:
            target = scope.nodes.get(flow.target)
            if target is None:
                continue
            plain = target.kind == "receiveTask" and not scope.boundaries(target.id) and target.loop is None
            if target.kind != "intermediateCatchEvent" and not plain:
                yield told(
                    package,
                    target,
                    Words(
                        f"a {target.kind} follows event-based gateway {node.id}",
                        f"事件网关 {node.id} 后面是{zh(target.kind)}",
                    ),
                    Words("use a catch event", "请使用中间捕获事件"),
                )
            elif len(scope.incoming(target.id)) > 1:
                yield told(
                    package,
                    target,
                    Words(
                        f"other flows than gateway {node.id}'s lead into it",
                        f"除网关 {node.id} 以外，还有别的顺序流进入它",
                    ),
                    Words("draw an event of its own", "请为那条路径单独画一个事件"),
                )
