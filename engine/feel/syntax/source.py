"""A FEEL text and the places in it."""

from __future__ import annotations

from engine.feel.errors import FeelSyntaxError, Position
from engine.words import Words


class Source:
    """The text being compiled and what the caller calls it (an element, a cell), or None."""

    __slots__ = ("text", "where")

    def __init__(self, text: str, where: str | None) -> None:
        self.text = text
        self.where = where

    def position(self, offset: int) -> Position:
        """Return line and column of a code point, both from 1."""
        before = self.text[:offset]
        line = before.count("\n") + 1
        return line, offset - (before.rfind("\n") + 1) + 1

    def error(self, offset: int, problem: Words, expected: tuple[str, ...] = ()) -> FeelSyntaxError:
        """Return the syntax error `problem` at `offset`."""
        return FeelSyntaxError(problem, where=self.where, position=self.position(offset), expected=expected)


class Place:
    """An offset in a source; its line and column are worked out only when somebody asks."""

    __slots__ = ("offset", "source")

    def __init__(self, source: Source, offset: int) -> None:
        self.source = source
        self.offset = offset

    @property
    def position(self) -> Position:
        """Line and column, from 1."""
        return self.source.position(self.offset)
