"""Who looks after a restricted order where the department that should is the one concerned."""

from __future__ import annotations

from engine.org.directory import Department, Directory
from engine.org.policy import Restriction, concerns_department

#: The kinds of departments that can take what concerns another, best first.
TAKING = ("supervision", "command", "customer-service")


def unconcerned(department: Department, restriction: Restriction, directory: Directory) -> Department | None:
    """Return the department itself, or, where the order concerns it, the nearest that it does not concern.

    Superiors come first, of the same kind, else one that supervises; then such a one of its own tier. None:
    nobody is left.
    """
    if not concerns_department(department.id, restriction, directory):
        return department
    own, *superiors = directory.up(department.tier_id)
    for tier in [*superiors, own]:
        for kind in (department.kind, *TAKING):
            other = directory.department_at(kind, tier.id)
            if (
                other is not None
                and directory.members(other.id)
                and not concerns_department(other.id, restriction, directory)
            ):
                return other
    return None
