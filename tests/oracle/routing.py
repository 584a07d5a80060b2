"""Which flows a token takes out of a node, and what one step knows while it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tests.oracle.marking import Marking, On
from tests.oracle.structure import Flow, Node, Scope

Truth = Callable[[str], bool]
Note = Callable[[str], None]


class Failed(Exception):
    """The standard knows no way on: no condition is true, an error is uncaught, a loop has no pause."""


class Routing:
    """One step, in which every truth has one value.

    `note` is told the name of each rule that is applied, for the statement of coverage. `taken` collects
    the sequence flows along which tokens moved, `sent` the nodes that sent a message; they are `certain` as
    long as only one order was possible. `assigned` is what scripts have assigned.
    `of_member` is what the person says who completes a member of the repeated task `member_of`: only that member
    knows.
    """

    def __init__(
        self,
        truth: Truth,
        note: Note | None = None,
        of_member: Mapping[str, bool] | None = None,
        member_of: str | None = None,
    ) -> None:
        self._truth = truth
        self.of_member = of_member or {}
        self.member_of = member_of
        self.note = note or (lambda _: None)
        self.taken: list[str] = []
        self.sent: list[str] = []
        self.assigned: dict[str, bool] = {}
        self.certain = True

    def truth(self, name: str) -> bool:
        """Return whether a truth holds in this step: what a script has assigned, or what was given."""
        return self.assigned[name] if name in self.assigned else self._truth(name)

    def take(self, flows: Iterable[Flow]) -> Marking:
        """Put a token on each of the flows."""
        tokens = tuple(On(flow.id) for flow in flows)
        self.taken += (token.flow for token in tokens)
        return tokens

    def _first_true(self, scope: Scope, node: Node) -> Marking:
        """An exclusive gateway takes the first true flow in the order drawn, else its default (§13.4.2)."""
        flows = scope.leaving[node.id]
        for flow in flows:
            if flow.id != node.default and (flow.condition is None or self.truth(flow.condition)):
                self.note("exclusive split" if len(flows) > 1 else "exclusive gateway passed")
                return self.take((flow,))
        if node.default is None and flows:
            raise Failed(f"no way out of {node.id}")
        self.note("exclusive default")
        return self.take(flow for flow in flows if flow.id == node.default)

    def left(self, scope: Scope, node: Node) -> Marking:
        """Return the tokens on the flows by which a node is left that may take several (§13.3.1, §13.4.3).

        The unconditional flows, those whose condition is true, and the default when no condition is.
        """
        flows = scope.leaving[node.id]
        asked = [flow for flow in flows if flow.condition is not None]
        true = [flow for flow in asked if self.truth(flow.condition or "")]
        taken = [
            flow
            for flow in flows
            if flow in true or (flow.condition is None and (flow.id != node.default or not true))
        ]
        if flows and not taken:
            raise Failed(f"no way out of {node.id}")
        self._note_leaving(node, flows, taken, asked)
        return self.take(taken)

    def _note_leaving(
        self, node: Node, flows: tuple[Flow, ...], taken: list[Flow], asked: list[Flow]
    ) -> None:
        if node.kind == "inclusive":
            if node.default in [flow.id for flow in taken]:
                self.note("inclusive default")
            elif asked:
                self.note("inclusive split of several" if len(taken) > 1 else "inclusive split of one")
        elif not flows and node.kind != "event_sub":
            self.note("end without an end event")
        elif asked:
            self.note("conditional flows of an activity")
        elif len(taken) > 1:
            self.note("implicit split")
