"""When joins go on: the parallel one with a token on every flow, the inclusive one when no more can come.

The complex one goes on when its condition holds as a token comes, and is reset when no more can come.

The same meaning as in the runtime (engine.runtime.specs.inclusive, ISO/IEC 19510 §13.4.3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from engine.definitions.soundness.net import RESETTING, Move, Net, Place
from engine.definitions.soundness.ways import TooMany

State = tuple[Place, ...]
#: Steps on the ways that lead to the inclusive joins of a scope.
MOST_STEPS = 500_000


class Joins:
    """The joins of one scope."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.scope = net.scope
        graph = net.graph
        joins = [graph.nodes[node] for node in sorted(graph.joins, key=graph.order.__getitem__)]
        self.parallel = [node.id for node in joins if node.kind == "parallelGateway"]
        self.complex = graph.complex_joins
        self.inclusive = [
            node.id for node in joins if node.kind != "parallelGateway" and node.id not in self.complex
        ]

    @cached_property
    def reach(self) -> dict[str, dict[str, frozenset[str]]]:
        """For each join but the parallel ones, and node: the incoming flows into which a way leads around it.

        Raises:
            TooMany: there are so many joins in so large a scope that this alone would take too long.
        """
        graph, steps = self.net.graph, 0
        found: dict[str, dict[str, frozenset[str]]] = {}
        for join in (*self.inclusive, *self.complex):
            ways: dict[str, set[str]] = {}
            for flow in self.scope.incoming(join):
                seen: set[str] = set()
                stack = [flow.source]
                while stack:
                    node = stack.pop()
                    if node in seen or node == join or node not in graph.nodes:
                        continue
                    seen.add(node)
                    steps += 1
                    if steps > MOST_STEPS:
                        raise TooMany
                    ways.setdefault(node, set()).add(flow.id)
                    stack += graph.predecessors[node]
            found[join] = {node: frozenset(flows) for node, flows in ways.items()}
        return found

    def fireable(self, state: State) -> tuple[str, tuple[Place, ...]] | None:
        """Return the first join that goes on now, and the tokens that it consumes; None when none does.

        A parallel one comes before any inclusive one.
        """
        waiting: dict[str, dict[str, Place]] = {}
        for place in state:
            if place.flow:
                waiting.setdefault(place.node, {}).setdefault(place.flow, place)
        for join in self.parallel:
            first = waiting.get(join, {})
            if len(first) == len(self.scope.incoming(join)):
                return join, tuple(first.values())
        for join in self.inclusive:
            if join in waiting and not self._awaits(join, waiting[join], state):
                return join, tuple(waiting[join].values())
        return None

    def arrived(self, state: State, arriving: Place) -> tuple[State, list[Move]]:
        """Let a complex join look at a token that comes: return who stays, and what follows (§13.4.5)."""
        join = self.complex[arriving.node]
        rest = list(state)
        rest.remove(arriving)
        rest.append(arriving._replace(arriving=False))
        there = [place for place in rest if place.node == arriving.node and not place.arriving]
        waiting = [place for place in there if place.flow != RESETTING]
        if len(waiting) < len(there) or not join.activated(Counter(place.flow for place in waiting)):
            return tuple(rest), [Move((), ())]
        first = {place.flow: place for place in waiting}
        for place in first.values():
            rest.remove(place)
        missing = tuple(flow for flow in join.flows if flow not in first)
        rest.append(arriving._replace(flow=RESETTING, arriving=False, missing=missing))
        return tuple(rest), self.net.taking(join.node, join.ways(reset=False))

    def reset(self, state: State) -> tuple[State, list[Move]] | None:
        """Reset the first complex join for which no token comes any more; return None when there is none.

        The late tokens go on together. Another token that waits there is then looked at anew.
        """
        for mark in state:
            if mark.flow != RESETTING:
                continue
            waiting = [place for place in state if place.node == mark.node and place is not mark]
            late = {place.flow: place for place in waiting if place.flow in mark.missing}
            if not waiting or self._awaits(mark.node, late, state, mark.missing):
                continue
            rest = list(state)
            for place in (mark, *late.values()):
                rest.remove(place)
            again = next((place for place in rest if place.node == mark.node), None)
            if again is not None:
                rest.remove(again)
                rest.append(again._replace(arriving=True))
            join = self.complex[mark.node]
            return tuple(rest), self.net.taking(join.node, join.ways(reset=True)) if late else [Move((), ())]
        return None

    def _awaits(
        self, join: str, waiting: Iterable[str], state: State, among: Iterable[str] | None = None
    ) -> bool:
        """Return whether a token can come to an empty flow of a join, and to no filled one.

        `among` are the flows that count, by default all.
        """
        reach, filled = self.reach[join], frozenset(waiting)
        counted = None if among is None else frozenset(among)
        for place in state:
            if place.node != join and place.flow != RESETTING:
                ways = reach.get(place.node)
                if ways and not ways & filled and (counted is None or ways & counted):
                    return True
        return False

    def depends_on_order(self, state: State) -> bool:
        """Return whether two tokens stand so that an inclusive join may not wait for one of them.

        One of them can still come by several flows of the join, one of which the other fills: then it
        matters which comes first. Ways only become fewer as tokens go on, so if no state that is looked at
        has such a pair, none of the others has.
        """
        if len(state) < 2:
            return False
        for join in self.inclusive:
            reach, seen = self.reach[join], list[frozenset[str]]()
            for place in state:
                ways = reach.get(place.node) if place.node != join else frozenset((place.flow,))
                if not ways:
                    continue
                if any(ways & other and len(ways | other) > 1 for other in seen):
                    return True
                seen.append(ways)
        return False
