"""What diagrams may refer to in this installation, for the checks."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine.definitions import Catalogue
from engine.definitions.catalogue import KnownVersion
from engine.limits import seed_profiles, seed_vocabulary
from engine.orders import OPERATIONS
from engine.org import Directory
from engine.store.database import Transaction
from engine.store.definitions import DefinitionRow, active_definitions, definitions_of


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
        limits=known_limits(),
        milestones=frozenset(seed_vocabulary().milestones),
        packages={key: ids for key, ids in {**active, **(together or {})}.items() if key != package},
        together=together,
        versions={key: tuple(map(known_version, definitions_of(tx, key))) for key in versions_of},
    )


def known_version(row: DefinitionRow) -> KnownVersion:
    """Return what calls may know of a version."""
    return KnownVersion(row.version, frozenset(row.processes), row.tags)


def known_limits() -> frozenset[str]:
    """Return the keys of all limits of all operator profiles."""
    return frozenset(rule.key for profile in seed_profiles().values() for rule in profile.rules)
