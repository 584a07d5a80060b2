"""Forecast a reorganisation, or begin it: what every change that readdresses open work does."""

from __future__ import annotations

from collections import Counter
from typing import Any

from engine.commands.organisation.case import OrganisationCase
from engine.commands.work import Hint
from engine.ids import new_id
from engine.org import Directory, Place
from engine.org.reorganising import Reorganisation, heir
from engine.store.reorganisations import (
    ReorganisationRow,
    insert_reorganisation,
    lines_at_departments,
    lines_in_territories,
    orders_in_territories,
    tasks_held_by,
)


def forecast(case: OrganisationCase, plan: Reorganisation, after: Directory) -> dict[str, Any]:
    """Return how many orders change their county, and how many open tasks go from where to where.

    `after` is the organisation as it will be. A task that somebody has keeps its holder, unless they leave.
    """
    moves: Counter[tuple[str, str | None]] = Counter()
    rows = lines_at_departments(case.tx, sorted(plan.departments)) if plan.departments else []
    if plan.territories:
        rows += lines_in_territories(case.tx, sorted(plan.territories))
    for row in rows:
        tiers = plan.territories.get(row.territory_id or "")
        tier = tiers[1] if tiers is not None and row.tier_id == tiers[0] else row.tier_id
        to = heir(row.department_id, Place(tier=tier, unit=row.unit_tier_id, origin=tier), plan, after)
        if to != row.department_id:
            moves[(row.department_id, to)] += row.tasks
    names = {**{key: one.name for key, one in case.directory.departments.items()}}
    return {
        "orders": orders_in_territories(case.tx, sorted(plan.territories)) if plan.territories else 0,
        "released": tasks_held_by(case.tx, sorted(plan.people)) if plan.people else 0,
        "moves": [
            {
                "from_name": names.get(left, left),
                "to_name": names.get(to) if to is not None else None,
                "tasks": tasks,
            }
            for (left, to), tasks in sorted(moves.items(), key=lambda one: (-one[1], str(one[0])))
        ],
    }


def begin(case: OrganisationCase, kind: str, label: str, plan: Reorganisation) -> str:
    """Store a reorganisation, to be carried out by a worker; return its id."""
    made = ReorganisationRow(
        new_id(),
        kind,
        label[:200],
        plan.document(),
        case.reason,
        "running",
        "orders" if plan.territories else "tasks",
        None,
        0,
        0,
        case.now,
        case.work.actor.id,
        None,
    )
    insert_reorganisation(case.tx, made)
    case.work.hints.add(Hint.MIGRATIONS)
    return made.id
