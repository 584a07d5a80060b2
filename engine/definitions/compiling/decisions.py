"""Compile what a business rule task decides: a decision of the package's rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.decisions import inputs_from_json
from engine.definitions.decisions import Decision
from engine.feel import Environment
from engine.runtime.specs.rules import Decided


class PackageDecision:
    """A decision of the package, as the runtime makes it."""

    def __init__(self, decision: Decision) -> None:
        self._decision = decision
        self.name = decision.offered.name
        self._types = tuple((needed.name, needed.type) for needed in decision.inputs)
        self.inputs = tuple(name for name, _ in self._types)

    def __call__(self, values: Mapping[str, Any], environment: Environment) -> Decided:
        """Make the decision. What a form brought as a text becomes a date or duration where one is wanted."""
        outcome = self._decision.evaluate(inputs_from_json(self._types, values), environment)
        rules = [[table.where, [rule.number for rule in table.rules]] for table in outcome.trace]
        return Decided(outcome.value, rules)
