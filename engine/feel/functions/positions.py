"""Positions and lengths in strings and lists, counted from 1 or backwards from -1 (Tables 74 and 75)."""

from __future__ import annotations

from engine.feel.values.numbers import Number, whole
from engine.feel.values.undefined import NotDefined
from engine.words import Words


def index_of_position(position: Number, size: int, name: str = "position") -> int:
    """Return the index from 0; NotDefined unless the position is a whole number in -size..size, not 0."""
    number = whole(position)
    if number is None:
        raise NotDefined(
            Words(f"`{name}` must be a whole number, not {position}", f"`{name}` 应为整数，而不是 {position}")
        )
    if number == 0 or abs(number) > size:
        raise NotDefined(
            Words(
                f"`{name}` is {number}, but there are only {size}", f"`{name}` 是 {number}，但一共只有 {size}"
            )
        )
    return number - 1 if number > 0 else size + number


def end_of_length(start: int, length: Number | None, size: int) -> int:
    """Return the index after `length` elements from index `start`; all that follow when length is null.

    NotDefined when fewer than one or more than there are were asked for.
    """
    if length is None:
        return size
    if not 1 <= length < size - start + 1:
        raise NotDefined(
            Words(
                f"`length` is {length}, outside 1..{size - start}",
                f"`length` 是 {length}，不在 1..{size - start} 之内",
            )
        )
    return start + int(length)
