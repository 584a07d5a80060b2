"""The versions of limit profiles that are or will be in force, read from what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from engine.limits import Profile, read_profile, seed_vocabulary
from engine.store.database import Transaction
from engine.store.limits import versions_in_force


class LimitsInForce(NamedTuple):
    """A version of a profile, and from when on it counts (aware UTC)."""

    valid_from: datetime
    profile: Profile


def read_limits_in_force(tx: Transaction) -> dict[str, list[LimitsInForce]]:
    """Return the versions by profile, the latest first."""
    found: dict[str, list[LimitsInForce]] = {}
    for row in versions_in_force(tx):
        assert row.valid_from is not None, "a version in force has a beginning"
        found.setdefault(row.profile, []).append(
            LimitsInForce(row.valid_from, read_content(row.content, row.version))
        )
    return found


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
