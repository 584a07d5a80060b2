"""Who looked at restricted orders, when, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select

from engine.errors import NotFound
from engine.org import Action
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.visibility import (
    not_concerning,
    path_parameters,
    restriction_parameters,
    target_of_order,
    within_paths,
)
from engine.store.orders import order_by_id
from engine.store.statement import Statement
from engine.store.tables import order_look, person, work_order
from engine.words import Words


@dataclass(frozen=True)
class LooksWish:
    """What is asked for; None asks for nothing. `text` is sought in the order's number and the reason."""

    person_id: str | None = None
    text: str | None = None
    sort: str = "-looked"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class LookLine:
    """One look: who, at which order, why. `looked_at` is aware UTC business time."""

    id: str
    order: str
    order_number: str
    person: str
    person_name: str
    reason: str
    looked_at: datetime


_BY_TIME = (order_look.c.looked_at, order_look.c.id)
SORTS = {
    "-looked": Order("-looked", _BY_TIME, ("moment", "id"), True),
    "looked": Order("looked", _BY_TIME, ("moment", "id")),
}


def _query(paths: int | None, person_id: bool, words: bool) -> Select[Any]:
    """Return the looks below some paths; None: those at one order."""
    query = select(
        order_look.c.id,
        order_look.c.order_id,
        work_order.c.number,
        order_look.c.person_id,
        person.c.name,
        order_look.c.reason,
        order_look.c.looked_at,
    ).select_from(
        order_look.join(work_order, work_order.c.id == order_look.c.order_id).join(
            person, person.c.id == order_look.c.person_id
        )
    )
    if paths is None:
        query = query.where(order_look.c.order_id == bindparam("order_id"))
    else:
        query = query.where(and_(within_paths(work_order.c.tier_path, paths), not_concerning()))
    if person_id:
        query = query.where(order_look.c.person_id == bindparam("of_person"))
    if words:
        query = query.where(contained(work_order.c.number) | contained(order_look.c.reason))
    return query


@cache
def _page(paths: int | None, person_id: bool, words: bool, sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    return Statement(order.applied(_query(paths, person_id, words).add_columns(*order.columns()), after))


@cache
def _count(paths: int | None, person_id: bool, words: bool) -> Statement:
    return count_up_to(_query(paths, person_id, words))


def looks_page(reading: Reading, wish: LooksWish) -> Page[LookLine]:
    """Return a page of looks at orders of the auditor's territory, but for orders that concern the auditor.

    Raises:
        NotAllowed: the actor is no auditor.
        InvalidInput: the cursor belongs to another list.
    """
    reading = reading.by(Action.AUDIT_LOOKS)
    parameters = {**path_parameters(reading), **restriction_parameters(reading)}
    return _listed(reading, wish, len(reading.paths), parameters)


def looks_of_order(reading: Reading, order_id: str, wish: LooksWish) -> Page[LookLine]:
    """Return a page of the looks at one order: for those named in it, and for auditors.

    Raises:
        NotFound: there is no such order that the actor may see or audit.
    """
    order = order_by_id(reading.tx, order_id)
    target = target_of_order(reading.tx, order) if order is not None else None
    if target is None or not (
        reading.may(Action.SEE_ORDER, target) or reading.may(Action.AUDIT_LOOKS, target)
    ):
        raise NotFound(
            Words(f"there is no order {order_id} that you may see", f"没有您可以查看的工单 {order_id}")
        )
    return _listed(reading, wish, None, {"order_id": order_id})


def _listed(
    reading: Reading, wish: LooksWish, paths: int | None, parameters: dict[str, Any]
) -> Page[LookLine]:
    order = SORTS[wish.sort]
    shape = (paths, wish.person_id is not None, wish.text is not None)
    given = {**parameters, "of_person": wish.person_id, "words": like_parameter(wish.text or "")}
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(*shape, wish.sort, wish.cursor is not None), {**given, **position, "most": wish.most + 1}),
        (_count(*shape), given),
    )
    items = [LookLine(*row[: len(LookLine.__dataclass_fields__)]) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)
