"""Unary tests and the operator `in` (Table 55, clause 10.3.2.10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.feel.compiler.operators import in_order, is_equal
from engine.feel.compiler.scope import Scope, TestedValue
from engine.feel.environment import Frame, Run, Test
from engine.feel.syntax import nodes
from engine.feel.syntax.nodes import Node
from engine.feel.syntax.source import Place
from engine.feel.values import kinds
from engine.feel.values.comparison import equal, includes
from engine.feel.values.kinds import kind_of
from engine.feel.values.undefined import NotDefined
from engine.words import Words

if TYPE_CHECKING:
    from engine.feel.compiler.core import Compiler


def compile_in(compiler: Compiler, node: nodes.In, scope: Scope) -> Run:
    """`value in test` and `value in (test, ...)`."""
    value, slot = compiler.compile(node.value, scope), compiler.new_slot()
    test = _any_of([_compile_test(compiler, test, scope, slot) for test in node.tests])

    def is_in(frame: Frame) -> bool | None:
        tested = value(frame)
        frame.slots[slot] = tested
        return test(frame, tested)

    return is_in


def compile_instance_of(compiler: Compiler, node: nodes.InstanceOf, scope: Scope) -> Run:
    """`value instance of type` (clause 10.3.2.9.3); allowed values are no part of a type."""
    value, has = compiler.compile(node.value, scope), node.type.unconstrained().has
    return lambda frame: has(value(frame), frame.env.spend)


def compile_unary_tests(compiler: Compiler, node: nodes.Tests, scope: Scope, slot: int) -> Test:
    """Return the test of a decision table's cell; `slot` will hold the tested value.

    `-` accepts everything, null included (clause 8.2.8). A negated test is true where the test is false.
    """
    if node.alternatives is None:
        return lambda _frame, _value: True
    test = _any_of([_compile_test(compiler, test, scope, slot) for test in node.alternatives])
    if not node.negated:
        return test

    def none_of(frame: Frame, value: Any) -> bool | None:
        answer = test(frame, value)
        return None if answer is None else not answer

    return none_of


def _any_of(tests: Sequence[Test]) -> Test:
    """Return the disjunction of tests, in three-valued logic."""
    if len(tests) == 1:
        return tests[0]

    def any_of(frame: Frame, value: Any) -> bool | None:
        result: bool | None = False
        for test in tests:
            answer = test(frame, value)
            if answer:
                return True
            if answer is None:
                result = None
        return result

    return any_of


def _compile_test(compiler: Compiler, node: Node, outer: Scope, slot: int) -> Test:
    scope = TestedValue(outer, slot)
    if isinstance(node, nodes.Comparator):
        return _comparator_test(node.operator, compiler.compile(node.endpoint, scope), node.place)
    if isinstance(node, nodes.Interval):
        return _interval_test(node, compiler.compile(node.start, scope), compiler.compile(node.end, scope))
    run = compiler.compile(node, scope)
    return _condition_test(run, node.place) if scope.used else _value_test(run, node.place)


def _comparator_test(sign: str, endpoint: Run, place: Place) -> Test:
    """A test with one endpoint."""
    if sign == "=":
        return lambda frame, value: is_equal(frame, value, endpoint(frame), place)
    if sign == "!=":

        def differs(frame: Frame, value: Any) -> bool | None:
            answer = is_equal(frame, value, endpoint(frame), place)
            return None if answer is None else not answer

        return differs
    return lambda frame, value: in_order(frame, sign, value, endpoint(frame), place)


def _interval_test(node: nodes.Interval, start: Run, end: Run) -> Test:
    place = node.place
    low, high = ">=" if node.start_included else ">", "<=" if node.end_included else "<"

    def lies_within(frame: Frame, value: Any) -> bool | None:
        after_start = in_order(frame, low, value, start(frame), place)
        if after_start is False:
            return False
        before_end = in_order(frame, high, value, end(frame), place)
        return before_end if after_start or before_end is False else None

    return lies_within


def _condition_test(run: Run, place: Place) -> Test:
    """A test that mentions `?` is a condition."""

    def condition(frame: Frame, _value: Any) -> bool | None:
        answer = run(frame)
        if answer is None or isinstance(answer, bool):
            return answer
        frame.env.note(
            place,
            Words(
                f"a test with `?` must be boolean, not {kind_of(answer)}",
                f"带 `?` 的检验应为布尔值，而不是{kind_of(answer).zh}",
            ),
        )
        return None

    return condition


def _value_test(run: Run, place: Place) -> Test:
    """A test without `?` is a value to equal, a range to lie in, or a list to be contained in."""

    def is_expected(frame: Frame, value: Any) -> bool | None:
        expected = run(frame)
        kind = kind_of(expected)
        if kind is kinds.RANGE:
            try:
                return includes(expected, value)
            except NotDefined as undefined:
                frame.env.note(place, undefined.reason)
                return None
        if kind is kinds.LIST:
            frame.env.spend(len(expected))
            return any(_accepts(frame, item, value) for item in expected)
        return is_equal(frame, value, expected, place)

    return is_expected


def _accepts(frame: Frame, item: Any, value: Any) -> bool:
    if kind_of(item) is kinds.RANGE and kind_of(value) is not kinds.RANGE:
        try:
            return includes(item, value) is True
        except NotDefined:
            return False
    return equal(value, item, frame.env.spend) is True
