"""By which flows a token can leave a node, whatever the conditions say (ISO/IEC 19510 §13.3.1, §13.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import combinations

from engine.definitions.constants import SOME_TIME, ZONE, constant_of
from engine.definitions.expressions import compile_text
from engine.definitions.model import Expression as Text
from engine.definitions.model import Node, Scope, SequenceFlow
from engine.feel import Environment, FeelError

#: With more conditions than this at one node there are too many combinations to look at.
MOST_CONDITIONS = 8


#: Tells the value of a flow's condition; None: it may be either.
Known = Callable[[SequenceFlow], bool | None]


class TooMany(Exception):
    """There is more to look at than this release looks at."""


def ways_out(scope: Scope, node: Node, known: Known | None = None) -> list[tuple[SequenceFlow, ...]]:
    """Return the sets of flows that can be taken together when a token leaves a node.

    One empty set for a node that nothing follows: the token ends there. `known` tells the value of conditions
    where the caller knows it; by default `certain` does.

    Raises:
        TooMany: so many conditions that not every combination can be looked at.
    """
    known = known or certain(scope, node)
    flows = [flow for flow in scope.outgoing(node.id) if known(flow) is not False]
    if not scope.outgoing(node.id):
        return [()]
    if node.kind == "exclusiveGateway":
        return [(flow,) for flow in _until_certain(flows, node)]
    if node.kind in ("parallelGateway", "eventBasedGateway"):
        return [tuple(flows)]
    return list(_several(flows, node.attributes.get("default"), known))


def possible(scope: Scope, node: Node) -> list[SequenceFlow]:
    """Return the flows by which a token can leave a node in some run."""
    known = certain(scope, node)
    flows = [flow for flow in scope.outgoing(node.id) if known(flow) is not False]
    if node.kind == "exclusiveGateway":
        return list(_until_certain(flows, node))
    held = any(known(flow) for flow in flows)
    return [flow for flow in flows if not held or flow.id != node.attributes.get("default")]


def least_ways_out(scope: Scope, node: Node) -> list[tuple[SequenceFlow, ...]]:
    """Return the smallest sets of flows that can be taken together: every other one contains one of them."""
    if node.kind == "eventBasedGateway" and node.attributes.get("eventGatewayType") != "Parallel":
        return [(flow,) for flow in scope.outgoing(node.id)]
    known = certain(scope, node)
    flows = [flow for flow in scope.outgoing(node.id) if known(flow) is not False]
    asked = [flow for flow in flows if flow.condition is not None and not known(flow)]
    if not flows or node.kind in ("exclusiveGateway", "parallelGateway") or not asked:
        return ways_out(scope, node)
    sure = [flow for flow in flows if flow not in asked and flow.id != node.attributes.get("default")]
    return [tuple(sure)] if sure else [(flow,) for flow in flows]


def certain(scope: Scope, node: Node) -> Known:
    """Return what is known of the conditions behind a node in every run.

    A complex gateway that is never reset, because only one flow leads to it or it has no activation
    condition, always waits for its start (§13.4.5).
    """
    if node.kind == "complexGateway" and not is_complex_join(scope, node):
        return partial(at_complex, starting=True)
    return always


def is_complex_join(scope: Scope, node: Node) -> bool:
    """Return whether tokens of several flows come together here under a condition of its own."""
    return node.kind == "complexGateway" and node.condition is not None and len(scope.incoming(node.id)) > 1


def at_complex(flow: SequenceFlow, *, starting: bool) -> bool | None:
    """Return the value of a condition behind a complex gateway, where `starting` is `waitingForStart`."""
    if flow.condition is None:
        return None
    constant = always(flow)
    return constant if constant is not None else value_of(flow.condition, {"waitingForStart": starting})


def value_of(text: Text, seen: Mapping[str, object]) -> bool | None:
    """Return whether an expression is true that asks for these names alone; None when it asks for others."""
    try:
        expression = compile_text(text, "")
        if not expression.names <= seen.keys() or expression.item_names or expression.functions:
            return None
        return expression.evaluate(seen, Environment(now=SOME_TIME, zone=ZONE)) is True
    except FeelError:
        return False


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


def _several(
    flows: list[SequenceFlow], default: str | None, known: Known
) -> Iterator[tuple[SequenceFlow, ...]]:
    """Yield what an inclusive gateway or an activity can take: its default only when no condition holds."""
    asked = [flow for flow in flows if flow.condition is not None and not known(flow)]
    sure = [flow for flow in flows if flow not in asked and flow.id != default]
    held = any(known(flow) for flow in sure)
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
