"""Three-valued logic, conditionals and equality (Tables 49-53)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Feel = Callable[..., Any]
VALUES = {"true": True, "false": False, "null": None, "otherwise": "x"}

AND = {
    ("true", "true"): True,
    ("true", "false"): False,
    ("true", "otherwise"): None,
    ("false", "true"): False,
    ("false", "false"): False,
    ("false", "otherwise"): False,
    ("otherwise", "true"): None,
    ("otherwise", "false"): False,
    ("otherwise", "otherwise"): None,
}
OR = {
    ("true", "true"): True,
    ("true", "false"): True,
    ("true", "otherwise"): True,
    ("false", "true"): True,
    ("false", "false"): False,
    ("false", "otherwise"): None,
    ("otherwise", "true"): True,
    ("otherwise", "false"): None,
    ("otherwise", "otherwise"): None,
}


@pytest.mark.parametrize("other", [None, "x", 0, 1, [True], {"a": True}])
def test_and_and_or_follow_table_50(feel: Feel, other: Any) -> None:
    values = {"true": True, "false": False, "otherwise": other}
    for (a, b), expected in AND.items():
        assert feel("a and b", {"a": values[a], "b": values[b]}) is expected, (a, "and", b)
    for (a, b), expected in OR.items():
        assert feel("a or b", {"a": values[a], "b": values[b]}) is expected, (a, "or", b)


def test_not_follows_table_51(feel: Feel) -> None:
    assert feel("not(true)") is False
    assert feel("not(false)") is True
    for text in ("not(null)", "not(0)", 'not("true")', "not([1])"):
        assert feel(text) is None, text


def test_one_false_decides_a_long_conjunction_wherever_it_stands(feel: Feel) -> None:
    assert feel("null and true and false and null") is False
    assert feel("(null and true) and (true and false)") is False
    assert feel("null or false or true or null") is True
    assert feel("true or false and false") is True  # and binds tighter


def test_what_cannot_change_the_answer_is_not_evaluated(environment: Callable[..., Any]) -> None:
    from engine.feel import compile_expression

    env = environment()
    assert compile_expression("false and unknown").evaluate({}, env) is False
    assert compile_expression("true or unknown").evaluate({}, env) is True
    assert env.notes == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('if true then "a" else "b"', "a"),
        ('if false then "a" else "b"', "b"),
        ('if null then "a" else "b"', "b"),
        ('if "true" then "a" else "b"', "b"),
        ("if 1 = 1 then 1 else 2 + 3", 1),
        ("if 1 = 2 then 1 else 2 + 3", 5),
        ("if true then if false then 1 else 2 else 3", 2),
        ("1 + if true then 1 else 2", 2),
    ],
)
def test_only_true_takes_the_first_branch(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null = null", True),
        ("null != null", False),
        ("1 = null", False),
        ("null = false", False),
        ("[] = null", False),
        ("{} = null", False),
        ("1 != null", True),
        ("1 = 1.0", True),
        ("100 = 1e2", True),
        ('"a" = "a"', True),
        ('"a" = "A"', False),
        ("true = true", True),
        ("true = false", False),
        ('1 = "1"', None),
        ('1 != "1"', None),
        ("true = 1", None),
        ("false = 0", None),
        ("[] = 0", None),
        ("[1] = 1", None),
        ("{} = []", None),
        ('@"P1Y" = @"P365D"', None),
        ('@"2024-01-01" = "2024-01-01"', None),
        ("[1, 2] = [1, 2]", True),
        ("[1, 2] = [2, 1]", False),
        ("[1, 1] = [1]", False),
        ("[1, [2, {a: 3}]] = [1, [2, {a: 3.0}]]", True),
        ("[null] = [null]", True),
        ("[1, null] = [1, 2]", False),
        ('[1, "a"] = [1, 2]', None),
        ('[0, "a"] = [1, 2]', False),  # one False decides
        ("{a: 1, b: 2} = {b: 2, a: 1}", True),
        ("{a: 1} = {a: 1, b: null}", False),
        ('{a: 1} = {"a": 1}', True),
        ('{a: 1} = {a: "1"}', None),
        ("[1..3] = [1..3]", True),
        ("[1..3] = [1..3)", False),
        ("[1..3] = [1..4]", False),
        ("(1..3) = ]1..3[", True),
        ("(< 5) = (< 5)", True),
        ("(< 5) = (<= 5)", False),
        ("(= 5) = [5..5]", False),
        ("(!= 5) = (!= 5)", True),
    ],
)
def test_equality_needs_values_of_one_kind(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) is value


def test_values_that_only_look_alike_are_told_apart(notes: Callable[..., list[str]]) -> None:
    assert notes('1 = "1"') == ["cannot compare number and string at 1:3"]
    assert notes('[1] = ["1"]') == [
        "cannot compare list and list: what they hold is of different kinds at 1:5"
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 < 2", True),
        ("2 < 1", False),
        ("2 <= 2", True),
        ("2 >= 2.0", True),
        ("3 > 2.5", True),
        ("1 < null", None),
        ("null < null", None),
        ('1 < "2"', None),
        ("true < false", None),
        ("[1] < [2]", None),
        ("{} < {}", None),
        ('@"P1Y" < @"P400D"', None),
        ("5 between 1 and 10", True),
        ("1 between 1 and 10", True),
        ("10 between 1 and 10", True),
        ("11 between 1 and 10", False),
        ('"b" between "a" and "c"', True),
        ("null between 1 and 10", None),
        ("2 between null and 10", None),
        ("11 between null and 10", False),
        ("5 between 1 and 10 and true", True),
        ("1 < 2 = true", True),  # left associative
    ],
)
def test_order_needs_values_of_one_ordered_kind(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("is(1, 1.0)", True),
        ('is(1, "1")', False),
        ("is(null, null)", True),
        ("is(1, null)", False),
        ('is(@"P1Y", @"P12M")', True),
        ('is(@"P0Y", @"P0D")', False),
        ('is(@"23:00:50z", @"23:00:50")', False),
        ('is(@"23:00:50Z", @"23:00:50+00:00")', True),
        ('is(@"20:00:50Z", @"21:00:50+01:00")', False),
        ('is(@"2024-01-01T00:00:00@Asia/Shanghai", @"2024-01-01T00:00:00+08:00")', False),
        ('is([1, @"10:00:00Z"], [1, @"10:00:00Z"])', True),
        ("is({a: 1}, {a: 2})", False),
        ("is(value1: 1)", False),
    ],
)
def test_is_compares_identity_and_never_gives_null(feel: Feel, text: str, value: bool) -> None:
    assert feel(text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("all([true, true])", True),
        ("all([true, false, null])", False),
        ("all([true, null])", None),
        ("all([])", True),
        ("all(true, true)", True),
        ("all(0)", None),
        ("all(null)", None),
        ("any([false, true, null])", True),
        ("any([false, false])", False),
        ("any([false, null])", None),
        ("any([])", False),
        ("any(false, true)", True),
        ("any(0)", None),
    ],
)
def test_all_and_any_are_the_list_forms_of_and_and_or(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) is value
