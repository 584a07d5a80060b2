"""`for`, `some` and `every` (clause 10.3.2.14)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from engine.feel import Budget, BudgetSpent, Environment, compile_expression

Feel = Callable[..., Any]
Environments = Callable[..., Environment]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for x in [1, 2, 3] return x + 1", [2, 3, 4]),
        ("for x in [] return x", []),
        ("for x in 1..3 return x", [1, 2, 3]),
        ("for x in 3..1 return x", [3, 2, 1]),
        ("for x in -1..1 return x", [-1, 0, 1]),
        ("for x in 1 + 1..1 + 2 return x", [2, 3]),
        ("for x in [1..3] return x", [1, 2, 3]),
        ("for x in (1..4) return x", [2, 3]),
        ("for x in (1..1) return x", []),
        ('for d in @"2024-02-28"..@"2024-03-01" return d.day', [28, 29, 1]),
        ('for d in @"2024-03-01"..@"2024-02-29" return d', [date(2024, 3, 1), date(2024, 2, 29)]),
        ("for x in [1, 2], y in [10, 20] return x + y", [11, 21, 12, 22]),
        ("for x in [[1, 2], [3]], y in x return y", [1, 2, 3]),
        ("for x in 1..2 return for y in 1..x return [x, y]", [[[1, 1]], [[2, 1], [2, 2]]]),
        ("for n in 0..4 return if n = 0 then 1 else n * partial[-1]", [1, 1, 2, 6, 24]),
        ("for n in 1..3 return count(partial)", [0, 1, 2]),
        ("for n in 1..3 return partial", [[], [[]], [[], [[]]]]),
        ("for x in 1..2 return (for y in 1..2 return count(partial)) + [count(partial)]", None),
        ("for x in 5 return x", [5]),
        ("for my item in [1, 2] return my item * 2", [2, 4]),
        ("1 in for x in 1..3 return x", True),
        ("{x: 5, r: for x in [1] return x}.r", [1]),
        ("(for x in [3, 4] return x)[2]", 4),
        ("[1, 2, 3][some y in [2, 3] satisfies y = item]", [2, 3]),
        ("for x in null return x", None),
        ('for x in "a".."c" return x', None),
        ("for x in 1.5..3 return x", None),
        ('for x in [@"PT1H"..@"PT2H"] return x', None),
        ("for x in (> 3) return x", None),
    ],
)
def test_for_gives_the_results_in_order(feel: Feel, text: str, value: Any) -> None:
    if value is None and "partial" in text:
        value = [None, None]  # a list has no sum
    assert feel(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("some x in [1, 2] satisfies x > 1", True),
        ("some x in [1, 2] satisfies x > 2", False),
        ("some x in [] satisfies x > 2", False),
        ("every x in [1, 2] satisfies x > 0", True),
        ("every x in [1, 2] satisfies x > 1", False),
        ("every x in [] satisfies false", True),
        ("some x in [1, 2], y in [2, 3] satisfies x = y", True),
        ("every x in [1, 2], y in [x] satisfies x = y", True),
        ("some x in [null, 1] satisfies x > 0", True),
        ("some x in [null, 0] satisfies x > 0", None),
        ("every x in [null, 1] satisfies x > 0", None),
        ("every x in [null, 0] satisfies x > 0", False),
        ("some x in [1] satisfies x", None),
        ("some x in null satisfies true", None),
        ("not(some x in [1] satisfies x = 1)", False),
        ("some x in 1..1000000000000 satisfies x = 3", True),
    ],
)
def test_some_and_every_are_long_disjunctions_and_conjunctions(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) is value


def test_an_empty_name_is_found_in_the_innermost_scope(feel: Feel) -> None:
    orders = [{"id": 1, "lines": [{"price": 5}, {"price": 7}]}, {"id": 2, "lines": []}]
    text = "for order in orders return {id: order.id, total: sum(for line in order.lines return line.price)}"
    assert feel(text, {"orders": orders}) == [{"id": 1, "total": 12}, {"id": 2, "total": None}]


def test_only_what_is_not_bound_is_a_free_name() -> None:
    expression = compile_expression("for line in order.lines return line.price * rate + partial[-1]")
    assert expression.names == {"order", "rate"}
    assert expression.paths == {("order", "lines"), ("rate",)}


@pytest.mark.parametrize(
    "text",
    [
        "for x in 1..1000000000 return x",
        "for x in 1..100000, y in 1..100000 return 1",
        "some x in 1..100000, y in 1..100000 satisfies false",
        "every x in 1..10 ** 30 satisfies true",
        "for x in 1..5000 return for y in 1..5000 return y",
        "for x in 1..100000 return partial",
        "sort(for x in 1..5000 return -x, function(a, b) count(for y in 1..1000 return y) > a)",
    ],
)
def test_passes_are_counted(environment: Environments, text: str) -> None:
    with pytest.raises(BudgetSpent):
        compile_expression(text).evaluate({}, environment(budget=Budget(steps=20_000, list_length=10_000)))


def test_the_result_of_a_loop_may_be_no_longer_than_a_list(environment: Environments) -> None:
    with pytest.raises(BudgetSpent, match="more than 100 items"):
        compile_expression("for x in 1..101 return x").evaluate(
            {}, environment(budget=Budget(list_length=100))
        )
