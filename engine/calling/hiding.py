"""Taking telephone numbers out of what is answered to somebody who may not see any.

An answer is hidden as a whole, at the door, and not field by field where it is made: a number stands in
columns, in the values of forms, in the history and in what people wrote, and every answer that is added later
has to be hidden as well.
"""

from __future__ import annotations

import re
from typing import Any

from engine.calling.numbers import LEAST_DIGITS, canonical, hidden_in, masked

#: Members that hold a telephone number, and values of forms or of the history that are called so. Whoever
#: adds one with another name adds it here.
NAMES = frozenset(
    {
        "caller_number",
        "caller_name",
        "dialled_number",
        "customer_phone",
        "contact_number",
        "contact_phone",
        "phone",
        "mobile",
        "telephone",
    }
)
#: A mobile number in the middle of a text, also with the country's code. Nothing longer, no part of a word.
_MOBILE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9A-Za-z])")
#: Whatever is shorter may be part of anything else.
_LEAST_FOUND = 7


def without_numbers(document: Any) -> Any:
    """Return a JSON value in which telephone numbers are masked, wherever the same ones stand in it."""
    found: set[str] = set()
    _find(document, found)
    numbers = frozenset(one for one in found if len(one) >= _LEAST_FOUND)
    return _hide(document, numbers, in_name=False)


def _find(value: Any, found: set[str]) -> None:
    if isinstance(value, dict):
        if _is_leg(value) or value.get("name") in NAMES:
            found.update(_numbers_in(value))
        for name, member in value.items():
            if name in NAMES:
                found.update(_numbers_in(member))
            _find(member, found)
    elif isinstance(value, list):
        for member in value:
            _find(member, found)


def _numbers_in(value: Any) -> set[str]:
    """Return the numbers among a value's texts, as written and as kept: they may stand elsewhere."""
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    texts = [one for one in members if isinstance(one, str)]
    return {form for one in texts if (kept := canonical(one)) is not None for form in (one, kept)}


def _is_leg(value: dict[str, Any]) -> bool:
    return "channel" in value and "number" in value


def _hide(value: Any, numbers: frozenset[str], *, in_name: bool) -> Any:
    if isinstance(value, dict):
        whole = value.get("name") in NAMES
        leg = _is_leg(value)
        return {
            name: member
            if name == "draft" and "may_work" in value  # typed at this very task: it is sent back as it comes
            else _hide(
                member,
                numbers,
                in_name=in_name
                or name in NAMES
                or (whole and name != "name")
                or (leg and name in ("number", "name")),
            )
            for name, member in value.items()
        }
    if isinstance(value, list):
        return [_hide(member, numbers, in_name=in_name) for member in value]
    if not isinstance(value, str) or len(value) < LEAST_DIGITS:
        return value
    if in_name and canonical(value) is not None:
        return masked(value)
    return _MOBILE.sub(lambda one: masked(one[0]) or "", hidden_in(value, numbers))
