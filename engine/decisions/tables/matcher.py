"""Which rules of a table match: the index narrows them down, the compiled tests decide what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from engine.decisions.tables.column import Column
from engine.feel import Environment
from engine.feel.values.numbers import WHOLE_LIMIT, as_number, from_host

Matching = Callable[[Sequence[Any], Mapping[str, Any], Environment], Iterator[int]]
"""The tested values, the variables and the environment in; the indices of the matching rules out."""


def matcher(columns: Sequence[Column], rules: int) -> Matching:
    """Return what finds the matching rules of a table with so many rules; lazily, one after the other."""
    everything = (1 << rules) - 1

    def matching(values: Sequence[Any], variables: Mapping[str, Any], env: Environment) -> Iterator[int]:
        candidates = everything
        asked: list[tuple[Column, Any, int]] = []
        for column, given in zip(columns, values, strict=True):
            value = _within_feel(given)
            found = column.lookup(value)
            if found is None:
                asked.append((column, value, everything))
                continue
            candidates &= found
            if column.open:
                asked.append((column, value, column.open))
        while candidates:
            lowest = candidates & -candidates
            candidates ^= lowest
            index = lowest.bit_length() - 1
            if all(
                not rules_asked & lowest or _accepts(column, index, lowest, value, variables, env)
                for column, value, rules_asked in asked
            ):
                yield index

    return matching


def _within_feel(value: Any) -> Any:
    """Return a value of the host as FEEL has it: no floats, and whole numbers of at most 34 digits."""
    if type(value) is int:
        return value if -WHOLE_LIMIT < value < WHOLE_LIMIT else as_number(value)
    return from_host(value)


def _accepts(
    column: Column, index: int, bit: int, value: Any, variables: Mapping[str, Any], env: Environment
) -> bool:
    """Ask one entry. What a constant entry has to say about an odd value is not worth a note."""
    env.spend(1)
    if column.open & bit:
        return column.cells[index].matches(value, variables, env) is True
    before, env.quiet = env.quiet, True
    try:
        return column.cells[index].matches(value, variables, env) is True
    finally:
        env.quiet = before
