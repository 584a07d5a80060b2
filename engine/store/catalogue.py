"""What diagrams may refer to in this installation, for the checks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import orjson

from engine.definitions import Catalogue
from engine.definitions.catalogue import KnownVersion
from engine.limits import Profile, read_profile, seed_profiles, seed_vocabulary
from engine.orders import OPERATIONS
from engine.org import Directory
from engine.store.database import Transaction
from engine.store.definitions import DefinitionRow, active_definitions, definitions_of
from engine.store.limits import versions_in_force


def installed_catalogue(
    tx: Transaction,
    directory: Directory,
    handlers: Collection[str],
    package: str,
    together: Mapping[str, frozenset[str]] | None = None,
    versions_of: Collection[str] = (),
) -> Catalogue:
    """Return departments, operations, handlers, limits and the other packages, as `package` sees them.

    `together` are packages that are about to be deployed with it, by key, with the ids of their processes:
    what they will be counts, not what is active of them; None when nothing is deployed. `versions_of` are the
    packages whose versions may be named.
    """
    active = {row.package: frozenset(row.processes) for row in active_definitions(tx)}
    kinds = frozenset(department.kind for department in directory.departments.values())
    return Catalogue(
        department_kinds=kinds or None,
        operations=frozenset(OPERATIONS),
        handlers=frozenset(handlers),
        departments=frozenset(
            f"{department.kind}@{directory.tiers[department.tier_id].kind}"
            for department in directory.departments.values()
        )
        or None,
        **known_of_limits(_in_force(tx)),
        packages={key: ids for key, ids in {**active, **(together or {})}.items() if key != package},
        together=together,
        versions={key: tuple(map(known_version, definitions_of(tx, key))) for key in versions_of},
    )


def known_version(row: DefinitionRow) -> KnownVersion:
    """Return what calls may know of a version."""
    return KnownVersion(row.version, frozenset(row.processes), row.tags)


def known_limits() -> frozenset[str]:
    """Return the keys of all limits of all shipped operator profiles."""
    return frozenset(rule.key for profile in seed_profiles().values() for rule in profile.rules)


def known_of_limits(profiles: Iterable[Profile] = ()) -> dict[str, Any]:
    """Return what a catalogue says of limits: of the shipped profiles, and of these beside them."""
    words = seed_vocabulary()
    categories = words.facts["category"].values
    limits: dict[str, set[str]] = {category: set() for category in categories}
    pauses: dict[str, set[str]] = {category: set() for category in categories}
    for profile in (*seed_profiles().values(), *profiles):
        for rule in profile.rules:
            for category in rule.conditions.get("category", categories):
                limits[category].add(rule.key)
                pauses[category] |= rule.terms.pauses
    return {
        "limits": frozenset().union(*limits.values()),
        "limits_of": {category: frozenset(keys) for category, keys in limits.items()},
        "pauses": frozenset(words.pauses),
        "pauses_of": {category: frozenset(reasons) for category, reasons in pauses.items()},
        "facts": {name: frozenset(fact.values) for name, fact in words.facts.items()},
        "milestones": frozenset(words.milestones),
    }


def _in_force(tx: Transaction) -> list[Profile]:
    return [
        read_profile(orjson.dumps(row.content).decode(), row.version, seed_vocabulary())
        for row in versions_in_force(tx)
    ]
