"""Who leads somewhere, and is told of it."""

from __future__ import annotations

from engine.org import Action, Actor, Directory, Target, may


def nearest_leaders(action: Action, target: Target, directory: Directory, besides: str = "") -> list[str]:
    """Return those who may do this to `target` and are nearest: of the lowest tier that has any.

    `besides` is a person who is not asked for.
    """
    found = [
        (directory.tiers[directory.departments[one.department_id].tier_id].path.count("/"), one.person_id)
        for one in directory.memberships
        if one.person_id != besides and may(Actor(one.person_id), action, target, directory)
    ]
    nearest = max((depth for depth, _ in found), default=0)
    return sorted({person for depth, person in found if depth == nearest})
