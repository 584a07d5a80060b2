"""Business rule tasks: a decision is made within the step (ISO/IEC 19510 §10.3.3; DMN 1.5 §5.3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from engine.errors import InvalidInput, StepFailed
from engine.feel import Environment, FeelError
from engine.runtime.specs.activity import NO_MAPPINGS, Activity, Mappings
from engine.runtime.specs.element import NO_MARKS, Marks
from engine.runtime.transitions import Kind
from engine.words import Words

if TYPE_CHECKING:
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


class Decided(NamedTuple):
    """What a decision gave: its value, and for each table the rules that matched, for who asks later why."""

    value: Any
    rules: list[list[Any]]


class Decision(Protocol):
    """A decision that can be made; the definitions give it, made from the package's rules."""

    name: str
    inputs: tuple[str, ...]

    def __call__(self, values: Mapping[str, Any], environment: Environment) -> Decided:
        """Make the decision from the values of its inputs."""


class RuleTask(Activity):
    """Makes a decision. Its inputs are the input parameters, or else the variables of their names.

    The value is written to the variable `result`; without one, output parameters see it as `result`.
    """

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        decision: Decision,
        result: str | None,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, marks, mappings)
        self.decision, self.result = decision, result

    def execute(self, token: Token) -> bool:
        instance = token.workflow.instance
        seen = instance.values.view(token)
        values = {name: seen[name] for name in self.decision.inputs if name in seen}
        try:
            decided = self.decision(values, instance.surroundings.environment())
        except (FeelError, InvalidInput) as error:
            raise StepFailed(
                Words(
                    f"decision {self.decision.name!r} at {self.element_id}: {error}",
                    f"{self.element_id} 的决策 {self.decision.name!r}：{error.message.zh}",
                ),
                element=self.element_id,
                token=token.id,
            ) from error
        token.log(Kind.DECIDED, [self.decision.name, decided.rules])
        self.receive(token, {self.result or "result": decided.value})
        return True
