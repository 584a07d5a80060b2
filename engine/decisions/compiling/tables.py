"""Compile decision tables (DMN 1.5, clauses 8.3 and 10.3.2.14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.decisions.compiling.unit import Unit, unreadable, value_as_type
from engine.decisions.model import tables as model
from engine.decisions.model.boxed import Expression
from engine.decisions.problems import Place
from engine.decisions.running import Evaluator, MatchedRule, Run, TableTrace, Variables
from engine.decisions.tables.column import Column
from engine.decisions.tables.hit_policies import (
    NO_RULE,
    Hit,
    Policy,
    none_of_output_values,
    policy_of,
)
from engine.decisions.tables.matcher import Matching, matcher
from engine.decisions.tables.ranking import Ranking, ranking_of
from engine.feel import UnaryTests
from engine.feel.types.model import Type
from engine.words import Words

Names = frozenset[str]
Compile = Callable[[Unit, Expression, Names, str], Evaluator]


@dataclass(frozen=True, slots=True)
class _Input:
    label: str
    evaluate: Evaluator
    values: UnaryTests | None


@dataclass(frozen=True, slots=True)
class _Output:
    name: str | None
    type: Type
    values: UnaryTests | None
    entries: tuple[Evaluator, ...]


def compile_table(
    unit: Unit, table: model.DecisionTable, names: Names, where: str, compile_boxed: Compile
) -> Evaluator:
    """Return the evaluator of a decision table.

    A value that an input does not allow, an output that is none of the output values, and a hit policy that
    is violated make the result null, with a note. Where no rule matches, the result is that of the default
    outputs; without any it is null.
    """
    cells = _cells(unit, table, names, where)
    if cells is None:
        return unreadable(where)
    inputs = tuple(_input(unit, clause, names, where, compile_boxed) for clause in table.inputs)
    outputs = tuple(
        _output(unit, table, column, names, where, compile_boxed) for column in range(len(table.outputs))
    )
    return _Table(
        where,
        table,
        inputs,
        outputs,
        tuple(ranking_of(unit.texts, clause, where) for clause in table.outputs),
        _default(unit, table, names, where, compile_boxed),
        matcher([Column(column) for column in cells], len(table.rules)),
        policy_of(table.hit_policy, table.aggregation),
    ).evaluate


class _Table:
    """A compiled table."""

    __slots__ = ("default", "inputs", "matching", "outputs", "policy", "rankings", "table", "where")

    def __init__(
        self,
        where: str,
        table: model.DecisionTable,
        inputs: tuple[_Input, ...],
        outputs: tuple[_Output, ...],
        rankings: tuple[Ranking, ...],
        default: Evaluator | None,
        matching: Matching,
        policy: Policy,
    ) -> None:
        self.where = where
        self.table = table
        self.inputs = inputs
        self.outputs = outputs
        self.rankings = rankings
        self.default = default
        self.matching = matching
        self.policy = policy

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
                result = None if self.default is None else self.default(variables, run)
        run.traced(self.trace(values, hit.taken, result))
        return result

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

    def entry(self, output: _Output, index: int, variables: Variables, run: Run) -> Any:
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


def _input(unit: Unit, clause: model.Input, names: Names, where: str, compile_boxed: Compile) -> _Input:
    evaluate = compile_boxed(unit, clause.expression, names, f"{where}, input `{clause.label}`")
    return _Input(clause.label, evaluate, _tests(unit, clause.values, names, where))


def _output(
    unit: Unit, table: model.DecisionTable, column: int, names: Names, where: str, compile_boxed: Compile
) -> _Output:
    clause = table.outputs[column]
    type_ref = clause.type_ref if clause.type_ref or len(table.outputs) > 1 else table.type_ref
    if table.hit_policy in (model.COLLECT, model.RULE_ORDER, model.OUTPUT_ORDER) and not clause.type_ref:
        type_ref = None  # the table's type is that of the whole list
    entries = tuple(
        compile_boxed(unit, rule.outputs[column], names, f"{where}, rule {number}")
        for number, rule in enumerate(table.rules, 1)
    )
    type_ = unit.types.find(type_ref, clause.place)
    return _Output(clause.name, type_, _tests(unit, clause.values, names, where), entries)


def _tests(unit: Unit, cell: model.Cell | None, names: Names, where: str) -> UnaryTests | None:
    return None if cell is None else unit.texts.tests(cell.text, cell.place, names, where)


def _cells(unit: Unit, table: model.DecisionTable, names: Names, where: str) -> list[list[UnaryTests]] | None:
    """Return the tests of each column, one for each rule; equal texts of a column are compiled once.

    None when one of them cannot be read: nobody knows which rules match then.
    """
    columns: list[list[UnaryTests]] = []
    readable = True
    for column, clause in enumerate(table.inputs):
        made: dict[str, UnaryTests | None] = {}
        label = f"{where}, input `{clause.label}`"
        cells = []
        for rule in table.rules:
            cell = rule.inputs[column]
            if cell.text not in made:
                made[cell.text] = unit.texts.tests(cell.text, cell.place, names, label)
            tests = made[cell.text]
            if tests is None:
                readable = False
            else:
                cells.append(tests)
        columns.append(cells)
    return columns if readable else None


def _default(
    unit: Unit, table: model.DecisionTable, names: Names, where: str, compile_boxed: Compile
) -> Evaluator | None:
    """Return the evaluator of the default outputs; None when no output has one."""
    if all(clause.default is None for clause in table.outputs):
        return None
    columns: list[tuple[str, Evaluator | None]] = []
    for clause in table.outputs:
        if clause.default is None:
            _tell_missing_default(unit, clause.place)
            columns.append((clause.name or "", None))
            continue
        made = compile_boxed(unit, clause.default, names, f"{where}, default")
        columns.append((clause.name or "", unit.typed(made, clause.type_ref, clause.place, where)))
    if len(columns) == 1:
        return columns[0][1]
    return lambda variables, run: {
        name: None if evaluate is None else evaluate(variables, run) for name, evaluate in columns
    }


def _tell_missing_default(unit: Unit, place: Place) -> None:
    unit.problems.tell(
        place,
        Words("other outputs have a default, this one has none", "其他输出有默认值，这个没有"),
        Words("give it one; without it the default is null", "请补上；不写则默认为 null"),
        severity="warning",
    )
