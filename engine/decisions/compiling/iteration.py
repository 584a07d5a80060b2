"""Compile boxed filters and iterators (DMN 1.5, clauses 10.2.2.9 and 10.2.2.10).

They mean what the FEEL expressions `in[match]`, `for … return`, `some … satisfies` and `every … satisfies`
mean (Table 49, Table 54); every item costs a step of the budget.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.decisions.compiling.texts import ANY_ENTRY
from engine.decisions.compiling.unit import Unit, not_boolean
from engine.decisions.model import boxed
from engine.decisions.model.boxed import Expression
from engine.decisions.running import Evaluator, Run, Variables

Names = frozenset[str]
Compile = Callable[[Unit, Expression, Names, str], Evaluator]


def compile_filter(
    unit: Unit, expression: boxed.Filter, names: Names, where: str, compile_boxed: Compile
) -> Evaluator:
    """Return the evaluator of a filter. A match that is neither boolean nor null makes the whole null."""
    source = compile_boxed(unit, expression.source, names, where)
    matches = compile_boxed(unit, expression.match, names | {"item", ANY_ENTRY}, where)

    def filtered(variables: Variables, run: Run) -> Any:
        items = _items(source(variables, run))
        kept = []
        for item in items:
            run.env.spend(1)
            entries = item if isinstance(item, Mapping) else {}
            answer = matches({**variables, "item": item, **entries}, run)
            if answer is True:
                kept.append(item)
            elif answer is not False and answer is not None:
                run.note(where, not_boolean("the match of a filter", "筛选条件", answer))
                return None
        return kept

    return filtered


def compile_iteration(
    unit: Unit, expression: boxed.Iteration, names: Names, where: str, compile_boxed: Compile
) -> Evaluator:
    """Return the evaluator of `for`, `some` or `every`; `for` also sees `partial`, the results so far."""
    variable, kind = expression.variable, expression.kind
    source = unit.typed(
        compile_boxed(unit, expression.source, names, where),
        expression.source_type_ref,
        expression.place,
        where,
    )
    seen = {variable, "partial"} if kind == "for" else {variable}
    result = compile_boxed(unit, expression.result, names | seen, where)

    # A copy of the results so far is worth its price only where somebody may keep it.
    literal = expression.result
    uses_partial = not isinstance(literal, boxed.Literal) or "partial" in literal.text

    def for_each(variables: Variables, run: Run) -> Any:
        results: list[Any] = []
        for item in _items(source(variables, run)):
            run.env.spend(1)
            partial = list(results) if uses_partial else results
            results.append(result({**variables, "partial": partial, variable: item}, run))
        return run.env.sized_list(results)

    def quantified(variables: Variables, run: Run) -> bool | None:
        decisive = kind == "some"
        answer: bool | None = not decisive
        for item in _items(source(variables, run)):
            run.env.spend(1)
            satisfied = result({**variables, variable: item}, run)
            if satisfied is None:
                answer = None
            elif not isinstance(satisfied, bool):
                run.note(where, not_boolean("what an item must satisfy", "每一项应满足的条件", satisfied))
                return None
            elif satisfied == decisive:
                return decisive
        return answer

    return for_each if kind == "for" else quantified


def _items(value: Any) -> list[Any]:
    """Return what is gone through: a list, or a value as the list of itself (clause 10.3.2.5)."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]
