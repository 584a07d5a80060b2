"""What every query works with: one reading transaction, who looks, business time and the organisation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Protocol
from zoneinfo import ZoneInfo

from engine.calling.numbers import masked
from engine.definitions import Form, Package
from engine.errors import NotFound, StepFailed
from engine.inbox import InboxRules
from engine.limits import Profile, WorkingCalendar
from engine.orders import OrderRules
from engine.org import NOTHING, Action, Actor, Directory, Target, Tier, departments_for, may, reach, require
from engine.runtime import Binding, CompiledDefinition
from engine.store.database import Transaction
from engine.store.definitions import DefinitionRow


class Version(Protocol):
    """A version of a package, ready to run."""

    @property
    def row(self) -> DefinitionRow: ...
    @property
    def package(self) -> Package: ...
    @property
    def compiled(self) -> CompiledDefinition: ...
    @property
    def forms(self) -> Mapping[str, Form]: ...


class LimitVersions(Protocol):
    """The operator profiles in force."""

    def profile(self, key: str, at: datetime) -> Profile: ...
    def of_rule(self, rule: str) -> Profile | None: ...


class Services(Protocol):
    """What queries need beside the database; the commands' caches serve.

    `handlers` are the topics of the effects that the installation has, `profile` is its operator profile.
    """

    @property
    def handlers(self) -> Collection[str]: ...
    @property
    def order_rules(self) -> OrderRules: ...
    @property
    def inbox_rules(self) -> InboxRules: ...
    @property
    def profile(self) -> str: ...
    def time_and_place(self, tx: Transaction) -> tuple[datetime, Directory]: ...
    def definition(self, tx: Transaction, definition_id: str) -> Version: ...
    def active_for_category(self, tx: Transaction, category: str) -> Version | None: ...
    def called(
        self, tx: Transaction, process: str, packages: Collection[str], binding: Binding, caller: str
    ) -> CompiledDefinition: ...
    def calendar(self, tx: Transaction, key: str, zone: str) -> WorkingCalendar: ...
    def limits(self, tx: Transaction) -> LimitVersions: ...


@dataclass(frozen=True)
class Reading:
    """One look at the database by one person. `now` is business time, aware UTC.

    It reaches as far as the roles that the person has for `action`: for orders everywhere they belong.
    """

    tx: Transaction
    actor: Actor
    services: Services
    now: datetime
    directory: Directory
    action: Action = Action.SEE_ORDER

    @classmethod
    def begin(cls, tx: Transaction, actor: Actor, services: Services) -> Reading:
        """Return a reading with the time and the organisation as they are now."""
        now, directory = services.time_and_place(tx)
        return cls(tx, actor, services, now, directory)

    def by(self, action: Action) -> Reading:
        """Return the reading that reaches as far as the actor's roles for `action` do.

        Raises NotAllowed when they have none.
        """
        self.require(action)
        return replace(self, action=action)

    @cached_property
    def departments(self) -> frozenset[str]:
        """The ids of the departments to which the actor belongs, with a role for the action."""
        return departments_for(self.actor, self.action, self.directory)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The tier paths at or below which the actor has a role for the action, without those that others
        contain.
        """
        found = sorted(reach(self.actor, self.directory, self.action))
        return tuple(path for path in found if not any(path != up and path.startswith(up) for up in found))

    @cached_property
    def highest_tier(self) -> Tier | None:
        """The highest tier of `departments`, of several the first by path; None: nowhere."""
        tiers = self.directory.tiers
        own = [tiers[self.directory.departments[one].tier_id] for one in self.departments]
        return min(own, key=lambda tier: (tier.path.count("/"), tier.path), default=None)

    @property
    def midnight(self) -> datetime:
        """When today began in the zone of `highest_tier`, where the actor has a role for the action."""
        tier = self.highest_tier
        assert tier is not None, "the policy asks for a role, and who has one belongs somewhere"
        here = self.now.astimezone(ZoneInfo(tier.zone))
        return here.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)

    def may(self, action: Action, target: Target = NOTHING) -> bool:
        """Answer whether the actor may do `action` to `target`."""
        return may(self.actor, action, target, self.directory)

    def require(self, action: Action, target: Target = NOTHING) -> None:
        """Raise NotAllowed unless the actor may do `action` to `target`."""
        require(self.actor, action, target, self.directory)

    @cached_property
    def sees_numbers(self) -> bool:
        """Whether the actor may see telephone numbers at all: crews reach customers without."""
        return self.may(Action.SEE_NUMBER)

    def number(self, number: str | None) -> str | None:
        """Return a telephone number as the actor may see it, masked or whole; None for none."""
        return number if self.sees_numbers else masked(number)

    def name_of(self, person_id: str | None) -> str | None:
        """Return a person's name; None for nobody."""
        return self.directory.person_name(person_id)

    def title_of(self, key: str | None) -> str | None:
        """Return the name of a person or a department; None for nobody."""
        return self.department_name(key) or self.name_of(key)

    def department_name(self, department_id: str | None) -> str | None:
        """Return a department's name; None for none, or one that is gone."""
        department = self.directory.departments.get(department_id or "")
        return department.name if department is not None else None

    def tier_name(self, tier_id: str | None) -> str | None:
        """Return a tier's name; None for none, or one that is gone."""
        tier = self.directory.tiers.get(tier_id or "")
        return tier.name if tier is not None else None

    def path_of_department(self, department_id: str | None) -> str | None:
        """Return the path of a department's tier; None without a department."""
        department = self.directory.departments.get(department_id or "")
        return self.directory.tiers[department.tier_id].path if department is not None else None

    def version(self, definition_id: str) -> Version | None:
        """Return a version; None when this release cannot run it or it is gone."""
        try:
            return self.services.definition(self.tx, definition_id)
        except (NotFound, StepFailed):
            return None
