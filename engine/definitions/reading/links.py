"""Link events are two ends of one sequence flow (ISO/IEC 19510 §10.5.5.8), and read as that flow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.definitions.model import Node, SequenceFlow


def linked(nodes: Iterable[Node]) -> dict[str, SequenceFlow]:
    """Return a flow from each link that throws to the one of its scope that catches, by the flow's id."""
    nodes = list(nodes)
    targets = dict(_links(nodes, "intermediateCatchEvent"))
    flows = {}
    for name, node in _links(nodes, "intermediateThrowEvent"):
        if name in targets:
            key = flow_id(node.id)
            flows[key] = SequenceFlow(key, name, node.line, node.id, targets[name].id)
    return flows


def flow_id(throwing: str) -> str:
    """Return the id of the flow that a throwing link stands for."""
    return f"{throwing}-link"


def _links(nodes: list[Node], kind: str) -> Iterator[tuple[str, Node]]:
    for node in nodes:
        if node.kind == kind and is_link(node) and node.events[0].reference:
            yield node.events[0].reference, node


def is_link(node: Node) -> bool:
    """Return whether an event is one end of a link."""
    return len(node.events) == 1 and node.events[0].kind == "link"
