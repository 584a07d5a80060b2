"""Order numbers that can be read out on the telephone, with a check digit.

Thirteen digits: date (yymmdd) in the tier's zone, serial (6), check digit by ISO 7064 MOD 11,10, which finds
every single wrong digit and nearly all swapped neighbours. Written in groups: 261122 004711 5.
"""

from __future__ import annotations

import re
from datetime import date

from engine.errors import InvalidInput
from engine.words import Words

SERIALS = 1_000_000
LENGTH = 13


def check_digit(digits: str) -> str:
    """Return the check digit of a string of decimal digits (ISO/IEC 7064 §7, MOD 11,10)."""
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def order_number(day: date, serial: int) -> str:
    """Return the order number of the `serial`th order; serials wrap around after a million."""
    digits = f"{day:%y%m%d}{serial % SERIALS:06d}"
    return digits + check_digit(digits)


def read_number(text: str) -> str:
    """Return the number that a person typed or said, without blanks and hyphens.

    Raises:
        InvalidInput: not thirteen digits, or the check digit is wrong.
    """
    digits = re.sub(r"[\s\-－ ]", "", text)
    if not re.fullmatch(r"[0-9]{13}", digits):
        raise InvalidInput(
            Words(
                f"an order number has {LENGTH} digits; {text!r} has not: read it again",
                f"工单编号有 {LENGTH} 位数字；{text!r} 不是：请再读一遍",
            )
        )
    if check_digit(digits[:-1]) != digits[-1]:
        raise InvalidInput(
            Words(
                f"{text!r} is no order number: one of its digits is wrong; read it again",
                f"{text!r} 不是工单编号：其中一位数字有误；请再读一遍",
            )
        )
    return digits


def spoken_groups(number: str) -> str:
    """Return the number in groups as it is read out: `261122 004711 5`."""
    return f"{number[:6]} {number[6:12]} {number[12:]}"
