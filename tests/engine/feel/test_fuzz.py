"""No text makes the parser, the types or the evaluator crash, or run beyond its budget."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import (
    Budget,
    Environment,
    Expression,
    FeelError,
    FeelEvaluationError,
    FeelSyntaxError,
    Range,
    YearsMonths,
    compile_expression,
    compile_unary_tests,
    infer_test_types,
    infer_types,
    to_text,
)
from engine.feel.functions import FUNCTIONS
from engine.feel.types.kinds import kind_type
from engine.feel.types.model import ANY, BUILT_IN, Type, fits

SMALL = Budget(steps=20_000, seconds=60, list_length=2_000, string_length=10_000)
LONGEST_SECONDS = 5.0
VALUES: dict[str, Any] = {
    "n": 3,
    "d": Decimal("1.50"),
    "s": "county",
    "b": True,
    "nothing": None,
    "l": [1, 2, 3],
    "c": {"a": 1, "s": "x", "item": 2},
    "rows": [{"price": 5, "name": "a"}, {"price": 7, "name": "b"}],
    "day": date(2024, 2, 29),
    "clock": time(10, 30),
    "moment": datetime(2024, 2, 29, 10, tzinfo=UTC),
    "hours": timedelta(hours=3),
    "months": YearsMonths(14),
    "range": Range(1, 5, True, False),
}
VARIABLES: Mapping[str, Type] = {name: kind_type(value) for name, value in VALUES.items()}
WORDS = [
    *VALUES,
    *FUNCTIONS,
    *BUILT_IN,
    *(
        "for",
        "in",
        "return",
        "some",
        "every",
        "satisfies",
        "if",
        "then",
        "else",
        "and",
        "or",
        "not",
        "function",
    ),
    *("between", "instance", "of", "true", "false", "null", "external", "partial", "item", "?", "x", "price"),
    *(
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ".",
        "..",
        "+",
        "-",
        "*",
        "/",
        "**",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
    ),
    *(
        "0",
        "1",
        "2.5",
        "1e3",
        "9999999999999999999999999999999999",
        '"a"',
        '""',
        '"P1D"',
        '@"2024-01-31"',
        "@",
        "->",
    ),
    *(
        "//",
        "/*",
        "*/",
        "'",
        '"',
        "\\",
        "中文",
        "；",
        "\n",
        "\t",
        "\u3000",
        "\U0001f600",
        "list<",
        "function<",
    ),
]


def surroundings() -> Environment:
    return Environment(datetime(2024, 3, 5, 20, 30, tzinfo=UTC), ZoneInfo("Asia/Shanghai"), budget=SMALL)


def tried(text: str) -> tuple[Expression, Any] | None:
    """Compile, infer and evaluate; return the expression and its value, None when FEEL refused in words."""
    refused: FeelError | None = None
    began = process_time()
    try:
        expression = compile_expression(text)
        infer_types(text, VARIABLES)
        value = expression.evaluate(VALUES, surroundings())
        to_text(value)
    except FeelError as error:
        refused = error
    assert process_time() - began < LONGEST_SECONDS
    if refused is None:
        return expression, value
    assert refused.problem.zh
    return None


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_words_in_any_order_are_feel_or_refused(text: str) -> None:
    tried(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_feel_or_refused(text: str) -> None:
    tried(text)
    with suppress(FeelSyntaxError, FeelEvaluationError):
        infer_test_types(text, VARIABLES["n"], VARIABLES)
        compile_unary_tests(text).matches(1, VALUES, surroundings())


_NAMES = st.sampled_from([*VALUES, "x", "y", "item", "partial"])
_LEAVES = st.one_of(
    _NAMES,
    st.sampled_from(
        ["1", "-2", "0.5", '"a"', '"P1D"', "true", "null", "[]", '@"2024-01-31"', "[1..3]", "(> 2)"]
    ),
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(["+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "in"])
    calls = st.sampled_from(sorted(FUNCTIONS))
    types = st.sampled_from(
        ["number", "string", "list<Any>", "context<a: number>", "range<number>", "function"]
    )
    return st.one_of(
        st.builds("({} {} {})".format, inner, operators, inner),
        st.builds("(if {} then {} else {})".format, inner, inner, inner),
        st.builds("(for x in {} return {})".format, inner, inner),
        st.builds("(for x in {}, y in {} return {})".format, inner, inner, inner),
        st.builds("(some x in {} satisfies {})".format, inner, inner),
        st.builds("(every x in {} satisfies {})".format, inner, inner),
        st.builds("(function(x, y) {})({}, {})".format, inner, inner, inner),
        st.builds("sort({}, function(x, y) {})".format, inner, inner),
        st.builds("({})[{}]".format, inner, inner),
        st.builds("({}).{}".format, inner, st.sampled_from(["a", "price", "year", "start", "item"])),
        st.builds("({} between {} and {})".format, inner, inner, inner),
        st.builds("({} instance of {})".format, inner, types),
        st.builds("{{a: {}, b: {}}}".format, inner, inner),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("{}({})".format, calls, inner),
        st.builds("{}({}, {})".format, calls, inner, inner),
    )


@settings(max_examples=600, deadline=None)
@given(st.recursive(_LEAVES, _grown, max_leaves=12))
def test_a_value_is_of_the_type_that_was_inferred(text: str) -> None:
    answer = tried(text)
    if answer is not None:
        found = infer_types(text, VARIABLES).type
        assert fits(answer[1], found), f"{text}: {answer[1]!r} is no {found}"


@pytest.mark.parametrize("sign", ["+", "-", "*", "/", "**", "=", "!=", "<", ">="])
def test_what_is_told_to_be_always_null_is_null(sign: str) -> None:
    told = 0
    for left in VALUES:
        for right in VALUES:
            text = f"{left} {sign} {right}"
            types = {name: ANY if VALUES[name] is None else type_ for name, type_ in VARIABLES.items()}
            if infer_types(text, types).findings:
                told += 1
                assert compile_expression(text).evaluate(VALUES, surroundings()) is None, text
    assert told > 50


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_an_argument_that_is_told_not_to_fit_gives_null(name: str) -> None:
    for value in VALUES:
        text = f"{name}({value})"
        if VALUES[value] is not None and infer_types(text, VARIABLES).findings:
            assert compile_expression(text).evaluate(VALUES, surroundings()) is None, text
