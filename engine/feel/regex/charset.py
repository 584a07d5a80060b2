"""Sets of characters as sorted ranges of code points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

Range = tuple[int, int]
LAST = 0x10FFFF


class CharSet:
    """An immutable set of code points; `ranges` are sorted, apart from each other, both ends included.

    `shorthand` is what Python's re calls the same set, when it has a name for it.
    """

    __slots__ = ("_shorthand", "_starts", "ranges")

    def __init__(self, ranges: Iterable[Range] = (), shorthand: str | None = None) -> None:
        merged: list[Range] = []
        for low, high in sorted(ranges):
            if merged and low <= merged[-1][1] + 1:
                if high > merged[-1][1]:
                    merged[-1] = (merged[-1][0], high)
            else:
                merged.append((low, high))
        self.ranges = tuple(merged)
        self._starts = [low for low, _ in merged]
        self._shorthand = shorthand

    @classmethod
    def of(cls, characters: str) -> CharSet:
        """Return the set of the characters in a string."""
        return cls((ord(character), ord(character)) for character in characters)

    def __contains__(self, code: int) -> bool:
        at = bisect_right(self._starts, code) - 1
        return at >= 0 and code <= self.ranges[at][1]

    def __or__(self, other: CharSet) -> CharSet:
        return CharSet((*self.ranges, *other.ranges))

    def __invert__(self) -> CharSet:
        gaps: list[Range] = []
        next_low = 0
        for low, high in self.ranges:
            if low > next_low:
                gaps.append((next_low, low - 1))
            next_low = high + 1
        if next_low <= LAST:
            gaps.append((next_low, LAST))
        return CharSet(gaps)

    def __sub__(self, other: CharSet) -> CharSet:
        return ~(~self | other)

    def is_disjoint(self, other: CharSet) -> bool:
        """Return whether no character is in both."""
        return not (self - (self - other)).ranges

    def source(self) -> str:
        """Return the set in the syntax of Python's re."""
        if self._shorthand is not None:
            return self._shorthand
        if not self.ranges:
            return "(?!)"
        if len(self.ranges) == 1 and self.ranges[0][0] == self.ranges[0][1]:
            return _escaped(self.ranges[0][0])
        return "[" + "".join(_range_source(low, high) for low, high in self.ranges) + "]"


def _range_source(low: int, high: int) -> str:
    return _escaped(low) if low == high else f"{_escaped(low)}-{_escaped(high)}"


def _escaped(code: int) -> str:
    character = chr(code)
    return character if character.isascii() and character.isalnum() else f"\\U{code:08x}"
