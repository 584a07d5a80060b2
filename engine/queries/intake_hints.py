"""What an agent must know before an order is opened: repeats, the neighbourhood, outages, debt, flags."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from engine.orders import priority_of
from engine.org import Action
from engine.queries.outages import OutageLine, known_outages
from engine.queries.reading import Reading
from engine.queries.visibility import may_see, shown_title
from engine.store.caller_flags import FlagRow, flags_of_number
from engine.store.customers import premise_by_id
from engine.store.expressions import is_word
from engine.store.orders import order_by_id
from engine.store.statement import Statement
from engine.store.tables import premise, work_order

MOST_REPEATS = 20
_REPEATS = Statement(
    select(work_order.c.id, work_order.c.premise_id)
    .where(
        is_word(work_order.c.status, "open", "held", "done", "archived"),
        work_order.c.opened_at >= bindparam("since"),
        or_(
            work_order.c.premise_id == bindparam("premise_id"),
            work_order.c.caller_number == bindparam("caller_number"),
        ),
    )
    .order_by(work_order.c.opened_at.desc(), work_order.c.id)
    .limit(bindparam("most"))
)
_NEIGHBOURS = Statement(
    select(func.count().label("count"))
    .select_from(work_order.join(premise, premise.c.id == work_order.c.premise_id))
    .where(
        work_order.c.category == "fault-report",
        work_order.c.opened_at >= bindparam("since"),
        premise.c.transformer_area == bindparam("area"),
        premise.c.territory_id == bindparam("territory_id"),
    )
)


@dataclass(frozen=True)
class Repeat:
    """An order that the call may repeat; `by` says how: premise or number. `live`: the call can join it."""

    id: str
    number: str
    title: str
    category: str
    status: str
    stage: str | None
    opened_at: datetime
    urges: int
    by: str
    is_live: bool


@dataclass(frozen=True)
class Hints:
    """`neighbours` counts fault reports of the transformer area in the window; `calls_around`: so many that
    it is told. `reconnect`: the premise is cut off for debt, so that the order is one for reconnection.
    """

    repeats: list[Repeat]
    neighbours: int
    calls_around: bool
    outages: list[OutageLine]
    reconnect: bool
    flags: list[FlagRow]
    priority: int


def intake_hints(
    reading: Reading,
    category: str,
    premise_id: str | None,
    caller_number: str | None,
    *,
    danger: bool,
    customer_class: str | None,
) -> Hints:
    """Return what is known about a caller and a premise, by what the actor may see."""
    reading.require(Action.OPEN_ORDER)
    rules = reading.services.order_rules
    since = reading.now - timedelta(hours=rules.repeat_hours)
    found = premise_by_id(reading.tx, premise_id) if premise_id is not None else None
    number = "".join(caller_number.split()) if caller_number else None
    rows: list[Any] = []
    if found is not None or number:
        rows = reading.tx.rows(
            _REPEATS,
            since=since,
            premise_id=premise_id,
            caller_number=number,
            most=MOST_REPEATS,
        )
    neighbours = 0
    if found is not None and found.transformer_area:
        neighbours = reading.tx.one(
            _NEIGHBOURS, since=since, area=found.transformer_area, territory_id=found.territory_id
        ).count
    known_class = customer_class or (found.customer_class if found is not None else None)
    return Hints(
        repeats=[one for row in rows if (one := _repeat(reading, row, premise_id)) is not None],
        neighbours=neighbours,
        calls_around=neighbours >= rules.neighbourhood,
        outages=known_outages(reading, premise_id) if found is not None and premise_id else [],
        reconnect=found is not None and found.cut_off_for_debt,
        flags=flags_of_number(reading.tx, number, reading.now) if number else [],
        priority=priority_of(rules.priorities, danger=danger, category=category, customer_class=known_class),
    )


def _repeat(reading: Reading, row: Any, premise_id: str | None) -> Repeat | None:
    order = order_by_id(reading.tx, row.id)
    if order is None or not may_see(reading, order):
        return None
    return Repeat(
        order.id,
        order.number,
        shown_title(order.title, order.restricted),
        order.category,
        order.status,
        order.stage,
        order.opened_at,
        order.urges,
        "premise" if premise_id is not None and row.premise_id == premise_id else "number",
        order.live,
    )
