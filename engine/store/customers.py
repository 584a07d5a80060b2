"""Statements on customers and premises."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import bindparam, not_, or_, select

from engine.store.database import Transaction
from engine.store.expressions import is_one_of, is_word
from engine.store.statement import Statement
from engine.store.tables import customer, premise, territory, tier, work_order


class PremiseRow(NamedTuple):
    """A premise with what matters of its customer."""

    id: str
    number: str
    address: str
    territory_id: str
    supply_unit_id: str
    area: str
    transformer_area: str | None
    cut_off_for_debt: bool
    customer_id: str | None
    customer_name: str | None
    customer_number: str | None
    customer_phone: str | None
    customer_class: str | None

    def texts(self) -> tuple[str, ...]:
        """Return what an order of this premise is found by."""
        own = (self.number, self.address, self.customer_name, self.customer_number)
        return tuple(text for text in own if text)


_COLUMNS = [
    premise.c.id,
    premise.c.number,
    premise.c.address,
    premise.c.territory_id,
    premise.c.supply_unit_id,
    premise.c.area,
    premise.c.transformer_area,
    premise.c.cut_off_for_debt,
    premise.c.customer_id,
    customer.c.name.label("customer_name"),
    customer.c.number.label("customer_number"),
    customer.c.phone.label("customer_phone"),
    customer.c.customer_class,
]
_JOINED = premise.outerjoin(customer, customer.c.id == premise.c.customer_id)
_BY_ID = Statement(select(*_COLUMNS).select_from(_JOINED).where(premise.c.id == bindparam("premise_id")))
_BY_PHONE = Statement(
    select(*_COLUMNS)
    .select_from(_JOINED)
    .where(customer.c.phone == bindparam("phone"))
    .order_by(premise.c.number)
    .limit(20)
)
_SEARCH = Statement(
    select(*_COLUMNS)
    .select_from(_JOINED)
    .where(
        or_(
            premise.c.number.like(bindparam("begins")),
            premise.c.address.like(bindparam("contains")),
            customer.c.name.like(bindparam("contains")),
            customer.c.number.like(bindparam("begins")),
            customer.c.phone.like(bindparam("begins")),
        )
    )
    .order_by(premise.c.number)
    .limit(bindparam("most"))
)
_TERRITORY_TIER = Statement(select(territory.c.tier_id).where(territory.c.id == bindparam("territory_id")))
_ALIKE = Statement(
    select(
        work_order.c.id,
        work_order.c.number,
        work_order.c.title,
        work_order.c.stage,
        work_order.c.opened_at,
        work_order.c.urges,
    )
    .where(
        work_order.c.category == bindparam("category"),
        is_word(work_order.c.status, "open", "held"),
        or_(
            work_order.c.premise_id == bindparam("premise_id"),
            work_order.c.caller_number == bindparam("caller_number"),
        ),
        # Nobody is told of a restricted order by opening another.
        not_(work_order.c.restricted),
    )
    .order_by(work_order.c.opened_at)
    .limit(10)
)


_PATHS_OF_CUSTOMERS = Statement(
    select(premise.c.customer_id, tier.c.path)
    .select_from(
        premise.join(territory, territory.c.id == premise.c.territory_id).join(
            tier, tier.c.id == territory.c.tier_id
        )
    )
    .where(is_one_of(premise.c.customer_id, "customers", "uuid"))
    .distinct()
)


def paths_of_customers(tx: Transaction, customers: list[str]) -> dict[str, list[str]]:
    """Return the paths of the tiers that serve customers' premises, by customer."""
    found: dict[str, list[str]] = {}
    for row in tx.rows(_PATHS_OF_CUSTOMERS, customers=customers):
        found.setdefault(row.customer_id, []).append(row.path)
    return found


def premise_by_id(tx: Transaction, premise_id: str) -> PremiseRow | None:
    """Return a premise, or None."""
    row = tx.one(_BY_ID, premise_id=premise_id)
    return PremiseRow(*row) if row is not None else None


def premises_of_phone(tx: Transaction, phone: str) -> list[PremiseRow]:
    """Return the premises of customers with this telephone number: perhaps the caller's."""
    return [PremiseRow(*row) for row in tx.rows(_BY_PHONE, phone=phone)]


def search_premises(tx: Transaction, words: str, most: int) -> list[PremiseRow]:
    """Return premises whose number, address, customer or telephone fits what was typed."""
    safe = words.replace("\\", "").replace("%", "").replace("_", "")
    return [PremiseRow(*row) for row in tx.rows(_SEARCH, begins=f"{safe}%", contains=f"%{safe}%", most=most)]


def territory_tier(tx: Transaction, territory_id: str) -> str | None:
    """Return the tier that serves a territory, or None."""
    row = tx.one(_TERRITORY_TIER, territory_id=territory_id)
    return row.tier_id if row is not None else None


def orders_alike(
    tx: Transaction, category: str, premise_id: str | None, caller_number: str | None
) -> list[Any]:
    """Return open orders of the same category with the same premise or caller, oldest first."""
    return tx.rows(_ALIKE, category=category, premise_id=premise_id, caller_number=caller_number)
