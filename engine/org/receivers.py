"""Who may receive a task: of reassignment, of questions, of what is handed up, rejected or escalated.

Pure. A tier passes work on to itself and below, questions also go up; a neighbour is reached through the
superior tier alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.org.directory import Department, Directory
from engine.org.policy import Actor, reach

#: Which departments of a tier look after what comes up to it, best first; others follow.
HEADS = ("command", "dispatch", "repair", "duty", "supervision", "customer-service")


def path_of(department_id: str | None, directory: Directory) -> str | None:
    """Return the path of a department's tier; None when it is not there."""
    department = directory.departments.get(department_id or "")
    return directory.tiers[department.tier_id].path if department is not None else None


def may_be_given(actor: Actor, holding: str | None, wanted: str, directory: Directory) -> bool:
    """Answer whether the actor may reassign what department `holding` has to department `wanted`.

    At or below one's own tiers, or at or below the tier that has the task.
    """
    path, held = path_of(wanted, directory), path_of(holding, directory)
    if path is None:
        return False
    own = set(reach(actor, directory)) | ({held} if held is not None else set())
    return any(path.startswith(one) for one in own)


def may_be_asked(actor: Actor, holding: str | None, wanted: str, directory: Directory) -> bool:
    """Answer whether the actor may ask department `wanted` to sign or review: at, below or above a tier.

    A crew or station works for its county: it also asks those beside it there, as when two crews repair one
    fault.
    """
    path, held = path_of(wanted, directory), path_of(holding, directory)
    if path is None:
        return False
    own = set(reach(actor, directory)) | ({held} if held is not None else set())
    department = directory.departments.get(holding or "")
    tier = directory.tiers[department.tier_id] if department is not None else None
    if tier is not None and tier.kind in ("station", "crew") and tier.parent_id is not None:
        own.add(directory.tiers[tier.parent_id].path)
    return any(path.startswith(one) or one.startswith(path) for one in own)


def superior_department(
    department_id: str | None, directory: Directory, without: Collection[str] = ()
) -> Department | None:
    """Return the nearest department above that has members: of the same kind, else one of HEADS, else any.

    `without` are departments that know already: their tiers are passed over. None: nothing stands above.
    """
    department = directory.departments.get(department_id or "")
    if department is None:
        return None
    knowing = {directory.departments[one].tier_id for one in without if one in directory.departments}
    for tier in list(directory.up(department.tier_id))[1:]:
        found = next(_of_tier(tier.id, (department.kind, *HEADS), directory), None)
        if found is not None and tier.id not in knowing:
            return found
    return None


def standing_above(actor: Actor, department_id: str | None, directory: Directory) -> Department | None:
    """Return the actor's department whose tier is strictly above a department's; None when there is none."""
    path = path_of(department_id, directory)
    if path is None:
        return None
    above = [
        directory.departments[one.department_id]
        for one in directory.memberships_of(actor.id)
        if path.startswith(own := path_of(one.department_id, directory) or "?") and path != own
    ]
    return max(above, key=lambda one: len(path_of(one.id, directory) or ""), default=None)


def approver_department(tier_id: str, kinds: tuple[str, ...], directory: Directory) -> Department | None:
    """Return the department that approves: the first of these kinds with members, from a tier upwards."""
    for tier in directory.up(tier_id):
        for kind in kinds:
            department = directory.department_at(kind, tier.id)
            if department is not None and directory.members(department.id):
                return department
    return None


def _of_tier(tier_id: str, kinds: tuple[str, ...], directory: Directory) -> Iterator[Department]:
    for kind in kinds:
        department = directory.department_at(kind, tier_id)
        if department is not None and directory.members(department.id):
            yield department
    for department in directory.departments.values():
        if (
            department.tier_id == tier_id
            and department.kind not in kinds
            and directory.members(department.id)
        ):
            yield department
