"""The tree of a regular expression, and the bound on the ways in which it can match."""

from __future__ import annotations

from dataclasses import dataclass

from engine.feel.regex.charset import CharSet

TOO_MANY = 10**12
"""Stands for "more ways than anybody can try"."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A part of a regular expression."""


@dataclass(frozen=True, slots=True)
class Characters(Tree):
    """One character of a set."""

    members: CharSet


@dataclass(frozen=True, slots=True)
class Anchor(Tree):
    """`^` or `$`; of each line when multiline."""

    at_start: bool
    multiline: bool


@dataclass(frozen=True, slots=True)
class Sequence(Tree):
    """Parts one after the other."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Alternatives(Tree):
    """The first branch that leads to a match."""

    branches: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Group(Tree):
    """A part in parentheses; `number` is None when it is not captured."""

    part: Tree
    number: int | None


@dataclass(frozen=True, slots=True)
class Repeat(Tree):
    """A part `low` to `high` times; without end when high is None."""

    part: Tree
    low: int
    high: int | None
    greedy: bool


@dataclass(frozen=True, slots=True)
class BackReference(Tree):
    """The text that an earlier group matched."""

    number: int
    ignore_case: bool


def ways(tree: Tree, length: int) -> int:
    """Return an upper bound of the ways to match from one place of a text of `length`, at most TOO_MANY."""
    match tree:
        case Sequence(parts):
            product = 1
            for part in parts:
                product = min(product * ways(part, length), TOO_MANY)
            return product
        case Alternatives(branches):
            counts = [ways(branch, length) for branch in branches]
            return min(max(counts) if _exclusive(branches) else sum(counts), TOO_MANY)
        case Group(part, _):
            return ways(part, length)
        case Repeat(part, _, high, _) if high != 1 and _can_be_empty(part):
            return TOO_MANY  # also because engines differ in when a loop over nothing ends
        case Repeat(part, low, high, _):
            return _ways_repeated(ways(part, length), low, high, length)
    return 1


def _ways_repeated(inner: int, low: int, high: int | None, length: int) -> int:
    if high is None:
        return min(length + 1, TOO_MANY) if inner == 1 else TOO_MANY
    if inner == 1:
        return min(high - low, length) + 1
    total = 0
    for count in range(low, high + 1):
        total += min(inner**count, TOO_MANY) if count * inner.bit_length() < 64 else TOO_MANY
        if total >= TOO_MANY:
            return TOO_MANY
    return total


def _can_be_empty(tree: Tree) -> bool:
    match tree:
        case Sequence(parts):
            return all(map(_can_be_empty, parts))
        case Alternatives(branches):
            return any(map(_can_be_empty, branches))
        case Group(part, _):
            return _can_be_empty(part)
        case Repeat(part, low, _, _):
            return low == 0 or _can_be_empty(part)
    return not isinstance(tree, Characters)


def _exclusive(branches: tuple[Tree, ...]) -> bool:
    """Return whether at most one branch can match at a place, by its first character."""
    firsts = [_first(branch) for branch in branches]
    known = [first for first in firsts if first is not None]
    return len(known) == len(firsts) and all(
        one.is_disjoint(other) for i, one in enumerate(known) for other in known[:i]
    )


def _first(tree: Tree) -> CharSet | None:
    """Return the characters with which a match begins; None when it can be empty or is not known."""
    match tree:
        case Characters(members):
            return members
        case Group(part, _):
            return _first(part)
        case Sequence(parts) if parts:
            return _first(parts[0])
        case Repeat(part, low, _, _) if low > 0:
            return _first(part)
    return None
