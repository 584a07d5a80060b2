"""A compiled decision table, and how it is evaluated (DMN 1.5, clause 10.3.2.14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.decisions.compiling.unit import value_as_type
from engine.decisions.model.tables import DecisionTable
from engine.decisions.running import Evaluator, MatchedRule, Run, TableTrace, Variables
from engine.decisions.tables.hit_policies import (
    NO_RULE,
    Hit,
    none_of_output_values,
    nothing,
    policy_of,
)
from engine.decisions.tables.matcher import Matching
from engine.decisions.tables.ranking import Ranking
from engine.feel import Type, UnaryTests
from engine.words import Words


@dataclass(frozen=True, slots=True)
class Input:
    """An input clause; `values` None allows every value."""

    label: str
    evaluate: Evaluator
    values: UnaryTests | None


@dataclass(frozen=True, slots=True)
class Output:
    """An output clause with its entries, one for each rule; `values` None allows every value."""

    name: str | None
    type: Type
    values: UnaryTests | None
    entries: tuple[Evaluator, ...]


class Table:
    """A compiled table."""

    __slots__ = ("default", "inputs", "matching", "outputs", "policy", "rankings", "table", "where")

    def __init__(
        self,
        where: str,
        table: DecisionTable,
        inputs: tuple[Input, ...],
        outputs: tuple[Output, ...],
        rankings: tuple[Ranking, ...],
        default: Evaluator | None,
        matching: Matching,
    ) -> None:
        self.where = where
        self.table = table
        self.inputs = inputs
        self.outputs = outputs
        self.rankings = rankings
        self.default = default
        self.matching = matching
        self.policy = policy_of(table.hit_policy, table.aggregation)

    def evaluate(self, variables: Variables, run: Run) -> Any:
        """Evaluate the inputs, find the rules that match, and let the hit policy decide."""
        run.env.spend(1)
        values = [clause.evaluate(variables, run) for clause in self.inputs]
        hit = Hit(
            self.matching(values, variables, run.env),
            lambda index: self.output(index, variables, run),
            self.priority,
            self.where,
            run,
        )
        if not self.allowed(values, variables, run):
            result = None
        else:
            result = self.policy(hit)
            if result is NO_RULE:
                result = self.otherwise(variables, run)
        run.traced(self.trace(values, hit.taken, result))
        return result

    def otherwise(self, variables: Variables, run: Run) -> Any:
        """Return the result when no rule matches."""
        if self.default is not None:
            return self.default(variables, run)
        return nothing(self.table.hit_policy, self.table.aggregation)

    def allowed(self, values: list[Any], variables: Variables, run: Run) -> bool:
        """Return whether every input has one of its values; note the first that has not."""
        for clause, value in zip(self.inputs, values, strict=True):
            if clause.values is not None and clause.values.matches(value, variables, run.env) is not True:
                run.note(
                    self.where,
                    Words(
                        f"the value of input `{clause.label}` is none of its input values",
                        f"输入 `{clause.label}` 的值不在输入值之列",
                    ),
                )
                return False
        return True

    def output(self, index: int, variables: Variables, run: Run) -> Any:
        """Return the output of a rule: a value, or a context of several."""
        found = [self.entry(output, index, variables, run) for output in self.outputs]
        if len(found) == 1:
            return found[0]
        return {output.name or "": value for output, value in zip(self.outputs, found, strict=True)}

    def entry(self, output: Output, index: int, variables: Variables, run: Run) -> Any:
        """Return one output entry, converted to the type of its column; null when it is not allowed there."""
        value = value_as_type(output.entries[index](variables, run), output.type, self.where, run)
        if output.values is None or value is None:
            return value
        if output.values.matches(value, variables, run.env) is not True:
            run.note(self.where, none_of_output_values(index))
            return None
        return value

    def priority(self, output: Any) -> tuple[int, ...] | None:
        """Return the place of an output among the output values, columns from left to right."""
        parts = [output] if len(self.outputs) == 1 else list(output.values())
        places = []
        for ranking, part in zip(self.rankings, parts, strict=True):
            place = ranking(part)
            if place is None:
                return None
            places.append(place)
        return tuple(places)

    def trace(self, values: list[Any], taken: list[int], result: Any) -> TableTrace:
        """Return what an auditor wants to know of this evaluation."""
        rules = self.table.rules
        return TableTrace(
            self.where,
            self.table.hit_policy if self.table.aggregation is None else f"COLLECT {self.table.aggregation}",
            tuple((clause.label, value) for clause, value in zip(self.inputs, values, strict=True)),
            tuple(MatchedRule(index + 1, rules[index].id, rules[index].annotations) for index in taken),
            result,
        )
