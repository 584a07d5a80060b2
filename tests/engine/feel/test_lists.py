"""Lists and their functions (clause 10.3.2.5, Table 75)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal as D
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import Environment, compile_expression

Feel = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[]", []),
        ('[1, "a", null, [true]]', [1, "a", None, [True]]),
        ("list contains([1, 2, 3], 2)", True),
        ("list contains([1, 2, 3], 4)", False),
        ("list contains([1, null], null)", True),
        ("list contains([1], null)", False),
        ('list contains(["1"], 1)', False),
        ("list contains([[1, 2]], [1, 2])", True),
        ("count([1, 2, 3])", 3),
        ("count([])", 0),
        ("count([1, [2, 3]])", 2),
        ("count(5)", 1),
        ("min([3, 1, 2])", 1),
        ("min(3, 1, 2)", 1),
        ("min(1)", 1),
        ('min("b", "a")', "a"),
        ('max(@"2024-01-01", @"2024-03-01")', "2024-03-01"),
        ("max([1.5, 2])", 2),
        ("min([])", None),
        ("max([])", None),
        ("sum([1, 2, 3])", 6),
        ("sum(0.1, 0.2)", D("0.3")),
        ("sum(1)", 1),
        ("sum([])", None),
        ("mean([1, 2, 3])", 2),
        ("mean(1, 2)", D("1.5")),
        ("mean([])", None),
        ("product([2, 3, 4])", 24),
        ("product(2, 3, 4)", 24),
        ("product([])", None),
        ("median(8, 2, 5, 3, 4)", 4),
        ("median([6, 1, 2, 3])", D("2.5")),
        ("median([])", None),
        ("stddev(2, 4, 7, 5)", D("2.081665999466132735282297706979931")),
        ("stddev([47])", None),
        ("stddev([])", None),
        ("stddev(2, 2, 2)", 0),
        ("mode(6, 3, 9, 6, 6)", [6]),
        ("mode([6, 1, 9, 6, 1])", [1, 6]),
        ("mode([1.0, 1, 2])", [1]),
        ("mode([])", []),
        ("sublist([4, 5, 6], 1, 2)", [4, 5]),
        ("sublist([4, 5, 6], 2)", [5, 6]),
        ("sublist([4, 5, 6], -1, 1)", [6]),
        ("append([1], 2, 3)", [1, 2, 3]),
        ("append([1], null)", [1, None]),
        ("append([1], [2])", [1, [2]]),
        ("append(1, 2)", [1, 2]),
        ("concatenate([1, 2], [3])", [1, 2, 3]),
        ("concatenate([1], 2, [[3]])", [1, 2, [3]]),
        ("insert before([1, 3], 1, 2)", [2, 1, 3]),
        ("insert before([1, 3], 2, 2)", [1, 2, 3]),
        ("insert before([1, 3], -1, null)", [1, None, 3]),
        ("remove([1, 2, 3], 2)", [1, 3]),
        ("remove([1, 2, 3], -1)", [1, 2]),
        ("list replace([2, 4, 7, 8], 3, 6)", [2, 4, 6, 8]),
        ("list replace([1, 2, 3], -1, null)", [1, 2, None]),
        ("reverse([1, 2, 3])", [3, 2, 1]),
        ("index of([1, 2, 3, 2], 2)", [2, 4]),
        ("index of([1, null, 2, null], null)", [2, 4]),
        ("index of([1], 5)", []),
        ("union([1, 2], [2, 3])", [1, 2, 3]),
        ("union([null], [null, [1]], [[1]])", [None, [1]]),
        ("distinct values([1, 2, 3, 2, 1])", [1, 2, 3]),
        ('distinct values([1, 1.0, "1", true, null, null])', [1, "1", True, None]),
        ("distinct values([{a: 1}, {a: 1.0}, [2], [2]])", [{"a": 1}, [2]]),
        ("flatten([[1, 2], [[3]], 4])", [1, 2, 3, 4]),
        ("flatten([])", []),
    ],
)
def test_list_functions_follow_table_75(feel: Feel, text: str, value: Any) -> None:
    result = feel(text)
    assert (str(result) if isinstance(value, str) and value[:2] == "20" else result) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("count(null)", "`list` must be a list, not null"),
        ('min(1, "a")', "cannot compare string and number"),
        ("min([1, null])", "cannot compare null and number"),
        ("min([null])", "cannot compare null and null"),
        ("sum([1, null])", "holds a null"),
        ('mean(["a"])', "holds a string"),
        ("concatenate([1], null)", "`list` must be a list"),
        ("insert before([1, 3], 3, 2)", "`position` is 3, but there are only 2"),
        ("insert before([], 1, 2)", "there are only 0"),
        ("remove([1], 0)", "`position` is 0"),
        ("remove([1, 2], 1.5)", "whole number"),
        ("list replace([1], 2, 5)", "`position` is 2"),
        ("sublist([1, 2, 3], 2, 3)", "`length` is 3, outside 1..2"),
        ("sublist([1, 2, 3], 5)", "`start position` is 5"),
    ],
)
def test_arguments_outside_their_domain_make_null(
    notes: Callable[..., list[str]], text: str, reason: str
) -> None:
    (note,) = notes(text)
    assert reason in note


def test_a_function_never_changes_the_list_it_is_given(feel: Feel) -> None:
    given_list = [1, 2]
    for text in ("append(l, 3)", "remove(l, 1)", "reverse(l)", "insert before(l, 1, 0)", "l[item > 1]"):
        feel(text, {"l": given_list})
    assert given_list == [1, 2]


NUMBERS = st.lists(st.integers(-1000, 1000) | st.decimals(-1000, 1000, places=3), min_size=1, max_size=20)


def evaluate(text: str, **variables: Any) -> Any:
    env = Environment(datetime(2024, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))
    return compile_expression(text).evaluate(variables, env)


@given(NUMBERS)
def test_sum_minimum_maximum_and_median_agree_with_python(numbers: list[Any]) -> None:
    assert evaluate("sum(l)", l=numbers) == sum(map(D, numbers))
    assert evaluate("min(l)", l=numbers) == min(numbers)
    assert evaluate("max(l)", l=numbers) == max(numbers)
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    median = D(ordered[middle] + ordered[~middle]) / 2
    assert evaluate("median(l)", l=numbers) == median


@given(NUMBERS)
def test_mode_and_distinct_values_agree_with_a_count(numbers: list[Any]) -> None:
    counts = Counter(map(D, numbers))
    most = max(counts.values())
    assert evaluate("mode(l)", l=numbers) == sorted(n for n, count in counts.items() if count == most)
    assert evaluate("distinct values(l)", l=numbers) == list(counts)


@given(st.lists(st.integers(), min_size=1, max_size=8), st.data())
def test_inserting_and_removing_at_a_position_is_no_change(items: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(items)))
    position = data.draw(st.sampled_from((at, at - len(items) - 1)))
    inserted = evaluate("insert before(l, p, 0)", l=items, p=position)
    assert len(inserted) == len(items) + 1
    assert evaluate("remove(l, p)", l=inserted, p=at) == items
    assert evaluate("sublist(l, p)", l=items, p=position) == items[at - 1 :]
