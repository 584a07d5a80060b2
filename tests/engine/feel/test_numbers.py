"""Numbers are exact decimals of 34 digits (DMN 1.5, clauses 10.3.2.3.1, 10.3.4.5; Tables 57-60, 76)."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal as D
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import Environment, compile_expression
from engine.feel.values import numbers

Feel = Callable[..., Any]
REFERENCE = decimal.Context(prec=34, rounding=decimal.ROUND_HALF_EVEN, Emin=-6143, Emax=6144)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("007", 7),
        ("1.50", D("1.50")),
        (".5", D("0.5")),
        ("1.2e3", 1200),
        ("1E-2", D("0.01")),
        ("-3", -3),
        ("--3", 3),
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("100 / 10 / 5", 2),
        ("2 ** 3 ** 2", 64),  # left associative, unlike in mathematics
        ("-4 ** 2", 16),  # the sign binds tighter, clause 10.3.1.2
        ("-(4 ** 2)", -16),
        ("2 ** -1", D("0.5")),
        ("10 ** -5", D("0.00001")),
        ("0.1 + 0.2", D("0.3")),
        ("1.10 * 3", D("3.30")),
        ("10 / 4", D("2.5")),
        ("10/5", 2),
        ("1 / 3", D("0." + "3" * 34)),
        ("2 / 3", D("0." + "6" * 33 + "7")),
        ("9 ** 0", 1),
        ("4 ** 0.5", 2),
        ("1.1 ** 2", D("1.21")),
        ("-0", 0),
        ("0.0 * -1", 0),
    ],
)
def test_arithmetic_is_exact(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


def test_whole_results_of_whole_numbers_are_ints(feel: Feel) -> None:
    for text in ("1 + 2", "6 / 3", "2 ** 10", "floor(2.5)", "count([1])", "sum([1, 2])"):
        assert type(feel(text)) is int, text


def test_the_thirty_fifth_digit_is_rounded_to_even(feel: Feel) -> None:
    assert feel("10000000000000000000000000000000005 + 0") == 10**34
    assert feel("10000000000000000000000000000000015 + 0") == 10**34 + 20
    assert feel("9999999999999999999999999999999999 + 1") == 10**34
    assert feel("1234567890123456789012345678901234.5 * 1") == D("1234567890123456789012345678901234")


def test_a_float_of_the_host_counts_as_it_is_written(feel: Feel) -> None:
    assert feel("rate * 3", {"rate": 0.1}) == D("0.3")
    assert feel("rate = 0.1", {"rate": 0.1}) is True
    assert feel("prices[1]", {"prices": [0.1]}) == D("0.1")
    assert feel("order.rate", {"order": {"rate": 0.1}}) == D("0.1")
    assert feel("rate", {"rate": float("nan")}) is None


def test_a_boolean_is_no_number(feel: Feel) -> None:
    for text in ("yes + 1", "yes * 2", "yes > 0", "yes = 1", "-yes", "abs(yes)", "sum([yes])"):
        assert feel(text, {"yes": True}) is None, text


@pytest.mark.parametrize(
    "text",
    [
        "1 / 0",
        "0.0 / 0.0",
        "0 ** -1",
        "(-8) ** 0.5",
        "9 ** (9 ** 9)",
        "1e6000 * 1e6000",
        "1e-6000 / 1e6000",
        "2 ** 9999999999",
        '1 + "1"',
        "null + 1",
        "1 - null",
        "true * 2",
        "[2] ** 4",
        "modulo(1, 0)",
        "sqrt(-1)",
        "log(0)",
        "exp(1e6)",
        "odd(1.5)",
        "decimal(1, 6177)",
        "floor(1.5, -6112)",
    ],
)
def test_what_has_no_value_is_null_with_a_note(notes: Callable[..., list[str]], text: str) -> None:
    assert notes(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("decimal(1/3, 2)", D("0.33")),
        ("decimal(1.5, 0)", 2),
        ("decimal(2.5, 0)", 2),
        ("decimal(1.115, 2)", D("1.12")),
        ("decimal(1.125, 2)", D("1.12")),
        ("decimal(1234.5, -2)", 1200),
        ("decimal(7, 2)", D("7.00")),
        ("decimal(1/3, 2.9)", D("0.33")),
        ("floor(1.5)", 1),
        ("floor(-1.5)", -2),
        ("floor(-1.56, 1)", D("-1.6")),
        ("ceiling(1.5)", 2),
        ("ceiling(-1.5)", -1),
        ("ceiling(-1.56, 1)", D("-1.5")),
        ("ceiling(-0.3)", 0),
        ("round up(5.5, 0)", 6),
        ("round up(-5.5, 0)", -6),
        ("round up(1.121, 2)", D("1.13")),
        ("round up(-1.126, 2)", D("-1.13")),
        ("round down(5.5, 0)", 5),
        ("round down(-5.5, 0)", -5),
        ("round down(1.129, 2)", D("1.12")),
        ("round half up(5.5, 0)", 6),
        ("round half up(-5.5, 0)", -6),
        ("round half up(1.125, 2)", D("1.13")),
        ("round half down(5.5, 0)", 5),
        ("round half down(-5.5, 0)", -5),
        ("round half down(1.126, 2)", D("1.13")),
        ("round up(1.234, 6000)", D("1.234")),
        ("abs(-10)", 10),
        ("abs(-1.5)", D("1.5")),
        ("modulo(12, 5)", 2),
        ("modulo(-12, 5)", 3),
        ("modulo(12, -5)", -3),
        ("modulo(-12, -5)", -2),
        ("modulo(10.1, 4.5)", D("1.1")),
        ("modulo(-10.1, 4.5)", D("3.4")),
        ("modulo(10.1, -4.5)", D("-3.4")),
        ("modulo(-10.1, -4.5)", D("-1.1")),
        ("sqrt(16)", 4),
        ("sqrt(2)", D("1.414213562373095048801688724209698")),
        ("log(1)", 0),
        ("log(10)", D("2.302585092994045684017991454684364")),
        ("exp(0)", 1),
        ("exp(5)", D("148.4131591025766034211155800405523")),
        ("odd(5)", True),
        ("odd(2)", False),
        ("even(-2)", True),
        ("even(0)", True),
        ("even(2.0)", True),
        ("even(1e40)", True),
    ],
)
def test_numeric_functions_follow_table_76(feel: Feel, text: str, value: Any) -> None:
    result = feel(text)
    assert result == value
    assert str(result) == str(value)


SMALL = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=6)
ANY = st.decimals(allow_nan=False, allow_infinity=False).map(REFERENCE.plus).filter(D.is_finite)


@given(SMALL, SMALL)
def test_sums_differences_and_products_are_those_of_decimal128(a: D, b: D) -> None:
    assert numbers.add(a, b) == REFERENCE.add(a, b)
    assert numbers.subtract(a, b) == REFERENCE.subtract(a, b)
    assert numbers.multiply(a, b) == REFERENCE.multiply(a, b)


@given(st.integers(-(10**40), 10**40), st.integers(-(10**40), 10**40))
def test_integers_are_rounded_to_34_digits_like_all_numbers(a: int, b: int) -> None:
    one, other = numbers.as_number(a), numbers.as_number(b)
    assert numbers.multiply(one, other) == REFERENCE.multiply(D(str(one)), D(str(other)))


@given(SMALL, SMALL.filter(bool))
def test_modulo_is_what_the_standard_defines_it_by(dividend: D, divisor: D) -> None:
    exact = decimal.Context(prec=200)
    quotient = exact.divide(dividend, divisor).to_integral_value(decimal.ROUND_FLOOR)
    assert numbers.modulo(dividend, divisor) == exact.subtract(dividend, exact.multiply(divisor, quotient))


@given(ANY, ANY, st.sampled_from("+-*/"))
def test_arithmetic_gives_a_number_of_34_digits_or_null_with_a_reason(a: D, b: D, sign: str) -> None:
    env = Environment(datetime(2024, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))
    result = compile_expression(f"a {sign} b").evaluate({"a": a, "b": b}, env)
    if result is None:
        assert len(env.notes) == 1
    else:
        assert D(result).is_finite()
        assert len(D(result).as_tuple().digits) <= 34


@given(SMALL, st.integers(-3, 8))
def test_rounding_half_even_is_the_nearest_value(value: D, scale: int) -> None:
    step = D(1).scaleb(-scale)
    rounded = D(numbers.rounded(value, scale, decimal.ROUND_HALF_EVEN))
    assert abs(rounded - value) <= step / 2
    assert rounded % step == 0
