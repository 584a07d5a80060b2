"""The organisation as one frozen value: the tree of tiers, departments, people and who belongs where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

#: Tiers from the top, and how deep each stands.
KINDS = ("province", "city", "county", "station", "crew")

#: A queue that begins so is one agent's own: `agent-1001@default`.
AGENT_QUEUE = "agent-"

_NOWHERE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Tier:
    """A province, city, county, supply station or crew.

    `path` is `/` and the codes of the tiers from the top down to this one, each followed by `/`.
    """

    id: str
    parent_id: str | None
    kind: str
    code: str
    name: str
    path: str
    zone: str
    calendar: str


@dataclass(frozen=True)
class Department:
    """A department of a tier. `queue` names the telephone queues whose calls belong to it, by blanks."""

    id: str
    tier_id: str
    kind: str
    name: str
    queue: str | None = None


@dataclass(frozen=True)
class Person:
    """A member of staff. `agent` is the name by which the telephone exchange knows them."""

    id: str
    username: str
    name: str
    agent: str | None = None
    language: str = "zh"
    active: bool = True


@dataclass(frozen=True)
class Membership:
    """A person in a department, in a role."""

    person_id: str
    department_id: str
    role: str


@dataclass(frozen=True)
class Substitution:
    """Somebody does a person's work, from `from_at` until before `until_at` (aware UTC business time).

    `department_id` limits it to the work of one department; None: all of the person's work.
    """

    person_id: str
    substitute_id: str
    department_id: str | None
    from_at: datetime
    until_at: datetime


@dataclass(frozen=True)
class Directory:
    """Everything about who is who, at one revision."""

    revision: int
    tiers: dict[str, Tier]
    departments: dict[str, Department]
    people: dict[str, Person]
    memberships: tuple[Membership, ...]
    substitutions: tuple[Substitution, ...] = ()

    @cached_property
    def _by_kind(self) -> dict[tuple[str, str], Department]:
        return {(department.tier_id, department.kind): department for department in self.departments.values()}

    @cached_property
    def _members(self) -> dict[str, list[Membership]]:
        members: dict[str, list[Membership]] = {}
        for membership in self.memberships:
            if self.people[membership.person_id].active:
                members.setdefault(membership.department_id, []).append(membership)
        return members

    @cached_property
    def _of_person(self) -> dict[str, list[Membership]]:
        found: dict[str, list[Membership]] = {}
        for membership in self.memberships:
            found.setdefault(membership.person_id, []).append(membership)
        return found

    @cached_property
    def _departments_of(self) -> dict[str, frozenset[str]]:
        return {
            person: frozenset(membership.department_id for membership in memberships)
            for person, memberships in self._of_person.items()
        }

    @cached_property
    def _standing_in(self) -> dict[str, list[Substitution]]:
        found: dict[str, list[Substitution]] = {}
        for one in self.substitutions:
            found.setdefault(one.substitute_id, []).append(one)
        return found

    @cached_property
    def _stood_in_for(self) -> frozenset[str]:
        return frozenset(one.person_id for one in self.substitutions if one.department_id is None)

    @cached_property
    def _by_agent(self) -> dict[str, Person]:
        return {person.agent: person for person in self.people.values() if person.agent}

    @cached_property
    def _by_queue(self) -> dict[str, Department]:
        return {
            queue: department
            for department in self.departments.values()
            for queue in (department.queue or "").split()
        }

    @cached_property
    def by_code(self) -> dict[str, Tier]:
        """Return the tiers by code."""
        return {tier.code: tier for tier in self.tiers.values()}

    def department_at(self, kind: str, tier_id: str) -> Department | None:
        """Return the department of this kind at a tier, or None."""
        return self._by_kind.get((tier_id, kind))

    def members(self, department_id: str) -> list[Membership]:
        """Return the active members of a department."""
        return self._members.get(department_id, [])

    def memberships_of(self, person_id: str) -> list[Membership]:
        """Return where a person belongs."""
        return self._of_person.get(person_id, [])

    def departments_of(self, person_id: str) -> frozenset[str]:
        """Return the departments that a person belongs to."""
        return self._departments_of.get(person_id, _NOWHERE)

    def stands_in_for(self, person_id: str, at: datetime) -> frozenset[str]:
        """Return whose work a person does at a moment, all of it; what is limited is not among them.

        Whoever stands in for a substitute stands in for those too for whom that one stands in.
        """
        if person_id not in self._standing_in:
            return _NOWHERE
        found: dict[str, None] = {}
        waiting = [person_id]
        while waiting:
            for one in self._acting(waiting.pop(), at):
                if one.department_id is None and one.person_id != person_id and one.person_id not in found:
                    found[one.person_id] = None
                    waiting.append(one.person_id)
        return frozenset(found)

    def substitutes_of(self, person_id: str, at: datetime) -> list[str]:
        """Return who does all of a person's work at a moment, sorted."""
        if person_id not in self._stood_in_for:
            return []
        return sorted(one for one in self._standing_in if person_id in self.stands_in_for(one, at))

    def stands_in_within(self, person_id: str, at: datetime) -> frozenset[tuple[str, str]]:
        """Return (person, department) for those whose work in one department alone a person does."""
        if person_id not in self._standing_in:
            return frozenset()
        return frozenset(
            (one.person_id, one.department_id)
            for substitute in (person_id, *self.stands_in_for(person_id, at))
            for one in self._acting(substitute, at)
            if one.department_id is not None and one.person_id != person_id
        )

    def _acting(self, person_id: str, at: datetime) -> list[Substitution]:
        given = self._standing_in.get(person_id)
        return [one for one in given if one.from_at <= at < one.until_at] if given else []

    def agent(self, name: str | None) -> Person | None:
        """Return the person whom the exchange knows by this name (`1001@default` or `1001`)."""
        if not name:
            return None
        return self._by_agent.get(name) or self._by_agent.get(name.split("@", 1)[0])

    def is_telephone_of(self, name: str | None, person_id: str) -> bool:
        """Answer whether the exchange means this person by a name."""
        person = self.agent(name)
        return person is not None and person.id == person_id

    def queue_department(self, queue: str | None) -> Department | None:
        """Return the department to which a telephone queue belongs; an agent's own is of that agent's."""
        if not queue:
            return None
        return self._by_queue.get(queue) or self._of_agent_queue(queue)

    def _of_agent_queue(self, queue: str) -> Department | None:
        person = self.agent(queue.removeprefix(AGENT_QUEUE)) if queue.startswith(AGENT_QUEUE) else None
        if person is None:
            return None
        own = [self.departments[key] for key in sorted(self.departments_of(person.id))]
        return next((one for one in own if one.queue), None)

    def up(self, tier_id: str) -> Iterator[Tier]:
        """Yield a tier and its superiors, nearest first."""
        tier: Tier | None = self.tiers[tier_id]
        while tier is not None:
            yield tier
            tier = self.tiers.get(tier.parent_id) if tier.parent_id else None

    def ancestor(self, tier_id: str, kind: str) -> Tier | None:
        """Return the tier itself or the superior of this kind."""
        return next((tier for tier in self.up(tier_id) if tier.kind == kind), None)

    def person_name(self, person_id: str | None) -> str | None:
        """Return a person's name; None for nobody, the id itself for somebody unknown."""
        if person_id is None:
            return None
        person = self.people.get(person_id)
        return person.name if person else person_id


def directory(
    revision: int,
    tiers: Iterable[Tier],
    departments: Iterable[Department],
    people: Iterable[Person],
    memberships: Iterable[Membership],
    substitutions: Iterable[Substitution] = (),
) -> Directory:
    """Return a directory from its rows."""
    return Directory(
        revision,
        {tier.id: tier for tier in tiers},
        {department.id: department for department in departments},
        {person.id: person for person in people},
        tuple(memberships),
        tuple(substitutions),
    )
