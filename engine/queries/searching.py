"""What a person typed into a search box, as a condition: every character stands for itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, bindparam

_ESCAPE = "!"


def contained(column: ColumnElement[Any], name: str = "words") -> ColumnElement[bool]:
    """Return the condition that a column contains, or begins with, what was typed, capitals or not."""
    return column.ilike(bindparam(name), escape=_ESCAPE)


def like_parameter(text: str, *, only_begin: bool = False) -> str:
    """Return the parameter of `contained` for a typed text."""
    for character in (_ESCAPE, "%", "_"):
        text = text.replace(character, _ESCAPE + character)
    return f"{text}%" if only_begin else f"%{text}%"


def may_guess_number(text: str, *, sees_numbers: bool) -> bool:
    """Return whether a typed text could find a telephone number in a text, for somebody who may see none.

    One digit is enough: two at a time a number is put together.
    """
    return not sees_numbers and any(map(str.isdecimal, text))
