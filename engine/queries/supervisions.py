"""Supervision orders 督办单: the list, and one of them with the orders that it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from engine.errors import NotFound
from engine.inbox import SupervisionStatus
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter, may_guess_number
from engine.queries.visibility import may_see, shown_title, within_paths
from engine.store.database import Transaction
from engine.store.expressions import is_one_of, is_word
from engine.store.orders import order_by_id
from engine.store.statement import Statement
from engine.store.supervisions import orders_of
from engine.store.tables import supervision
from engine.store.types import Moment
from engine.words import Words


@dataclass(frozen=True)
class SupervisionsWish:
    """What is asked for. `scope`: `to-reply` and `received` by one's departments, `to-judge` and `issued` of
    theirs; None is all that one may see. `open` None: open and closed; `overdue` is about open ones.
    """

    scope: str | None = None
    open: bool | None = None
    overdue: bool | None = None
    text: str | None = None
    sort: str = "deadline"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class SupervisedOrder:
    """An order that is supervised; its title is None for who may not see it."""

    id: str
    number: str
    title: str | None
    status: str


@dataclass(frozen=True)
class Supervision:
    """A supervision order. Times are aware UTC business time; None: it has not come to that.

    `overdue`: its reply is due and not there. `may_reply` and `may_judge` say what is the actor's to do.
    """

    id: str
    number: str
    status: str
    requirement: str
    deadline: datetime
    overdue: bool
    issuer_name: str | None
    issuer_department_name: str | None
    department: str
    department_name: str | None
    issued_at: datetime
    reply: str | None
    replied_by_name: str | None
    replied_at: datetime | None
    verdict: str | None
    judged_by_name: str | None
    judged_at: datetime | None
    rounds: int
    closed_at: datetime | None
    revision: int
    may_reply: bool
    may_judge: bool
    orders: list[SupervisedOrder]


SORTS = {
    "deadline": Order("deadline", (supervision.c.deadline, supervision.c.id), ("moment", "id")),
    "-issued": Order("-issued", (supervision.c.issued_at, supervision.c.id), ("moment", "id"), True),
}
_REPLY = (SupervisionStatus.ISSUED.value, SupervisionStatus.SENT_BACK.value)
_TO_REPLY = is_word(supervision.c.status, *_REPLY)
_OURS = is_one_of(supervision.c.department_id, "departments", "uuid")
_BY_US = is_one_of(supervision.c.issuer_department_id, "departments", "uuid")
_SCOPES: dict[str, ColumnElement[bool]] = {
    "to-reply": and_(_OURS, supervision.c.closed_at.is_(None), _TO_REPLY),
    "received": _OURS,
    "to-judge": and_(
        _BY_US, supervision.c.closed_at.is_(None), supervision.c.status == SupervisionStatus.REPLIED.value
    ),
    "issued": _BY_US,
}
_FILTERS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "open": lambda: supervision.c.closed_at.is_(None),
    "closed": lambda: supervision.c.closed_at.is_not(None),
    "overdue": lambda: and_(_TO_REPLY, supervision.c.deadline < bindparam("now", type_=Moment())),
    "words": lambda: or_(contained(supervision.c.number), contained(supervision.c.requirement)),
    "number": lambda: contained(supervision.c.number),
}


def _visible(paths: int) -> ColumnElement[bool]:
    """What one's departments have to do with, and what was issued at or below one's tiers."""
    return or_(_OURS, _BY_US, within_paths(supervision.c.tier_path, paths))


def _query(scope: str | None, paths: int, filters: tuple[str, ...]) -> Select[Any]:
    query = select(*supervision.c).where(_visible(paths) if scope is None else _SCOPES[scope])
    for name in filters:
        query = query.where(_FILTERS[name]())
    return query


@cache
def _page(scope: str | None, paths: int, filters: tuple[str, ...], sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    return Statement(order.applied(_query(scope, paths, filters).add_columns(*order.columns()), after))


@cache
def _count(scope: str | None, paths: int, filters: tuple[str, ...]) -> Statement:
    return count_up_to(_query(scope, paths, filters))


_BY_ID = Statement(select(*supervision.c).where(supervision.c.id == bindparam("supervision_id")))


def supervisions_page(reading: Reading, wish: SupervisionsWish) -> Page[Supervision]:
    """Return a page of the supervision orders that the actor may see.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    order = SORTS[wish.sort]
    hidden = wish.text is not None and may_guess_number(wish.text, sees_numbers=reading.sees_numbers)
    wanted = {
        "open": wish.open is True,
        "closed": wish.open is False,
        "overdue": wish.overdue is True,
        "words": wish.text is not None and not hidden,
        "number": hidden,  # what is required may quote a telephone number
    }
    filters = tuple(name for name, is_wanted in wanted.items() if is_wanted)
    paths = {f"path_{n}": path for n, path in enumerate(reading.paths)} if wish.scope is None else {}
    given: dict[str, Any] = {"departments": sorted(reading.departments), **paths}
    if wish.overdue:
        given["now"] = reading.now
    if wish.text is not None:
        given["words"] = like_parameter(wish.text)
    shape = (wish.scope, len(paths), filters)
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(*shape, wish.sort, wish.cursor is not None), {**given, **position, "most": wish.most + 1}),
        (_count(*shape), given),
    )
    items = [_shown(reading, row) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)


def supervision_by_id(reading: Reading, supervision_id: str) -> Supervision:
    """Return one supervision order.

    Raises:
        NotFound: there is none that the actor may see.
    """
    row = reading.tx.one(_BY_ID, supervision_id=supervision_id)
    departments = reading.departments
    if row is None or not (
        row.department_id in departments
        or row.issuer_department_id in departments
        or row.tier_path.startswith(reading.paths)
    ):
        raise NotFound(Words("there is no such supervision order", "没有这张督办单"))
    return _shown(reading, row)


def _shown(reading: Reading, row: Any) -> Supervision:
    to_reply = row.status in _REPLY
    return Supervision(
        id=row.id,
        number=row.number,
        status=row.status,
        requirement=row.requirement,
        deadline=row.deadline,
        overdue=to_reply and row.deadline < reading.now,
        issuer_name=reading.name_of(row.issuer_id),
        issuer_department_name=reading.department_name(row.issuer_department_id),
        department=row.department_id,
        department_name=reading.department_name(row.department_id),
        issued_at=row.issued_at,
        reply=row.reply,
        replied_by_name=reading.name_of(row.replied_by),
        replied_at=row.replied_at,
        verdict=row.verdict,
        judged_by_name=reading.name_of(row.judged_by),
        judged_at=row.judged_at,
        rounds=row.rounds,
        closed_at=row.closed_at,
        revision=row.revision,
        may_reply=to_reply and row.department_id in reading.departments,
        may_judge=row.closed_at is None and row.issuer_department_id in reading.departments,
        orders=_orders(reading, reading.tx, row.id),
    )


def _orders(reading: Reading, tx: Transaction, supervision_id: str) -> list[SupervisedOrder]:
    found = []
    for order_id in orders_of(tx, supervision_id):
        order = order_by_id(tx, order_id)
        assert order is not None
        title = shown_title(order.title, order.restricted) if may_see(reading, order) else None
        found.append(SupervisedOrder(order.id, order.number, title, order.status))
    return found
