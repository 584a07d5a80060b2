"""The versions of limit profiles that are or will be in force, read from what is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from engine.errors import NotFound
from engine.limits import LimitRule, Profile, read_profile, seed_profiles, seed_vocabulary
from engine.store.database import Transaction
from engine.store.limits import versions_in_force
from engine.words import Words


class LimitsInForce(NamedTuple):
    """A version of a profile, and from when on it counts (aware UTC)."""

    valid_from: datetime
    profile: Profile


@dataclass(frozen=True)
class LimitVersions:
    """The operator profiles of an installation: those in force, and beneath them those that are shipped."""

    #: Versions by profile, the latest first.
    in_force: Mapping[str, Sequence[LimitsInForce]]
    _rules: dict[str, LimitRule | None] = field(default_factory=dict, compare=False)

    def profile(self, key: str, at: datetime) -> Profile:
        """Return the version of a profile that is in force at `at` (aware), else the shipped one.

        Raises:
            NotFound: there is no such profile, or none in force yet.
        """
        for version in self.in_force.get(key, ()):
            if version.valid_from <= at:
                return version.profile
        shipped = seed_profiles().get(key)
        if shipped is None:
            known = ", ".join(self._keys())
            raise NotFound(
                Words(
                    f"there is no operator profile {key!r} in force; known: {known}",
                    f"没有生效的运营配置 {key!r}；已有：{known.replace(', ', '、')}",
                )
            )
        return shipped

    def profile_for(self, category: str, usual: str, at: datetime) -> str:
        """Return the profile of new orders of a category: `usual`, the installation's, where it has rules.

        A utility of one kind keeps another's orders by the first profile that has them (gas beside power).
        """
        for key in (usual, *(key for key in self._keys() if key != usual)):
            try:
                if serves(self.profile(key, at), category):
                    return key
            except NotFound:
                continue  # it is not in force yet
        return usual

    def of_rule(self, rule: str) -> Profile | None:
        """Return the version of a profile to which a clock's rule belongs; None when it is there no more.

        `rule` names it: `state-grid@2026.1/arrive?area=urban`.
        """
        key, _, version = rule.partition("/")[0].partition("@")
        for one in self.in_force.get(key, ()):
            if one.profile.version == version:
                return one.profile
        shipped = seed_profiles().get(key)
        return shipped if shipped is not None and shipped.version == version else None

    def rule(self, name: str) -> LimitRule | None:
        """Return the very rule of a clock by the name in its terms; None: it is there no more."""
        if name not in self._rules:
            profile = self.of_rule(name)
            rules = profile.rules if profile is not None else ()
            self._rules[name] = next((one for one in rules if one.terms.rule == name), None)
        return self._rules[name]

    def _keys(self) -> list[str]:
        return sorted({*seed_profiles(), *self.in_force})


def read_limits_in_force(tx: Transaction) -> LimitVersions:
    """Return the profiles as they are stored."""
    found: dict[str, list[LimitsInForce]] = {}
    for row in versions_in_force(tx):
        assert row.valid_from is not None, "a version in force has a beginning"
        found.setdefault(row.profile, []).append(
            LimitsInForce(row.valid_from, read_content(row.content, row.version))
        )
    return LimitVersions(found)


def read_content(content: Mapping[str, Any], version: str) -> Profile:
    """Return the profile of a version's content.

    Raises:
        InvalidInput: what is wrong, each finding with the field, counted from 1 in lists.
    """
    return read_profile(
        orjson.dumps(content, option=orjson.OPT_INDENT_2).decode(), version, seed_vocabulary()
    )


def serves(profile: Profile, category: str) -> bool:
    """Return whether a profile has a rule that asks for orders of a category."""
    return any(category in rule.conditions.get("category", ()) for rule in profile.rules)
