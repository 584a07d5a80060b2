"""The states of one flat scope in the plainest way: every order of every move, no reduction, one token at a time.

Written from the standard and the notes of docs/checks.md, not from engine.definitions.soundness: they share the
drawn model only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.definitions.model import Node, Scope, SequenceFlow

Token = tuple[str, str]
#: A token on a flow or at work in a node, each with its count, in order.
Marking = tuple[tuple[Token, int], ...]
NOBODY: Marking = ()
WORK = ("userTask", "intermediateCatchEvent")


class TooLarge(Exception):
    """There are more states than a test should look at."""


@dataclass
class Found:
    """`wrong` are states from which the end cannot be reached, `visited` the nodes to which tokens came."""

    wrong: set[Marking] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)


def brute_force(scope: Scope, most_states: int = 4000, most_tokens: int = 7) -> Found:
    """Return what is wrong with a scope of tasks, events, gateways and plain or terminating ends.

    Raises:
        TooLarge: a bound was met.
    """
    found, after = Found(), dict[Marking, set[Marking]]()
    start = next(node for node in scope.nodes.values() if node.kind == "startEvent")
    found.visited.add(start.id)
    begin = {frozen(Counter(("on", flow.id) for flow in flows)) for flows in choices(scope, start)}
    ahead, seen = list(begin), set(begin)
    while ahead:
        marking = ahead.pop()
        after[marking] = set()
        for tokens in moves(scope, Counter(dict(marking)), found.visited):
            following = frozen(tokens)
            after[marking].add(following)
            if following not in seen:
                seen.add(following)
                ahead.append(following)
        if len(seen) > most_states or sum(count for _, count in marking) > most_tokens:
            raise TooLarge
    good = {NOBODY}
    while True:
        more = {marking for marking, following in after.items() if following & good} - good
        if not more:
            break
        good |= more
    found.wrong = seen - good
    return found


def moves(scope: Scope, tokens: Counter[Token], visited: set[str]) -> Iterator[Counter[Token]]:
    """Yield what can happen next: what goes on of itself, then inclusive joins, then what is waited for."""
    of_itself = list(running(scope, tokens, visited))
    inclusive = of_itself or list(inclusive_joins(scope, tokens))
    yield from inclusive or awaited(scope, tokens)


def running(scope: Scope, tokens: Counter[Token], visited: set[str]) -> Iterator[Counter[Token]]:
    for what, key in tokens:
        if what == "on":
            node = scope.nodes[scope.flows[key].target]
            visited.add(node.id)
            if node.kind == "endEvent" and node.events:
                yield Counter()
            elif node.kind in WORK:
                yield changed(tokens, [("on", key)], [("at", node.id)])
            elif not is_join(scope, node):
                for flows in choices(scope, node):
                    yield changed(tokens, [("on", key)], flows)
    for node in scope.nodes.values():
        flows = scope.incoming(node.id)
        if node.kind == "parallelGateway" and is_join(scope, node):
            if all(tokens[("on", flow.id)] for flow in flows):
                for out in choices(scope, node):
                    yield changed(tokens, [("on", flow.id) for flow in flows], out)


def inclusive_joins(scope: Scope, tokens: Counter[Token]) -> Iterator[Counter[Token]]:
    for node in scope.nodes.values():
        if node.kind != "inclusiveGateway" or not is_join(scope, node):
            continue
        filled = {flow.id for flow in scope.incoming(node.id) if tokens[("on", flow.id)]}
        if not filled:
            continue
        ways = [reachable(scope, token, node) for token in tokens if not waits_at(scope, token, node)]
        if not any(way and not way & filled for way in ways):
            for out in choices(scope, node):
                yield changed(tokens, [("on", flow) for flow in filled], out)


def awaited(scope: Scope, tokens: Counter[Token]) -> Iterator[Counter[Token]]:
    for what, key in tokens:
        if what == "at":
            node = scope.nodes[key]
            for one in (node, *scope.boundaries(key)):
                for flows in choices(scope, one):
                    yield changed(tokens, [(what, key)], flows)


def waits_at(scope: Scope, token: Token, join: Node) -> bool:
    return token[0] == "on" and scope.flows[token[1]].target == join.id


def reachable(scope: Scope, token: Token, join: Node) -> set[str]:
    """Return the incoming flows of a join that a token can reach without passing it."""
    what, key = token
    ahead = [scope.flows[key].target if what == "on" else key]
    seen: set[str] = set()
    ways: set[str] = set()
    while ahead:
        node = ahead.pop()
        if node in seen or node == join.id:
            continue
        seen.add(node)
        for one in (node, *(border.id for border in scope.boundaries(node))):
            for flow in scope.outgoing(one):
                ways |= {flow.id} if flow.target == join.id else set()
                ahead.append(flow.target)
    return ways


def is_join(scope: Scope, node: Node) -> bool:
    return node.kind in ("parallelGateway", "inclusiveGateway") and len(scope.incoming(node.id)) > 1


def choices(scope: Scope, node: Node) -> Iterator[list[SequenceFlow]]:
    """Yield the sets of flows by which a token can leave a node."""
    flows = scope.outgoing(node.id)
    if node.kind == "exclusiveGateway" and flows:
        yield from ([flow] for flow in flows)
        return
    asked = [flow for flow in flows if flow.condition is not None]
    for bits in range(2 ** len(asked)):
        held = [flow for number, flow in enumerate(asked) if bits >> number & 1]
        default = node.attributes.get("default")
        taken = [
            flow
            for flow in flows
            if flow in held or (flow.condition is None and (flow.id != default or not held))
        ]
        if taken or not flows:
            yield taken


def changed(tokens: Counter[Token], taken: list[Token], put: object) -> Counter[Token]:
    left = Counter(tokens)
    left.subtract(taken)
    assert isinstance(put, list)
    left.update(one if isinstance(one, tuple) else ("on", one.id) for one in put)
    return +left


def frozen(tokens: Counter[Token]) -> Marking:
    return tuple(sorted((+tokens).items()))
