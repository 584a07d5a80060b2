"""Whose task it is: from a candidate group such as `repair@county` to a department."""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.org.directory import Department, Directory, Tier
from engine.words import Words

#: How a candidate group is written: a department kind at a tier; a crew and a queue may stand alone.
GROUP = re.compile(
    r"[a-z][a-z-]*@(?:province|city|county|station|crew|unit|origin|superior|queue)|crew|queue"
)


class Place(NamedTuple):
    """Where an order or call belongs, as far as it is known; each is a tier's id.

    `tier` is the county of its territory, `unit` its supply unit's tier, `crew` the assigned crew, `origin`
    the tier of the department that opened it; `queue` is the department of the call's queue.
    """

    tier: str | None = None
    unit: str | None = None
    crew: str | None = None
    origin: str | None = None
    queue: str | None = None


class Responsible(NamedTuple):
    """The department that a task goes to. `instead_of` says why it is not the one drawn, None when it is."""

    department: Department
    instead_of: Words | None = None


def responsible(group: str, place: Place, directory: Directory) -> Responsible | None:
    """Return the department for a candidate group; None when nobody can be found at all.

    An empty or missing department means its superior's of the same kind; where none has members, any
    department of a superior tier, and only then another one of its own tier. The caller opens an incident
    when `instead_of` is set.
    """
    kind, _, where = group.rpartition("@")
    if where == "queue":
        department = directory.departments.get(place.queue or "")
        if department is None:
            return None
        return _staffed(department, kind or department.kind, directory, group)
    tier = _tier(where, place, directory)
    if tier is None:
        return _first_above(kind, place, directory, group)
    if where == "crew":
        kind = kind or "crew"
    wanted = directory.department_at(kind, tier.id)
    if wanted is not None:
        return _staffed(wanted, kind, directory, group)
    return _above(
        kind,
        tier,
        directory,
        Words(f"{tier.name} has no department of kind {kind}", f"{tier.name} 没有类别为 {kind} 的部门"),
    )


def _tier(where: str, place: Place, directory: Directory) -> Tier | None:
    if where == "crew":
        return directory.tiers.get(place.crew or "")
    if where == "unit":
        return directory.tiers.get(place.unit or place.tier or "")
    if where == "origin":
        return directory.tiers.get(place.origin or place.tier or "")
    start = place.tier or place.origin
    if start is None or start not in directory.tiers:
        return None
    if where == "superior":
        parent = directory.tiers[start].parent_id
        return directory.tiers.get(parent) if parent else directory.tiers[start]
    return directory.ancestor(start, where)


def _staffed(department: Department, kind: str, directory: Directory, group: str) -> Responsible | None:
    if directory.members(department.id):
        return Responsible(department)
    del group
    tier = directory.tiers[department.tier_id]
    empty = Words(f"{department.name} has no members", f"{department.name} 没有成员")
    nobody = Words(
        f"{department.name} has no members, nor has any superior department",
        f"{department.name} 没有成员，上级部门也都没有成员",
    )
    return _above(kind, tier, directory, empty) or Responsible(department, nobody)


def _above(kind: str, tier: Tier, directory: Directory, reason: Words) -> Responsible | None:
    superiors = list(directory.up(tier.id))[1:]
    for superior in superiors:
        department = directory.department_at(kind, superior.id)
        if department is not None and directory.members(department.id):
            return Responsible(department, reason)
    for superior in [*superiors, tier]:
        for department in directory.departments.values():
            if department.tier_id == superior.id and directory.members(department.id):
                return Responsible(department, reason)
    return None


def _first_above(kind: str, place: Place, directory: Directory, group: str) -> Responsible | None:
    start = place.tier or place.origin
    if start is None or start not in directory.tiers:
        return None
    tier = directory.tiers[start]
    department = directory.department_at(kind, tier.id)
    reason = Words(f"the order has no tier for {group!r} yet", f"工单还没有 {group!r} 所指的层级")
    if department is not None and directory.members(department.id):
        return Responsible(department, reason)
    return _above(kind, tier, directory, reason)
