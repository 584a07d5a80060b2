"""Telephone numbers: one form for each, how one is shown to those who may not see it, and how it is dialled.

FreeSWITCH reads dial strings as a small language: `;`, `|`, `,`, `{}`, `[]`, `^^`, `&` and blanks begin other
destinations, variables and applications. Nothing that a person typed ever reaches one but digits.
"""

from __future__ import annotations

import re

#: From the shortest service number (110) to the longest of ITU-T E.164 with an access code before it.
LEAST_DIGITS, MOST_DIGITS = 3, 18
_BETWEEN = re.compile(r"[\s()（）.\-‐-―－]+")
_DIALLED = re.compile(rf"\+?[0-9]{{{LEAST_DIGITS},{MOST_DIGITS}}}")
_ABROAD = re.compile(r"(?:\+|00)86(?=[1-9])")
_MOBILE = re.compile(r"1[0-9]{10}")
_MASKED = re.compile(r"[0-9]{0,3}\*{4}[0-9]{0,4}")
_SERVICE = re.compile(r"(?:400|800)[0-9]{7}|9[56][0-9]{3,4}")


def canonical(text: str | None) -> str | None:
    """Return a number in the form in which it is kept and compared; None when it cannot be dialled.

    Digits alone, of a number abroad with `+` before them; of one in China without the country's code, as it
    is dialled here: `+86 571 8888 0000` is `057188880000`.
    """
    number = _BETWEEN.sub("", text or "").translate(_WIDE)
    if not _DIALLED.fullmatch(number):
        return None
    home = _ABROAD.sub("", number)
    if home != number:
        return home if _MOBILE.fullmatch(home) or _SERVICE.fullmatch(home) else f"0{home}"
    return f"+{number[2:]}" if number.startswith("00") and len(number) > LEAST_DIGITS + 2 else number


#: Digits as Chinese input methods write them.
_WIDE = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("＋"): "+"}


def masked(text: str | None) -> str | None:
    """Return a number as it is shown to those who may not see it, `138****5678`; what has no digits stays.

    At least four digits are hidden, or all but the last two of a short number. What is masked stays so.
    """
    if text is None or _MASKED.fullmatch(text):
        return text
    digits = [one for one in text if one.isdecimal()]
    if not digits:
        return text
    if len(digits) < 8:
        return "****" + "".join(digits[-2:] if len(digits) > 4 else [])
    before = min(3, len(digits) - 8)
    return "".join(digits[:before]) + "****" + "".join(digits[-4:])


def hidden_in(text: str, numbers: frozenset[str]) -> str:
    """Return a text in which each of these numbers is masked, however often it stands there."""
    for number in sorted(numbers, key=len, reverse=True):
        if len(number) >= LEAST_DIGITS and number in text:
            text = text.replace(number, masked(number) or "")
    return text


def dialable(number: str) -> str:
    """Return a number as it stands in a dial string.

    Raises:
        ValueError: it is no number in the form of `canonical`.
    """
    if not re.fullmatch(r"\+?[0-9]+", number, re.ASCII) or canonical(number) != number:
        raise ValueError("no telephone number")
    return number
