"""The scope as a graph: where a token can get to from each node, along flows, borders and links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from engine.definitions.model import Node, Scope
from engine.definitions.soundness.complex import ComplexJoin
from engine.definitions.soundness.outcomes import UNKNOWN, Outcome, can_fire, event_of, uncaught
from engine.definitions.soundness.ways import is_complex_join, least_ways_out, possible

ACTIVITIES = {
    *("task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask"),
    *("receiveTask", "callActivity", "subProcess", "transaction", "adHocSubProcess"),
}
#: End events that take every other token of their scope away.
CLOSING = {"terminate", "error", "cancel"}


class Graph:
    """`outcomes` tells how activities that have an inside can be left, by node id.

    What is no part of the flow is left out: event sub-processes, which begin by themselves, and activities
    for compensation.
    """

    def __init__(self, scope: Scope, outcomes: Mapping[str, Outcome]) -> None:
        self.scope = scope
        self.outcomes = outcomes
        self.nodes = {
            node.id: node
            for node in scope.nodes.values()
            if not node.triggered_by_event and not node.flag("isForCompensation")
        }

    def outcome(self, node: Node) -> Outcome:
        """Return how an activity can be left."""
        return self.outcomes.get(node.id, UNKNOWN)

    def borders(self, node: Node) -> list[Node]:
        """Return the boundary events of an activity that can happen."""
        outcome = self.outcome(node)
        return [one for one in self.scope.boundaries(node.id) if can_fire(event_of(one), outcome)]

    @cached_property
    def followers(self) -> dict[str, list[str]]:
        """The nodes to which a token can go next from each node, its boundary events among them."""
        catching = {
            event.reference: node.id
            for node in self.nodes.values()
            for event in node.events
            if event.kind == "link" and node.kind == "intermediateCatchEvent"
        }
        found: dict[str, list[str]] = {}
        for node in self.nodes.values():
            outgoing = possible(self.scope, node) if self._left(node) else []
            ahead = [flow.target for flow in outgoing if flow.target in self.nodes]
            ahead += [border.id for border in self.borders(node)]
            event = event_of(node)
            if node.kind == "intermediateThrowEvent" and event is not None and event.kind == "link":
                ahead += [catching[event.reference]] if event.reference in catching else []
            found[node.id] = ahead
        return found

    def _left(self, node: Node) -> bool:
        return node.kind not in ACTIVITIES or self.outcome(node).ends

    def link_target(self, node: Node) -> str | None:
        """Return the node to which a thrown link leads; None for any other node."""
        event = event_of(node)
        if node.kind == "intermediateThrowEvent" and event is not None and event.kind == "link":
            return next(iter(self.followers[node.id]), None)
        return None

    @cached_property
    def predecessors(self) -> dict[str, list[str]]:
        """The nodes from which a token can come, by node."""
        found: dict[str, list[str]] = {node: [] for node in self.nodes}
        for node, ahead in self.followers.items():
            for follower in ahead:
                found[follower].append(node)
        return found

    @cached_property
    def joins(self) -> frozenset[str]:
        """The gateways at which tokens wait for each other."""
        kinds = ("parallelGateway", "inclusiveGateway", "complexGateway")
        return frozenset(
            node.id
            for node in self.nodes.values()
            if node.kind in kinds and len(self.scope.incoming(node.id)) > 1
        )

    @cached_property
    def complex_joins(self) -> dict[str, ComplexJoin]:
        """The joins that have an activation condition."""
        nodes = [self.nodes[node] for node in self.joins]
        return {node.id: ComplexJoin(self.scope, node) for node in nodes if is_complex_join(self.scope, node)}

    @cached_property
    def closing(self) -> frozenset[str]:
        """The end events that take the other tokens away."""
        return frozenset(
            node.id
            for node in self.nodes.values()
            if node.kind == "endEvent" and any(event.kind in CLOSING for event in node.events)
        )

    @cached_property
    def escaping(self) -> frozenset[str]:
        """The activities out of which an error is thrown that their border does not catch."""
        return frozenset(
            node.id
            for node in self.nodes.values()
            if uncaught(self.outcome(node).errors, "error", self.scope.boundaries(node.id))
        )

    @cached_property
    def ends(self) -> frozenset[str]:
        """The nodes at which a token ends."""
        return frozenset(
            node.id
            for node in self.nodes.values()
            if not self.scope.outgoing(node.id) and self._left(node) and self.link_target(node) is None
        )

    @cached_property
    def can_end(self) -> frozenset[str]:
        """The nodes from which a token can end, with all the tokens that come of it.

        Where a split takes several flows together, each of them must lead to an end. Joins count as if their
        other tokens came: whether they do is for the states to say.
        """
        found = set(self.ends | self.escaping)
        stack = [node for end in found for node in self.predecessors[end]]
        while stack:
            node = stack.pop()
            if node not in found and self._ends_by_some_way(self.nodes[node], found):
                found.add(node)
                stack += self.predecessors[node]
        return frozenset(found)

    def _ends_by_some_way(self, node: Node, found: set[str]) -> bool:
        target = self.link_target(node)
        if target is not None:
            return target in found
        ways = least_ways_out(self.scope, node) if self._left(node) else []
        for border in self.borders(node):
            ways += least_ways_out(self.scope, border) if border.interrupting else []
        return any(all(flow.target in found for flow in way) for way in ways if way)

    @cached_property
    def alone(self) -> frozenset[str]:
        """The nodes from which a token meets no other and can always end: it need not be followed."""
        matters = self.joins | self.closing | self.escaping | (frozenset(self.nodes) - self.can_end)
        return frozenset(self.nodes) - self.before(matters)

    @cached_property
    def endless(self) -> frozenset[str]:
        """The nodes from which a token meets no other and can never end."""
        matters = self.joins | self.closing | self.escaping
        return frozenset(self.nodes) - self.can_end - self.before(matters)

    def before(self, nodes: Iterable[str]) -> frozenset[str]:
        """Return the nodes from which a way leads to one of these, themselves included."""
        return _closure(nodes, self.predecessors)

    def after(self, nodes: Iterable[str]) -> frozenset[str]:
        """Return the nodes to which a way leads from one of these, themselves included."""
        return _closure(nodes, self.followers)

    @cached_property
    def order(self) -> dict[str, int]:
        """A number for each node: later on the way is higher, where no circle forbids it."""
        seen: set[str] = set()
        finished: list[str] = []
        for root in self.nodes:
            if root in seen:
                continue
            seen.add(root)
            stack = [(root, iter(self.followers[root]))]
            while stack:
                node, ahead = stack[-1]
                following = next((one for one in ahead if one not in seen), None)
                if following is None:
                    finished.append(node)
                    stack.pop()
                else:
                    seen.add(following)
                    stack.append((following, iter(self.followers[following])))
        return {node: number for number, node in enumerate(reversed(finished))}

    def begins(self) -> list[tuple[str, ...]]:
        """Return where tokens can stand at the beginning: one set for each way to begin (§10.5.2, §13.3.4).

        Without a start event a token begins at every node that nothing leads to; what is instantiated by
        its own message or event is a beginning of its own.
        """
        starts: list[tuple[str, ...]] = [
            (node.id,) for node in self.nodes.values() if node.kind == "startEvent"
        ]
        entered = {flow.target for flow in self.scope.flows.values()}
        free = [
            node
            for node in self.nodes.values()
            if node.id not in entered and node.kind not in ("startEvent", "boundaryEvent")
        ]
        linked = {one for node in self.nodes.values() if (one := self.link_target(node)) is not None}
        instantiating: list[tuple[str, ...]] = [(node.id,) for node in free if node.flag("instantiate")]
        plain = tuple(node.id for node in free if not node.flag("instantiate") and node.id not in linked)
        return starts + instantiating if starts or instantiating else [plain] if plain else []


def _closure(nodes: Iterable[str], ahead: Mapping[str, list[str]]) -> frozenset[str]:
    seen: set[str] = set()
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            stack += ahead[node]
    return frozenset(seen)
