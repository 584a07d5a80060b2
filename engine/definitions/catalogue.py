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
    """`processes` maps the process ids of other packages to their package's key."""

    department_kinds: frozenset[str] | None = None
    operations: frozenset[str] = frozenset()
    handlers: frozenset[str] | None = None
    limits: frozenset[str] | None = None
    milestones: frozenset[str] | None = None
    processes: Mapping[str, str] | None = None


EMPTY = Catalogue()
