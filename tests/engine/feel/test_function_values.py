"""Function definitions, functions as values, and functions of Python (clauses 10.3.2.13 and 10.3.2.15)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from engine.feel import (
    BudgetSpent,
    Environment,
    FeelEvaluationError,
    FormalParameter,
    FunctionValue,
    call_function,
    compile_expression,
    make_function,
)
from engine.feel.types.model import DATE_TIME, NUMBER, STRING, ListType
from engine.words import Words

Feel = Callable[..., Any]
Environments = Callable[..., Environment]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(function(x) x + 1)(2)", 3),
        ("(function() 7)()", 7),
        ("(function(a, b) a - b)(b: 1, a: 5)", 4),
        ("(function(a, b) b)(a: 5)", None),
        ("{f: function(n: number) n * 2, r: f(4)}.r", 8),
        ("{area: function(r) r ** 2, library: {area: area}, r: library.area(r: 3)}.r", 9),
        ("{fac: function(n) if n < 2 then 1 else n * fac(n - 1), r: fac(20)}.r", 2432902008176640000),
        ("(function(a) function(b) function(c) a * b * c)(2)(3)(4)", 24),
        ("[function(x) x + 1, function(x) x * 2][2](21)", 42),
        ("for f in [abs, sqrt] return f(16)", [16, 4]),
        ('{f: string length, r: f("abc")}.r', 3),
        ('{f: substring, r: f(string: "foobar", start position: 4)}.r', "bar"),
        ("{k: 10, f: function(x) x + k, g: function(k) f(k), r: g(1)}.r", 11),
        ("(for n in [1, 2, 3] return function(x) x + n)[1](10)", 11),
        ('{sum: function(a) "mine", r: sum([1])}.r', "mine"),
        ("{my function: function(my value) my value + 1, r: my function(my value: 1)}.r", 2),
        ("sort([3, 1, 2], function(a, b) a < b)", [1, 2, 3]),
        ("sort(precedes: function(a, b) a > b, list: [3, 1, 2])", [3, 2, 1]),
        ("sort([{n: 2, k: 1}, {n: 1, k: 2}, {n: 2, k: 3}], function(a, b) a.n < b.n).k", [2, 1, 3]),
        ("sort([], function(a, b) a < b)", []),
        ("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", [5, 5, 7, 8]),
        ("list replace(list: [1, 2], match: function(a, b) a = 2, newItem: 0)", [1, 0]),
    ],
)
def test_functions_are_values(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("(function(x) x)()", "function takes (x), not 0 arguments at 1:16"),
        ("(function(x) x)(1, 2)", "function takes (x), not 2 arguments at 1:16"),
        ("(function(x) x)(y: 1)", "function takes (x); there is no parameter `y` at 1:16"),
        ('(function(x: number) x)("a")', "function: `x` must be number, not string at 1:24"),
        ("(3)(1)", "cannot call number: it is no function at 1:4"),
        ("null(1)", "cannot call null: it is no function at 1:5"),
        ("sort([2, 1], function(a, b) a)", "sort: `precedes` gave number, not boolean at 1:1"),
        ("sort([2, 1], function(a) true)", "sort: function takes (a), not 2 arguments at 1:1"),
        ("{f: abs, r: f(1, 2)}.r", "abs takes (n), not 2 at 1:14"),
        ("{f: abs, r: f(m: 2)}.r", "abs takes (n), not (m) at 1:14"),
        ('{f: abs, r: f("a")}.r', "abs: `n` must be a days and time duration"),
    ],
)
def test_a_call_that_does_not_fit_is_null(notes: Callable[..., list[str]], text: str, note: str) -> None:
    assert notes(text)[0].startswith(note)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(function(x: number) x)([1])", 1),
        ("(function(x: list<number>) x)(1)", [1]),
        ('(function(x: date and time) x)(@"2024-01-31")', datetime(2024, 1, 31, tzinfo=UTC)),
        ("(function(x: number) x)(null)", None),
        ("(function(x: context<a: number>) x.a)({a: 1, b: 2})", 1),
        ("(function(f: function<number> -> number) f(-1))(abs)", 1),
        ("(function(f: function<number, number> -> number) f(1, 2))(sum)", 3),
        ("(function(f: function<number, number> -> number) f(1, 2))(sqrt)", None),
    ],
)
def test_arguments_are_converted_to_the_parameter_s_type(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


def test_a_function_of_python_is_called_by_name_and_position(environment: Environments) -> None:
    rate = make_function(
        ["tier", ("days", NUMBER)], lambda _, arguments: [*arguments], result=ListType(STRING), name="rate"
    )
    variables = {"rate": rate, "penalty rate": rate}
    env = environment()
    call = compile_expression('rate("county", 2)', names=variables.keys())
    assert call.names == {"rate"}
    assert call.evaluate(variables, env) is None  # the result is no list of strings
    assert str(env.notes[0]) == "rate: the result must be list<string>, not list at 1:5"
    text = make_function([FormalParameter("value", DATE_TIME)], lambda _, arguments: str(arguments[0].year))
    for source in ('year text(@"2024-05-01")', 'year text(value: @"2024-05-01")'):
        expression = compile_expression(source, names=["year text"])
        assert expression.evaluate({"year text": text}, environment()) == "2024"


def test_python_calls_a_function_of_feel(environment: Environments) -> None:
    add = compile_expression("function(a: number, b: number) a + b").evaluate({}, environment())
    assert isinstance(add, FunctionValue)
    env = environment()
    assert call_function(add, env, [1, 2]) == 3
    assert call_function(add, env, {"b": 1, "a": 5}) == 6
    assert call_function(add, env, ["x", 1]) is None
    assert call_function(None, env) is None
    assert [note.message for note in env.notes] == [
        "function: `a` must be number, not string",
        "cannot call null: it is no function",
    ]


def test_functions_that_call_each_other_without_end_spend_the_budget(environment: Environments) -> None:
    text = "{f: function(n) g(n + 1), g: function(n) f(n), r: f(1)}.r"
    with pytest.raises(BudgetSpent, match="more than 100 levels deep"):
        compile_expression(text, names=["g"]).evaluate(
            {"g": make_function(["n"], lambda env, _: call_function(endless, env, [1]))}, environment()
        )


endless = make_function(["n"], lambda env, arguments: call_function(endless, env, arguments))


def test_a_function_is_compared_with_nothing_and_stored_nowhere(environment: Environments) -> None:
    from engine.errors import InvalidInput
    from engine.feel import encode_value

    env = environment()
    assert compile_expression("abs = abs").evaluate({}, env) is None
    assert compile_expression("string(abs)").evaluate({}, env) is None
    with pytest.raises(InvalidInput, match="cannot be stored"):
        encode_value(compile_expression("abs").evaluate({}, env))


def test_a_variable_hides_the_function_only_as_a_value(feel: Feel) -> None:
    assert feel("count(l) = count", {"count": 2, "l": [1, 2]}) is True


def test_an_error_inside_a_function_of_python_stops_the_evaluation(environment: Environments) -> None:
    def stop(_env: Environment, _arguments: list[Any]) -> date:
        raise FeelEvaluationError(Words("no rates for this year", "今年没有费率"))

    with pytest.raises(FeelEvaluationError, match=r"rule-1: no rates for this year"):
        compile_expression("f()", where="rule-1", names=["f"]).evaluate(
            {"f": make_function([], stop)}, environment()
        )
