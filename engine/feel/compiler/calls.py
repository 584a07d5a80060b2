"""Invocation of built-in and host functions (Table 63)."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from engine.feel.compiler.scope import Scope
from engine.feel.environment import Environment, Frame, Run
from engine.feel.errors import FeelEvaluationError
from engine.feel.functions import FUNCTIONS
from engine.feel.functions.signature import Function, Signature, call, of_function
from engine.feel.syntax import nodes
from engine.feel.syntax.source import Place
from engine.feel.values import kinds
from engine.feel.values.kinds import kind_of
from engine.feel.values.numbers import from_host
from engine.feel.values.undefined import NotDefined
from engine.words import Words

if TYPE_CHECKING:
    from engine.feel.compiler.core import Compiler

_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_MUTABLE = frozenset((kinds.LIST, kinds.CONTEXT))


def compile_call(compiler: Compiler, node: nodes.Call, scope: Scope) -> Run:
    """A call of a function by name."""
    if node.function in compiler.host_functions:
        return _compile_host_call(compiler, node, scope)
    function = FUNCTIONS[node.function]
    if node.named is not None:
        return _compile_named(compiler, node, function, node.named, scope)
    signatures = function.by_position(len(node.positional))
    runs = [compiler.compile(argument, scope) for argument in node.positional]
    if not signatures:
        count = "1 argument" if len(runs) == 1 else f"{len(runs)} arguments"
        return _never(
            compiler,
            node,
            Words(
                f"{function.name} takes {function.usage()}, not {count}",
                f"{function.name} 的参数是 {function.usage()}，不是 {len(runs)} 个",
            ),
        )
    return _invocation(compiler, node, function, signatures, runs)


def _compile_named(
    compiler: Compiler,
    node: nodes.Call,
    function: Function,
    named: list[tuple[str, nodes.Node]],
    scope: Scope,
) -> Run:
    """Named parameters that are not supplied are null (clause 10.3.2.13.5)."""
    given = {name: compiler.compile(argument, scope) for name, argument in named}
    signature = function.by_name(list(given))
    if signature is None or len(given) < len(named):
        names = ", ".join(name for name, _ in named)
        return _never(
            compiler,
            node,
            Words(
                f"{function.name} takes {function.usage()}, not ({names})",
                f"{function.name} 的参数是 {function.usage()}，不是 ({names})",
            ),
        )
    missing = compiler.constant(None)
    runs = [given.get(parameter.name, missing) for parameter in signature.parameters]
    return _invocation(compiler, node, function, [signature], runs)


def _never(compiler: Compiler, node: nodes.Call, problem: Words) -> Run:
    """A call that fits no signature is null, and surely not meant."""
    compiler.warn(node, problem)
    place = node.place

    def never(frame: Frame) -> None:
        frame.env.note(place, problem)

    return never


def _invocation(
    compiler: Compiler,
    node: nodes.Call,
    function: Function,
    signatures: Sequence[Signature],
    runs: Sequence[Run],
) -> Run:
    name, place = function.name, node.place

    def apply(frame: Frame, values: Sequence[Any]) -> Any:
        try:
            return call(frame.env, name, signatures, values)
        except NotDefined as undefined:
            frame.env.note(place, undefined.reason)
            return None

    if len(signatures) == 1 and len(runs) == len(signatures[0].parameters) == 1 and not signatures[0].rest:
        invoke = _of_one(signatures[0], runs[0], apply, name, place)
    else:
        invoke = lambda frame: apply(frame, [run(frame) for run in runs])  # noqa: E731
    if function.pure and all(compiler.is_constant(run) for run in runs):
        return _folded(compiler, node, invoke)
    return invoke


def _of_one(
    signature: Signature,
    argument: Run,
    apply: Callable[[Frame, Sequence[Any]], Any],
    name: str,
    place: Place,
) -> Run:
    """Return the short way for one argument, which mostly needs no conversion."""
    implementation, plain = signature.call, signature.parameters[0].plain_types()

    def invoke_plain(frame: Frame) -> Any:
        value = argument(frame)
        if type(value) not in plain:
            return apply(frame, (value,))
        try:
            return implementation(frame.env, value)
        except NotDefined as undefined:
            frame.env.note(place, of_function(name, undefined.reason))
            return None

    return invoke_plain


def _folded(compiler: Compiler, node: nodes.Call, invoke: Run) -> Run:
    """Call a pure function of constants once, now; `date("2024-02-30")` becomes a warning."""
    env = Environment(_ANY_TIME, ZoneInfo("UTC"))
    try:
        value = invoke(Frame({}, env, []))
    except FeelEvaluationError:
        return invoke
    if value is None:
        for note in env.notes:
            compiler.warn(node, note.message)
        return invoke
    return invoke if kind_of(value) in _MUTABLE else compiler.constant(value)


def _compile_host_call(compiler: Compiler, node: nodes.Call, scope: Scope) -> Run:
    name, place = node.function, node.place
    compiler.functions.add(name)
    if node.named is not None:
        raise place.source.error(
            place.offset,
            Words(
                f"`{name}` takes its arguments by position, not by name",
                f"`{name}` 的参数只能按位置给出，不能按名称",
            ),
        )
    runs = [compiler.compile(argument, scope) for argument in node.positional]

    def invoke(frame: Frame) -> Any:
        env = frame.env
        function = env.functions.get(name)
        if function is None:
            raise FeelEvaluationError(
                Words(f"the function `{name}` is not available here", f"这里没有函数 `{name}`"),
                where=place.source.where,
                position=place.position,
            )
        env.spend(1)
        return from_host(_called(function, name, [run(frame) for run in runs], place))

    return invoke


def _called(function: Callable[..., Any], name: str, values: list[Any], place: Place) -> Any:
    try:
        return function(*values)
    except TypeError:
        try:
            inspect.signature(function).bind(*values)
        except TypeError as error:
            raise FeelEvaluationError(
                Words(
                    f"`{name}` does not take {len(values)} arguments", f"`{name}` 不接受 {len(values)} 个参数"
                ),
                where=place.source.where,
                position=place.position,
            ) from error
        raise
