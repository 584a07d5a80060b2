"""Names with spaces and operators, and what a text needs (clauses 10.3.1.4, 10.3.1.6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine.feel import FeelSyntaxError, compile_expression, compile_unary_tests

Feel = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "names", "value"),
    [
        ("Monthly Salary * 2", ["Monthly Salary"], 20),
        ("Monthly   Salary\n* 2", ["Monthly Salary"], 20),
        ("a-b", [], 3),
        ("a-b", ["a-b"], 99),
        ("a - b", ["a-b"], 99),  # white space is no token
        ("(a)-(b)", ["a-b"], 3),
        ("a-b - b", ["a-b"], 97),
        ("Profit and loss > 5", ["Profit and loss"], True),
        ("Mike's age", ["Mike's age"], 7),
        ("decision A 2.1 + 1", ["decision A 2.1"], 5),
        ("what if?", ["what if?"], 1),
        ("first and first name", ["first name"], None),
        ("date > 1", [], True),  # a variable may be called like a function
        ("date and time > 1", ["date and time"], True),
        ("停电 区域", ["停电 区域"], "East"),
        ("工单.优先级 > 2", [], True),
        ("_x1 + ünïcode", [], 3),
    ],
)
def test_the_longest_name_in_scope_is_meant(feel: Feel, text: str, names: list[str], value: Any) -> None:
    variables = {
        "Monthly Salary": 10,
        "a": 5,
        "b": 2,
        "a-b": 99,
        "Profit and loss": 6,
        "Mike's age": 7,
        "decision A 2.1": 4,
        "what if?": 1,
        "first": "x",
        "first name": "y",
        "date": 2,
        "date and time": 2,
        "停电 区域": "East",
        "工单": {"优先级": 3},
        "_x1": 1,
        "ünïcode": 2,
    }
    assert feel(text, variables, names=names) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("order.due date", 5),
        ("order.due date + 1", 6),
        ("order.due date > 3 and order.x = 1", True),
        ("order.return", 2),
        ("order.start included", 3),
        ("orders[due date > 4].x", [9]),
        ("{due date: 1, a-b: 2}.a-b", 2),
        ("if order.due date = 5 then order.x else 0", 1),
        ("order.due date in (1, 5)", True),
    ],
)
def test_entries_with_spaces_are_found_after_a_dot_and_in_filters(feel: Feel, text: str, value: Any) -> None:
    order = {"due date": 5, "x": 1, "return": 2, "start included": 3}
    assert feel(text, {"order": order, "orders": [{"due date": 5, "x": 9}, {"due date": 1}]}) == value


def test_an_entry_whose_name_has_operators_must_be_known(feel: Feel) -> None:
    order = {"due-date": 1, "due": 7}
    assert feel("order.due-date", {"order": order, "date": 2}) == 5  # a difference
    assert feel("order.due-date", {"order": order, "date": 2}, names=["due-date"]) == 1


def test_two_names_side_by_side_are_refused_with_a_hint() -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        compile_expression("order.priority > 2 urgent")
    assert refused.value.position == (1, 20)
    with pytest.raises(FeelSyntaxError, match="no name in scope is written `Monthly Salary`"):
        compile_expression("Monthly Salary")


@pytest.mark.parametrize(
    ("text", "names", "paths"),
    [
        ("order.priority > 2 and urgent", {"order", "urgent"}, {"order.priority", "urgent"}),
        ("1 + 1", set(), set()),
        ("order.items[price > 10].name", {"order"}, {"order.items.name"}),
        ("order.items[1].name", {"order"}, {"order.items.name"}),
        ("order.items[count(order.items)]", {"order"}, {"order.items"}),
        ("{a: x, b: a + y}.b", {"x", "y"}, {"x", "y"}),
        ("{a: {b: a}}", {"a"}, {"a"}),  # an entry is not in the scope of its own value
        ("limit(stage.name)", {"stage"}, {"stage.name"}),
        ("x in (y, ? > z)", {"x", "y", "z"}, {"x", "y", "z"}),
        ("if a then b else c", {"a", "b", "c"}, {"a", "b", "c"}),
        ('date("2024-01-01") > d', {"d"}, {"d"}),
        ("a.b.c + a.b", {"a"}, {"a.b.c", "a.b"}),
    ],
)
def test_an_expression_tells_the_names_and_paths_it_needs(
    text: str, names: set[str], paths: set[str]
) -> None:
    expression = compile_expression(text, functions=frozenset({"limit"}))
    assert expression.names == names
    assert {".".join(path) for path in expression.paths} == paths


def test_a_name_in_a_filter_may_be_an_entry_of_the_item_and_is_kept_apart() -> None:
    expression = compile_expression("orders[status = wanted and item.x = 1 and old.y]")
    assert expression.names == {"orders"}
    assert expression.item_names == {"status", "wanted", "old"}
    known = compile_expression("orders[status = wanted]", names=["orders", "wanted"])
    assert known.names == {"orders", "wanted"}
    assert known.item_names == {"status"}


def test_unary_tests_tell_their_names_too() -> None:
    tests = compile_unary_tests("< order.limit, ? > other", where="cell-3")
    assert (tests.text, tests.where) == ("< order.limit, ? > other", "cell-3")
    assert tests.names == {"order", "other"}
    assert tests.paths == {("order", "limit"), ("other",)}


def test_full_width_punctuation_in_a_name_is_warned_about() -> None:
    expression = compile_expression("金额，税额")  # by rule 28 this is one name
    assert expression.names == {"金额，税额"}
    assert "full-width" in str(expression.warnings[0])
    with pytest.raises(FeelSyntaxError, match='write `"`'):
        compile_expression("order.status = “open”")
