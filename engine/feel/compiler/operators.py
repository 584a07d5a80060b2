"""Arithmetic, comparison and logic. Each closure has a short way for the commonest kinds."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine.feel.compiler.scope import Scope
from engine.feel.compiler.shapes import equal_variable, ordered_variable, pair, variable_of
from engine.feel.environment import Frame, Run
from engine.feel.syntax import nodes
from engine.feel.syntax.source import Place
from engine.feel.values import arithmetic
from engine.feel.values.comparison import all_true, equal, ordered
from engine.feel.values.kinds import kind_of
from engine.feel.values.numbers import WHOLE_LIMIT
from engine.feel.values.undefined import NotDefined
from engine.words import Words

if TYPE_CHECKING:
    from engine.feel.compiler.core import Compiler

_ON_INTEGERS: dict[str, Callable[[int, int], int]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
_INSIDE = Words(": what they hold is of different kinds", "：里面的值种类不同")
_NOTHING = Words("", "")
_SIMPLE = frozenset((str, int, bool))
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compile_arithmetic(compiler: Compiler, node: nodes.Arithmetic, scope: Scope) -> Run:
    """`a + b` and so on."""
    left, right = compiler.compile(node.left, scope), compiler.compile(node.right, scope)
    place, apply = node.place, arithmetic.operation(node.operator)
    on_integers = _ON_INTEGERS.get(node.operator)

    def general(frame: Frame, a: Any, b: Any) -> Any:
        try:
            value = apply(a, b)
        except NotDefined as undefined:
            frame.env.note(place, undefined.reason)
            return None
        return frame.env.sized_text(value) if type(value) is str else value

    if on_integers is None:
        return lambda frame: general(frame, left(frame), right(frame))
    integers = on_integers

    def compute(frame: Frame) -> Any:
        a, b = left(frame), right(frame)
        if type(a) is int and type(b) is int:
            value = integers(a, b)
            if -WHOLE_LIMIT < value < WHOLE_LIMIT:
                return value
        return general(frame, a, b)

    return compute


def compile_negation(compiler: Compiler, node: nodes.Negation, scope: Scope) -> Run:
    """`-e`."""
    operand, place = compiler.compile(node.operand, scope), node.place

    def negation(frame: Frame) -> Any:
        try:
            return arithmetic.negate(operand(frame))
        except NotDefined as undefined:
            frame.env.note(place, undefined.reason)
            return None

    return negation


def compile_comparison(compiler: Compiler, node: nodes.Comparison, scope: Scope) -> Run:
    """`a < b` and so on."""
    if node.operator in ("=", "!="):
        return _compile_equality(compiler, node, scope)
    left, right = compiler.compile(node.left, scope), compiler.compile(node.right, scope)
    sign, place, compare = node.operator, node.place, _ORDER[node.operator]
    limit = compiler.constant_value(right)
    if type(limit) is int or type(limit) is Decimal:

        def compare_with_number(frame: Frame) -> bool | None:
            a = left(frame)
            kind = type(a)
            if kind is int or kind is Decimal:
                return compare(a, limit)
            return in_order(frame, sign, a, limit, place)

        variable = variable_of(node.left, scope)
        if variable is not None:
            return ordered_variable(variable, compare, limit, compare_with_number)
        return compare_with_number
    return lambda frame: in_order(frame, sign, left(frame), right(frame), place)


def in_order(frame: Frame, sign: str, left: Any, right: Any, place: Place) -> bool | None:
    """Return whether `left sign right`; null with a note when they have no order."""
    kind, other = type(left), type(right)
    if (kind is int or kind is Decimal) and (other is int or other is Decimal):
        return _ORDER[sign](left, right)
    try:
        return ordered(sign, left, right)
    except NotDefined as undefined:
        frame.env.note(place, undefined.reason)
        return None


def is_equal(frame: Frame, left: Any, right: Any, place: Place) -> bool | None:
    """Return whether `left = right`; null with a note when their kinds differ."""
    if type(left) is type(right) and type(left) in _SIMPLE:
        return bool(left == right)
    answer = equal(left, right, frame.env.spend)
    if answer is None:
        kind, other = kind_of(left), kind_of(right)
        inside = _INSIDE if kind == other else _NOTHING
        frame.env.note(
            place,
            Words(f"cannot compare {kind} and {other}{inside}", f"{kind.zh}和{other.zh}不能比较{inside.zh}"),
        )
    return answer


def _compile_equality(compiler: Compiler, node: nodes.Comparison, scope: Scope) -> Run:
    left, right = compiler.compile(node.left, scope), compiler.compile(node.right, scope)
    place = node.place
    constant = compiler.constant_value(right)
    kind = type(constant)
    equality: Run
    if kind is str or kind is int or kind is bool:

        def equals_constant(frame: Frame) -> bool | None:
            a = left(frame)
            if type(a) is kind:
                return bool(a == constant)
            return is_equal(frame, a, constant, place)

        variable = variable_of(node.left, scope)
        equality = equals_constant
        if variable is not None:
            equality = equal_variable(variable, constant, equals_constant)
    else:

        def equals(frame: Frame) -> bool | None:
            return is_equal(frame, left(frame), right(frame), place)

        equality = equals
    if node.operator == "=":
        return equality

    def differs(frame: Frame) -> bool | None:
        answer = equality(frame)
        return None if answer is None else not answer

    return differs


def compile_between(compiler: Compiler, node: nodes.Between, scope: Scope) -> Run:
    """`e between low and high` is `e >= low and e <= high` (Table 55)."""
    value, place = compiler.compile(node.value, scope), node.place
    low, high = compiler.compile(node.low, scope), compiler.compile(node.high, scope)

    def between(frame: Frame) -> bool | None:
        a = value(frame)
        return all_true(
            (
                in_order(frame, ">=", a, low(frame), place),
                in_order(frame, "<=", a, high(frame), place),
            )
        )

    return between


def compile_conjunction(compiler: Compiler, node: nodes.Conjunction, scope: Scope) -> Run:
    """`and` (Table 50): false decides, else anything but true makes null."""
    return _compile_logic(compiler, node.operands, scope, node.place, decisive=False)


def compile_disjunction(compiler: Compiler, node: nodes.Disjunction, scope: Scope) -> Run:
    """`or` (Table 50): true decides, else anything but false makes null."""
    return _compile_logic(compiler, node.operands, scope, node.place, decisive=True)


def _compile_logic(
    compiler: Compiler, operands: list[nodes.Node], scope: Scope, place: Place, decisive: bool
) -> Run:
    runs = tuple(compiler.compile(operand, scope) for operand in operands)
    word, otherwise = "or" if decisive else "and", not decisive

    def complain(frame: Frame, value: Any) -> None:
        if value is not None:
            frame.env.note(
                place,
                Words(
                    f"`{word}` needs booleans, not {kind_of(value)}",
                    f"`{word}` 需要布尔值，而不是{kind_of(value).zh}",
                ),
            )

    def combined(frame: Frame, *values: Any) -> bool | None:
        """Return the answer for values all of which are wanted, for the notes that they leave."""
        result: bool | None = otherwise
        for value in values:
            if value is decisive:
                return not otherwise
            if value is not otherwise:
                result = None
                complain(frame, value)
        return result

    if len(runs) == 2:
        return pair(*runs, decisive, combined)

    def logic(frame: Frame) -> bool | None:
        result: bool | None = otherwise
        for run in runs:
            value = run(frame)
            if value is decisive:
                return not otherwise
            if value is not otherwise:
                result = None
                complain(frame, value)
        return result

    return logic


def compile_if(compiler: Compiler, node: nodes.If, scope: Scope) -> Run:
    """Anything but true takes the alternative (Table 49)."""
    condition, place = compiler.compile(node.condition, scope), node.condition.place
    consequent = compiler.compile(node.consequent, scope)
    alternative = compiler.compile(node.alternative, scope)

    def choose(frame: Frame) -> Any:
        chosen = condition(frame)
        if chosen is True:
            return consequent(frame)
        if chosen is not False:
            frame.env.note(
                place,
                Words(
                    f"the condition of `if` is {kind_of(chosen)}, so `else` was taken",
                    f"`if` 的条件是{kind_of(chosen).zh}，因此取了 `else`",
                ),
            )
        return alternative(frame)

    return choose
