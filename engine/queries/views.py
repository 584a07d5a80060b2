"""The saved views that a person sees: their own, their departments', and those of their tiers and above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.org import Action, Target
from engine.queries.reading import Reading
from engine.store.views import ViewRow, views_seen


@dataclass(frozen=True)
class SavedView:
    """A view. `shared_with` is the name of its department or tier; None: its owner's alone."""

    id: str
    name: str
    filters: dict[str, Any]
    columns: list[str]
    owner: str
    owner_name: str | None
    department: str | None
    tier: str | None
    shared_with: str | None
    mine: bool
    may_change: bool
    changed_at: datetime
    revision: int


def saved_views(reading: Reading) -> list[SavedView]:
    """Return the views that the actor sees, their own first, then by name."""
    tiers = {
        above.id
        for department in reading.departments
        for above in reading.directory.up(reading.directory.departments[department].tier_id)
    }
    rows = views_seen(reading.tx, reading.actor.id, sorted(reading.departments), sorted(tiers))
    views = [_view(reading, row) for row in rows]
    return sorted(views, key=lambda view: not view.mine)


def _view(reading: Reading, row: ViewRow) -> SavedView:
    department = reading.directory.departments.get(row.department_id or "")
    tier_id = department.tier_id if department is not None else row.tier_id
    tier = reading.directory.tiers.get(tier_id or "")
    mine = row.owner_id == reading.actor.id
    return SavedView(
        id=row.id,
        name=row.name,
        filters=row.filters,
        columns=row.columns,
        owner=row.owner_id,
        owner_name=reading.name_of(row.owner_id),
        department=row.department_id,
        tier=row.tier_id,
        shared_with=department.name if department is not None else tier.name if tier is not None else None,
        mine=mine,
        may_change=mine or (tier is not None and reading.may(Action.SHARE_VIEW, Target(tier.path))),
        changed_at=row.changed_at,
        revision=row.revision,
    )
