"""Which rules of a table can match together, where that can be known before anything is evaluated.

The hit policy UNIQUE forbids it (DMN 1.5, clause 8.2.11): the result would be null. Only rules whose entries
all compare with constants are looked at; of the others nothing certain can be said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.decisions.tables.column import Column

MOST_STEPS = 5_000_000
"""Comparisons of entries with regions of values for one table; a larger one is not looked at."""


def overlapping(columns: Sequence[Column], rules: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rules, by index and in order, that some values of the inputs would both match."""
    regions = [list(column.regions()) for column in columns]
    if sum(len(found) for found in regions) * rules > MOST_STEPS:
        return
    candidates = (1 << rules) - 1
    for column in columns:
        candidates &= ~column.open
    together = [candidates] * rules
    for column, masks in zip(columns, regions, strict=True):
        known: dict[int, int] = {}
        for index, cell in enumerate(column.cells):
            key = id(cell)
            if key not in known:
                known[key] = _united(masks, 1 << index)
            together[index] &= known[key]
    for index in range(rules):
        if candidates >> index & 1:
            others = together[index] >> (index + 1)
            while others:
                lowest = others & -others
                others ^= lowest
                yield index, index + lowest.bit_length()


def _united(masks: list[int], rule: int) -> int:
    """Return the rules that accept a value which this rule accepts too."""
    found = 0
    for mask in masks:
        if mask & rule:
            found |= mask
    return found
