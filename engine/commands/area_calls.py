"""Calls of one transformer area: their reports rank higher, and the dispatcher is told, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import orjson

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.order_timers import AREA_CALLS, arm_order_timer
from engine.commands.work import Work
from engine.orders import Suspicion, WorkOrder, suspected
from engine.org import HEADS, approver_department
from engine.store.area_calls import premises_reporting, raise_tasks, reports_of_area
from engine.store.customers import PremiseRow, premise_by_id
from engine.store.history import chain_events
from engine.store.orders import order_by_id
from engine.store.timers import delete_order_timers

#: Reports beyond these rank as they were; a storm's area has been told of long before.
MOST_REPORTS = 200


def look_around(work: Work, order: WorkOrder, premise: PremiseRow | None) -> None:
    """Let the neighbourhood of a new fault report be looked at soon, where it may reach a row of the table.

    Reports that are opened at this moment are not seen yet: one fewer is enough for looking.
    """
    rows = work.services.order_rules.area_calls
    if not rows or order.category != "fault-report" or premise is None or not premise.transformer_area:
        return
    window = timedelta(minutes=max(row.within_minutes for row in rows))
    found = premises_reporting(work.tx, premise.transformer_area, order.tier_id, order.opened_at - window)
    if found + 1 >= min(row.premises for row in rows):
        arm_order_timer(work, order.id, AREA_CALLS, order.opened_at)


@dataclass(frozen=True)
class EscalateArea:
    """Look at the reports of an order's transformer area, and do what the rules of orders say."""

    name: ClassVar[str] = "escalate-area"

    order_id: str

    def perform(self, work: Work) -> Answer:
        """Raise the reports that do not rank so yet; the answer counts them, and the notices.

        Raises:
            NotFound: there is no such order.
        """
        delete_order_timers(work.tx, self.order_id, AREA_CALLS)
        order = order_by_id(work.tx, self.order_id)
        premise = premise_by_id(work.tx, order.premise_id) if order is not None and order.premise_id else None
        area = premise.transformer_area if premise is not None else None
        rows = work.services.order_rules.area_calls
        if order is None or area is None or not rows:
            return {"order": self.order_id, "raised": 0, "told": 0}
        now, _ = work.services.time_and_place(work.tx)
        since = now - timedelta(minutes=max(row.within_minutes for row in rows))
        found = suspected(rows, reports_of_area(work.tx, area, order.tier_id, since, MOST_REPORTS), now)
        if found is None:
            return {"order": self.order_id, "raised": 0, "told": 0}
        cases = Case.of_orders(work, [one.order_id for one in found.reports])
        # Under the locks: of two that look at once the second finds what the first has done.
        new = [case for case in cases.values() if not _known(case, found)]
        for case in new:
            _raise(case, found, area)
        first = len(new) == len(cases)
        told = _tell(work, order, found, area) if first else []
        return {"order": self.order_id, "raised": len(new), "told": len(told)}


def _known(case: Case, found: Suspicion) -> bool:
    """Return whether the row, or a higher one, was reached for an order before."""
    assert case.order is not None
    events = chain_events(case.work.tx, case.order.id)
    return any(
        event.type == AREA_CALLS and orjson.loads(event.body)["reached"] >= found.row.premises
        for event in events
    )


def _raise(case: Case, found: Suspicion, area: str) -> None:
    order = case.order
    assert order is not None
    priority = max(order.priority, found.row.priority)
    case.change_order(order.but(priority=priority))
    raise_tasks(case.work.tx, order.id, priority)
    case.record(
        AREA_CALLS,
        body={
            "reached": found.row.premises,
            "area": area,
            "premises": len({one.premise_id for one in found.reports}),
            "minutes": found.row.within_minutes,
            "orders": [one.order_id for one in found.reports if one.order_id != order.id],
            "priority": priority,
        },
    )
    case.save()
    case.work.changed("order", [order.id])


def _tell(work: Work, order: WorkOrder, found: Suspicion, area: str) -> list[str]:
    """Tell the county's dispatchers, and the city's where the row says so; return the ids of the notices."""
    _, directory = work.services.time_and_place(work.tx)
    tiers = [directory.ancestor(order.tier_id, "county")]
    if found.row.tells == "city":
        tiers.append(directory.ancestor(order.tier_id, "city"))
    departments = [approver_department(tier.id, HEADS, directory) for tier in tiers if tier is not None]
    return tell(
        work,
        "area-calls",
        departments=[one.id for one in departments if one is not None],
        order_id=order.id,
        values={
            "area": area,
            "count": len({one.premise_id for one in found.reports}),
            "minutes": found.row.within_minutes,
        },
    )
