"""What a diagram may refer to outside itself: departments, operations, effects, limits, other packages.

The composition root fills it from what is installed; checks only read it. None means "not known here":
the rule that needs it is then silent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: Where a department can be looked for (design §5).
TIERS = ("province", "city", "county", "station", "crew", "unit", "origin", "superior", "queue")


@dataclass(frozen=True)
class Catalogue:
    """`packages` are the other packages by key, each with the ids of its processes; `unreadable` are the
    keys of those that stand beside this one and cannot be read, so that nobody knows what they have.
    """

    department_kinds: frozenset[str] | None = None
    operations: frozenset[str] = frozenset()
    handlers: frozenset[str] | None = None
    limits: frozenset[str] | None = None
    milestones: frozenset[str] | None = None
    packages: Mapping[str, frozenset[str]] | None = None
    unreadable: frozenset[str] = frozenset()


EMPTY = Catalogue()
