"""What a field of a form offers where its schema names a source (`x-source`), and what it accepts.

Values are ids of tiers, as pages send them, or their codes, as people and other systems write them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from engine.org.directory import Directory, Tier
from engine.words import Words


@dataclass(frozen=True)
class Choice:
    """One choice. `value` goes into the form, `label` is shown; `detail` says more, None: nothing.

    `available` False: it is shown, but cannot do the work now.
    """

    value: str
    label: str
    detail: str | None
    available: bool


class Source(ABC):
    """A source of choices for work at `home`, the order's tier; None: there is no order.

    A new source is a class here, its entry in SOURCES, and a test that what it offers it also accepts.
    """

    @abstractmethod
    def choices(self, directory: Directory, home: Tier | None) -> list[Choice]:
        """Return what is offered, best first."""

    @abstractmethod
    def refusal(self, tier: Tier, directory: Directory, home: Tier | None) -> Words | None:
        """Return why a tier cannot be chosen; None: it can."""

    def problem(self, value: object, directory: Directory, home: Tier | None) -> Words | None:
        """Return what is wrong with a value that was filled in; None: nothing. No tier is scanned."""
        tier = None
        if isinstance(value, str):
            tier = directory.tiers.get(value) or directory.by_code.get(value)
        if tier is None:
            return Words("is none of those offered", "不在所列之中")
        return self.refusal(tier, directory, home)


class Crews(Source):
    """The crews below the order's county, those with members first."""

    def choices(self, directory: Directory, home: Tier | None) -> list[Choice]:
        if home is None:
            return []
        found = []
        for tier in directory.tiers.values():
            if tier.kind == "crew" and tier.path.startswith(_county(directory, home).path):
                names = self._members(directory, tier)
                if names is not None:
                    found.append(Choice(tier.id, tier.name, "、".join(names) or None, bool(names)))
        return sorted(found, key=lambda choice: (not choice.available, choice.label))

    def refusal(self, tier: Tier, directory: Directory, home: Tier | None) -> Words | None:
        if tier.kind != "crew" or home is None or not tier.path.startswith(_county(directory, home).path):
            return Words("is no crew of the county that has the order", "不是承办工单的区县的班组")
        return (
            None if self._members(directory, tier) else Words("has nobody who could go", "没有可以出发的人")
        )

    def _members(self, directory: Directory, tier: Tier) -> list[str] | None:
        department = directory.department_at("crew", tier.id)
        if department is None:
            return None
        return [directory.people[one.person_id].name for one in directory.members(department.id)]


class Counties(Source):
    """All counties but the one that has the order, those of its city first."""

    def choices(self, directory: Directory, home: Tier | None) -> list[Choice]:
        def rank(tier: Tier) -> tuple[bool, str]:
            return (home is None or tier.parent_id != home.parent_id, tier.path)

        counties = [tier for tier in directory.tiers.values() if tier.kind == "county" and tier is not home]
        return [
            Choice(tier.id, tier.name, _name(directory, tier.parent_id), True)
            for tier in sorted(counties, key=rank)
        ]

    def refusal(self, tier: Tier, directory: Directory, home: Tier | None) -> Words | None:
        if tier.kind != "county":
            return Words("is no county", "不是区县")
        if tier is home:
            return Words("is the county that has the order", "正是承办工单的区县")
        return None


def _county(directory: Directory, home: Tier) -> Tier:
    return directory.ancestor(home.id, "county") or home


def _name(directory: Directory, tier_id: str | None) -> str | None:
    tier = directory.tiers.get(tier_id or "")
    return tier.name if tier is not None else None


SOURCES: dict[str, Source] = {"crews": Crews(), "counties": Counties()}
