"""Compile function definitions and invocations (DMN 1.5, clauses 7.3.6, 7.3.7, 10.3.2.13)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.decisions.compiling.unit import Unit
from engine.decisions.graph import Binder
from engine.decisions.model import boxed
from engine.decisions.model.boxed import Expression
from engine.decisions.running import Evaluator, Run, Variables
from engine.feel import Environment, FunctionValue, call_function, make_function
from engine.feel.types.model import ANY, Type

Names = frozenset[str]
Compile = Callable[[Unit, Expression, Names, str], Evaluator]


def compile_function(
    unit: Unit, expression: boxed.FunctionDefinition, names: Names, where: str, compile_boxed: Compile
) -> Evaluator:
    """Return the evaluator of a function definition: its value is a function."""
    return function_binder(unit, expression, names, where, compile_boxed)


def function_binder(
    unit: Unit,
    expression: boxed.FunctionDefinition,
    names: Names,
    where: str,
    compile_boxed: Compile,
    result: Type = ANY,
) -> Binder:
    """Return what makes a function; arguments and its result are converted to their types.

    An argument that does not conform makes the result null, and the body is not evaluated.
    """
    parameters = [(p.name, unit.types.find(p.type_ref, p.place)) for p in expression.parameters]
    own = [name for name, _ in parameters]
    body = compile_boxed(unit, expression.body, names | set(own), where)

    def bind(variables: Mapping[str, Any], run: Run) -> FunctionValue:
        def call(_: Environment, arguments: list[Any]) -> Any:
            return body({**variables, **dict(zip(own, arguments, strict=True))}, run)

        return make_function(parameters, call, result=result, name=where)

    return bind


def compile_invocation(
    unit: Unit, expression: boxed.Invocation, names: Names, where: str, compile_boxed: Compile
) -> Evaluator:
    """Return the evaluator of an invocation: a call with named arguments (clause 10.3.2.13.5)."""
    function = compile_boxed(unit, expression.function, names, where)
    arguments = [
        (
            binding.parameter.name,
            None
            if binding.value is None
            else unit.typed(
                compile_boxed(unit, binding.value, names, where),
                binding.parameter.type_ref,
                binding.parameter.place,
                where,
            ),
        )
        for binding in expression.bindings
    ]

    def invoke(variables: Variables, run: Run) -> Any:
        given = {name: None if evaluate is None else evaluate(variables, run) for name, evaluate in arguments}
        return call_function(function(variables, run), run.env, given)

    return invoke
