"""What the package promises to the rest of the engine."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from engine import feel
from engine.feel import Environment, compile_expression, compile_unary_tests

PUBLIC = {
    "Budget",
    "BudgetSpent",
    "Environment",
    "Expression",
    "FeelError",
    "FeelEvaluationError",
    "FeelSyntaxError",
    "FormalParameter",
    "FunctionValue",
    "HostValue",
    "KEYWORDS",
    "Note",
    "Range",
    "Type",
    "TypeFinding",
    "TypeReport",
    "UnaryTests",
    "YearsMonths",
    "call_function",
    "compile_expression",
    "compile_unary_tests",
    "decode_value",
    "encode_value",
    "infer_test_types",
    "infer_types",
    "make_function",
    "narrowed",
    "to_text",
    "type_of_schema",
}


def test_the_public_names_are_these_and_documented() -> None:
    assert set(feel.__all__) == PUBLIC
    for name in PUBLIC:
        assert inspect.getdoc(getattr(feel, name)), name


def test_an_expression_is_compiled_once_and_evaluated_many_times(
    environment: Callable[..., Environment],
) -> None:
    expression = compile_expression("order.priority > 2 and urgent", where="flow-3")
    assert (expression.text, expression.where) == ("order.priority > 2 and urgent", "flow-3")
    assert repr(expression) == "Expression('order.priority > 2 and urgent')"
    for priority, urgent, expected in (
        (3, True, True),
        (3, False, False),
        (1, True, False),
        (None, True, None),
    ):
        variables = {"order": {"priority": priority}, "urgent": urgent}
        assert expression.evaluate(variables, environment()) is expected


def test_variables_are_never_changed(environment: Callable[..., Environment]) -> None:
    variables: dict[str, Any] = {"l": [3, 1, 2], "c": {"a": [1]}}
    for text in ("median(l)", 'context put(c, "b", 1)', "append(c.a, 2)", "union(l, [9])", "l[item > 1]"):
        compile_expression(text).evaluate(variables, environment())
    assert variables == {"l": [3, 1, 2], "c": {"a": [1]}}


def test_unary_tests_take_a_value_and_the_variables(environment: Callable[..., Environment]) -> None:
    tests = compile_unary_tests("[1..10], > limit", where="cell")
    assert tests.matches(25, {"limit": 20}, environment()) is True
    assert tests.matches(15, {"limit": 20}, environment()) is False
    assert tests.matches("x", {"limit": 20}, environment()) is None


@pytest.mark.parametrize("text", ["__class__", "order.__class__", "order.__class__.__mro__", "l.append"])
def test_nothing_of_python_can_be_reached(environment: Callable[..., Environment], text: str) -> None:
    assert compile_expression(text).evaluate({"order": {}, "l": [{}]}, environment()) in (None, [None])


def test_python_is_not_called_by_expressions() -> None:
    import engine.feel

    root = inspect.getsourcefile(engine.feel)
    assert root is not None
    from pathlib import Path

    for file in Path(root).parent.rglob("*.py"):
        source = file.read_text()
        assert "eval(" not in source, file
        assert "exec(" not in source, file
