"""A message flow leads from what sends in one pool to what receives in another (ISO/IEC 19510 §9.3.1).

It is drawn for people; which message goes where is said by names and keys. One that cannot be meant so would
tell them something that does not happen. One to a plain start, for an order that comes, is often drawn, and
only warned of.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.glossary import zh
from engine.definitions.model import Diagram, Node
from engine.definitions.package import Package
from engine.definitions.support import ACTIVITIES
from engine.words import Words

SENDING = ("endEvent", "intermediateThrowEvent")
RECEIVING = ("startEvent", "intermediateCatchEvent", "boundaryEvent")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    diagram = package.diagram
    if not diagram.message_flows:
        return
    nodes = dict(_nodes(diagram))
    for flow in diagram.message_flows:
        for end, kinds, verb in (
            (flow.source, SENDING, Words("leaves", "离开")),
            (flow.target, RECEIVING, Words("leads to", "进入")),
        ):
            node = nodes[end][1] if end in nodes else None
            if node is not None and node.kind not in ACTIVITIES and not _exchanges(node, kinds):
                yield told(
                    package,
                    flow,
                    Words(
                        f"a message flow {verb} {end}, a {node.kind} without a message of that direction",
                        f"消息流{verb.zh} {end}，而这个{zh(node.kind)}没有该方向的消息",
                    ),
                    Words(
                        "let it lead from what sends to what receives",
                        "请让它从发送的元素画到接收的元素",
                    ),
                    severity="warning" if node.kind in kinds else "error",
                )
        pool = _pool(diagram, nodes, flow.source)
        if pool is not None and pool == _pool(diagram, nodes, flow.target):
            yield told(
                package,
                flow,
                Words("a message flow stays inside one pool", "消息流没有离开同一个池"),
                Words("draw a sequence flow, or lead it to another pool", "请画顺序流，或让它通向另一个池"),
            )


def _nodes(diagram: Diagram) -> Iterator[tuple[str, tuple[str, Node]]]:
    """Yield every node by its id, with the process in which it is drawn."""
    for process in diagram.processes.values():
        stack = [process]
        while stack:
            for node in stack.pop().nodes.values():
                yield node.id, (process.id, node)
                if node.scope is not None:
                    stack.append(node.scope)


def _exchanges(node: Node, kinds: tuple[str, ...]) -> bool:
    return node.kind in kinds and any(event.kind == "message" for event in node.events)


def _pool(diagram: Diagram, nodes: dict[str, tuple[str, Node]], end: str) -> str | None:
    """Return what makes the pool of an end of a flow: its process, else the participant itself."""
    if end in diagram.pools:
        return diagram.pools[end] or end
    return nodes[end][0] if end in nodes else None
