"""To whom open work goes when a department closes or moves, an area changes its county, people leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.org.directory import Directory
from engine.org.responsible import Place, responsible


@dataclass(frozen=True)
class Gone:
    """A department that closed or moved away. `to` None: whoever is responsible without it."""

    kind: str
    tier_kind: str
    to: str | None = None


@dataclass(frozen=True)
class Reorganisation:
    """What has changed. `departments` are those whose work goes elsewhere; `people` have left, with the
    department that gets what they alone had (None: nobody knows one); `territories` are served by another
    tier now: (tier before, tier after). `places` are people who belong to a department no more: what they
    hold of its tasks goes back to it.
    """

    departments: Mapping[str, Gone] = field(default_factory=dict)
    people: Mapping[str, str | None] = field(default_factory=dict)
    territories: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return it as JSON."""
        gone = {key: [one.kind, one.tier_kind, one.to] for key, one in self.departments.items()}
        areas = {key: list(tiers) for key, tiers in self.territories.items()}
        return {
            "departments": gone,
            "people": dict(self.people),
            "territories": areas,
            "places": dict(self.places),
        }

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> Reorganisation:
        """Return what `document` made; one of an earlier release has no places."""
        return cls(
            {key: Gone(*one) for key, one in document["departments"].items()},
            document["people"],
            {key: (before, after) for key, (before, after) in document["territories"].items()},
            document.get("places", {}),
        )


def heir(department_id: str, place: Place, plan: Reorganisation, directory: Directory) -> str | None:
    """Return the department to which work at a department goes; the same one: it stays.

    `directory` is the organisation after the change. Work of an order that lies in another county now goes to
    the departments of the same kind above it there. None: nobody can be found, and the work stays.
    """
    gone = plan.departments.get(department_id)
    if gone is not None:
        if gone.to is not None and gone.to in directory.departments:
            return gone.to
        found = responsible(f"{gone.kind}@{gone.tier_kind}", place, directory)
        return found.department.id if found is not None else None
    department = directory.departments.get(department_id)
    if department is None or place.tier is None or place.tier not in directory.tiers:
        return department_id
    tier = directory.tiers[department.tier_id]
    if tier.kind not in ("city", "county") or tier in directory.up(place.tier):
        return department_id
    found = responsible(f"{department.kind}@{tier.kind}", place, directory)
    return found.department.id if found is not None else department_id


def without_department(directory: Directory, department_id: str) -> Directory:
    """Return the organisation as it will be once a department is closed, or has moved away."""
    left = {key: one for key, one in directory.departments.items() if key != department_id}
    members = tuple(one for one in directory.memberships if one.department_id != department_id)
    return replace(directory, departments=left, memberships=members)


def without_person(directory: Directory, person_id: str) -> Directory:
    """Return the organisation as it will be once somebody has left."""
    people = dict(directory.people)
    people[person_id] = replace(people[person_id], active=False)
    return replace(directory, people=people)
