"""Function definitions, and calls of what an expression stands for (clauses 10.3.2.13 and 10.3.2.15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.feel.compiler.scope import Local, Scope
from engine.feel.environment import Environment, Frame, Run
from engine.feel.invocation import DefinedFunction, FormalParameter
from engine.feel.syntax import nodes
from engine.feel.values.functions import FunctionValue
from engine.feel.values.kinds import kind_of
from engine.feel.values.undefined import NotDefined
from engine.words import Words

if TYPE_CHECKING:
    from engine.feel.compiler.core import Compiler


def compile_function(compiler: Compiler, node: nodes.FunctionLiteral, scope: Scope) -> Run:
    """`function(a: number) body`: a closure over the names around it."""
    slots: list[int] = []
    for name, _ in node.parameters:
        slots.append(compiler.new_slot())
        scope = Local(scope, name, slots[-1])
    body = compiler.compile(node.body, scope)
    parameters = [FormalParameter(name, type_) for name, type_ in node.parameters]

    def define(frame: Frame) -> FunctionValue:
        # A copy, because the loop around a definition goes on changing the slots of its frame.
        captured, variables = list(frame.slots), frame.variables

        def apply(env: Environment, arguments: list[Any]) -> Any:
            slots_of_call = captured.copy()
            for slot, argument in zip(slots, arguments, strict=True):
                slots_of_call[slot] = argument
            return body(Frame(variables, env, slots_of_call))

        return DefinedFunction(parameters, apply)

    return define


def compile_invocation(compiler: Compiler, node: nodes.Invocation, scope: Scope) -> Run:
    """`f(1)` for an f that is no built-in function."""
    callee, place = compiler.compile(node.callee, scope), node.place
    if node.named is not None:
        named = [(name, compiler.compile(argument, scope)) for name, argument in node.named]

        def invoke_named(frame: Frame) -> Any:
            try:
                function = _function(callee(frame))
                return function.call_named(frame.env, {name: run(frame) for name, run in named})
            except NotDefined as undefined:
                frame.env.note(place, undefined.reason)
                return None

        return invoke_named
    runs = [compiler.compile(argument, scope) for argument in node.positional]

    def invoke(frame: Frame) -> Any:
        try:
            return _function(callee(frame)).call(frame.env, [run(frame) for run in runs])
        except NotDefined as undefined:
            frame.env.note(place, undefined.reason)
            return None

    return invoke


def _function(value: Any) -> FunctionValue:
    if isinstance(value, FunctionValue):
        return value
    kind = kind_of(value)
    raise NotDefined(Words(f"cannot call {kind}: it is no function", f"{kind.zh}不是函数，不能调用"))
