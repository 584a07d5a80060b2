"""Branches that were split in the old version and would be joined wrongly, or never, in the new one.

A diagram can be sound, and still a token in the middle of it be stranded: it stands on one of two branches of
which the other was never begun, because the split was added before it. Found from where the tokens stand and
the paths of the diagram alone; what was so in the old version already is nothing that the migration does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

from engine.runtime.migrating.flows import sources_of
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.element import Element
from engine.runtime.specs.gateways import EventGateway, ExclusiveGateway, ParallelGateway
from engine.runtime.specs.process import ScopeSpec


@dataclass(frozen=True)
class Stand:
    """A token of a scope: the name of its element, and the flow by which it waits at a join, or None."""

    token: int
    name: str
    via: str | None = None


@dataclass(frozen=True)
class Clash:
    """A token that comes to grief at an element: `starved` or `doubled`."""

    code: str
    token: int
    element: str


def clashes(scope: ScopeSpec, stands: Collection[Stand]) -> list[Clash]:
    """Return every join that could never fire, and every merge that two branches would reach.

    Starved: a token can come to a parallel join by one flow, on a path on which nothing splits towards
    another flow of it, and nothing can come by that other flow. Doubled: two tokens can come to one element
    by different flows without being joined before.
    """
    graph = _Graph(scope)
    found = []
    for join in scope.task_specs.values():
        if isinstance(join, ParallelGateway) and join.is_join:
            found += _starved(graph, join, stands)
    found += _doubled(graph, stands)
    return found


class _Graph:
    """The paths of a scope, forwards; each element is a place."""

    def __init__(self, scope: ScopeSpec) -> None:
        self.elements = scope.task_specs
        self.sources = {flow: element.name for flow, element in sources_of(scope).items()}
        self.followers = {
            name: [one.name for one in element.followers()] for name, element in self.elements.items()
        }
        self.preceding: dict[str, list[str]] = {name: [] for name in self.elements}
        for name, followers in self.followers.items():
            for follower in followers:
                self.preceding[follower].append(name)

    def leading_to(self, flow: str, without: Iterable[str]) -> set[str]:
        """Return the elements from which a path leads into a flow around those in `without`."""
        closed = set(without)
        seen: set[str] = set()
        stack = [self.sources[flow]]
        while stack:
            name = stack.pop()
            if name not in seen and name not in closed:
                seen.add(name)
                stack += self.preceding[name]
        return seen


def _starved(graph: _Graph, join: Element, stands: Collection[Stand]) -> list[Clash]:
    waiting = {stand.via for stand in stands if stand.name == join.name}
    arriving = [stand for stand in stands if stand.name != join.name]
    leading = {flow: graph.leading_to(flow, [join.name]) for flow in join.incoming}
    found = []
    for flow in join.incoming:
        for other in join.incoming:
            if other == flow or other in waiting:
                continue
            splits = [
                name
                for name, element in graph.elements.items()
                if _splits_towards(element, leading[flow], leading[other], flow, other)
            ]
            alone = graph.leading_to(flow, [join.name, *splits])
            for stand in arriving:
                others = any(one is not stand and one.name in leading[other] for one in arriving)
                if stand.name in alone and not others:
                    found.append(Clash("starved", stand.token, join.element_id))
            if flow in waiting and not any(one.name in leading[other] for one in arriving):
                token = next(one.token for one in stands if one.name == join.name and one.via == flow)
                found.append(Clash("starved", token, join.element_id))
    return found


def _splits_towards(
    element: Element, towards: Collection[str], others: Collection[str], flow: str, other: str
) -> bool:
    """Return whether a token at `element` becomes several, one of which can go each way.

    Boundary events that leave their activity alone split too.
    """
    if isinstance(element, ExclusiveGateway | EventGateway):
        return False
    ways = [(one.id, one.target.name) for one in element.outgoing]
    if isinstance(element, Activity):
        ways += [("", one.name) for one in element.boundaries if not one.interrupting]
    first = [index for index, (key, name) in enumerate(ways) if key == flow or name in towards]
    second = [index for index, (key, name) in enumerate(ways) if key == other or name in others]
    return any(one != two for one in first for two in second)


def _doubled(graph: _Graph, stands: Collection[Stand]) -> list[Clash]:
    if len(stands) < 2:
        return []
    joins = [name for name, element in graph.elements.items() if element.is_join]
    found = []
    for name, element in graph.elements.items():
        if element.is_join or len(element.incoming) < 2 or not element.outgoing:
            continue
        by_flow = [graph.leading_to(flow, [name, *joins]) for flow in element.incoming]
        pairs = [
            one
            for first, second in combinations(by_flow, 2)
            for one in stands
            for two in stands
            if one is not two and one.name in first and two.name in second
        ]
        if pairs:
            found.append(Clash("doubled", pairs[0].token, element.element_id))
    return found
