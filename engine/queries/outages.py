"""Outages: the list that everybody sees, one outage with the orders that it explains, and its history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, bindparam, func, select

from engine.errors import NotFound
from engine.feel import decode_value
from engine.orders import Outage, status_at
from engine.org import Action, Target
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.plain import plain
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.visibility import may_see, place_of_order, shown_title
from engine.store.history import chain_page
from engine.store.orders import order_by_id
from engine.store.outages import (
    GOES_ON,
    OUTAGE_COLUMNS,
    at_premise,
    outage_by_id,
    outages_at,
    outages_of_order,
    outside,
    premises_of,
)
from engine.store.outages import orders_of as linked_orders
from engine.store.prefix import begins_with
from engine.store.statement import Statement
from engine.store.tables import outage, outage_order
from engine.words import Words

MOST_EVENTS = 200
MOST_ORDERS = 200


@dataclass(frozen=True)
class OutagesWish:
    """What is asked for; None asks for nothing. `tier_id` means that tier and everything below it, `area` is
    how a transformer area's name begins, `premise_id` asks for what was ever without supply there.
    """

    kind: str | None = None
    status: str | None = None
    tier_id: str | None = None
    text: str | None = None
    area: str | None = None
    premise_id: str | None = None
    going_on: bool = False
    sort: str = "-starts"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class OutageLine:
    """One outage. Times are aware UTC business time; `orders` counts those that it explains."""

    id: str
    kind: str
    status: str
    title: str
    cause: str
    tier: str
    tier_name: str | None
    transformer_area: str | None
    starts_at: datetime
    expected_at: datetime | None
    restored_at: datetime | None
    orders: int
    revision: int


@dataclass(frozen=True)
class ExplainedOrder:
    """An order that an outage explains, and that the actor may see. `is_outside`: its premise is none of the
    outage's place, or not known.
    """

    order: str
    number: str
    title: str
    status: str
    wants_message: bool
    is_outside: bool
    may_unlink: bool


@dataclass(frozen=True)
class OutagePage:
    """One outage with everything that its page needs."""

    line: OutageLine
    description: str
    premises: int
    recorded_by_name: str | None
    recorded_at: datetime
    explained: list[ExplainedOrder]
    may_manage: bool


@dataclass(frozen=True)
class OutageEvent:
    """What happened to an outage; `values` are (name, before, after), those erased left out."""

    seq: int
    type: str
    event_at: datetime
    entered_at: datetime
    actor_name: str | None
    values: list[dict[str, Any]]


SORTS = {
    "-starts": Order("-starts", (outage.c.starts_at, outage.c.id), ("moment", "id"), True),
    "starts": Order("starts", (outage.c.starts_at, outage.c.id), ("moment", "id")),
}
_COUNTED = (
    select(func.count()).where(outage_order.c.outage_id == outage.c.id).scalar_subquery().label("orders")
)
_FILTERS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "kind": lambda: outage.c.kind == bindparam("kind"),
    "status": lambda: outage.c.status == bindparam("status"),
    "under": lambda: begins_with(outage.c.tier_path, "under"),
    "words": lambda: contained(outage.c.title),
    "begins": lambda: contained(outage.c.transformer_area, "begins"),
    "premise_id": lambda: outage.c.id.in_(at_premise(going_on=False)),
    "going_on": lambda: GOES_ON,
}


def _query(filters: tuple[str, ...]) -> Select[Any]:
    query = select(*OUTAGE_COLUMNS, _COUNTED)
    for name in filters:
        query = query.where(_FILTERS[name]())
    return query


@cache
def _page(filters: tuple[str, ...], sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    return Statement(order.applied(_query(filters).add_columns(*order.columns()), after))


@cache
def _count(filters: tuple[str, ...]) -> Statement:
    return count_up_to(_query(filters))


def outages_page(reading: Reading, wish: OutagesWish) -> Page[OutageLine]:
    """Return a page of outages.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    reading.require(Action.SEE_OUTAGES)
    order = SORTS[wish.sort]
    tier = reading.directory.tiers.get(wish.tier_id or "")
    given: dict[str, Any] = {
        "kind": wish.kind,
        "status": wish.status,
        "under": None if wish.tier_id is None else tier.path if tier is not None else "?",
        "words": like_parameter(wish.text) if wish.text is not None else None,
        "begins": like_parameter(wish.area, only_begin=True) if wish.area is not None else None,
        "premise_id": wish.premise_id,
        "going_on": True if wish.going_on else None,
    }
    given = {name: value for name, value in given.items() if value is not None}
    filters = tuple(name for name in _FILTERS if name in given)
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(filters, wish.sort, wish.cursor is not None), {**given, **position, "most": wish.most + 1}),
        (_count(filters), given),
    )
    items = [_line(reading, Outage(*row[: len(Outage._fields)]), row.orders) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)


