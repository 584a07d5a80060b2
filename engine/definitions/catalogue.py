"""What a diagram may refer to outside itself: departments, operations, effects, limits, other packages.

The composition root fills it from what is installed; checks only read it. None means "not known here":
the rule that needs it is then silent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

#: Where a department can be looked for (design §5).
TIERS = ("province", "city", "county", "station", "crew", "unit", "origin", "superior", "queue")


class KnownVersion(NamedTuple):
    """A version of a package that calls may name: its number, its processes, and the tags that these bear."""

    number: int
    processes: frozenset[str]
    tags: Mapping[str, str]


@dataclass(frozen=True)
class Catalogue:
    """`packages` are the other packages by key, each with the ids of its processes; `unreadable` are the
    keys of those that stand beside this one and cannot be read, so that nobody knows what they have.

    `limits_of` and `pauses_of` are the limits, and the reasons for which one of them pauses, by category;
    `pauses` are all reasons, `facts` the values by which limits are chosen, by name. `departments` are those
    that some tier has, as KIND@TIER.

    `together` are those that are deployed in the same call, as `packages`; None when nothing is being
    deployed. `versions` are the versions of the packages that calls may name, the newest first; a package
    that is missing is not known here.
    """

    department_kinds: frozenset[str] | None = None
    operations: frozenset[str] = frozenset()
    handlers: frozenset[str] | None = None
    limits: frozenset[str] | None = None
    limits_of: Mapping[str, frozenset[str]] | None = None
    pauses: frozenset[str] | None = None
    pauses_of: Mapping[str, frozenset[str]] | None = None
    facts: Mapping[str, frozenset[str]] | None = None
    departments: frozenset[str] | None = None
    milestones: frozenset[str] | None = None
    packages: Mapping[str, frozenset[str]] | None = None
    unreadable: frozenset[str] = frozenset()
    together: Mapping[str, frozenset[str]] | None = None
    versions: Mapping[str, tuple[KnownVersion, ...]] = field(default_factory=dict)


EMPTY = Catalogue()
