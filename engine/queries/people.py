"""Who somebody is: where they belong, what they may do, and which part of the organisation they see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.org import Action, Person, Tier, may_at_all
from engine.queries.reading import Reading
from engine.store.time import read_clock


@dataclass(frozen=True)
class MembershipView:
    """A department to which a person belongs, the role there, and its tier with the IANA zone."""

    department: str
    department_name: str
    department_kind: str
    role: str
    tier: str
    tier_kind: str
    tier_code: str
    tier_name: str
    zone: str


@dataclass(frozen=True)
class Me:
    """A person with their places. `permissions` are action names that policy allows to something at all.

    `business_now` is the business clock (aware UTC), `clock_rate` how many of its seconds pass in one.
    """

    person: Person
    memberships: list[MembershipView]
    permissions: list[str]
    business_now: datetime
    clock_rate: float


def action_name(action: Action) -> str:
    """Return an action's stable name: `see-order`."""
    return action.name.lower().replace("_", "-")


def who_am_i(reading: Reading) -> Me:
    """Return the actor of a reading."""
    directory = reading.directory
    views = []
    for membership in directory.memberships_of(reading.actor.id):
        department = directory.departments[membership.department_id]
        tier = directory.tiers[department.tier_id]
        views.append(
            MembershipView(
                department.id,
                department.name,
                department.kind,
                membership.role,
                tier.id,
                tier.kind,
                tier.code,
                tier.name,
                tier.zone,
            )
        )
    found = read_clock(reading.tx)
    return Me(
        person=directory.people[reading.actor.id],
        memberships=views,
        permissions=[action_name(one) for one in Action if may_at_all(reading.actor, one, directory)],
        business_now=reading.now,
        clock_rate=found[0].rate if found is not None else 1.0,
    )


def visible_tiers(reading: Reading) -> list[Tier]:
    """Return the tiers at or below those of the actor, from the top."""
    return sorted(
        (
            tier
            for tier in reading.directory.tiers.values()
            if any(tier.path.startswith(path) for path in reading.paths)
        ),
        key=lambda tier: tier.path,
    )
