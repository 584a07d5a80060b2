"""Numbers: IEEE 754-2008 decimal128 (clause 10.3.2.3.1), 34 digits, ties to even.

Whole numbers stay int while they have at most 34 digits; everything else is Decimal.
"""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Any

from engine.feel.values.undefined import NotDefined
from engine.words import Words

DIGITS = 34
WHOLE_LIMIT = 10**DIGITS
Number = int | Decimal
_ONE = Decimal(1)

CONTEXT = decimal.Context(
    prec=DIGITS,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[decimal.Overflow, decimal.Underflow, decimal.InvalidOperation, decimal.DivisionByZero],
)


def from_literal(text: str) -> Number:
    """Return the number written as `text` (rule 35, without sign).

    Raises decimal.Overflow or decimal.Underflow when it is outside the range of decimal128.
    """
    if len(text) <= DIGITS and text.isdecimal():
        return int(text)
    return CONTEXT.create_decimal(text)


def as_number(value: Any) -> Number:
    """Return a number within 34 digits; a float by its shortest decimal form. Raises NotDefined for NaN."""
    if type(value) is float:
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NotDefined(Words("there is no number NaN or infinity in FEEL", "FEEL 没有 NaN 和无穷大"))
        return value
    number = int(value)
    return number if -WHOLE_LIMIT < number < WHOLE_LIMIT else CONTEXT.create_decimal(number)


def from_host(value: Any) -> Any:
    """Return a value as it enters FEEL: a float becomes a Decimal by its shortest form, NaN becomes null."""
    if type(value) is float:
        number = Decimal(repr(value))
        return number if number.is_finite() else None
    return value


def as_decimal(value: Any) -> Decimal:
    """Return the number as a Decimal of at most 34 digits."""
    return CONTEXT.create_decimal(as_number(value))


def whole(value: Number) -> int | None:
    """Return a whole number of at most 34 digits as int, whatever its scale; None for every other number."""
    if not -WHOLE_LIMIT < value < WHOLE_LIMIT:
        return None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else None
    return value


def tidy(value: Decimal) -> Number:
    """Return a number of scale 0 as int, and zero without a sign."""
    if value.same_quantum(_ONE):
        return int(value)
    return value if value else value.copy_abs()


def add(left: Number, right: Number) -> Number:
    """Return left + right (Table 57)."""
    return _computed(CONTEXT.add, left, right)


def subtract(left: Number, right: Number) -> Number:
    """Return left - right (Table 57)."""
    return _computed(CONTEXT.subtract, left, right)


def multiply(left: Number, right: Number) -> Number:
    """Return left * right (Table 59)."""
    return _computed(CONTEXT.multiply, left, right)


def divide(left: Number, right: Number) -> Number:
    """Return left / right (Table 59); NotDefined for a divisor of zero."""
    if not right:
        raise NotDefined(Words("cannot divide by zero", "不能除以零"))
    return _computed(CONTEXT.divide, left, right)


def power(base: Number, exponent: Number) -> Number:
    """Return base ** exponent (Table 60); NotDefined when it has no real value or is out of range.

    The work is bounded: decimal128 stops at 34 digits, so 9 ** 9 ** 9 overflows at once.
    """
    if not -999_999_999 <= exponent <= 999_999_999:
        raise NotDefined(
            Words("the exponent is outside -999999999..999999999", "指数不在 -999999999..999999999 之内")
        )
    if not base and not exponent:
        return 1
    if not base and exponent < 0:
        raise NotDefined(Words("cannot divide by zero", "不能除以零"))
    return _computed(CONTEXT.power, base, exponent)


def modulo(dividend: Number, divisor: Number) -> Number:
    """Return dividend - divisor * floor(dividend / divisor), exactly; it has the divisor's sign."""
    if not divisor:
        raise NotDefined(Words("cannot divide by zero", "不能除以零"))
    rest = _computed(CONTEXT.remainder, dividend, divisor)
    return add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest


def rounded(value: Number, scale: int, rounding: str) -> Number:
    """Return `value` with `scale` decimals, rounded as a decimal module's mode.

    A value that has no more decimals than that, or would need more than 34 digits, stays as it is.
    """
    number = as_decimal(value)
    exponent = number.as_tuple().exponent
    has_fewer_decimals = isinstance(exponent, int) and exponent >= -scale
    if has_fewer_decimals and number.adjusted() + scale >= DIGITS:
        return tidy(number)
    result = number.quantize(Decimal((0, (1,), -scale)), rounding, CONTEXT)
    if scale <= 0 and (not result or result.adjusted() < DIGITS):
        return int(result)
    return tidy(result)


def _computed(operation: Any, left: Number, right: Number) -> Number:
    try:
        return tidy(operation(left, right))
    except (decimal.Overflow, decimal.Underflow) as error:
        raise NotDefined(
            Words("the result is outside the range of FEEL numbers", "结果超出 FEEL 数字的范围")
        ) from error
    except decimal.InvalidOperation as error:
        raise NotDefined(Words("the result is not a number", "结果不是数字")) from error
