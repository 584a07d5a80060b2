"""What diagrams may refer to in this installation, for the checks."""

from __future__ import annotations

from engine.commands.services import OPERATION_NAMES
from engine.commands.work import Work
from engine.definitions import Catalogue
from engine.limits import seed_profiles, seed_vocabulary
from engine.store.definitions import active_definitions


def catalogue(work: Work, others: dict[str, str] | None = None) -> Catalogue:
    """Return departments, operations, handlers, limits and the processes of other packages.

    `others` adds processes that are about to be deployed, by process id, with their package's key.
    """
    _, directory = work.services.time_and_place(work.tx)
    processes = {process: row.package for row in active_definitions(work.tx) for process in row.processes}
    kinds = frozenset(department.kind for department in directory.departments.values())
    return Catalogue(
        department_kinds=kinds or None,
        operations=OPERATION_NAMES,
        handlers=frozenset(work.services.handlers),
        limits=known_limits(),
        milestones=frozenset(seed_vocabulary().milestones),
        processes={**processes, **(others or {})},
    )


def known_limits() -> frozenset[str]:
    """Return the keys of all limits of all operator profiles."""
    return frozenset(rule.key for profile in seed_profiles().values() for rule in profile.rules)
