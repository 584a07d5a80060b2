"""Numeric functions (Table 76)."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from engine.feel.environment import Environment
from engine.feel.functions.signature import Function, Signature, function, number, one_of
from engine.feel.values import kinds, numbers
from engine.feel.values.numbers import CONTEXT, Number, as_decimal, tidy, whole
from engine.feel.values.undefined import NotDefined
from engine.feel.values.years_months import YearsMonths
from engine.words import Words

_LOWEST_SCALE, _HIGHEST_SCALE = -6111, 6176


def _rounding(mode: str) -> Callable[..., Number]:
    def round_(env: Environment, n: Number, scale: Number = 0) -> Number:
        del env
        if not _LOWEST_SCALE <= scale <= _HIGHEST_SCALE:
            raise NotDefined(
                Words(
                    f"`scale` is {scale}, outside {_LOWEST_SCALE}..{_HIGHEST_SCALE}",
                    f"`scale` 是 {scale}，不在 {_LOWEST_SCALE}..{_HIGHEST_SCALE} 之内",
                )
            )
        return numbers.rounded(n, int(scale), mode)

    return round_


def _with_scale(name: str, mode: str) -> Function:
    return function(name, _rounding(mode), number("n"), number("scale"))


def _with_or_without_scale(name: str, mode: str) -> Function:
    round_ = _rounding(mode)
    return Function(
        name, (Signature(round_, (number("n"),)), Signature(round_, (number("n"), number("scale"))))
    )


def _abs(env: Environment, n: Any) -> Any:
    del env
    if isinstance(n, YearsMonths):
        return YearsMonths(abs(n.months))
    if isinstance(n, timedelta) and n < timedelta():
        return timedelta() - n
    return n if isinstance(n, timedelta) else abs(n)


def _modulo(env: Environment, dividend: Number, divisor: Number) -> Number:
    del env
    return numbers.modulo(dividend, divisor)


def _sqrt(env: Environment, n: Number) -> Number:
    del env
    if n < 0:
        raise NotDefined(Words("there is no square root of a negative number", "负数没有平方根"))
    return _whole_if_exact(CONTEXT.sqrt(as_decimal(n)))


def _log(env: Environment, n: Number) -> Number:
    del env
    if n <= 0:
        raise NotDefined(Words("there is a logarithm of positive numbers only", "只有正数有对数"))
    return _whole_if_exact(CONTEXT.ln(as_decimal(n)))


def _exp(env: Environment, n: Number) -> Number:
    del env
    try:
        return _whole_if_exact(CONTEXT.exp(as_decimal(n)))
    except (decimal.Overflow, decimal.Underflow) as error:
        raise NotDefined(
            Words("the result is outside the range of FEEL numbers", "结果超出 FEEL 数字的范围")
        ) from error


def _whole_if_exact(value: decimal.Decimal) -> Number:
    number_ = whole(value)
    return tidy(value) if number_ is None else number_


def _odd(env: Environment, n: Number) -> bool:
    return not _even(env, n)


def _even(env: Environment, n: Number) -> bool:
    del env
    if abs(n) >= numbers.WHOLE_LIMIT:
        return True  # more than 34 digits: a multiple of ten
    number_ = whole(n)
    if number_ is None:
        raise NotDefined(Words(f"{n} is neither odd nor even", f"{n} 既不是奇数也不是偶数"))
    return number_ % 2 == 0


_N = number("number")
FUNCTIONS = (
    _with_scale("decimal", decimal.ROUND_HALF_EVEN),
    _with_or_without_scale("floor", decimal.ROUND_FLOOR),
    _with_or_without_scale("ceiling", decimal.ROUND_CEILING),
    _with_scale("round up", decimal.ROUND_UP),
    _with_scale("round down", decimal.ROUND_DOWN),
    _with_scale("round half up", decimal.ROUND_HALF_UP),
    _with_scale("round half down", decimal.ROUND_HALF_DOWN),
    function("abs", _abs, one_of("n", kinds.NUMBER, kinds.DAYS, kinds.MONTHS)),
    function("modulo", _modulo, number("dividend"), number("divisor")),
    function("sqrt", _sqrt, _N),
    function("log", _log, _N),
    function("exp", _exp, _N),
    function("odd", _odd, _N, boolean=True),
    function("even", _even, _N, boolean=True),
)
