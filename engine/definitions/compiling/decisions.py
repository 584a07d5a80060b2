"""Compile what a business rule task decides: a decision of the package's rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.definitions.decisions import Decision
from engine.feel import Environment
from engine.runtime.specs.rules import Decided


class PackageDecision:
    """A decision of the package, as the runtime makes it."""

    def __init__(self, decision: Decision) -> None:
        self._decision = decision
        self.name = decision.offered.name
        self.inputs = tuple(needed.name for needed in decision.inputs)

    def __call__(self, values: Mapping[str, Any], environment: Environment) -> Decided:
        """Make the decision."""
        outcome = self._decision.evaluate(values, environment)
        rules = [[table.where, [rule.number for rule in table.rules]] for table in outcome.trace]
        return Decided(outcome.value, rules)
