"""The index of a table never says anything else than the plain way of asking each entry."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decisions.tables import column as column_module
from engine.decisions.tables.column import Column
from engine.decisions.tables.constants import constants_in
from engine.decisions.tables.matcher import matcher
from engine.feel import YearsMonths, compile_expression, compile_unary_tests
from tests.engine.decisions.conftest import environment

numbers = st.sampled_from(["0", "1", "2", "-1", "1.0", "0.5", "1e3", "10000000000000000000000000000000001"])
texts = st.sampled_from(['""', '"a"', '"ab"', '"b"', '"\\u0000"', '"中"'])
dates = st.sampled_from(['@"2026-01-01"', 'date("2026-01-02")', '@"9999-12-31"', '@"0001-01-01"'])
constants = st.one_of(numbers, texts, dates, st.sampled_from(["true", "false", "null"]))
comparators = st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), constants)
intervals = st.one_of(
    *(
        st.builds("{}{}..{}{}".format, st.sampled_from("[(]"), ends, ends, st.sampled_from("])["))
        for ends in (numbers, texts, dates)
    )
)
lists = st.builds("[{}, {}]".format, constants, constants)
open_tests = st.sampled_from(["? > y", "y", "< y", "odd(?)", '@"P1D"', "[1..y]", "1 + 1", "limit", "(1 + 1)"])
tests = st.one_of(constants, comparators, intervals, lists, open_tests)
alternatives = st.lists(tests, min_size=1, max_size=3).map(", ".join)
cells = st.one_of(st.just("-"), alternatives, alternatives.map("not({})".format))
WIDE = st.sampled_from(
    [
        compile_expression(f'date("{text}")').evaluate({}, environment())
        for text in ("12026-01-01", "-0044-03-15")
    ]
)
values = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, 2, -1, 5, 1000, 10**34 + 1, 10**40, 0.5, 0.1, 2.5, float("nan"), float("inf")]),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(max_size=3),
    st.sampled_from([date.min, date.max, date(2026, 1, 1), date(2026, 1, 2), date(2025, 1, 1)]),
    WIDE,
    st.sampled_from([[1], ["a", 1], {"a": 1}, YearsMonths(3), timedelta(days=1)]),
)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=12), values, values, values)
def test_the_index_and_the_plain_way_find_the_same_rules(rules, first, second, y):
    made = {text: compile_unary_tests(text) for row in rules for text in row}
    columns = [[made[row[at]] for row in rules] for at in (0, 1)]
    found = [
        list(
            matcher([Column(cells, indexed=indexed) for cells in columns], len(rules))(
                [first, second], {"y": y, "limit": 5}, environment()
            )
        )
        for indexed in (True, False)
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a", "b"', ["a", "b"]),
        ("[1..2.5)", [1, Decimal("2.5")]),
        ("not(< -3)", [-3]),
        ('@"2026-01-01", date("2026-01-02")', [date(2026, 1, 1), date(2026, 1, 2)]),
        ("null, true", [None, True]),
        ("5 - 3", None),
        ("5 -3", None),
        ("- (3)", None),
        ("x", None),
        ("? > 3", None),
        ("[1, 2][1]", None),
        ('date("2026-01-01") + 1', None),
        ("date(year: 1)", None),
        ('date("never")', None),
        ('@"P1D"', None),
        ('upper case("a")', None),
    ],
)
def test_only_entries_that_compare_with_constants_are_indexed(text, expected):
    assert constants_in(text) == expected


def test_an_index_that_would_be_too_large_is_not_made_and_nothing_changes(monkeypatch):
    cells = [compile_unary_tests(f"[{i}..{i + 5}]") for i in range(20)]
    assert Column(cells).lookup(7) == 0b11111100
    monkeypatch.setattr(column_module, "MOST_BITS", 100)
    small = Column(cells)
    assert small.lookup(7) is None
    assert list(matcher([small], 20)([7], {}, environment())) == [2, 3, 4, 5, 6, 7]


def test_a_thousand_rules_are_asked_only_where_an_entry_is_not_constant():
    cells = [compile_unary_tests(f'"{i}"') for i in range(1000)] + [compile_unary_tests("y")]
    found = Column(cells)
    assert found.lookup("17") == 1 << 17 | 1 << 1000
    assert found.lookup("nothing") == 1 << 1000
    assert found.lookup([1]) is None
