"""From what a diagram says to the person, department or unit that is meant."""

from __future__ import annotations

from engine.commands.case import Case
from engine.commands.place_of import place_of
from engine.errors import StepFailed
from engine.orders import CONCERNED, Party
from engine.org import Directory, responsible
from engine.words import Words


def named_party(case: Case, standing: str, reference: str) -> Party:
    """Return whom a reference means, seen from the order of the case.

    Raises:
        StepFailed: it means nobody, or a unit is to be named: a unit can only be concerned.
    """
    found = party_by_id(case.directory, reference) or _by_name(case, reference)
    if found is None or (found.kind == "unit" and standing != CONCERNED):
        raise StepFailed(
            Words(
                f"{reference!r} is nobody who can be {standing}: a department as KIND@TIER, a username or an "
                "id; a unit's code only where it is concerned",
                f"{reference!r} 不是可以指名的对象：部门写作 类别@层级，或用户名、编号；单位编码只用于涉事",
            )
        )
    return found


def party_by_id(directory: Directory, key: str) -> Party | None:
    """Return the person, department or unit with this id, or None."""
    if key in directory.people:
        return Party("person", key)
    if key in directory.departments:
        return Party("department", key)
    return Party("unit", key) if key in directory.tiers else None


def _by_name(case: Case, reference: str) -> Party | None:
    directory = case.directory
    if "@" in reference:
        meant = responsible(reference, place_of(case.order, None, directory), directory)
        return Party("department", meant.department.id) if meant is not None else None
    person = next((one.id for one in directory.people.values() if one.username == reference), None)
    if person is not None:
        return Party("person", person)
    tier = directory.by_code.get(reference)
    return Party("unit", tier.id) if tier is not None else None
