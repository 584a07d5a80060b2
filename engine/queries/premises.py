"""Search premises and their customers, in the territories that a person serves."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from engine.org import Action
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.visibility import path_parameters, within_paths
from engine.store.customers import PremiseRow
from engine.store.statement import Statement
from engine.store.tables import customer, premise, territory, tier

_COLUMNS = [
    customer.c[name.removeprefix("customer_")].label(name)
    if name in ("customer_name", "customer_number", "customer_phone")
    else customer.c.customer_class
    if name == "customer_class"
    else premise.c[name]
    for name in PremiseRow._fields
]


def _query(paths: int) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .select_from(
            premise.outerjoin(customer, customer.c.id == premise.c.customer_id)
            .join(territory, territory.c.id == premise.c.territory_id)
            .join(tier, tier.c.id == territory.c.tier_id)
        )
        .where(within_paths(tier.c.path, paths))
        .order_by(premise.c.number)
        .limit(bindparam("most"))
    )


@cache
def _search(paths: int) -> Statement:
    return Statement(
        _query(paths).where(
            or_(
                contained(premise.c.number, "begins"),
                contained(customer.c.number, "begins"),
                contained(customer.c.phone, "begins"),
                contained(premise.c.address),
                contained(customer.c.name),
            )
        )
    )


@cache
def _of_phone(paths: int) -> Statement:
    return Statement(_query(paths).where(customer.c.phone == bindparam("phone")))


def search_premises(reading: Reading, words: str, most: int) -> list[PremiseRow]:
    """Return premises of which the number, address, customer or telephone fits what was typed.

    Raises:
        NotAllowed: the actor has no role that works with customers.
    """
    reading = reading.by(Action.SEE_CUSTOMERS)
    begins = like_parameter(words, only_begin=True)
    parameters = {"words": like_parameter(words), "begins": begins, "most": most, **path_parameters(reading)}
    return [PremiseRow(*row) for row in reading.tx.rows(_search(len(reading.paths)), **parameters)]


def premises_of_phone(reading: Reading, phone: str, most: int) -> list[PremiseRow]:
    """Return premises of customers with this telephone number; none for who may not see customers."""
    if not reading.may(Action.SEE_CUSTOMERS):
        return []
    reading = reading.by(Action.SEE_CUSTOMERS)
    parameters = {"phone": phone, "most": most, **path_parameters(reading)}
    return [PremiseRow(*row) for row in reading.tx.rows(_of_phone(len(reading.paths)), **parameters)]
