"""Positions and lengths in strings and lists, counted from 1 or backwards from -1 (Tables 74 and 75)."""

from __future__ import annotations

from engine.feel.values.numbers import Number, whole
from engine.feel.values.undefined import NotDefined


def index_of_position(position: Number, size: int, name: str = "position") -> int:
    """Return the index from 0; NotDefined unless the position is a whole number in -size..size, not 0."""
    number = whole(position)
    if number is None:
        raise NotDefined(f"`{name}` must be a whole number, not {position}")
    if number == 0 or abs(number) > size:
        raise NotDefined(f"`{name}` is {number}, but there are only {size}")
    return number - 1 if number > 0 else size + number


def end_of_length(start: int, length: Number | None, size: int) -> int:
    """Return the index after `length` elements from index `start`; all that follow when length is null.

    NotDefined when fewer than one or more than there are were asked for.
    """
    if length is None:
        return size
    if not 1 <= length < size - start + 1:
        raise NotDefined(f"`length` is {length}, outside 1..{size - start}")
    return start + int(length)
