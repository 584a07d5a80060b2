"""What a caller hears first: the announcements of where they live, and of where their line belongs."""

from __future__ import annotations

from collections.abc import Iterable

from engine.org import Directory
from engine.store.announcements import announcements_on
from engine.store.database import Transaction


def heard_first(tx: Transaction, directory: Directory, queue: str | None, tiers: Iterable[str]) -> list[str]:
    """Return the texts for a caller with premises in these tiers, the widest tier's first, each once."""
    department = directory.queue_department(queue)
    places = {*tiers, *((department.tier_id,) if department is not None else ())}
    up = {one.id: one for place in places if place in directory.tiers for one in directory.up(place)}
    rows = announcements_on(tx, up) if up else []
    rows.sort(key=lambda row: (up[row.tier_id].path.count("/"), row.on_at))
    return list(dict.fromkeys(row.text for row in rows))
