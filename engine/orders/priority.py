"""Priority 优先级: after danger and importance, by a table that a utility edits; never after mood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class PriorityRow(NamedTuple):
    """A row of the table. None asks for nothing."""

    priority: int
    danger: bool | None = None
    category: str | None = None
    customer_class: str | None = None


def priority_of(
    rows: Sequence[PriorityRow], *, danger: bool, category: str, customer_class: str | None
) -> int:
    """Return the priority of the first row that fits; 0 when none does."""
    for row in rows:
        if row.danger not in (None, danger):
            continue
        if row.category in (None, category) and row.customer_class in (None, customer_class):
            return row.priority
    return 0
