"""Who is named in a restricted order and whom it concerns, with names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.orders import CONCERNED, NAMED, WorkOrder
from engine.queries.reading import Reading
from engine.store.restrictions import PartyRow, parties_of_order

_CONSOLE = "命令行 command line"


@dataclass(frozen=True)
class PartyView:
    """A person, department or unit. `name` None: it is gone; `added_by_name` None: the process said so.

    What the command line has done is said in both languages: nobody's name stands for it.

    `added_at` is aware UTC business time.
    """

    kind: str
    id: str
    name: str | None
    added_by_name: str | None
    added_at: datetime


@dataclass(frozen=True)
class RestrictionView:
    """To whom a restricted order opens, and whom it concerns."""

    named: list[PartyView]
    concerned: list[PartyView]


def restriction_view(reading: Reading, order: WorkOrder) -> RestrictionView | None:
    """Return the restriction of an order that the actor may see; None when it has none."""
    if not order.restricted:
        return None
    rows = parties_of_order(reading.tx, order.id)
    return RestrictionView(
        [_party(reading, row) for row in rows if row.standing == NAMED],
        [_party(reading, row) for row in rows if row.standing == CONCERNED],
    )


def _party(reading: Reading, row: PartyRow) -> PartyView:
    names = {
        "person": reading.name_of,
        "department": reading.department_name,
        "unit": reading.tier_name,
    }
    by = row.added_by
    return PartyView(
        row.kind,
        row.party_id,
        names[row.kind](row.party_id),
        _CONSOLE if by == "system:console" else None if by.startswith("system:") else reading.name_of(by),
        row.added_at,
    )
