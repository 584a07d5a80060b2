"""Values of XML Schema as attributes hold them (XML Schema part 2): booleans and whole numbers.

Blanks around a value do not count (§4.3.6, `collapse`). A value that is none gives None: reading does not
judge, the rule `values` refuses it.
"""

from __future__ import annotations

import re

_BLANKS = " \t\r\n"
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")


def boolean(text: str) -> bool | None:
    """Return what an xs:boolean says (§3.3.2): `true` and `1`, `false` and `0`; None when it is none."""
    return _BOOLEANS.get(text.strip(_BLANKS))


def flag(text: str | None, default: bool) -> bool:
    """Return a boolean attribute's value; the default when it is missing or is no boolean."""
    value = boolean(text) if text is not None else None
    return default if value is None else value


def whole(text: str) -> int | None:
    """Return what an xs:integer says (§3.4.13), up to nine digits; None when it is none."""
    stripped = text.strip(_BLANKS)
    return int(stripped) if _WHOLE.fullmatch(stripped) else None
