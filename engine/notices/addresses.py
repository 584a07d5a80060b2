"""Addresses by which people are reached, as they are kept: one form each."""

from __future__ import annotations

import re

import phonenumbers

_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATEXT}(?:\.{_ATEXT})*@{_LABEL}(?:\.{_LABEL})*")


def is_address(text: str) -> bool:
    """Return whether a text is one plain e-mail address in ASCII (RFC 5321 §4.1.2, dot-string)."""
    local, _, _ = text.rpartition("@")
    return len(text) <= 254 and len(local) <= 64 and _ADDRESS.fullmatch(text) is not None


def telephone_number(text: str) -> str | None:
    """Return a telephone number in E.164, Chinese without a country; None: it is none."""
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
