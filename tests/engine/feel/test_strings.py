"""Strings and their functions (clause 10.3.2.3.2, rule 64, Table 74). Everything counts code points."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import Environment, FeelSyntaxError, compile_expression, to_text
from engine.feel.values.text import quoted

Feel = Callable[..., Any]
HORSE = "\U0001f40e"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"a\"b"', 'a"b'),
        (r'"a\'b"', "a'b"),
        (r'"a\\b"', "a\\b"),
        (r'"a\nb\rc\td"', "a\nb\rc\td"),
        (r'"\u00e9"', "é"),
        (r'"\U01F40E"', HORSE),
        (r'"\uD83D\uDC0E"', HORSE),  # a surrogate pair, as JSON writes it
        (r'"\s\d\p"', r"\s\d\p"),  # no escapes of rule 64, so they stay: handy for patterns
        ('"报修"', "报修"),
        ('""', ""),
        ('"a" + "b"', "ab"),
        ('"a" < "b"', True),
        ('"a" < "B"', False),
        ('"ab" > "a"', True),
    ],
)
def test_string_literals_and_operators(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


@pytest.mark.parametrize("text", ['"abc', '"a\nb"', r'"\uD83D"', r'"\U110000"', r'"\"'])
def test_a_string_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        compile_expression(text)
    assert refused.value.position == (1, 1) or refused.value.position == (1, 2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('substring("foobar", 3)', "obar"),
        ('substring("foobar", 3, 3)', "oba"),
        ('substring("foobar", -2, 1)', "a"),
        ('substring("foobar", -6)', "foobar"),
        (r'substring("\U01F40Eab", 2)', "ab"),
        ('substring("foobar", 6.0)', "r"),
        ('string length("foo")', 3),
        (r'string length("\U01F40Eab")', 3),
        ('string length("")', 0),
        ('upper case("aBc4")', "ABC4"),
        ('lower case("aBc4")', "abc4"),
        ('substring before("foobar", "bar")', "foo"),
        ('substring before("foobar", "xyz")', ""),
        ('substring before("abc", "")', ""),
        ('substring after("foobar", "ob")', "ar"),
        ('substring after("foobar", "xyz")', ""),
        ('substring after("", "a")', ""),
        ('substring after("abc", "")', "abc"),
        ('contains("foobar", "of")', False),
        ('contains("foobar", "oba")', True),
        ('contains("", "")', True),
        ('starts with("foobar", "fo")', True),
        ('ends with("foobar", "r")', True),
        ('ends with("foobar", "x")', False),
        ('string join(["a", "b", "c"], "_and_")', "a_and_b_and_c"),
        ('string join(["a", "b"], null)', "ab"),
        ('string join(["a", null, "c"], "X")', "aXc"),
        ('string join(["a", "b"])', "ab"),
        ('string join([], "X")', ""),
        ('string join("a", "X")', "a"),
    ],
)
def test_string_functions_follow_table_74(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('substring("foobar", 0)', "`start position` is 0"),
        ('substring("foobar", 7)', "`start position` is 7"),
        ('substring("foobar", -7)', "`start position` is -7"),
        ('substring("foobar", 1.5)', "whole number"),
        ('substring("foobar", 3, 0)', "`length` is 0, outside 1..4"),
        ('substring("foobar", 3, 5)', "`length` is 5, outside 1..4"),
        ('substring("foobar", null)', "`start position` must be a number, not null"),
        ("string length(null)", "`string` must be a string, not null"),
        ("string length(5)", "not number"),
        ('contains("a", 1)', "`match` must be a string, not number"),
        ('string join([1], "x")', "holds a number"),
        ('"a" + 1', "cannot add string and number"),
        ('"a" - "b"', "cannot subtract string from string"),
    ],
)
def test_arguments_outside_their_domain_make_null(
    notes: Callable[..., list[str]], text: str, reason: str
) -> None:
    (note,) = notes(text)
    assert reason in note


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("string(1.1)", "1.1"),
        ("string(1.10)", "1.10"),
        ("string(1e3)", "1000"),
        ("string(1e-7)", "0.0000001"),
        ("string(-0.0)", "0"),
        ('string("a")', "a"),
        ("string(true)", "true"),
        ("string(null)", None),
        ('string(@"2024-01-31")', "2024-01-31"),
        ('string(@"13:20:00.50+08:00")', "13:20:00.5+08:00"),
        ('string(@"2024-01-31T13:20:00@Asia/Shanghai")', "2024-01-31T13:20:00@Asia/Shanghai"),
        ('string(@"2024-01-31T13:20:00-00:00")', "2024-01-31T13:20:00Z"),
        ('string(@"P0DT25H")', "P1DT1H"),
        ('string(@"-P14M")', "-P1Y2M"),
        ('string([1, "a", null, [true]])', '[1, "a", null, [true]]'),
        ('string([@"2024-01-31", @"PT1H"])', '[@"2024-01-31", @"PT1H"]'),
        ('string({a: "x", "b c!": 1.5})', '{a: "x", "b c!": 1.5}'),
        ("string([1..5))", "[1..5)"),
        ("string(> 5)", "> 5"),
        ("string(<= 5)", "<= 5"),
    ],
)
def test_string_writes_every_kind_of_value(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


def test_to_text_gives_null_for_what_feel_has_no_text_for() -> None:
    assert to_text(None) is None
    assert to_text([object()]) is None


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_quoted_string_reads_back_as_itself(text: str) -> None:
    env = Environment(datetime(2024, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))
    assert compile_expression(quoted(text)).evaluate({}, env) == text
