"""No text and no data make an expression run for long, or grow without end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.errors import InvalidInput
from engine.feel import (
    Budget,
    BudgetSpent,
    Environment,
    FeelEvaluationError,
    FeelSyntaxError,
    compile_expression,
    encode_value,
)

Environments = Callable[..., Environment]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000,
        "[" * 5000,
        "{a:" * 3000,
        "-" * 9000 + "1",
        "1" + "+1" * 4900,
        "a" + ".a" * 4000,
        "a" + "[1]" * 3000,
        "not(" * 2000,
        "if " * 3000,
        "a in (" * 1500,
        "f(" * 3000,
        "x" * 10_001,
    ],
)
def test_a_text_too_deep_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        compile_expression(text)


def test_the_limits_of_a_text_can_be_set() -> None:
    small = Budget(expression_length=10, depth=4)
    assert compile_expression("((1 + 2))", budget=small).names == frozenset()
    with pytest.raises(FeelSyntaxError, match="longer than 10 characters"):
        compile_expression("1 + 2 + 3 + 4", budget=small)
    with pytest.raises(FeelSyntaxError, match="nested deeper than 4 levels"):
        compile_expression("((((1))))", budget=small)


def test_a_long_chain_of_and_is_not_deep(environment: Environments) -> None:
    text = " and ".join(f"x != {number}" for number in range(700))
    assert compile_expression(text).evaluate({"x": -1}, environment()) is True


def test_towers_of_powers_stop_at_once(environment: Environments) -> None:
    for text in ("9 ** (9 ** 9)", "9 ** 9 ** 9 ** 9 ** 9", "2 ** 999999999", "0.1 ** 999999999"):
        env = environment()
        assert compile_expression(text).evaluate({}, env) is None
        assert "outside the range" in str(env.notes[0])


@pytest.mark.parametrize(
    ("text", "variables", "message"),
    [
        ("l[item > 1]", {"l": list(range(600))}, "more than 500 steps"),
        ("count(l[count(l[item > 0]) > 0])", {"l": list(range(30))}, "more than 500 steps"),
        ("sum(l)", {"l": [1] * 600}, "more than 500 steps"),
        ("l.x", {"l": [{"x": 1}] * 600}, "more than 500 steps"),
        ("distinct values(l)", {"l": [[n] for n in range(40)]}, "more than 500 steps"),
        ("concatenate(l, l)", {"l": [1] * 80}, "more than 100 items"),
        ("append(l, 1)", {"l": [1] * 100}, "more than 100 items"),
        ('split(s, ",")', {"s": "," * 150}, "more than 100 items"),
        ("s + s", {"s": "x" * 150}, "more than 200 characters"),
        ('string join(l, "----")', {"l": ["x"] * 60}, "more than 200 characters"),
        ('replace(s, "x", "yyyyyyyyyy")', {"s": "x" * 50}, "more than 200 characters"),
        ("string(l)", {"l": [1] * 100}, "more than 200 characters"),
        ("upper case(s)", {"s": "ß" * 150}, "more than 200 characters"),
    ],
)
def test_work_and_size_are_counted(
    environment: Environments, text: str, variables: dict[str, Any], message: str
) -> None:
    env = environment(budget=Budget(steps=500, list_length=100, string_length=200))
    with pytest.raises(BudgetSpent, match=message) as spent:
        compile_expression(text, where="script-1").evaluate(variables, env)
    assert spent.value.where == "script-1"
    assert str(spent.value).startswith("script-1: ")


def test_steps_are_counted_over_all_evaluations_of_an_environment(environment: Environments) -> None:
    env = environment(budget=Budget(steps=100))
    expression = compile_expression("count(l[item > 1])")
    for _ in range(50):
        assert expression.evaluate({"l": [1, 2]}, env) == 1
    with pytest.raises(BudgetSpent):
        expression.evaluate({"l": [1, 2]}, env)


def test_time_ends_as_well(environment: Environments, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr("engine.feel.environment.monotonic", lambda: float(next(clock)) + 1)
    with pytest.raises(BudgetSpent, match="longer than 5"):
        compile_expression("l[item > 1]").evaluate(
            {"l": list(range(1000))}, environment(budget=Budget(seconds=5))
        )


def shared(levels: int, prefix: str) -> str:
    """A context whose last entry is a list of two references to a list of two references ..."""
    entries = [f"{prefix}0: [1, 1]"]
    entries += [f"{prefix}{n}: [{prefix}{n - 1}, {prefix}{n - 1}]" for n in range(1, levels)]
    return "{" + ", ".join(entries) + "}." + f"{prefix}{levels - 1}"


@pytest.mark.parametrize(
    "text",
    [
        f"string({shared(40, 'a')})",
        f"flatten({shared(40, 'a')})",
        f"{shared(40, 'a')} = {shared(40, 'b')}",
        f"is({shared(40, 'a')}, {shared(40, 'b')})",
        f"{shared(40, 'a')} in ({shared(40, 'b')})",
        f"distinct values([{shared(40, 'a')}, {shared(40, 'b')}])",
    ],
)
def test_small_data_that_is_endless_to_walk_ends_the_budget(environment: Environments, text: str) -> None:
    env = environment(budget=Budget(steps=10_000))
    with pytest.raises(BudgetSpent):
        compile_expression(text).evaluate({}, env)


def test_what_is_endless_to_write_is_not_stored(environment: Environments) -> None:
    value = compile_expression(shared(40, "a")).evaluate({}, environment())
    with pytest.raises(InvalidInput, match="more than 250000 items"):
        encode_value(value)


def test_data_nested_without_end_stop_the_evaluation_and_not_the_process(environment: Environments) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    patient = Budget(seconds=60)
    for text in ("string(d)", "d = e", "is(d, e)"):
        with pytest.raises(FeelEvaluationError, match="nested too deeply"):
            compile_expression(text).evaluate({"d": deep, "e": [deep[0]]}, environment(budget=patient))
    with pytest.raises(InvalidInput, match="nested too deeply"):
        encode_value(deep)
    assert compile_expression("count(flatten(d))").evaluate({"d": deep}, environment(budget=patient)) == 0


def test_a_number_that_feel_does_not_have_stops_or_is_null_but_is_never_compared_wrongly(
    environment: Environments,
) -> None:
    from decimal import Decimal

    with pytest.raises(FeelEvaluationError, match="a number that FEEL does not have"):
        compile_expression("x > 2").evaluate({"x": Decimal("NaN")}, environment())
    assert compile_expression("x + 2").evaluate({"x": Decimal("Infinity")}, environment()) is None


def test_the_defaults_let_a_thousand_items_pass() -> None:
    env = Environment(datetime(2024, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))
    items = [{"price": n} for n in range(1000)]
    assert compile_expression("sum(items[price > 10].price)").evaluate({"items": items}, env) == 499445


@pytest.mark.parametrize(
    "text",
    [
        "for x in 1..100000 return s + s",
        "for x in 1..100000 return substring(s, 2)",
        'for x in 1..100000 return substring before(s, "!")',
        'for x in 1..100000 return substring after(s, "xx")',
        'for x in 1..100000 return string join([s, "x"])',
        "for x in 1..100000 return string([s])",
        "string(for x in 1..100000 return s)",
        "for x in 1..100000 return append(l, x)",
        "for x in 1..100000 return reverse(l)",
        "for x in 1..100000 return sublist(l, 2)",
        "for x in 1..100000 return remove(l, 1)",
        "for x in 1..100000 return list replace(l, 1, x)",
        "for x in 1..100000 return concatenate(l, l)",
        "for x in 1..100000 return insert before(l, 1, x)",
    ],
)
def test_a_loop_that_copies_large_values_ends_before_memory_does(
    environment: Environments, text: str
) -> None:
    import tracemalloc

    variables = {"s": "x" * 400_000 + "!", "l": list(range(40_000))}
    tracemalloc.start()
    try:
        with pytest.raises(BudgetSpent):
            compile_expression(text).evaluate(variables, environment(budget=Budget(seconds=60)))
        assert tracemalloc.get_traced_memory()[1] < 400_000_000
    finally:
        tracemalloc.stop()


def test_calls_nested_beyond_python_s_own_limit_are_told_in_words(environment: Environments) -> None:
    text = "{f: function(n) if (for x in [n] return f(x + 1))[1] > 0 then 1 else 2, r: f(1)}.r"
    with pytest.raises(FeelEvaluationError, match="nested too deeply"):
        compile_expression(text).evaluate({}, environment(budget=Budget(calls=100_000)))
