"""Compile decision tables (DMN 1.5, clauses 8.3 and 10.3.2.14)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from engine.decisions.compiling.unit import Unit, unreadable
from engine.decisions.model import tables as model
from engine.decisions.model.boxed import Expression, Literal
from engine.decisions.problems import Place
from engine.decisions.running import Evaluator, Run
from engine.decisions.tables.column import Column
from engine.decisions.tables.constants import constants_in
from engine.decisions.tables.hit_policies import none_of_output_values
from engine.decisions.tables.matcher import matcher
from engine.decisions.tables.overlaps import overlapping
from engine.decisions.tables.ranking import ranking_of
from engine.decisions.tables.table import Input, Output, Table
from engine.feel import Environment, UnaryTests
from engine.words import Words

_SHOWN = 10
_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
Names = frozenset[str]
Compile = Callable[[Unit, Expression, Names, str], Evaluator]


def compile_table(
    unit: Unit, table: model.DecisionTable, names: Names, where: str, compile_boxed: Compile
) -> Evaluator:
    """Return the evaluator of a decision table.

    A value that an input does not allow, an output that is none of the output values, and a hit policy that
    is violated make the result null, with a note. Where no rule matches, the result is that of the default
    outputs; without any it is null, or the empty list where the result is a list.
    """
    cells = _cells(unit, table, names, where)
    if cells is None:
        return unreadable(where)
    columns = [Column(column) for column in cells]
    if table.hit_policy == model.UNIQUE:
        _tell_overlaps(unit, table, columns)
    inputs = tuple(_input(unit, clause, names, where, compile_boxed) for clause in table.inputs)
    outputs = tuple(
        _output(unit, table, column, names, where, compile_boxed) for column in range(len(table.outputs))
    )
    return Table(
        where,
        table,
        inputs,
        outputs,
        tuple(ranking_of(unit.texts, clause, where) for clause in table.outputs),
        _default(unit, table, names, where, compile_boxed),
        matcher(columns, len(table.rules)),
    ).evaluate


def _input(unit: Unit, clause: model.Input, names: Names, where: str, compile_boxed: Compile) -> Input:
    evaluate = compile_boxed(unit, clause.expression, names, f"{where}, input `{clause.label}`")
    return Input(clause.label, evaluate, _tests(unit, clause.values, names, where))


def _output(
    unit: Unit, table: model.DecisionTable, column: int, names: Names, where: str, compile_boxed: Compile
) -> Output:
    clause = table.outputs[column]
    type_ref = clause.type_ref if clause.type_ref or len(table.outputs) > 1 else table.type_ref
    if table.hit_policy in (model.COLLECT, model.RULE_ORDER, model.OUTPUT_ORDER) and not clause.type_ref:
        type_ref = None  # the table's type is that of the whole list
    entries = tuple(
        compile_boxed(unit, rule.outputs[column], names, f"{where}, rule {number}")
        for number, rule in enumerate(table.rules, 1)
    )
    values = _tests(unit, clause.values, names, where)
    if values is not None:
        _look_at_outputs(unit, table, column, entries, values)
    return Output(clause.name, unit.types.find(type_ref, clause.place), values, entries)


def _look_at_outputs(
    unit: Unit,
    table: model.DecisionTable,
    column: int,
    entries: tuple[Evaluator, ...],
    values: UnaryTests,
) -> None:
    """Tell constant outputs that are none of the output values: they would always be null."""
    run = Run(Environment(_ANY_TIME, ZoneInfo("UTC")))
    for index, (rule, evaluate) in enumerate(zip(table.rules, entries, strict=True)):
        entry = rule.outputs[column]
        if not isinstance(entry, Literal) or constants_in(entry.text) is None:
            continue
        value = evaluate({}, run)
        if value is not None and values.matches(value, {}, run.env) is False:
            unit.problems.tell(
                entry.place,
                none_of_output_values(index),
                Words("correct it, or add it to the output values", "请改正，或把它加入输出值"),
            )


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


def _tell_overlaps(unit: Unit, table: model.DecisionTable, columns: list[Column]) -> None:
    """Warn about rules that can match together although the hit policy is UNIQUE."""
    pairs = list(islice(overlapping(columns, len(table.rules)), _SHOWN + 1))
    for first, second in pairs[:_SHOWN]:
        unit.problems.tell(
            table.rules[second].place,
            Words(
                f"rules {first + 1} and {second + 1} can match together, which makes hit policy UNIQUE null",
                f"规则 {first + 1} 与规则 {second + 1} 可能同时命中，而命中策略 UNIQUE 此时得 null",
            ),
            Words("part them, or choose another hit policy", "请把它们分开，或改用别的命中策略"),
            severity="warning",
        )


def _tell_missing_default(unit: Unit, place: Place) -> None:
    unit.problems.tell(
        place,
        Words("other outputs have a default, this one has none", "其他输出有默认值，这个没有"),
        Words("give it one; without it the default is null", "请补上；不写则默认为 null"),
        severity="warning",
    )
