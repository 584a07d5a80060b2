"""`instance of` and the lattice of types (clause 10.3.2.9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine.feel import compile_expression
from engine.feel.types.model import (
    ANY,
    BUILT_IN,
    DATE_TIME,
    NULL,
    NUMBER,
    STRING,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Type,
    coerced,
)

Feel = Callable[..., Any]
VALUES = {
    "number": "1.5",
    "string": '"a"',
    "boolean": "true",
    "date": '@"2024-01-31"',
    "time": '@"10:00:00"',
    "date and time": '@"2024-01-31T10:00:00"',
    "days and time duration": '@"PT1H"',
    "years and months duration": '@"P1Y"',
    "list": "[1]",
    "context": "{a: 1}",
    "range": "[1..2]",
    "function": "(function(x) x)",
}


@pytest.mark.parametrize("type_", VALUES)
@pytest.mark.parametrize("kind", VALUES)
def test_a_value_is_an_instance_of_its_own_type_only(feel: Feel, kind: str, type_: str) -> None:
    assert feel(f"{VALUES[kind]} instance of {type_}") is (kind == type_)


@pytest.mark.parametrize("type_", BUILT_IN)
def test_null_is_an_instance_of_null_only(feel: Feel, type_: str) -> None:
    assert feel(f"null instance of {type_}") is (type_ == "Null")
    assert feel(f"1 instance of {type_}") is (type_ in ("Any", "number"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[1, 2] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ("[1, null] instance of list<number>", True),
        ("[[1]] instance of list<list<number>>", True),
        ("[] instance of list<string>", True),
        ("{a: 1, b: 2} instance of context<a: number>", True),
        ("{b: 2} instance of context<a: number>", False),
        ('{a: {b: "x"}} instance of context<a: context<b: string>>', True),
        ("{a: null} instance of context<a: string>", True),
        ("{my entry: 1} instance of context<my entry: number>", True),
        ("[1..2] instance of range<number>", True),
        ("[1..2] instance of range<string>", False),
        ("(> 2) instance of range<number>", True),
        ("(function(a: number) a) instance of function<number> -> Any", True),
        ("(function(a) a) instance of function<number> -> Any", True),
        ("(function(a: number) a) instance of function<Any> -> Any", False),
        ("(function(a: number) a) instance of function<> -> Any", False),
        ("(function(a: number) a) instance of function<number> -> string", True),  # unknown result
        ("abs instance of function<number> -> string", False),
        ("abs instance of function<number> -> number", True),
        ("string length instance of function<string> -> number", True),
        ("1 + 1 instance of number", None),  # binds tighter than +
        ("-1 instance of number", True),
        ("x.y instance of number and true", True),
        ("not(x instance of number)", True),
    ],
)
def test_parts_of_a_type_are_looked_at(feel: Feel, text: str, value: Any) -> None:
    assert feel(text, {"x": {"y": 1.5}}) is value


def test_the_caller_s_types_have_names() -> None:
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from engine.feel import Environment

    types: dict[str, Type] = {"tOrder": ContextType({"n": NUMBER}), "big order": ContextType({"n": NUMBER})}
    env = Environment(datetime(2024, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))
    for name in types:
        text = f"{{n: 1}} instance of {name} and [{{n: 1}}] instance of list<{name}>"
        assert compile_expression(text, types=types).evaluate({}, env) is True


@pytest.mark.parametrize(
    ("narrow", "wide", "conforms"),
    [
        (NUMBER, ANY, True),
        (ANY, NUMBER, False),
        (NULL, NUMBER, True),
        (NUMBER, STRING, False),
        (ListType(NUMBER), ListType(ANY), True),
        (ListType(ANY), ListType(NUMBER), False),
        (RangeType(NUMBER), RangeType(ANY), True),
        (RangeType(NUMBER), ListType(NUMBER), False),
        (ContextType({"a": NUMBER, "b": STRING}), ContextType({"a": ANY}), True),
        (ContextType({"a": NUMBER}), ContextType({"a": NUMBER, "b": STRING}), False),
        (FunctionType((ANY,), NUMBER), FunctionType((NUMBER,), ANY), True),
        (FunctionType((NUMBER,), NUMBER), FunctionType((ANY,), NUMBER), False),
        (FunctionType((NUMBER,), NUMBER), FunctionType(None, ANY), True),
        (FunctionType((NUMBER,), ANY), ContextType({}), False),
        (ContextType({"a": NUMBER}), ANY, True),
    ],
)
def test_conformance_follows_the_lattice(narrow: Type, wide: Type, conforms: bool) -> None:
    assert narrow.conforms_to(wide) is conforms


def test_a_type_is_written_as_it_is_read() -> None:
    for text in (
        "list<number>",
        "range<date>",
        "context<a: number, b: list<string>>",
        "function<number, string> -> boolean",
        "days and time duration",
    ):
        node = compile_expression(f"x instance of {text}")
        assert text in node.text
    assert str(FunctionType((NUMBER, STRING), ListType(DATE_TIME))) == (
        "function<number, string> -> list<date and time>"
    )
    assert str(ContextType({"a": RangeType(NUMBER)})) == "context<a: range<number>>"


def test_what_can_be_had_as_a_type_is_converted() -> None:
    assert coerced([1], NUMBER) == (True, 1)
    assert coerced(1, ListType(NUMBER)) == (True, [1])
    assert coerced("a", ListType(NUMBER)) == (False, None)
    assert coerced([1, 2], NUMBER) == (False, None)
    assert coerced(None, NUMBER) == (True, None)
