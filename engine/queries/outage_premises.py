"""The premises that an outage names, for whoever works with customers there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from engine.org import Action
from engine.queries.outages import known_outage
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.visibility import path_parameters, within_paths
from engine.store.statement import Statement
from engine.store.tables import outage_premise, premise, territory, tier

_BY_NUMBER = Order("number", (premise.c.number, premise.c.id), ("text", "id"))


@dataclass(frozen=True)
class NamedPremise:
    """A premise that an outage names."""

    id: str
    number: str
    address: str


def _query(paths: int, words: bool) -> Select[Any]:
    query = (
        select(premise.c.id, premise.c.number, premise.c.address)
        .select_from(
            outage_premise.join(premise, premise.c.id == outage_premise.c.premise_id)
            .join(territory, territory.c.id == premise.c.territory_id)
            .join(tier, tier.c.id == territory.c.tier_id)
        )
        .where(outage_premise.c.outage_id == bindparam("outage_id"), within_paths(tier.c.path, paths))
    )
    return query.where(or_(contained(premise.c.number), contained(premise.c.address))) if words else query


@cache
def _page(paths: int, words: bool, after: bool) -> Statement:
    query = _query(paths, words).add_columns(*_BY_NUMBER.columns())
    return Statement(_BY_NUMBER.applied(query, after))


@cache
def _count(paths: int, words: bool) -> Statement:
    return count_up_to(_query(paths, words))


def outage_premises(
    reading: Reading, outage_id: str, words: str | None, cursor: str | None, most: int
) -> Page[NamedPremise]:
    """Return a page of the premises that an outage names, of the territories that the actor serves.

    `words` None: all; `cursor` None: the first page.

    Raises:
        NotAllowed: the actor has no role that works with customers.
        NotFound: there is no such outage.
        InvalidInput: the cursor belongs to another list.
    """
    reading = reading.by(Action.SEE_CUSTOMERS)
    found = known_outage(reading, outage_id)
    given = {"outage_id": found.id, **path_parameters(reading)}
    if words is not None:
        given["words"] = like_parameter(words)
    position = _BY_NUMBER.after(cursor) if cursor is not None else {}
    paths, asked = len(reading.paths), words is not None
    rows, counted = reading.tx.fetch(
        (_page(paths, asked, cursor is not None), {**given, **position, "most": most + 1}),
        (_count(paths, asked), given),
    )
    items = [NamedPremise(row.id, row.number, row.address) for row in rows[:most]]
    return page_of(rows, items, _BY_NUMBER, most, counted[0].count)
