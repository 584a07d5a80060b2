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
#: A token on a flow, at work in a node, or waiting at a complex join; or the mark of one that was activated,
#: with the flows that it still waits for. Each with its count, in order.
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
    later = inclusive or list(resets(scope, tokens))
    yield from later or awaited(scope, tokens)


def running(scope: Scope, tokens: Counter[Token], visited: set[str]) -> Iterator[Counter[Token]]:
    for what, key in tokens:
        if what == "on":
            node = scope.nodes[scope.flows[key].target]
            visited.add(node.id)
            if node.kind == "endEvent" and node.events:
                yield Counter()
            elif is_complex(scope, node):
                yield from arrived(scope, tokens, node, key)
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
        ways = [
            reachable(scope, token, node)
            for token in tokens
            if token[0] != "mark" and not waits_at(scope, token, node)
        ]
        if not any(way and not way & filled for way in ways):
            for out in choices(scope, node):
                yield changed(tokens, [("on", flow) for flow in filled], out)


def arrived(scope: Scope, tokens: Counter[Token], join: Node, flow: str) -> Iterator[Counter[Token]]:
    """A token comes to a complex join, which is activated when so many wait as its condition says."""
    here = changed(tokens, [("on", flow)], [("wait", flow)])
    waiting = {one.id: here["wait", one.id] for one in scope.incoming(join.id) if here["wait", one.id]}
    assert join.condition is not None
    enough = sum(waiting.values()) >= int(join.condition.text.rpartition(" ")[2])
    if not enough or any(what == "mark" and key.startswith(f"{join.id} ") for what, key in here):
        yield here
        return
    missing = [one.id for one in scope.incoming(join.id) if one.id not in waiting]
    marked = changed(here, [("wait", one) for one in waiting], [("mark", " ".join([join.id, *missing]))])
    for out in choices(scope, join, starting=True):
        yield changed(marked, [], out)


def resets(scope: Scope, tokens: Counter[Token]) -> Iterator[Counter[Token]]:
    """A complex join that was activated no longer waits for those who cannot come."""
    for token in tokens:
        join, *missing = token[1].split(" ")
        if token[0] != "mark":
            continue
        waiting = {one.id for one in scope.incoming(join) if tokens["wait", one.id]}
        late = waiting & set(missing)
        others = [one for one in tokens if one[0] != "mark" and not waits_at(scope, one, scope.nodes[join])]
        ways = [reachable(scope, one, scope.nodes[join]) for one in others]
        if not waiting or any(way & set(missing) and not way & late for way in ways):
            continue
        left = changed(tokens, [token, *(("wait", flow) for flow in late)], [])
        again = [flow for flow in waiting if left["wait", flow]][:1]
        left = changed(left, [("wait", flow) for flow in again], [("on", flow) for flow in again])
        for out in choices(scope, scope.nodes[join], starting=False) if late else [[]]:
            yield changed(left, [], out)


def awaited(scope: Scope, tokens: Counter[Token]) -> Iterator[Counter[Token]]:
    for what, key in tokens:
        if what == "at":
            node = scope.nodes[key]
            for one in (node, *scope.boundaries(key)):
                for flows in choices(scope, one):
                    yield changed(tokens, [(what, key)], flows)


def waits_at(scope: Scope, token: Token, join: Node) -> bool:
    return token[0] in ("on", "wait") and scope.flows[token[1]].target == join.id


def reachable(scope: Scope, token: Token, join: Node) -> set[str]:
    """Return the incoming flows of a join that a token can reach without passing it."""
    what, key = token
    ahead = [key if what == "at" else scope.flows[key].target]
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


def is_complex(scope: Scope, node: Node) -> bool:
    return node.kind == "complexGateway" and len(scope.incoming(node.id)) > 1


def choices(scope: Scope, node: Node, starting: bool = True) -> Iterator[list[SequenceFlow]]:
    """Yield the sets of flows by which a token can leave a node; `starting` is what waitingForStart gives."""
    flows = scope.outgoing(node.id)
    if node.kind == "exclusiveGateway" and flows:
        yield from ([flow] for flow in flows)
        return
    asked = [flow for flow in flows if flow.condition is not None]
    told = {"waitingForStart": starting, "not(waitingForStart)": not starting}
    for bits in range(2 ** len(asked)):
        held = [flow for number, flow in enumerate(asked) if bits >> number & 1]
        if any((flow in held) != told.get(text_of(flow), flow in held) for flow in asked):
            continue
        default = node.attributes.get("default")
        taken = [
            flow
            for flow in flows
            if flow in held or (flow.condition is None and (not held if flow.id == default else starting))
        ]
        if taken or not flows or not starting:
            yield taken


def text_of(flow: SequenceFlow) -> str:
    return flow.condition.text if flow.condition is not None else ""


def changed(tokens: Counter[Token], taken: list[Token], put: object) -> Counter[Token]:
    left = Counter(tokens)
    left.subtract(taken)
    assert isinstance(put, list)
    left.update(one if isinstance(one, tuple) else ("on", one.id) for one in put)
    return +left


def frozen(tokens: Counter[Token]) -> Marking:
    left = +tokens
    return tuple(sorted(left.items())) if any(what != "mark" for what, _ in left) else NOBODY
