"""A compiled pattern that chooses, for each text, the engine that is sure to be quick."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from engine.feel.regex.backtracking import source
from engine.feel.regex.reader import read
from engine.feel.regex.simulation import Program, Span
from engine.feel.regex.tree import Anchor, Sequence, Tree, ways
from engine.feel.values.undefined import NotDefined
from engine.words import Words

MOST_WORK = 2_000_000
"""Steps of Python's engine that are allowed without counting them: some milliseconds."""
Spans = tuple[Span | None, ...]


class Pattern:
    """A regular expression; searching it takes time proportional to the text, or to the budget."""

    __slots__ = ("_bounded", "_program", "_regex", "_starts_once", "_tree", "groups")

    def __init__(self, tree: Tree, groups: int) -> None:
        self.groups = groups
        self._tree = tree
        self._regex = re.compile(source(tree))
        self._program: Program | None = None
        self._bounded = -1, 0  # the last length asked for, and its bound
        first = tree.parts[0] if isinstance(tree, Sequence) and tree.parts else tree
        self._starts_once = isinstance(first, Anchor) and first.at_start and not first.multiline

    def search(self, text: str, start: int, spend: Callable[[int], None]) -> Spans | None:
        """Return the spans of the first match from `start`: the whole, then each group (None when unset)."""
        spend(1)
        if self._bound(len(text)) > MOST_WORK:
            return self._simulated().search(text, start, spend)
        match = self._regex.search(text, start)
        if match is None:
            return None
        return tuple(None if span == (-1, -1) else span for span in (match.span(), *match.regs[1:]))

    def matches(self, text: str, spend: Callable[[int], None]) -> Iterator[Spans]:
        """Yield the spans of every match from left to right; for patterns that never match emptily."""
        at = 0
        while at <= len(text):
            spans = self.search(text, at, spend)
            if spans is None or spans[0] is None:
                return
            yield spans
            at = max(spans[0][1], spans[0][0] + 1)

    def matches_nothing(self, spend: Callable[[int], None]) -> bool:
        """Return whether the empty text matches, which replace and split refuse."""
        return self.search("", 0, spend) is not None

    def _bound(self, length: int) -> int:
        if self._bounded[0] != length:
            starts = 1 if self._starts_once else length + 1
            self._bounded = length, ways(self._tree, length) * starts
        return self._bounded[1]

    def _simulated(self) -> Program:
        if self._program is None:
            self._program = Program(self._tree, self.groups)
        return self._program


@lru_cache(maxsize=512)
def compile_pattern(pattern: str, flags: str = "") -> Pattern:
    """Return the pattern of an XPath regular expression; NotDefined with the reason when it is none."""
    tree, groups = read(pattern, flags)
    try:
        return Pattern(tree, groups)
    except (re.error, OverflowError, RecursionError) as error:
        raise NotDefined(Words("the pattern is too complicated", "模式过于复杂")) from error
