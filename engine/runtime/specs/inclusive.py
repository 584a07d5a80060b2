"""The inclusive gateway (ISO/IEC 19510 §13.4.3): its join waits for every token that can still come."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from engine.runtime.specs.gateways import Join

if TYPE_CHECKING:
    from engine.runtime.scope import Scope
    from engine.runtime.token import Token


class InclusiveGateway(Join):
    """Splits along every flow whose condition is true; joins what that brought.

    The join fires when a token waits, and every other token of the scope that could still reach an empty
    incoming flow could also reach a filled one (paths do not pass the gateway itself). A path may leave an
    activity by its boundary events. Decided when nothing else in the instance can move.
    """

    def arrive(self, token: Token) -> None:
        if not self.is_join:
            token._ready()
            return
        self.wait(token)
        token.workflow.instance.inclusive_waits.add(token.scope_id)

    @cached_property
    def _reach(self) -> dict[str, frozenset[str]]:
        """For each incoming flow, the element names from which a path leads into it around this gateway."""
        process = self._wf_spec
        source_of = {
            flow.id: element.name
            for element in process.task_specs.values()
            for flow in element.outgoing
            if flow.target is self
        }
        direct: dict[str, set[str]] = {name: set() for name in process.task_specs}
        for name, element in process.task_specs.items():
            for follower in element.followers():
                direct[follower.name].add(name)
        reach: dict[str, frozenset[str]] = {}
        for flow in self.incoming:
            seen: set[str] = set()
            stack = [source_of[flow]]
            while stack:
                current = stack.pop()
                if current not in seen and current != self.name:
                    seen.add(current)
                    stack.extend(direct[current])
            reach[flow] = frozenset(seen)
        return reach

    def try_fire(self, scope: Scope) -> bool:
        """Fire if nothing more can come; return whether it fired."""
        waiting = self.waiting(scope)
        if not waiting:
            return False
        if not self.nothing_more_comes(scope, waiting, [f for f in self.incoming if f not in waiting]):
            return False
        self.fire(waiting)
        return True

    def nothing_more_comes(self, scope: Scope, filled_flows: Iterable[str], empty_flows: list[str]) -> bool:
        """Return whether no token can reach an empty flow, but for those that reach a filled one too."""
        reach = self._reach
        filled = frozenset().union(*(reach[flow] for flow in filled_flows))
        empty = frozenset().union(*(reach[flow] for flow in empty_flows))
        for token in scope.tasks.values():
            if token.task_spec is self or token._parent is not None:
                continue  # what waits on a border or behind an event-based gateway is no token: its parent is
            name = token.task_spec.name
            if name in empty and name not in filled:
                return False
        return True
