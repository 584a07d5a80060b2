"""Ranges, unary tests and `in` (clauses 10.3.2.7, 10.3.2.10; Tables 42, 55, 67, 78)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from engine.feel import FeelSyntaxError, Range, compile_unary_tests

Feel = Callable[..., Any]
Matches = Callable[..., "bool | None"]


@pytest.mark.parametrize(
    ("tests", "value", "expected"),
    [
        ("< 5", 4, True),
        ("< 5", 5, False),
        ("<= 5", 5, True),
        ("> 5", 5, False),
        (">= 5", 5.0, True),
        ("= 5", 5, True),
        ("!= 5", 5, False),
        ("5", 5, True),
        ("5", Decimal("5.0"), True),
        ("5", 6, False),
        ("-5", -5, True),
        ('"a", "b"', "b", True),
        ('"a", "b"', "c", False),
        ("[1..10]", 1, True),
        ("(1..10]", 1, False),
        ("]1..10]", 1, False),
        ("[1..10)", 10, False),
        ("[1..10[", 10, False),
        ("[1..10], > 20", 21, True),
        ("[1..10], > 20", 15, False),
        ('["a".."c"]', "b", True),
        ('[@"2024-01-01"..@"2024-12-31"]', "2024-05-05", None),
        ("null", None, True),
        ("null", 1, False),
        ("true", True, True),
        ("true", False, False),
        ("not(5)", 6, True),
        ("not(5)", 5, False),
        ('not("a", "b")', "c", True),
        ('not("a", "b")', "b", False),
        ("not(< 5, > 10)", 7, True),
        ("not([1..10])", 0, True),
        ("-", 5, True),
        ("-", None, True),
        ("? > 3", 5, True),
        ("? > 3 and ? < 5", 5, False),
        ('contains(?, "x")', "axb", True),
        ("? in [1..3]", 2, True),
        ("string length(?) = 3", "abc", True),
        ("[1, 2, 3]", 2, True),
        ("[1, [5..9]]", 7, True),
        ("[]", 1, False),
        ("limit", 5, True),
        ("limits", 5, True),
        ("limits", 7, False),
        ("< limit", 4, True),
        ("> limit * 2", 11, True),
        ("[limit..limit + 2]", 6, True),
        ("within", 6, True),
    ],
)
def test_a_value_satisfies_a_cell(matches: Matches, tests: str, value: Any, expected: Any) -> None:
    within = Range(5, 9, start_included=True, end_included=True)
    variables = {"limit": 5, "limits": [4, 5], "within": within}
    assert matches(tests, value, variables) is expected


@pytest.mark.parametrize(
    ("tests", "value"),
    [("< 5", None), ("< 5", "a"), ('"a"', 1), ("[1..10]", None), ("not(5)", "a"), ("? + 1", 1)],
)
def test_a_value_of_another_kind_neither_satisfies_nor_fails(
    matches: Matches, tests: str, value: Any
) -> None:
    assert matches(tests, value) is None


def test_a_satisfied_alternative_decides_although_another_has_no_answer(matches: Matches) -> None:
    assert matches('"a", < 5', 3) is True
    assert matches('"a", < 5', 7) is None
    assert matches('not("a", < 5)', 3) is False


def test_not_may_also_begin_an_expression(matches: Matches) -> None:
    assert matches("not(? > 5) and ? > 1", 3) is True
    assert matches("not(? > 5) and ? > 1, 9", 9) is True


def test_the_question_mark_belongs_to_the_innermost_test(matches: Matches) -> None:
    assert matches("? > 1 and 9 in (? > 8)", 2) is True
    assert matches("count([1, 5, 9][item > ?]) = 2", 3) is True


@pytest.mark.parametrize("text", ["", "5,", "< ", "not(", "not()", "-, 5", "[1..", "[1..2", "a b"])
def test_what_is_no_unary_test_is_refused(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        compile_unary_tests(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 in [1..3)", True),
        ("3 in [1..3)", False),
        ("3 in (1..3]", True),
        ("1 in (2, 1)", True),
        ("1 in (< 1, > 5)", False),
        ("1 in [2, 3, 1]", True),
        ("5 in [[1..3], [4..6]]", True),
        ("1 in 1", True),
        ("1 in = 1", True),
        ("1 in != 1", False),
        ("null in [1, null]", True),
        ("null in null", True),
        ("null in [1..3]", None),
        ("5 in [1..null]", None),
        ("0 in [1..null]", False),
        ("true in [false, 2]", False),
        ("[1, 2] in [[1], [1, 2]]", True),
        ("{a: 1} in ({a: 2}, {a: 1})", True),
        ("5 in (? > 3 and ? < 6)", True),
        ("7 in (a) + 1", True),  # the parentheses are the expression's
        ("1 in [1..3] and true", True),
        ('"b" in ("a".."c")', True),
        ("5 in ((1..5], 7)", True),
        ("5 in ]5..9[", False),
    ],
)
def test_in_is_the_infix_form_of_unary_tests(feel: Feel, text: str, value: Any) -> None:
    assert feel(text, {"a": 6}) is value


@pytest.mark.parametrize(
    ("text", "start", "end", "start_included", "end_included"),
    [
        ("[1..10]", 1, 10, True, True),
        ("(1..10]", 1, 10, False, True),
        ("[1..10)", 1, 10, True, False),
        ("]1..10[", 1, 10, False, False),
        ("<= 10", None, 10, False, True),
        ("< 10", None, 10, False, False),
        ("> 1", 1, None, False, False),
        (">= 1", 1, None, True, False),
        ("= 1", 1, 1, True, True),
    ],
)
def test_a_range_is_a_value_with_properties(
    feel: Feel, text: str, start: Any, end: Any, start_included: bool, end_included: bool
) -> None:
    range_ = f"({text})"
    assert feel(f"{range_}.start") == start
    assert feel(f"{range_}.end") == end
    assert feel(f"{range_}.start included") is start_included
    assert feel(f"{range_}.end included") is end_included


@pytest.mark.parametrize(
    "text", ["[3..1]", '[1.."b"]', "[null..3]", "[true..false]", '[@"2024-01-01"..@"2024-01-02T00:00:00"]']
)
def test_a_range_needs_two_ordered_ends_of_one_kind(notes: Callable[..., list[str]], text: str) -> None:
    assert notes(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[18..21)", "[18..21)"),
        (" [ -1 .. 2.5 ] ", "[-1..2.5]"),
        ('["a".."c"]', '["a".."c"]'),
        ('[@"P1D"..duration("P2D")]', '[@"P1D"..@"P2D"]'),
        ('[date("2024-01-01")..@"2024-01-02"]', '[@"2024-01-01"..@"2024-01-02"]'),
        ('[date and time("2024-01-01T00:00:00")..@"2024-01-02T00:00:00"]', None),
        ("[2..)", ">= 2"),
        ("(2..)", "> 2"),
        ("(..2)", "< 2"),
        ("(..2]", "<= 2"),
    ],
)
def test_range_reads_literal_ranges(feel: Feel, text: str, written: str | None) -> None:
    range_ = feel("range(text)", {"text": text})
    assert isinstance(range_, Range)
    if written is not None:
        assert feel("string(r)", {"r": range_}) == written


@pytest.mark.parametrize(
    "text", ["", "[..]", "[..2]", "[1..]", "[1..x]", "[3..1]", "1..3", "[1.3]", '[date("x")..@"P1D"]', ">=1"]
)
def test_range_is_null_for_what_is_none(feel: Feel, text: str) -> None:
    assert feel("range(text)", {"text": text}) is None


RELATIONS = """
before(1, 10) true; before(10, 1) false; before(1, [1..10]) false; before(1, (1..10]) true
before([1..10], 10) false; before([1..10), 10) true; before([1..10], 15) true
before([1..10], [15..20]) true; before([1..10), [10..20]) true; before([1..10], [10..20]) false
after(10, 5) true; after(12, [1..10]) true; after(10, [1..10)) true; after(10, [1..10]) false
after([11..20], 12) false; after((11..20], 11) true; after([11..20], [1..11)) true
meets([1..5], [5..10]) true; meets([1..5), [5..10]) false; met by([5..10], [1..5]) true
met by((5..10], [1..5]) false; overlaps([1..5], [3..8]) true; overlaps([1..5], [6..8]) false
overlaps([1..5], [5..8]) true; overlaps([1..5), [5..8]) false; overlaps([3..5], [1..8]) true
overlaps before([1..5], [3..8]) true; overlaps before([1..5], [6..8]) false
overlaps before([1..5), (1..5]) true; overlaps before([1..5], [1..5]) false
overlaps after([3..8], [1..5]) true; overlaps after([6..8], [1..5]) false
overlaps after((1..5], [1..5)) true; overlaps after([1..5], [1..5]) false
finishes(10, [1..10]) true; finishes(10, [1..10)) false; finishes([5..10], [1..10]) true
finishes([5..10), [1..10]) false; finished by([1..10], 10) true; finished by([1..10], (1..10]) true
includes([1..10], 5) true; includes([1..10], 12) false; includes((1..10], 1) false
includes([1..10], [4..6]) true; includes((1..10], [1..5]) false; includes((1..10], (1..5]) true
during(5, [1..10]) true; during(10, [1..10)) false; during((1..5], (1..10]) true
starts(1, [1..10]) true; starts(1, (1..10]) false; starts([1..5], [1..10]) true
starts((1..5], [1..10]) false; started by([1..10], 1) true; started by([1..10], [1..10)) true
coincides(5, 5) true; coincides(3, 4) false; coincides([1..5], [1..5]) true
coincides((1..5), [1..5]) false; includes((> 5), 7) true; before((< 5), 5) true
before(1, (> 1)) true; overlaps((< 5), (> 3)) true; overlaps((< 5), (> 5)) false
"""


@pytest.mark.parametrize(
    "row", [row.strip() for row in RELATIONS.replace("\n", ";").split(";") if row.strip()]
)
def test_range_functions_follow_table_78(feel: Feel, row: str) -> None:
    text, _, expected = row.rpartition(" ")
    assert feel(text) is (expected == "true")


def test_range_functions_have_parameter_names_for_each_pair_of_operands(feel: Feel) -> None:
    assert feel("before(point1: 1, point2: 2)") is True
    assert feel("before(point: 1, range: [2..3])") is True
    assert feel("before(range: [1..2], point: 3)") is True
    assert feel("before(range1: [1..2], range2: [3..4])") is True
    assert feel('before(1, "a")') is None
    assert feel("meets((!= 1), [1..2])") is None
