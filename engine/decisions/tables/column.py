"""One input column of a decision table, with an index over the entries that compare with constants.

The index is a set of rules, as the bits of an integer, for each region of values that no constant parts. It
is made by asking the compiled tests themselves, so that it cannot say anything else than they do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.decisions.tables.constants import Constant, constants_in
from engine.decisions.tables.samples import LINES, Line
from engine.feel import Environment, UnaryTests
from engine.feel.errors import FeelEvaluationError

MOST_BITS = 16_000_000
"""Size of one index, in bits; a larger one is not made, and the tests are asked one by one."""
_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
Lookup = Callable[[Any], int]
"""The rules whose entry may accept a value, as bits."""


class Column:
    """The entries of one input, one for each rule.

    `open` are the rules whose entry is not constant, as bits: they have to be asked. With `indexed` False
    everything has to be asked; both ways give the same answers.
    """

    __slots__ = ("_constant", "_lookups", "cells", "open")

    def __init__(self, cells: Sequence[UnaryTests], *, indexed: bool = True) -> None:
        self.cells = cells
        self._lookups: dict[type, Lookup] = {}
        groups: dict[UnaryTests, int] = {}
        for index, cell in enumerate(cells):
            groups[cell] = groups.get(cell, 0) | 1 << index
        self.open = 0
        self._constant: list[_Group] = []
        for cell, rules in groups.items():
            constants = [] if cell.text.strip() == "-" else constants_in(cell.text)
            if constants is None:
                self.open |= rules
            else:
                self._constant.append(_Group(cell, rules, constants))
        if indexed and self._constant:
            self._index(self._constant)

    def lookup(self, value: Any) -> int | None:
        """Return the rules that may accept a value of FEEL: of the constant entries exactly those that do.

        None when the index says nothing about values of this type, and all entries have to be asked.
        """
        found = self._lookups.get(type(value))
        return None if found is None else found(value)

    def regions(self) -> Iterator[int]:
        """Yield, for each region of values that is not empty, the rules whose constant entry accepts it.

        Null is left out: that entries agree on accepting nothing at all says little.
        """
        for line in LINES:
            points = line.sorted(value for group in self._constant for value in group.constants)
            samples = line.regions(points)
            for mask, sample in zip(_masks(line, points, self._constant, 0), samples, strict=True):
                if sample is not None:
                    yield mask
        for value in (True, False):
            yield _accepting(self._constant, value)

    def _index(self, groups: list[_Group]) -> None:
        for line in LINES:
            made = _line_lookup(line, groups, self.open, len(self.cells))
            if made is not None:
                self._lookups.update(dict.fromkeys(line.types, made))
        accepted = {value: self.open | _accepting(groups, value) for value in (True, False)}
        self._lookups[bool] = accepted.__getitem__
        of_null = self.open | _accepting(groups, None)
        self._lookups[type(None)] = lambda _: of_null


class _Group:
    """Rules with the same constant entry."""

    __slots__ = ("constants", "rules", "tests")

    def __init__(self, tests: UnaryTests, rules: int, constants: list[Constant]) -> None:
        self.tests = tests
        self.rules = rules
        self.constants = constants

    def accepts(self, value: Any) -> bool:
        """Ask the compiled tests, which need no variables."""
        env = Environment(_ANY_TIME, ZoneInfo("UTC"))
        env.quiet = True
        try:
            return self.tests.matches(value, {}, env) is True
        except FeelEvaluationError:
            return False


def _accepting(groups: list[_Group], value: Any) -> int:
    found = 0
    for group in groups:
        if group.accepts(value):
            found |= group.rules
    return found


def _line_lookup(line: Line, groups: list[_Group], open_: int, rules: int) -> Lookup | None:
    """Return the index over an ordered kind of values; None when it would be too large."""
    points = line.sorted(value for group in groups for value in group.constants)
    if (2 * len(points) + 1) * rules > MOST_BITS:
        return None
    masks = _masks(line, points, groups, open_)
    gaps = set(masks[::2])
    if len(gaps) == 1:
        otherwise = gaps.pop()
        exact = {point: mask for point, mask in zip(points, masks[1::2], strict=True) if mask != otherwise}
        return lambda value: exact.get(value, otherwise)

    def by_region(value: Any) -> int:
        at = bisect_left(points, value)
        inside = at < len(points) and points[at] == value
        return masks[2 * at + 1 if inside else 2 * at]

    return by_region


def _masks(line: Line, points: list[Any], groups: list[_Group], open_: int) -> list[int]:
    """Return the rules that accept each region: before the first point, at it, after it, and so on.

    A group changes its answer only at its own constants, so each is asked there, and the changes are summed
    up from left to right.
    """
    at = {point: 2 * position + 1 for position, point in enumerate(points)}
    changes = [0] * (2 * len(points) + 2)
    for group in groups:
        own = line.sorted(group.constants)
        answer = False
        for place, sample in enumerate(line.regions(own)):
            if sample is None:
                continue  # no value lies there, so nobody will ask
            start = 0 if place == 0 else at[own[(place - 1) // 2]] + (place + 1) % 2
            if group.accepts(sample) is not answer:
                answer = not answer
                changes[start] ^= group.rules
    masks, current = [], open_
    for change in changes[:-1]:
        current ^= change
        masks.append(current)
    return masks
