"""Compile boxed expressions (DMN 1.5, clause 10.2.2). Each maps to FEEL as clause 10.3.2 says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.decisions.compiling.functions import compile_function, compile_invocation
from engine.decisions.compiling.iteration import compile_filter, compile_iteration
from engine.decisions.compiling.tables import compile_table
from engine.decisions.compiling.unit import Unit, not_boolean, unreadable
from engine.decisions.model import boxed
from engine.decisions.model.boxed import Expression
from engine.decisions.model.tables import DecisionTable
from engine.decisions.running import Evaluator, Run, Variables

Names = frozenset[str]


def compile_boxed(unit: Unit, expression: Expression, names: Names, where: str) -> Evaluator:
    """Return the evaluator of a boxed expression that sees the variables `names`.

    `where` says in notes and in the trace which part of the model it is.
    """
    made = _COMPILERS[type(expression)](unit, expression, names, where)
    return unit.typed(made, expression.type_ref, expression.place, where)


def _compile_literal(unit: Unit, expression: boxed.Literal, names: Names, where: str) -> Evaluator:
    made = unit.texts.expression(expression.text, expression.place, names, where)
    if made is None:
        return unreadable(where)
    return lambda variables, run: made.evaluate(variables, run.env)


def _compile_unreadable(unit: Unit, expression: boxed.Unreadable, names: Names, where: str) -> Evaluator:
    del unit, expression, names
    return unreadable(where)


def _compile_context(unit: Unit, expression: boxed.Context, names: Names, where: str) -> Evaluator:
    entries: list[tuple[str | None, Evaluator]] = []
    for entry in expression.entries:
        variable = entry.variable
        if variable is None:
            entries.append((None, compile_boxed(unit, entry.value, names, where)))
            continue
        inner = f"{where}.{variable.name}"
        made = compile_boxed(unit, entry.value, names, inner)
        entries.append((variable.name, unit.typed(made, variable.type_ref, variable.place, inner)))
        names |= {variable.name}

    def context(variables: Variables, run: Run) -> Any:
        made: dict[str, Any] = {}
        scope = dict(variables)
        for name, evaluate in entries:
            value = evaluate(scope, run)
            if name is None:
                return value
            made[name] = scope[name] = value
        return made

    return context


def _compile_list(unit: Unit, expression: boxed.BoxedList, names: Names, where: str) -> Evaluator:
    items = [compile_boxed(unit, item, names, where) for item in expression.items]
    return lambda variables, run: [item(variables, run) for item in items]


def _compile_relation(unit: Unit, expression: boxed.Relation, names: Names, where: str) -> Evaluator:
    columns = expression.columns
    rows = [
        [
            (
                column.name,
                unit.typed(compile_boxed(unit, cell, names, where), column.type_ref, column.place, where),
            )
            for column, cell in zip(columns, row, strict=True)
        ]
        for row in expression.rows
    ]
    return lambda variables, run: [{name: evaluate(variables, run) for name, evaluate in row} for row in rows]


def _compile_conditional(unit: Unit, expression: boxed.Conditional, names: Names, where: str) -> Evaluator:
    condition = compile_boxed(unit, expression.condition, names, where)
    consequent = compile_boxed(unit, expression.consequent, names, where)
    alternative = compile_boxed(unit, expression.alternative, names, where)

    def conditional(variables: Variables, run: Run) -> Any:
        chosen = condition(variables, run)
        if chosen is True:
            return consequent(variables, run)
        if chosen is False or chosen is None:
            return alternative(variables, run)
        run.note(where, not_boolean("the condition", "条件", chosen))
        return None

    return conditional


def _compile_filter(unit: Unit, expression: boxed.Filter, names: Names, where: str) -> Evaluator:
    return compile_filter(unit, expression, names, where, compile_boxed)


def _compile_iteration(unit: Unit, expression: boxed.Iteration, names: Names, where: str) -> Evaluator:
    return compile_iteration(unit, expression, names, where, compile_boxed)


def _compile_function(
    unit: Unit, expression: boxed.FunctionDefinition, names: Names, where: str
) -> Evaluator:
    return compile_function(unit, expression, names, where, compile_boxed)


def _compile_invocation(unit: Unit, expression: boxed.Invocation, names: Names, where: str) -> Evaluator:
    return compile_invocation(unit, expression, names, where, compile_boxed)


def _compile_table(unit: Unit, expression: DecisionTable, names: Names, where: str) -> Evaluator:
    return compile_table(unit, expression, names, where, compile_boxed)


_COMPILERS: dict[type[Expression], Callable[[Unit, Any, Names, str], Evaluator]] = {
    boxed.Literal: _compile_literal,
    boxed.Unreadable: _compile_unreadable,
    boxed.Context: _compile_context,
    boxed.BoxedList: _compile_list,
    boxed.Relation: _compile_relation,
    boxed.Conditional: _compile_conditional,
    boxed.Filter: _compile_filter,
    boxed.Iteration: _compile_iteration,
    boxed.FunctionDefinition: _compile_function,
    boxed.Invocation: _compile_invocation,
    DecisionTable: _compile_table,
}
