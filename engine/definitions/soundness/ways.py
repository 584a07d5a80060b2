"""By which flows a token can leave a node, whatever the conditions say (ISO/IEC 19510 §13.3.1, §13.4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from engine.definitions.constants import constant_of
from engine.definitions.model import Node, Scope, SequenceFlow

#: With more conditions than this at one node there are too many combinations to look at.
MOST_CONDITIONS = 8


class TooMany(Exception):
    """There is more to look at than this release looks at."""


def ways_out(scope: Scope, node: Node) -> list[tuple[SequenceFlow, ...]]:
    """Return the sets of flows that can be taken together when a token leaves a node.

    One empty set for a node that nothing follows: the token ends there.

    Raises:
        TooMany: so many conditions that not every combination can be looked at.
    """
    flows = [flow for flow in scope.outgoing(node.id) if always(flow) is not False]
    if not scope.outgoing(node.id):
        return [()]
    if node.kind == "exclusiveGateway":
        return [(flow,) for flow in _until_certain(flows, node)]
    if node.kind in ("parallelGateway", "eventBasedGateway"):
        return [tuple(flows)]
    return list(_several(flows, node.attributes.get("default")))


def least_ways_out(scope: Scope, node: Node) -> list[tuple[SequenceFlow, ...]]:
    """Return the smallest sets of flows that can be taken together: every other one contains one of them."""
    if node.kind == "eventBasedGateway" and node.attributes.get("eventGatewayType") != "Parallel":
        return [(flow,) for flow in scope.outgoing(node.id)]
    flows = [flow for flow in scope.outgoing(node.id) if always(flow) is not False]
    asked = [flow for flow in flows if flow.condition is not None and not always(flow)]
    if not flows or node.kind in ("exclusiveGateway", "parallelGateway") or not asked:
        return ways_out(scope, node)
    sure = [flow for flow in flows if flow not in asked and flow.id != node.attributes.get("default")]
    return [tuple(sure)] if sure else [(flow,) for flow in flows]


def always(flow: SequenceFlow) -> bool | None:
    """Return the value of a flow's condition where it is the same in every run, else None."""
    if flow.condition is None or not flow.condition.text:
        return None
    constant = constant_of(flow.condition)
    return constant.value if constant is not None and isinstance(constant.value, bool) else None


def _until_certain(flows: list[SequenceFlow], node: Node) -> Iterator[SequenceFlow]:
    """Yield the flows that an exclusive gateway can take: none after one that always holds."""
    default = node.attributes.get("default")
    for flow in flows:
        if flow.id != default:
            yield flow
            if always(flow):
                return
    yield from (flow for flow in flows if flow.id == default)


def _several(flows: list[SequenceFlow], default: str | None) -> Iterator[tuple[SequenceFlow, ...]]:
    """Yield what an inclusive gateway or an activity can take: its default only when no condition holds."""
    asked = [flow for flow in flows if flow.condition is not None and not always(flow)]
    sure = [flow for flow in flows if flow not in asked and flow.id != default]
    held = any(always(flow) for flow in sure)
    if len(asked) > MOST_CONDITIONS:
        raise TooMany
    for number in range(len(asked) + 1):
        for chosen in combinations(asked, number):
            taken = {*(flow.id for flow in sure), *(flow.id for flow in chosen)}
            if not chosen and not held and default is not None:
                taken.add(default)
            together = tuple(flow for flow in flows if flow.id in taken)
            if together:
                yield together
