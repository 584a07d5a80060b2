"""Joins of the token game: gateways at which a token may have to wait for others (§13.4)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.marking import Item, Listening, Marking, Offering, On, Record, Resetting, without
from tests.oracle.outcome import Result
from tests.oracle.paths import from_flow, from_node, on_a_cycle
from tests.oracle.routing import Failed
from tests.oracle.structure import LATE, STARTING, Flow, Node, Scope
from tests.oracle.throwing import Throwing


class Joins(Throwing):
    """When a join fires, and what it consumes."""

    def visited(self, scope: Scope, node: Node) -> Marking:
        """Return what a token that enters the node becomes."""
        raise NotImplementedError

    @staticmethod
    def _consumed(marking: Marking, flows: tuple[Flow, ...]) -> Marking:
        """Take at most one token from each of the flows."""
        for flow in flows:
            if On(flow.id) in marking:
                marking = without(marking, marking.index(On(flow.id)))
        return marking

    def parallel_joins(self, scope: Scope, marking: Marking) -> Iterator[Result]:
        """A parallel join with a token on every incoming flow fires (§13.4.1)."""
        for node in scope.nodes:
            if node.kind == "parallel" and is_join(scope, node):
                flows = scope.entering[node.id]
                if all(On(flow.id) in marking for flow in flows):
                    left = self._consumed(marking, flows)
                    self.note("parallel join")
                    if on_a_cycle(scope, node.id):
                        self.note("parallel join in a loop")
                    if any(On(flow.id) in left for flow in flows):
                        self.note("parallel join with more tokens waiting")
                    yield left + self.visited(scope, node)

    def inclusive_joins(self, scope: Scope, marking: Marking) -> Iterator[Result]:
        """An inclusive join fires when no token that it should wait for can still come (Table 13.3)."""
        for node in scope.nodes:
            if node.kind != "inclusive" or not is_join(scope, node):
                continue
            flows = scope.entering[node.id]
            filled = frozenset(flow.id for flow in flows if On(flow.id) in marking)
            if not filled:
                continue
            empty = frozenset(flow.id for flow in flows) - filled
            reached = (reach(scope, item, node.id) for item in marking)
            if any(ways & empty and not ways & filled for ways in reached):
                self.note("inclusive join waits")
                continue
            self.note("inclusive join with an empty flow" if empty else "inclusive join of all flows")
            if on_a_cycle(scope, node.id):
                self.note("inclusive join in a loop")
            yield self._consumed(marking, flows) + self.visited(scope, node)

    # The complex gateway (§13.4.5, Table 13.5)

    def activations(self, scope: Scope, marking: Marking) -> Iterator[Result]:
        """A complex gateway that waits for its start fires when its activation condition is true."""
        for node in scope.nodes:
            if node.kind != "complex" or not is_join(scope, node) or _resetting(marking, node) is not None:
                continue
            flows = scope.entering[node.id]
            if sum(isinstance(item, On) and item in map(_token, flows) for item in marking) < node.activation:
                continue
            missing = tuple(flow.id for flow in flows if On(flow.id) not in marking)
            self.note("complex gateway fires before all have come" if missing else "complex gateway fires")
            left = self._consumed(marking, flows)
            yield (*left, Resetting(node.id, missing), *self.left_complex(scope, node, True))

    def resets(self, scope: Scope, marking: Marking) -> Iterator[Result]:
        """A complex gateway that has fired is reset when no token that it should wait for can still come.

        As the inclusive join, but the flows from which it took a token when it fired count as filled.
        """
        for item in marking:
            if not isinstance(item, Resetting):
                continue
            node = scope.node[item.node]
            flows = scope.entering[node.id]
            late = tuple(flow for flow in flows if flow.id in item.missing and On(flow.id) in marking)
            empty = frozenset(item.missing) - {flow.id for flow in late}
            filled = frozenset(flow.id for flow in flows) - empty
            if any((ways := reach(scope, one, node.id)) & empty and not ways & filled for one in marking):
                self.note("complex gateway waits for late tokens")
                continue
            self.note("complex gateway reset by late tokens" if late else "complex gateway reset")
            # The standard lets the outgoing flows be asked here too when no token has come late, so that one
            # would come from nothing. The engine has decided that then nothing goes on.
            out = self.left_complex(scope, node, False) if late else ()
            others = without(marking, marking.index(item))
            yield self._consumed(others, late) + out

    def left_complex(self, scope: Scope, node: Node, starting: bool) -> Marking:
        """Return the tokens on the flows by which a complex gateway is left.

        `starting` is the gateway's `waitingForStart`. At its reset it may be that nothing goes on. What a flow
        without a condition does then, Table 13.5 does not say, which only knows conditions: the engine has
        decided that it gets no token.
        """
        phases = {STARTING: starting, LATE: not starting}
        flows = [flow for flow in scope.leaving[node.id] if flow.id != node.default]
        if not starting:
            flows = [flow for flow in flows if flow.condition is not None]
        taken = [
            flow
            for flow in flows
            if flow.condition is None
            or (phases[flow.condition] if flow.condition in phases else self.truth(flow.condition))
        ]
        if not taken:
            taken = [flow for flow in scope.leaving[node.id] if flow.id == node.default]
        if not taken and starting and scope.leaving[node.id]:
            raise Failed(f"no way out of {node.id}")
        if not taken:
            self.note("complex gateway from which nothing goes on")
        return self.take(taken)


def _token(flow: Flow) -> On:
    return On(flow.id)


def _resetting(marking: Marking, node: Node) -> Resetting | None:
    return next((item for item in marking if isinstance(item, Resetting) and item.node == node.id), None)


def is_join(scope: Scope, node: Node) -> bool:
    """Return whether a token may have to wait for others at the node."""
    return node.kind in ("parallel", "inclusive", "complex") and len(scope.entering[node.id]) > 1


def reach(scope: Scope, item: Item, gateway: str) -> frozenset[str]:
    """Return the incoming flows of the gateway that a token can still reach without visiting it."""
    if isinstance(item, (Listening, Resetting, Offering, Record)):
        return frozenset()
    return (
        from_flow(scope, item.flow, gateway) if isinstance(item, On) else from_node(scope, item.node, gateway)
    )
