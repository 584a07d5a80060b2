"""How many instances and orders run on each version of a package: what a deployment leaves as it is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from engine.errors import NotFound
from engine.org import Action
from engine.queries.reading import Reading
from engine.store.definitions import all_definitions
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import definition, instance
from engine.words import Words


@dataclass(frozen=True)
class RunningOn:
    """A version on which something runs. Instances without an order count only as instances."""

    definition_id: str
    version: int
    active: bool
    instances: int
    orders: int


_COUNT = Statement(
    select(
        definition.c.id,
        definition.c.version,
        definition.c.active,
        func.count(instance.c.id).label("instances"),
        func.count(instance.c.order_id.distinct()).label("orders"),
    )
    .select_from(instance.join(definition, definition.c.id == instance.c.definition_id))
    .where(definition.c.package == bindparam("package"), is_word(instance.c.status, "active", "suspended"))
    .group_by(definition.c.id, definition.c.version, definition.c.active)
    .order_by(definition.c.version.desc())
)


def running_on(reading: Reading, package: str) -> list[RunningOn]:
    """Return the versions of a package on which something runs, newest first.

    Raises:
        NotAllowed: the actor may not design packages.
    """
    reading.require(Action.DESIGN)
    return [
        RunningOn(row.id, row.version, row.active, row.instances, row.orders)
        for row in reading.tx.rows(_COUNT, package=package)
    ]


def running_versions(reading: Reading, package: str) -> list[RunningOn]:
    """Return the same of a package that must have been deployed.

    Raises:
        NotAllowed: the actor may not design packages.
        NotFound: nobody has deployed it.
    """
    found = running_on(reading, package)
    if not found and not any(row.package == package for row in all_definitions(reading.tx)):
        raise NotFound(Words(f"there is no package {package!r}", f"没有流程包 {package!r}"))
    return found