def outage_page(reading: Reading, outage_id: str) -> OutagePage:
    """Return one outage, with those of its orders that the actor may see.

    Raises:
        NotFound: there is none.
    """
    found = known_outage(reading, outage_id)
    linked = linked_orders(reading.tx, found.id)
    explained, strange = [], set(outside(reading.tx, found.id))
    for one in linked[:MOST_ORDERS]:
        order = order_by_id(reading.tx, one.order_id)
        if order is not None and may_see(reading, order):
            explained.append(
                ExplainedOrder(
                    order.id,
                    order.number,
                    shown_title(order.title, order.restricted),
                    order.status,
                    one.wants_message,
                    order.id in strange,
                    reading.may(Action.CHANGE_ORDER, place_of_order(reading.tx, order)),
                )
            )
    return OutagePage(
        line=_line(reading, found, len(linked)),
        description=found.description,
        premises=len(premises_of(reading.tx, found.id)),
        recorded_by_name=reading.name_of(found.recorded_by),
        recorded_at=found.recorded_at,
        explained=explained,
        may_manage=reading.may(Action.MANAGE_OUTAGES, Target(found.tier_path)),
    )


def outage_history(reading: Reading, outage_id: str) -> list[OutageEvent]:
    """Return what has happened to an outage, oldest first.

    Raises:
        NotFound: there is none.
    """
    found = known_outage(reading, outage_id)
    return [
        OutageEvent(
            event.seq,
            event.type,
            event.event_at,
            event.entered_at,
            reading.name_of(event.actor),
            _values(event.content),
        )
        for event in chain_page(reading.tx, found.id, 0, MOST_EVENTS)
    ]


def known_outages(reading: Reading, premise_id: str) -> list[OutageLine]:
    """Return the outages that go on, or are announced, at a premise; the earliest first."""
    return [_line(reading, one, 0) for one in outages_at(reading.tx, premise_id)]


def explaining(reading: Reading, order_id: str) -> list[OutageLine]:
    """Return the outages that explain an order, the latest linked first."""
    return [_line(reading, one, 0) for one in outages_of_order(reading.tx, order_id)]


def known_outage(reading: Reading, outage_id: str) -> Outage:
    """Return an outage as it is stored.

    Raises:
        NotFound: there is none.
    """
    reading.require(Action.SEE_OUTAGES)
    found = outage_by_id(reading.tx, outage_id)
    if found is None:
        raise NotFound(Words(f"there is no outage {outage_id}", f"没有停电事件 {outage_id}"))
    return found


def _values(content: str | None) -> list[dict[str, Any]]:
    kept = orjson.loads(content) if content else {}
    return [
        {"name": name, "before": plain(decode_value(pair[1])), "after": plain(decode_value(pair[2]))}
        for name, pair in kept.items()
        if pair is not None
    ]


def _line(reading: Reading, found: Outage, orders: int) -> OutageLine:
    return OutageLine(
        id=found.id,
        kind=found.kind,
        status=status_at(found, reading.now),
        title=found.title,
        cause=found.cause,
        tier=found.tier_id,
        tier_name=reading.tier_name(found.tier_id),
        transformer_area=found.transformer_area,
        starts_at=found.starts_at,
        expected_at=found.expected_at,
        restored_at=found.restored_at,
        orders=orders,
        revision=found.revision,
    )
