"""Places of tokens, and what can happen to a token at each.

Tokens meet only at joins. A token that can meet no other any more and always ends is let go as soon as it
comes to such a place: it changes nothing for the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from engine.definitions.model import Node, SequenceFlow
from engine.definitions.soundness.graph import ACTIVITIES, Graph
from engine.definitions.soundness.outcomes import event_of
from engine.definitions.soundness.ways import ways_out

#: An event that does not interrupt may happen as often as it likes; here twice stands for more often.
MOST_FIRINGS = 2
#: No id of XML looks like this.
RESETTING = "(resetting)"


class Place(NamedTuple):
    """Where a token is: at a node, or waiting at a join into which `flow` has led it.

    `fired` counts how often each boundary event that does not interrupt has happened meanwhile. At a complex
    join a token is `arriving` until the join has looked at it; a place there whose flow is RESETTING is no
    token: it says that the join was activated without a token on the flows `missing`. Places compare by their
    order on the way. A tuple, because states are looked up by their places all the time.
    """

    order: int
    node: str
    flow: str = ""
    fired: tuple[int, ...] = ()
    arriving: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Move:
    """What can happen to a token: the elements and flows that show it, and the places afterwards.

    `spared` are the nodes at which tokens were let go; `closes` takes all other tokens away.
    """

    path: tuple[str, ...]
    places: tuple[Place, ...]
    spared: tuple[str, ...] = ()
    closes: bool = False


class Net:
    """The places and moves of one scope."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.scope = graph.scope
        self._moves: dict[Place, list[Move]] = {}

    def entered(self, node: str, flow: str = "") -> Place:
        """Return the place of a token that has come to a node by a flow."""
        waits = flow if node in self.graph.joins else ""
        return Place(self.graph.order[node], node, waits, arriving=node in self.graph.complex_joins)

    def begins(self) -> list[Move]:
        """Return the ways to begin."""
        return [self._move((), [(node, "") for node in nodes]) for nodes in self.graph.begins()]

    def waits(self, place: Place) -> bool:
        """Return whether something must happen from outside before the token goes on."""
        node = self.graph.nodes[place.node]
        if node.kind in ACTIVITIES or node.kind == "eventBasedGateway":
            return True
        event = event_of(node)
        return node.kind == "intermediateCatchEvent" and (event is None or event.kind != "link")

    def moves(self, place: Place) -> list[Move]:
        """Return what can happen to a token that waits for no other; none where it can never end."""
        known = self._moves.get(place)
        if known is None:
            known = self._moves[place] = self._made(place)
        return known

    def leaving(self, node: Node) -> list[Move]:
        """Return the moves by which a token leaves a node of itself."""
        if node.id in self.graph.closing:
            return [Move((node.id,), (), closes=True)]
        target = self.graph.link_target(node)
        if target is not None:
            return [self._move((node.id,), [(target, "")])]
        return self.taking(node, ways_out(self.scope, node))

    def taking(self, node: Node, ways: list[tuple[SequenceFlow, ...]]) -> list[Move]:
        """Return the moves by which a token leaves a node by each of these sets of flows."""
        return [
            self._move((node.id, *(flow.id for flow in flows)), [(flow.target, flow.id) for flow in flows])
            for flows in ways
        ]

    def _made(self, place: Place) -> list[Move]:
        node = self.graph.nodes[place.node]
        if node.id in self.graph.endless:
            return []
        if node.kind == "eventBasedGateway" and node.attributes.get("eventGatewayType") != "Parallel":
            return [
                self._move((node.id, flow.id), [(flow.target, flow.id)])
                for flow in self.scope.outgoing(node.id)
            ]
        if node.kind not in ACTIVITIES:
            return self.leaving(node)
        made = self.leaving(node) if self.graph.outcome(node).ends else []
        for border in self.graph.borders(node):
            if border.interrupting:
                made += self.leaving(border)
        if node.id in self.graph.escaping:
            made.append(Move((node.id,), (), closes=True))
        return made + self._beside(place, node)

    def _beside(self, place: Place, node: Node) -> list[Move]:
        """Return what the boundary events that do not interrupt can begin beside the activity."""
        counted = self._counted.get(node.id, [])
        fired = place.fired or (0,) * len(counted)
        made: list[Move] = []
        for number, border in enumerate(counted):
            if fired[number] == _most_firings(border):
                continue
            again = tuple(count + (at == number) for at, count in enumerate(fired))
            stays = Place(place.order, place.node, "", again)
            made += [
                Move(move.path, (stays, *move.places), move.spared, move.closes)
                for move in self.leaving(border)
            ]
        return made

    @cached_property
    def _counted(self) -> dict[str, list[Node]]:
        """By activity: the boundary events that do not interrupt, and whose tokens must be followed."""
        found: dict[str, list[Node]] = {}
        for node in self.graph.nodes.values():
            for border in self.graph.borders(node):
                if not border.interrupting and border.id not in self.graph.alone:
                    found.setdefault(node.id, []).append(border)
        return found

    def _move(self, path: tuple[str, ...], targets: list[tuple[str, str]]) -> Move:
        alone = self.graph.alone
        places = tuple(self.entered(node, flow) for node, flow in targets if node not in alone)
        return Move(path, places, tuple(node for node, _ in targets if node in alone))


def _most_firings(border: Node) -> int:
    event = event_of(border)
    once = event is not None and event.kind == "timer" and event.form in ("date", "duration")
    return 1 if once else MOST_FIRINGS
