"""From the states of a scope to its faults: what can never end, what waits for ever, what nobody reaches."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.model import Node
from engine.definitions.soundness.faults import Fault, Kind
from engine.definitions.soundness.graph import ACTIVITIES, Graph
from engine.definitions.soundness.joins import State
from engine.definitions.soundness.net import RESETTING
from engine.definitions.soundness.outcomes import event_of
from engine.definitions.soundness.space import ENDED, Space

#: More faults than this in one scope say nothing new.
MOST_FAULTS = 20


def judged(graph: Graph, space: Space, *, interrupted: bool) -> list[Fault]:
    """Return the faults of a scope, each with the shortest run that shows it.

    `interrupted` tells that an event can take the scope's tokens away.
    """
    found: dict[tuple[Kind, str], Fault] = {}
    for fault in (*_growth(graph, space), *_stuck(graph, space, interrupted), *_spawning(graph, space)):
        found.setdefault((fault.kind, fault.element.id), fault)
    if not space.decided:
        found[Kind.UNDECIDED, ""] = Fault(Kind.UNDECIDED, graph.scope)
    elif not found:
        for fault in _dead(graph, space):
            found.setdefault((fault.kind, fault.element.id), fault)
    return list(found.values())[:MOST_FAULTS]


def _growth(graph: Graph, space: Space) -> Iterator[Fault]:
    for state, earlier in space.growing.items():
        rest = list(state)
        for place in earlier:
            rest.remove(place)
        yield Fault(Kind.GROWING, graph.nodes[rest[0].node], space.path(state))


def _stuck(graph: Graph, space: Space, interrupted: bool) -> Iterator[Fault]:
    """Yield what keeps the scope from its end: first where nothing moves, then where all goes round."""
    ends = {ENDED, *space.growing}
    good = _leading_to(space, ends)
    resting = [state for state in space.before if state not in ends and not space.after.get(state)]
    if not space.decided:
        # Only what is known to have no successor is stuck; what was not looked at may be anything.
        looked_at = set(space.after)
        resting = [state for state in resting if _all_wait(graph, state) or state in looked_at]
        good = set(space.before) - set(resting)
    for state in resting:
        yield _told(graph, space, state, interrupted)
    told = _leading_to(space, resting)
    for state in space.before:
        if state not in good and state not in told and state not in resting:
            place = next((place for place in state if not place.flow), state[0])
            path = (*space.path(state), place.node)
            yield Fault(Kind.ENDLESS, graph.nodes[place.node], path, (), interrupted)
            return


def _all_wait(graph: Graph, state: State) -> bool:
    return all(place.node in graph.endless for place in state)


def _told(graph: Graph, space: Space, state: State, interrupted: bool) -> Fault:
    path = space.path(state)
    endless = [place for place in state if place.node in graph.endless]
    if endless:
        at = endless[0].node
        return Fault(Kind.ENDLESS, _circle_after(graph, at), (*path, at), (), interrupted)
    waiting = [place for place in state if place.flow != RESETTING]
    place = min(waiting, key=lambda one: (graph.nodes[one.node].kind != "parallelGateway", one.order))
    node = graph.nodes[place.node]
    here = {one.flow for one in state if one.node == node.id}
    missing = tuple(flow.id for flow in graph.scope.incoming(node.id) if flow.id not in here)
    kind = Kind.LEFT_BEHIND if _has_fired(graph, node, path) else Kind.STUCK
    return Fault(kind, node, path, missing)


def _circle_after(graph: Graph, node: str) -> Node:
    """Return the first node on a circle into which an endless way leads; else the node itself."""
    circles = _circles(graph)
    ahead = sorted(graph.after((node,)) & set(circles), key=graph.order.__getitem__)
    return graph.nodes[ahead[0] if ahead else node]


def _has_fired(graph: Graph, join: Node, path: tuple[str, ...]) -> bool:
    """Return whether a join has gone on in a run; where nothing follows it, it itself stands in the path."""
    return join.id in path


def _leading_to(space: Space, states: set[State] | list[State]) -> set[State]:
    """Return the states from which one of these can be reached, themselves included."""
    origins: dict[State, list[State]] = {}
    for origin, following in space.after.items():
        for state in following:
            origins.setdefault(state, []).append(origin)
    seen: set[State] = set()
    stack = list(states)
    while stack:
        state = stack.pop()
        if state not in seen:
            seen.add(state)
            stack += origins.get(state, [])
    return seen


def _spawning(graph: Graph, space: Space) -> Iterator[Fault]:
    """Yield splits in a circle that begin, each round, a branch that does not come back to a join."""
    circles = _circles(graph)
    for node in graph.nodes.values():
        circle = circles.get(node.id)
        if circle is None or node.id not in graph.alone | graph.endless:
            continue
        flows = [flow for flow in graph.scope.outgoing(node.id) if flow.target in graph.nodes]
        together = [flow for flow in flows if flow.condition is None]
        if node.kind in ("exclusiveGateway", "eventBasedGateway") or len(together) < 2:
            continue
        back = [flow for flow in together if circles.get(flow.target) is circle]
        if back and node.id in _seen(graph, space):
            kind = Kind.GROWING if len(back) > 1 else Kind.SPAWNING
            yield Fault(kind, node, (back[0].source, *(flow.id for flow in together)))


def _circles(graph: Graph) -> dict[str, frozenset[str]]:
    """Return the strongly connected part of each node that lies on a circle."""
    found: dict[str, frozenset[str]] = {}
    for members in _strong(graph):
        first = members[0]
        if len(members) > 1 or first in graph.followers[first]:
            circle = frozenset(members)
            found.update(dict.fromkeys(members, circle))
    return found


def _strong(graph: Graph) -> Iterator[list[str]]:
    """Yield the strongly connected parts (Kosaraju: backwards, in the order in which nodes are finished)."""
    assigned: set[str] = set()
    for root in sorted(graph.nodes, key=graph.order.__getitem__):
        if root in assigned:
            continue
        members, stack = [], [root]
        while stack:
            node = stack.pop()
            if node not in assigned:
                assigned.add(node)
                members.append(node)
                stack += graph.predecessors[node]
        yield members


def _seen(graph: Graph, space: Space) -> frozenset[str]:
    """Return the nodes and flows to which some run comes."""
    flows = graph.scope.flows
    seen = frozenset(flows[one].target if one in flows else one for one in space.visited)
    beside = (
        border.id
        for node in seen
        if graph.nodes[node].kind in ACTIVITIES
        for border in graph.borders(graph.nodes[node])
        if not border.interrupting
    )
    return seen | graph.after((*space.spared, *beside))


def _dead(graph: Graph, space: Space) -> Iterator[Fault]:
    """Yield what no run reaches, each at the first element of a part."""
    seen = _seen(graph, space)
    for node in graph.nodes.values():
        event = event_of(node)
        if node.kind == "boundaryEvent":
            host = graph.nodes.get(node.attached_to or "")
            if host is not None and host.id in seen and node.id not in seen:
                kinds = ("error", "escalation", *(["cancel"] if host.kind == "transaction" else []))
                if event is not None and event.kind in kinds:
                    yield Fault(Kind.NEVER_THROWN, node)
        elif node.id not in seen and any(flow.source in seen for flow in graph.scope.incoming(node.id)):
            yield Fault(Kind.DEAD, node)
