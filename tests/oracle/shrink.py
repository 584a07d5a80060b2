"""Make a process on which the two sides disagree smaller, as long as they still do."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace

from tests.oracle.engine_side import compiled
from tests.oracle.lockstep import Lockstep, Mismatch, Tally
from tests.oracle.structure import Flow, Node, Scope

PLAYS = 40
SECONDS = 20.0


def shrunk(mismatch: Mismatch) -> Mismatch:
    """Return the same disagreement on the smallest process found in some seconds."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        smaller = next(filter(None, (_still(mismatch, scope) for scope in _smaller(mismatch.process))), None)
        if smaller is None:
            break
        mismatch = smaller
    return mismatch


def _still(mismatch: Mismatch, process: Scope) -> Mismatch | None:
    """Return how the sides disagree on `process` in the same way, None when they do not."""
    try:
        definition = compiled(process)
    except Exception:  # noqa: BLE001 - whatever cannot be drawn or compiled is no smaller example
        return None
    for seed in range(PLAYS):
        try:
            Lockstep(process, definition, random.Random(seed), Tally()).run()
        except Mismatch as found:
            return found if found.what == mismatch.what else None
    return None


def _smaller(scope: Scope) -> Iterator[Scope]:
    """Yield scopes with one thing less."""
    for node in scope.nodes:
        if node.kind != "start":
            yield from _without_node(scope, node)
    for flow in scope.flows:
        if scope.node[flow.source].default != flow.id:
            yield _tidied(scope, scope.nodes, tuple(one for one in scope.flows if one is not flow))
    for node in scope.nodes:
        if node.repeat is not None:
            yield _with_node(scope, replace(node, repeat=None))
        if node.event is not None and node.event.carries:
            yield _with_node(scope, replace(node, event=replace(node.event, carries=())))
        if node.inside is not None:
            if node.kind == "sub":
                yield _with_node(scope, replace(node, kind="task", inside=None))
            for inside in _smaller(node.inside):
                yield _with_node(scope, replace(node, inside=inside))


def _with_node(scope: Scope, node: Node) -> Scope:
    nodes = tuple(node if one.id == node.id else one for one in scope.nodes)
    return _tidied(scope, nodes, scope.flows)


def _without_node(scope: Scope, node: Node) -> Iterator[Scope]:
    """Take a node out; what led to it leads to one of its followers, or nowhere."""
    nodes = tuple(one for one in scope.nodes if one is not node)
    kept = tuple(flow for flow in scope.flows if node.id not in (flow.source, flow.target))
    for follower in (flow.target for flow in scope.leaving[node.id] if flow.target != node.id):
        led = tuple(
            replace(flow, target=follower if flow.target == node.id else flow.target)
            for flow in scope.flows
            if flow.source != node.id
        )
        yield _tidied(scope, nodes, led)
    yield _tidied(scope, nodes, kept)


def _tidied(scope: Scope, nodes: tuple[Node, ...], flows: tuple[Flow, ...]) -> Scope:
    """Drop what hangs loose, and the condition and default of a node with a single way out."""
    ids = {node.id for node in nodes}
    nodes = tuple(node for node in nodes if node.host is None or node.host in ids)
    handlers = {node.handler for node in nodes}
    nodes = tuple(node for node in nodes if node.kind != "handler" or node.id in handlers)
    while True:
        ids = {node.id for node in nodes}
        flows = tuple(flow for flow in flows if flow.source in ids and flow.target in ids)
        entered = {flow.target for flow in flows}
        begins = {node.id for node in nodes if node.kind in ("start", "boundary", "event_sub", "handler")}
        has_start = any(node.kind == "start" for node in nodes)
        loose = {node.id for node in nodes if has_start and node.id not in entered | begins}
        if not loose:
            break
        nodes = tuple(node for node in nodes if node.id not in loose and node.host not in loose)
    ways = {node.id: [flow.id for flow in flows if flow.source == node.id] for node in nodes}
    flows = tuple(replace(flow, condition=None) if len(ways[flow.source]) == 1 else flow for flow in flows)
    nodes = tuple(
        node if node.default in ways[node.id] and len(ways[node.id]) > 1 else replace(node, default=None)
        for node in nodes
    )
    return replace(scope, nodes=nodes, flows=flows)
