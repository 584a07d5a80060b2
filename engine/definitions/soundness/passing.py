"""Runs that come to their end without having passed something: a follow-up, the archive."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from engine.definitions.model import Diagram, Node, Scope, SequenceFlow
from engine.definitions.soundness.graph import Graph
from engine.definitions.soundness.outcomes import event_of
from engine.definitions.soundness.ways import least_ways_out

Wanted = Callable[[Node], bool]


@dataclass(frozen=True)
class Bypass:
    """A normal end that a run can reach without passing what is wanted, and the way to it."""

    end: Node
    path: tuple[str, ...]


class Passing:
    """Looks for runs of a diagram that end without passing a node that is `wanted`.

    `exempt` are the ids of ends that need not. A run passes an activity with an inside when every run inside
    passes; side branches of events that do not interrupt are no runs, and an error is no normal end.
    """

    def __init__(self, diagram: Diagram, wanted: Wanted, exempt: Mapping[str, str]) -> None:
        self.diagram = diagram
        self.wanted = wanted
        self.exempt = exempt
        self._around: set[str] = set()

    def bypasses(self, scope: Scope) -> Iterator[Bypass]:
        """Yield the ends of a scope that can be reached past what is wanted, one path each.

        An event sub-process that interrupts the scope is a run of its own: it can begin at any moment.
        """
        graph = Graph(scope, {})
        ends = {
            key
            for key in graph.ends
            if key not in self.exempt
            and not _by_error(graph.nodes[key])
            and not self._passes(graph.nodes[key])
        }
        ways = {node.id: self._ways(graph, node) for node in graph.nodes.values()}
        free = _free(ends, ways)
        for begin in graph.begins():
            if all(node in free for node in begin):
                yield from _paths(graph, begin, free, ends, ways)
        for node in scope.nodes.values():
            if node.scope is not None and _interrupts(node):
                yield from self.bypasses(node.scope)

    def _ways(self, graph: Graph, node: Node) -> list[tuple[SequenceFlow, ...]]:
        """Return the ways out of a node that does not count as passed."""
        ways = [] if self._passes(node) else list(least_ways_out(graph.scope, node))
        for border in graph.borders(node):
            if border.interrupting:
                ways += least_ways_out(graph.scope, border)
        return [way for way in ways if way]

    def _passes(self, node: Node) -> bool:
        if self.wanted(node):
            return True
        inside = node.scope
        if node.kind == "callActivity":
            inside = self.diagram.processes.get(node.attributes.get("calledElement", ""))
        if inside is None or inside.id in self._around:
            return False
        self._around.add(inside.id)
        try:
            return next(self.bypasses(inside), None) is None
        finally:
            self._around.discard(inside.id)


def _free(ends: set[str], ways: Mapping[str, list[tuple[SequenceFlow, ...]]]) -> set[str]:
    """Return the nodes from which a run can come to an end past what is wanted, with all its tokens."""
    free = set(ends)
    while True:
        more = {
            node
            for node, out in ways.items()
            if node not in free and any(all(flow.target in free for flow in way) for way in out)
        }
        if not more:
            return free
        free |= more


def _paths(
    graph: Graph,
    begin: tuple[str, ...],
    free: set[str],
    ends: set[str],
    ways: Mapping[str, list[tuple[SequenceFlow, ...]]],
) -> Iterator[Bypass]:
    """Yield the shortest path to each of the ends that is free."""
    seen: set[str] = set()
    ahead = deque((node, (node,)) for node in begin)
    while ahead:
        node, path = ahead.popleft()
        if node in seen:
            continue
        seen.add(node)
        if node in ends:
            yield Bypass(graph.nodes[node], path)
        for way in ways[node]:
            if all(flow.target in free for flow in way):
                for flow in way:
                    border = (flow.source,) if flow.source != node else ()
                    ahead.append((flow.target, (*path, *border, flow.id, flow.target)))


def _by_error(node: Node) -> bool:
    event = event_of(node)
    return event is not None and event.kind in ("error", "cancel")


def _interrupts(node: Node) -> bool:
    if not node.triggered_by_event or node.scope is None:
        return False
    return any(start.kind == "startEvent" and start.interrupting for start in node.scope.nodes.values())
