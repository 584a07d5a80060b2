"""Which orders may be the same event as this one: what its page offers to merge into it, each with why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from engine.orders import WorkOrder
from engine.org import Action, Target
from engine.queries.reading import Reading
from engine.queries.visibility import visible_order
from engine.store.customers import premise_by_id
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import outage_order, premise, work_order

#: As many as one request merges; those that remain are offered when these are merged.
MOST = 100
#: Why an order is offered, the strongest reason first. All but the last are reasons enough to merge.
REASONS = ("outage", "premise", "transformer-area", "caller")


@dataclass(frozen=True)
class MergeCandidate:
    """An order in work that may be the same event. `reasons` are some of `REASONS`.

    `sure`: what is known says so; else somebody must have checked. `merged` counts the orders that are merged
    into it already: such a one cannot be merged itself. `address` None: no premise.
    """

    id: str
    number: str
    title: str
    stage: str | None
    priority: int
    opened_at: datetime
    urges: int
    address: str | None
    reasons: list[str]
    sure: bool
    merged: int


@dataclass(frozen=True)
class MergeCandidates:
    """The candidates, the newest first. `more`: there are others, not shown."""

    items: list[MergeCandidate]
    more: bool
    window_hours: int


def _alike(joined: Any, *conditions: ColumnElement[bool]) -> Statement:
    found: Select[Any] = (
        select(
            work_order.c.id,
            work_order.c.number,
            work_order.c.title,
            work_order.c.stage,
            work_order.c.priority,
            work_order.c.opened_at,
            work_order.c.urges,
            work_order.c.merged,
            premise.c.address,
        )
        .select_from(joined)
        .where(
            is_word(work_order.c.status, "open", "held"),
            work_order.c.opened_at >= bindparam("since"),
            work_order.c.opened_at <= bindparam("until"),
            work_order.c.category == bindparam("category"),
            work_order.c.tier_id == bindparam("tier_id"),
            work_order.c.id != bindparam("order_id"),
            work_order.c.main_id.is_(None),
            work_order.c.restricted.is_(False),
            *conditions,
        )
        .order_by(work_order.c.opened_at.desc(), work_order.c.id)
        .limit(MOST + 1)
    )
    return Statement(found)


_WITH_PREMISE = work_order.outerjoin(premise, premise.c.id == work_order.c.premise_id)
_BY_OUTAGE = _alike(
    _WITH_PREMISE,
    work_order.c.id.in_(
        select(outage_order.c.order_id).where(
            outage_order.c.outage_id.in_(
                select(outage_order.c.outage_id).where(outage_order.c.order_id == bindparam("of_order"))
            )
        )
    ),
)
_BY_PREMISE = _alike(_WITH_PREMISE, work_order.c.premise_id == bindparam("premise_id"))
_BY_AREA = _alike(
    work_order.join(premise, premise.c.id == work_order.c.premise_id),
    premise.c.transformer_area == bindparam("area"),
)
_BY_CALLER = _alike(_WITH_PREMISE, work_order.c.caller_number == bindparam("caller_number"))


def merge_candidates(reading: Reading, order_id: str) -> MergeCandidates:
    """Return the orders that may be the same event, opened within the window of repeats around this one.

    None for an order that cannot be a main order: done, merged itself, or restricted. All are of the order's
    own unit, so whoever may merge this one sees them.

    Raises:
        NotFound, NotAllowed: there is no such order that the actor may see, or they may not merge.
    """
    order = visible_order(reading, order_id)
    reading.require(Action.MERGE_ORDERS, Target(order.tier_path))
    hours = reading.services.order_rules.repeat_hours
    if not order.is_open or order.main_id is not None or order.restricted:
        return MergeCandidates([], more=False, window_hours=hours)
    found: dict[str, tuple[Any, list[str]]] = {}
    for reason, row in _found(reading, order, timedelta(hours=hours)):
        found.setdefault(row.id, (row, []))[1].append(reason)
    newest = sorted(found.values(), key=lambda one: (one[0].opened_at, one[0].id), reverse=True)
    items = [_candidate(row, reasons) for row, reasons in newest[:MOST]]
    return MergeCandidates(items, more=len(newest) > MOST, window_hours=hours)


def _found(reading: Reading, order: WorkOrder, window: timedelta) -> Iterator[tuple[str, Any]]:
    common: dict[str, Any] = {
        "since": order.opened_at - window,
        "until": order.opened_at + window,
        "category": order.category,
        "tier_id": order.tier_id,
        "order_id": order.id,
    }
    place = premise_by_id(reading.tx, order.premise_id) if order.premise_id is not None else None
    asked: list[tuple[str, Statement, dict[str, Any]]] = [("outage", _BY_OUTAGE, {"of_order": order.id})]
    if place is not None:
        asked.append(("premise", _BY_PREMISE, {"premise_id": place.id}))
        if place.transformer_area:
            asked.append(("transformer-area", _BY_AREA, {"area": place.transformer_area}))
    if order.caller_number:
        asked.append(("caller", _BY_CALLER, {"caller_number": order.caller_number}))
    for reason, statement, more in asked:
        for row in reading.tx.rows(statement, **common, **more):
            yield reason, row


def _candidate(row: Any, reasons: list[str]) -> MergeCandidate:
    return MergeCandidate(
        id=row.id,
        number=row.number,
        title=row.title,
        stage=row.stage,
        priority=row.priority,
        opened_at=row.opened_at,
        urges=row.urges,
        address=row.address,
        reasons=reasons,
        sure=reasons != ["caller"],
        merged=row.merged,
    )
