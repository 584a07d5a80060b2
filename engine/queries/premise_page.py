"""One place of supply with its customer and its meters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select

from engine.errors import NotFound
from engine.org import Action
from engine.queries.reading import Reading
from engine.queries.visibility import path_parameters, within_paths
from engine.store.edited_rows import CUSTOMERS
from engine.store.statement import Statement
from engine.store.tables import meter, premise, supply_unit, territory, tier
from engine.words import Words


@dataclass(frozen=True)
class PremisePage:
    """A place of supply. `customer` None: nobody; the area's, unit's names and degrees as they are known."""

    id: str
    number: str
    address: str
    territory_name: str
    supply_unit_name: str
    area: str
    transformer_area: str | None
    cut_off_for_debt: bool
    longitude: float | None
    latitude: float | None
    customer: Any
    meters: list[Any]


_OWN = "id number address area transformer_area cut_off_for_debt longitude latitude".split()


@cache
def _one(paths: int) -> Statement:
    joined = (
        premise.join(territory, territory.c.id == premise.c.territory_id)
        .join(tier, tier.c.id == territory.c.tier_id)
        .join(supply_unit, supply_unit.c.id == premise.c.supply_unit_id)
    )
    return Statement(
        select(
            *[premise.c[name] for name in _OWN],
            premise.c.customer_id,
            territory.c.name.label("territory_name"),
            supply_unit.c.name.label("supply_unit_name"),
        )
        .select_from(joined)
        .where(premise.c.number == bindparam("number"), within_paths(tier.c.path, paths))
    )


_METERS = Statement(
    select(meter.c.id, meter.c.number, meter.c.kind, meter.c.multiplier)
    .where(meter.c.premise_id == bindparam("premise_id"))
    .order_by(meter.c.number)
)


def premise_page(reading: Reading, number: str) -> PremisePage:
    """Return a place of supply in the territories that the actor serves.

    Raises:
        NotAllowed: the actor has no role that works with customers.
        NotFound: there is none with this number that they may see.
    """
    reading = reading.by(Action.SEE_CUSTOMERS)
    row = reading.tx.one(_one(len(reading.paths)), number=number, **path_parameters(reading))
    if row is None:
        raise NotFound(
            Words(f"there is no premise {number} that you may see", f"没有您可以查看的用电点 {number}")
        )
    customer = CUSTOMERS.get(reading.tx, row.customer_id) if row.customer_id is not None else None
    return PremisePage(
        **{name: getattr(row, name) for name in _OWN},
        territory_name=row.territory_name,
        supply_unit_name=row.supply_unit_name,
        customer=customer,
        meters=reading.tx.rows(_METERS, premise_id=row.id),
    )
