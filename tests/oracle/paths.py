"""Which incoming flows of an inclusive gateway a token can still reach (Table 13.3 of the standard).

A directed path is formed by sequence flows of one scope; none crosses the border of a sub-process. A path
may leave an activity by its boundary events. No path visits the gateway itself.
"""

from __future__ import annotations

from functools import lru_cache

from tests.oracle.structure import Scope


def from_flow(scope: Scope, flow: str, gateway: str) -> frozenset[str]:
    """Return the incoming flows of `gateway` in which a path that starts with `flow` can end."""
    target = scope.flow[flow].target
    return frozenset((flow,)) if target == gateway else from_node(scope, target, gateway)


@lru_cache(maxsize=4096)
def from_node(scope: Scope, node: str, gateway: str) -> frozenset[str]:
    """Return the incoming flows of `gateway` that a token at `node` can reach."""
    found: set[str] = set()
    visited: set[str] = set()
    ahead = [node]
    while ahead:
        here = ahead.pop()
        if here in visited or here == gateway:
            continue
        visited.add(here)
        ways_out = [here, *(border.id for border in scope.borders[here])]
        for flow in (flow for way in ways_out for flow in scope.leaving[way]):
            if flow.target == gateway:
                found.add(flow.id)
            ahead.append(flow.target)
    return frozenset(found)


@lru_cache(maxsize=4096)
def on_a_cycle(scope: Scope, node: str) -> bool:
    """Return whether a path leads from the node back to it."""
    visited: set[str] = set()
    ahead = [node]
    while ahead:
        here = ahead.pop()
        for way in (here, *(border.id for border in scope.borders[here])):
            for flow in scope.leaving[way]:
                if flow.target == node:
                    return True
                if flow.target not in visited:
                    visited.add(flow.target)
                    ahead.append(flow.target)
    return False
