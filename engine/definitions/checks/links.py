"""Links come in pairs: throws that lead to the one catch of their name and scope (§10.5.5.8)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package
from engine.definitions.reading.links import flow_id, is_link
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        links = [node for node in scope.nodes.values() if is_link(node)]
        catching: dict[str | None, Node] = {}
        thrown = {node.events[0].reference for node in links if node.kind == "intermediateThrowEvent"}
        for node in links:
            name = node.events[0].reference
            if name is None:
                yield told(
                    package,
                    node,
                    Words("its link has no name", "它的链接没有名称"),
                    Words("name the link as its other end", "请写上与另一端相同的名称"),
                )
            elif node.kind == "intermediateCatchEvent":
                if catching.setdefault(name, node) is not node:
                    yield told(
                        package,
                        node,
                        Words(
                            f"{catching[name].id} catches the link {name!r} too",
                            f"{catching[name].id} 也捕获链接 {name!r}",
                        ),
                        Words("give it another name", "请改用别的名称"),
                    )
                elif name not in thrown:
                    yield _alone(package, node, name)
            yield from _flows(package, scope, node)
        for node in links:
            name = node.events[0].reference
            if node.kind == "intermediateThrowEvent" and name is not None and name not in catching:
                yield _alone(package, node, name)


def _alone(package: Package, node: Node, name: str) -> Finding:
    return told(
        package,
        node,
        Words(f"the link {name!r} has no other end here", f"链接 {name!r} 在这里没有另一端"),
        Words("draw both ends in one process or sub-process", "请把两端画在同一个流程或子流程里"),
    )


def _flows(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    """A link is the end or the begin of what is drawn."""
    into = [flow for flow in scope.incoming(node.id) if flow.id != flow_id(flow.source)]
    out = [flow for flow in scope.outgoing(node.id) if flow.id != flow_id(node.id)]
    if (node.kind == "intermediateCatchEvent" and into) or (node.kind == "intermediateThrowEvent" and out):
        yield told(
            package,
            node,
            Words("a flow stands where the link leads", "链接连接之处还有顺序流"),
            Words("remove the flow, or use an event without a link", "请删除顺序流，或用不带链接的事件"),
        )
