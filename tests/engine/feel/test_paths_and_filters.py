"""Paths, indexes, filters and contexts (clauses 10.3.1.5, 10.3.2.5, 10.3.2.6; Tables 64, 68, 69, 81)."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest

Feel = Callable[..., Any]
ORDER = {
    "number": "2024-0001",
    "items": [
        {"name": "fuse", "price": 5, "in stock": True},
        {"name": "meter", "price": 120},
        {"name": "cable", "price": 30, "tags": ["copper"]},
    ],
    "customer": {"name": "Li", "premise": {"district": "East"}},
    "crew": None,
}
CASE = {"order": ORDER, "minimum": 20, "n": 2}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("order.number", "2024-0001"),
        ("order.customer.premise.district", "East"),
        ("order.items.name", ["fuse", "meter", "cable"]),
        ("order.items.tags", [None, None, ["copper"]]),
        ("order.items[price > 10].name", ["meter", "cable"]),
        ('order.items[price > minimum and name != "cable"].name', ["meter"]),
        ("order.items[item.price > 10].name", ["meter", "cable"]),
        ("order.items[1].name", "fuse"),
        ("order.items[-1].name", "cable"),
        ("order.items[n].name", "meter"),
        ("order.items[count(order.items)].name", "cable"),
        ("order.items[n - 1].name", "fuse"),
        ("order.items[price > 1000]", []),
        ('order.items[name = "fuse"][1].price', 5),
        ("order.items[0]", None),
        ("order.items[4]", None),
        ("order.items[1.5]", None),
        ("order.crew.name", None),
        ("order.nothing", None),
        ('count(order.items[list contains(tags, "copper")])', 1),
        ("sum(order.items.price)", 155),
    ],
)
def test_paths_and_filters_read_the_order(feel: Feel, text: str, value: Any) -> None:
    assert feel(text, CASE) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[1, 2, 3, 4][item > 2]", [3, 4]),
        ("[1, 2, 3][true]", [1, 2, 3]),
        ("[1, 2, 3][false]", []),
        ("[1, 2, 3][null]", []),
        ("[{x: 1, y: 2}, {x: 2, y: 3}][x = 1]", [{"x": 1, "y": 2}]),
        ("[{x: 1, y: 2}, {x: null, y: 3}][x < 2]", [{"x": 1, "y": 2}]),
        ("[{x: 1}, {y: 2}][y > 1]", [{"y": 2}]),
        ("[{x: 1, y: 2}, {x: 2}].y", [2, None]),
        ("[{item: 1}, {item: 2}][item >= 2]", [{"item": 2}]),
        ("[1, 2, 3][-3]", 1),
        ("[1, 2, 3][-4]", None),
        ("[1, 2, 3][3.0]", 3),
        ("100[1]", 100),
        ("100[-1]", 100),
        ("100[0]", None),
        ("100[2]", None),
        ("3[item > 2]", [3]),
        ("3[item > 5]", []),
        ("{a: 1}[a = 1]", [{"a": 1}]),
        ("true[true]", [True]),
        ("null[1]", None),
        ("null[item = 1]", None),
        ("[][1]", None),
        ("[][item > 1]", []),
        ("[[1, 2], [3]][count(item) > 1]", [[1, 2]]),
        ("[[1, 2], [3]][item[1] = 3]", [[3]]),
        ("[{a: {b: [1]}}, {a: {b: [2.1, 2.2]}}].a.b = [[1], [2.1, 2.2]]", True),
        ("[1, 2, 3][[1, 3][item > 1][1]]", 3),
        ("[[1, 2, 3], [4]][1][2]", 2),
        ("[1, 2, 3][item in (1, 3)]", [1, 3]),
        ("[1, 2, 3][if item > 1 then true else false]", [2, 3]),
    ],
)
def test_filters_follow_table_68(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


def test_a_condition_that_is_no_condition_makes_null_and_not_an_empty_list(
    notes: Callable[..., list[str]],
) -> None:
    assert notes('[1, 2]["a"]') == ["the condition of a filter is string, not boolean at 1:7"]
    assert notes("order.items[name]", CASE) == ["the condition of a filter is string, not boolean at 1:12"]


def test_an_index_found_in_the_variables_wins_over_trying_it_as_a_condition(feel: Feel) -> None:
    assert feel("l[i]", {"l": [10, 20], "i": 2}) == 20
    assert feel("l[flag]", {"l": [10, 20], "flag": True}) == [10, 20]


def test_an_entry_of_the_item_hides_a_variable_and_the_item_itself_is_there(feel: Feel) -> None:
    variables = {"l": [{"x": 1}, {"x": 5}, {}], "x": 5}
    assert feel("l[x = 5]", variables) == [{"x": 5}, {}]  # the third item has no x, so the variable counts
    assert feel("l[item.x = x]", variables) == [{"x": 1}, {"x": 5}]


def test_nested_filters_see_their_own_item_first(feel: Feel) -> None:
    orders = [{"id": 1, "lines": [{"id": 7}]}, {"id": 2, "lines": [{"id": 2}]}]
    assert feel("orders[count(lines[id = 7]) = 1].id", {"orders": orders}) == [1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{}", {}),
        ("{a: 1 + 2, b: a + 3}", {"a": 3, "b": 6}),
        ("{a: 1, b: {c: a + 1, d: c + a}}", {"a": 1, "b": {"c": 2, "d": 3}}),
        ("{foo bar: 1}", {"foo bar": 1}),
        ("{foo bar: 1, b: foo bar + 1}.b", 2),
        ("{foo+bar: 1}", {"foo+bar": 1}),
        ("{foo + bar: 1, x: foo+bar}.x", 1),
        ('{"a b!": 1}', {"a b!": 1}),
        ('{"": 1}', {"": 1}),
        ("{in: 1}.in", 1),
        ("{a: 1, a: 2}", None),
        ("{a: 1}.b", None),
        ("{due date: 1}.due   date", 1),
        ("{b: [{x: 1, y: x + 1}]}.b.y", [2]),
        ('get value({key1: "v"}, "key1")', "v"),
        ('get value({key1: "v"}, "nope")', None),
        ('get value({a: null}, "a")', None),
        ("get entries({a: 1, b: 2})", [{"key": "a", "value": 1}, {"key": "b", "value": 2}]),
        ("get entries({})", []),
        ('get entries({key1: "v"})[key = "key1"].value', ["v"]),
        ('context([{key: "a", value: 1}, {key: "b", value: 2}])', {"a": 1, "b": 2}),
        ('context([{key: "a", value: 1, more: 2}])', {"a": 1}),
        ('context({key: "a", value: null})', {"a": None}),
        ("context([])", {}),
        ('context([{key: "a"}])', None),
        ('context([{key: "a", value: 1}, {key: "a", value: 2}])', None),
        ("context([{key: 1, value: 1}])", None),
        ('context put({x: 1}, "y", 2)', {"x": 1, "y": 2}),
        ('context put({x: 1, y: 0, z: 0}, "y", 2)', {"x": 1, "y": 2, "z": 0}),
        ('context put({x: 1}, ["y"], 2)', {"x": 1, "y": 2}),
        ('context put({x: 1, y: {a: 0}}, ["y", "a"], 2)', {"x": 1, "y": {"a": 2}}),
        ('context put({y: {a: 0}}, ["y", "b"], 2)', {"y": {"a": 0, "b": 2}}),
        ('context put({x: 1}, ["y", "a"], 2)', None),
        ("context put({x: 1}, [], 2)", None),
        ("context put({x: 1}, [null], 2)", None),
        ('context put(context: {}, keys: ["a"], value: 1)', {"a": 1}),
        ("context merge([{x: 1}, {y: 2}])", {"x": 1, "y": 2}),
        ("context merge([{x: 1, y: 0}, {y: 2}])", {"x": 1, "y": 2}),
        ("context merge({x: 1})", {"x": 1}),
        ("context merge([{x: 1}, 2])", None),
    ],
)
def test_contexts_and_their_functions(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


def test_context_functions_keep_the_order_of_keys(feel: Feel) -> None:
    assert list(feel('context put({x: 1, y: 0, z: 0}, "y", 2)')) == ["x", "y", "z"]
    assert list(feel("context merge([{x: 1, y: 0}, {z: 1, x: 2}])")) == ["x", "y", "z"]


@pytest.mark.parametrize("kind", [dict, UserDict, MappingProxyType])
def test_any_mapping_is_a_context(feel: Feel, kind: Any) -> None:
    variables = kind({"order": kind({"priority": 3}), "l": [kind({"x": 1})]})
    assert feel("order.priority > 2", variables) is True
    assert feel("l[x = 1].x", variables) == [1]
    assert feel("order = {priority: 3}", variables) is True
    assert feel('get value(order, "priority")', variables) == 3
    assert feel("string(order)", variables) == "{priority: 3}"
