"""The list functions that compute: sum, mean, product, median, stddev, mode (Table 75)."""

from __future__ import annotations

import decimal
from collections import Counter
from typing import Any

from engine.feel.environment import Environment
from engine.feel.functions.lists import over_items
from engine.feel.values import kinds, numbers
from engine.feel.values.kinds import kind_of
from engine.feel.values.numbers import CONTEXT, DIGITS, Number, as_decimal, as_number, tidy
from engine.feel.values.undefined import NotDefined
from engine.words import Words

# Twice the digits, so that the deviation is right to its last one.
_WIDE = decimal.Context(prec=2 * DIGITS + 6, rounding=decimal.ROUND_HALF_EVEN, Emin=-99999, Emax=99999)


def _numbers(env: Environment, items: list[Any]) -> list[Number]:
    env.spend(len(items))
    for item in items:
        if kind_of(item) is not kinds.NUMBER:
            raise NotDefined(
                Words(
                    f"the list holds a {kind_of(item)}; it must hold numbers",
                    f"列表中有{kind_of(item).zh}，应都是数字",
                )
            )
    return [as_number(item) for item in items]


def _sum(env: Environment, items: list[Any]) -> Number | None:
    values = _numbers(env, items)
    if not values:
        return None
    total: Number = 0
    for value in values:
        total = numbers.add(total, value)
    return total


def _mean(env: Environment, items: list[Any]) -> Number | None:
    total = _sum(env, items)
    return None if total is None else numbers.divide(total, len(items))


def _product(env: Environment, items: list[Any]) -> Number | None:
    values = _numbers(env, items)
    if not values:
        return None
    product: Number = 1
    for value in values:
        product = numbers.multiply(product, value)
    return product


def _median(env: Environment, items: list[Any]) -> Number | None:
    values = sorted(_numbers(env, items))
    if not values:
        return None
    middle = len(values) // 2
    if len(values) % 2:
        return values[middle]
    return numbers.divide(numbers.add(values[middle - 1], values[middle]), 2)


def _stddev(env: Environment, items: list[Any]) -> Number | None:
    """The sample standard deviation: divided by one less than the count."""
    values = [as_decimal(value) for value in _numbers(env, items)]
    if len(values) < 2:
        return None
    total = decimal.Decimal(0)
    for value in values:
        total = _WIDE.add(total, value)
    mean = _WIDE.divide(total, len(values))
    squares = decimal.Decimal(0)
    for value in values:
        difference = _WIDE.subtract(value, mean)
        squares = _WIDE.fma(difference, difference, squares)
    try:
        return tidy(CONTEXT.plus(_WIDE.sqrt(_WIDE.divide(squares, len(values) - 1))))
    except decimal.Overflow as error:
        raise NotDefined(
            Words("the result is outside the range of FEEL numbers", "结果超出 FEEL 数字的范围")
        ) from error


def _mode(env: Environment, items: list[Any]) -> list[Number]:
    counts = Counter(_numbers(env, items))
    most = max(counts.values(), default=0)
    return sorted(value for value, count in counts.items() if count == most)


FUNCTIONS = (
    over_items("sum", _sum),
    over_items("mean", _mean),
    over_items("product", _product),
    over_items("median", _median),
    over_items("stddev", _stddev),
    over_items("mode", _mode),
)
