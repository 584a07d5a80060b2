"""Holds that wait for their approver, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from engine.org import Action, Target
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.visibility import not_shut, restriction_parameters, shown_title
from engine.store.expressions import is_one_of
from engine.store.restrictions import restriction_of
from engine.store.statement import Statement
from engine.store.tables import hold_request, work_order


@dataclass(frozen=True)
class HoldRequestLine:
    """A request for a hold. Times are aware UTC business time; None: it has not come to that.

    `may_judge` and `may_withdraw` say what is the actor's to do.
    """

    id: str
    order: str
    order_number: str
    order_title: str
    reason: str
    until: datetime
    note: str
    asked_by_name: str | None
    asked_at: datetime
    department_name: str | None
    status: str
    judged_by_name: str | None
    judged_at: datetime | None
    opinion: str | None
    revision: int
    may_judge: bool
    may_withdraw: bool


OLDEST = Order("oldest", (hold_request.c.asked_at, hold_request.c.id), ("moment", "id"))
NEWEST = Order("newest", (hold_request.c.asked_at, hold_request.c.id), ("moment", "id"), True)
_CONCERNS_ME: ColumnElement[bool] = or_(
    is_one_of(hold_request.c.department_id, "departments", "uuid"),
    hold_request.c.asked_by == bindparam("person"),
)


def _query(is_open: bool, of_order: bool) -> Select[Any]:
    query = select(
        *hold_request.c,
        work_order.c.number,
        work_order.c.title,
        work_order.c.restricted,
        work_order.c.tier_path,
    ).select_from(hold_request.join(work_order, work_order.c.id == hold_request.c.order_id))
    query = query.where(_CONCERNS_ME, not_shut())
    if of_order:
        query = query.where(hold_request.c.order_id == bindparam("order"))
    return query.where(hold_request.c.status == "open" if is_open else hold_request.c.status != "open")


@cache
def _page(is_open: bool, of_order: bool, after: bool) -> Statement:
    order = OLDEST if is_open else NEWEST
    return Statement(order.applied(_query(is_open, of_order).add_columns(*order.columns()), after))


@cache
def _count(is_open: bool, of_order: bool) -> Statement:
    return count_up_to(_query(is_open, of_order))


def hold_requests_page(
    reading: Reading, *, is_open: bool, order_id: str | None, cursor: str | None, most: int
) -> Page[HoldRequestLine]:
    """Return a page of the requests that one's departments approve or one has made: open ones oldest first.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    order = OLDEST if is_open else NEWEST
    given: dict[str, Any] = {
        "departments": sorted(reading.departments),
        "person": reading.actor.id,
        **restriction_parameters(reading),
    }
    if order_id is not None:
        given["order"] = order_id
    position = order.after(cursor) if cursor is not None else {}
    shape = (is_open, order_id is not None)
    rows, counted = reading.tx.fetch(
        (_page(*shape, cursor is not None), {**given, **position, "most": most + 1}),
        (_count(*shape), given),
    )
    return page_of(rows, [_line(reading, row) for row in rows[:most]], order, most, counted[0].count)


def _line(reading: Reading, row: Any) -> HoldRequestLine:
    is_open = row.status == "open"
    restriction = restriction_of(reading.tx, row.order_id) if row.restricted else None
    approves = reading.may(Action.APPROVE_HOLD, Target(row.tier_path, restriction=restriction))
    mine = row.asked_by == reading.actor.id
    return HoldRequestLine(
        id=row.id,
        order=row.order_id,
        order_number=row.number,
        order_title=shown_title(row.title, row.restricted),
        reason=row.reason,
        until=row.until,
        note=row.note,
        asked_by_name=reading.name_of(row.asked_by),
        asked_at=row.asked_at,
        department_name=reading.department_name(row.department_id),
        status=row.status,
        judged_by_name=reading.name_of(row.judged_by),
        judged_at=row.judged_at,
        opinion=row.opinion,
        revision=row.revision,
        may_judge=is_open and approves and not mine,
        may_withdraw=is_open and mine,
    )
