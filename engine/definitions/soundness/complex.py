"""The complex gateway that joins: activated by the tokens that wait, then reset (ISO/IEC 19510 §13.4.5).

The same meaning as in the runtime (engine.runtime.specs.complex). What an activation condition gives that
asks for the number of tokens alone is known in each state; one that asks for more leaves all undecided.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from engine.definitions.model import Node, Scope, SequenceFlow
from engine.definitions.soundness.ways import TooMany, at_complex, value_of, ways_out


class ComplexJoin:
    """A complex gateway with an activation condition, into which several flows lead."""

    def __init__(self, scope: Scope, node: Node) -> None:
        self.scope = scope
        self.node = node
        self.flows = tuple(flow.id for flow in scope.incoming(node.id))
        self._ways: dict[bool, list[tuple[SequenceFlow, ...]]] = {}

    def activated(self, waiting: Mapping[str, int]) -> bool:
        """Return whether the condition holds when so many tokens wait, by incoming flow.

        Raises:
            TooMany: the condition asks for values, which are not looked at.
        """
        counts = {flow: waiting.get(flow, 0) for flow in self.flows}
        assert self.node.condition is not None
        held = value_of(self.node.condition, {"activationCount": sum(counts.values()), "tokens": counts})
        if held is None:
            raise TooMany
        return held

    def ways(self, *, reset: bool) -> list[tuple[SequenceFlow, ...]]:
        """Return the sets of flows that it can take when it is activated, or when it is reset.

        At a reset it may be that no condition holds: then nothing goes on, where no flow is the default.
        """
        if reset not in self._ways:
            ways = ways_out(self.scope, self.node, partial(self._known, reset=reset))
            default = self.node.attributes.get("default")
            flows = self.scope.outgoing(self.node.id)
            sure = any(flow.id == default or self._known(flow, reset=reset) for flow in flows)
            self._ways[reset] = ways if sure or not reset or () in ways else [*ways, ()]
        return self._ways[reset]

    def _known(self, flow: SequenceFlow, *, reset: bool) -> bool | None:
        """Return the value of a flow's condition; the late ones take none without."""
        if reset and flow.condition is None and flow.id != self.node.attributes.get("default"):
            return False
        return at_complex(flow, starting=not reset)
