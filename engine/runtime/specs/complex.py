"""The complex gateway (ISO/IEC 19510 §13.4.5): a join with a condition, and a reset for the late ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.errors import StepFailed
from engine.feel import Expression
from engine.runtime.specs.element import Flow
from engine.runtime.specs.inclusive import InclusiveGateway
from engine.words import Words

if TYPE_CHECKING:
    from engine.runtime.scope import Scope
    from engine.runtime.token import Token

#: Names that the activation condition sees beside the variables.
ACTIVATION_COUNT, WAITING_FOR_START, TOKENS = "activationCount", "waitingForStart", "tokens"


class ComplexGateway(InclusiveGateway):
    """Fires when its activation condition is true of the tokens that wait; then waits for the others.

    The condition sees `activationCount`, the number of waiting tokens, and `tokens`, their number by the id
    of the incoming flow. Without one the gateway acts as an inclusive gateway does.

    When it has fired it is reset once every flow that had no token has one, or none can come any more; a
    token that could also reach a flow that had one is not waited for (Table 13.5). The late tokens are
    consumed, and the outgoing conditions are asked again, with `waitingForStart` false. Then it may be that
    none is true, and nothing goes on: a flow without a condition gets a token when the gateway fires, and
    none for the late ones.
    """

    activation: Expression | None = None

    def arrive(self, token: Token) -> None:
        super().arrive(token)
        if self.is_join and self.activation is not None:
            self._try_activation(token.workflow)

    def _try_activation(self, scope: Scope) -> None:
        if self.name in scope.resetting:
            return
        counts = dict.fromkeys(self.incoming, 0)
        for token in self._all_waiting(scope):
            counts[token.internal_data["via"]] += 1
        some = next(iter(self._all_waiting(scope)))
        seen: dict[str, Any] = {ACTIVATION_COUNT: sum(counts.values()), TOKENS: counts}
        assert self.activation is not None
        if scope.instance.values.may_hold(self.activation, some, seen):
            scope.resetting[self.name] = []
            some._ready()

    def execute(self, token: Token) -> bool:
        """Fire for a token that waited, with those of the other flows: one move may have brought several."""
        if "via" in token.internal_data:
            scope = token.workflow
            waiting = self.waiting(scope)
            own = token.internal_data["via"]
            scope.resetting[self.name] = [f for f in self.incoming if f not in waiting and f != own]
            for flow, other in waiting.items():
                if flow != own:
                    other.merge()
            token.internal_data.clear()
        return True

    def _all_waiting(self, scope: Scope) -> list[Token]:
        return [token for token in scope.tasks.values() if self.waits_at(token)]

    def try_fire(self, scope: Scope) -> bool:
        if self.activation is None:
            return super().try_fire(scope)
        missing = scope.resetting.get(self.name)
        if missing is None:
            return False
        late = {flow: token for flow, token in self.waiting(scope).items() if flow in missing}
        empty = [flow for flow in missing if flow not in late]
        if not self.nothing_more_comes(scope, [flow for flow in self.incoming if flow not in empty], empty):
            return False
        del scope.resetting[self.name]
        if late:
            last = self.consume(late)
            last.internal_data["reset"] = True
            last._ready()
        if self._all_waiting(scope):
            self._try_activation(scope)
        return True

    def choose(self, token: Token) -> list[Flow]:
        reset = token.internal_data.pop("reset", False)
        taken = self.whose_condition_holds(token, {WAITING_FOR_START: not reset})
        if reset:
            taken = [flow for flow in taken if flow.condition is not None or flow.is_default]
        if not taken and self.outgoing and not reset:
            raise StepFailed(
                Words(
                    f"no outgoing flow of complex gateway {self.element_id} has a true condition, and none "
                    "is the default: correct the values or give the gateway a default flow",
                    f"复杂网关 {self.element_id} 没有条件为真的输出流，也没有默认流：请改正值，"
                    "或给网关一个默认流",
                ),
                element=self.element_id,
                token=token.id,
            )
        return taken
