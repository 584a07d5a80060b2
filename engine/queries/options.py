"""What a field of a form offers to choose from, where the form's schema names a source (`x-source`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import NotFound
from engine.orders import WorkOrder
from engine.org import Tier
from engine.queries.reading import Reading


@dataclass(frozen=True)
class Option:
    """One choice. `value` goes into the form, `label` is shown; `detail` says more, None: nothing."""

    value: str
    label: str
    detail: str | None
    available: bool


def options(reading: Reading, source: str, order: WorkOrder | None) -> list[Option]:
    """Return the choices of a source for a task of `order`.

    Raises:
        NotFound: there is no such source.
    """
    found = SOURCES.get(source)
    if found is None:
        raise NotFound(f"there is no source {source!r}; sources: {', '.join(sorted(SOURCES))}")
    return found(reading, order)


def _crews(reading: Reading, order: WorkOrder | None) -> list[Option]:
    """Return the crews below the order's county, those with members first."""
    directory = reading.directory
    if order is None:
        return []
    county = directory.ancestor(order.tier_id, "county") or directory.tiers[order.tier_id]
    found = []
    for tier in directory.tiers.values():
        department = directory.department_at("crew", tier.id)
        if tier.kind == "crew" and tier.path.startswith(county.path) and department is not None:
            members = [directory.people[one.person_id].name for one in directory.members(department.id)]
            found.append(Option(tier.id, tier.name, "、".join(members) or None, bool(members)))
    return sorted(found, key=lambda option: (not option.available, option.label))


def _counties(reading: Reading, order: WorkOrder | None) -> list[Option]:
    """Return all counties, those of the order's city first, without the one that has the order."""
    directory = reading.directory
    home = directory.tiers.get(order.tier_id) if order is not None else None

    def rank(tier: Tier) -> tuple[bool, str]:
        return (home is None or tier.parent_id != home.parent_id, tier.path)

    counties = [tier for tier in directory.tiers.values() if tier.kind == "county" and tier is not home]
    return [
        Option(tier.id, tier.name, reading.tier_name(tier.parent_id), True)
        for tier in sorted(counties, key=rank)
    ]


#: A new source is one function here and its entry.
SOURCES: dict[str, Callable[[Reading, WorkOrder | None], list[Option]]] = {
    "crews": _crews,
    "counties": _counties,
}
