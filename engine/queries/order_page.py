"""One order as its page shows it: facts, clocks, open tasks, links, calls, and where its processes stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from engine.errors import HuanError
from engine.orders import WorkOrder
from engine.queries.order_clocks import ClockView, order_clocks
from engine.queries.reading import Reading
from engine.queries.restriction import RestrictionView, restriction_view
from engine.queries.standing import Standing, standing
from engine.queries.visibility import may_see, shown_title, visible_order
from engine.store.customers import PremiseRow, premise_by_id
from engine.store.definitions import all_definitions
from engine.store.instances import instances_of_order
from engine.store.orders import order_by_id
from engine.store.statement import Statement
from engine.store.tables import call, call_order, incident, order_link
from engine.store.tasks import open_tasks_of_order
from engine.store.watches import Watching, read_watching, watching_request

_LINKS = Statement(
    select(order_link.c.order_id, order_link.c.linked_id, order_link.c.kind, order_link.c.linked_at)
    .where(
        or_(order_link.c.order_id == bindparam("order_id"), order_link.c.linked_id == bindparam("order_id"))
    )
    .order_by(order_link.c.linked_at)
)
_CALLS = Statement(
    select(
        call.c.id,
        call_order.c.kind,
        call.c.state,
        call.c.outcome,
        call.c.caller_number,
        call.c.caller_name,
        call.c.agent_person_id,
        call.c.started_at,
        call.c.answered_at,
        call.c.ended_at,
    )
    .select_from(call_order.join(call, call.c.id == call_order.c.call_id))
    .where(call_order.c.order_id == bindparam("order_id"))
    .order_by(call.c.started_at)
)
_INCIDENTS = Statement(
    select(func.count().label("count")).where(
        incident.c.order_id == bindparam("order_id"), incident.c.status == "open"
    )
)


@dataclass(frozen=True)
class OpenTask:
    """An open task of the order."""

    id: str
    name: str
    element: str
    status: str
    department: str | None
    department_name: str | None
    holder: str | None
    holder_name: str | None
    may_work: bool


@dataclass(frozen=True)
class Link:
    """Another order that has to do with this one. `to_this`: that order points here."""

    order: str
    number: str
    title: str
    category: str
    status: str
    kind: str
    to_this: bool
    linked_at: datetime


@dataclass(frozen=True)
class LinkedCall:
    """A call that concerns the order: `kind` is opened, repeat, linked or dialled."""

    call: str
    kind: str
    state: str
    outcome: str | None
    caller_number: str | None
    caller_name: str | None
    agent_name: str | None
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class InstanceView:
    """A process instance that serves the order. `active` is empty when it has ended."""

    id: str
    process: str
    definition: str
    package: str
    version: int
    status: str
    started_at: datetime
    ended_at: datetime | None
    active: list[Standing]


@dataclass(frozen=True)
class OrderPage:
    """Everything the page of an order needs."""

    order: WorkOrder
    premise: PremiseRow | None
    clocks: list[ClockView]
    tasks: list[OpenTask]
    links: list[Link]
    calls: list[LinkedCall]
    instances: list[InstanceView]
    open_incidents: int
    restriction: RestrictionView | None
    watching: Watching


def order_page(reading: Reading, order_id: str) -> OrderPage:
    """Return an order's page.

    Raises:
        NotFound: there is no such order that the actor may see.
    """
    return page_of_order(reading, visible_order(reading, order_id))


def page_of_order(reading: Reading, order: WorkOrder) -> OrderPage:
    """Return the page of an order that the actor may see."""
    tx = reading.tx
    links, calls, incidents, watching = tx.fetch(
        (_LINKS, {"order_id": order.id}),
        (_CALLS, {"order_id": order.id}),
        (_INCIDENTS, {"order_id": order.id}),
        watching_request(order.id, reading.actor.id),
    )
    return OrderPage(
        order=order,
        premise=premise_by_id(tx, order.premise_id) if order.premise_id is not None else None,
        clocks=order_clocks(reading, order),
        tasks=_tasks(reading, order),
        links=[link for row in links if (link := _link(reading, order.id, row)) is not None],
        calls=[_call(reading, row) for row in calls],
        instances=instance_views(reading, order),
        open_incidents=incidents[0].count,
        restriction=restriction_view(reading, order),
        watching=read_watching(watching),
    )


def _tasks(reading: Reading, order: WorkOrder) -> list[OpenTask]:
    return [
        OpenTask(
            id=task.id,
            name=task.name,
            element=task.element_id,
            status=task.status,
            department=task.department_id,
            department_name=reading.department_name(task.department_id),
            holder=task.holder_id,
            holder_name=reading.name_of(task.holder_id),
            may_work=bool(reading.departments & task.departments) or reading.actor.id in task.people,
        )
        for task in open_tasks_of_order(reading.tx, order.id)
    ]


def _link(reading: Reading, order_id: str, row: Any) -> Link | None:
    to_this = row.linked_id == order_id
    other = order_by_id(reading.tx, row.order_id if to_this else row.linked_id)
    if other is None or not may_see(reading, other):
        return None
    return Link(
        other.id,
        other.number,
        shown_title(other.title, other.restricted),
        other.category,
        other.status,
        row.kind,
        to_this,
        row.linked_at,
    )


def _call(reading: Reading, row: Any) -> LinkedCall:
    return LinkedCall(
        call=row.id,
        kind=row.kind,
        state=row.state,
        outcome=row.outcome,
        caller_number=row.caller_number,
        caller_name=row.caller_name,
        agent_name=reading.name_of(row.agent_person_id),
        started_at=row.started_at,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
    )


def instance_views(reading: Reading, order: WorkOrder) -> list[InstanceView]:
    """Return the instances of an order with where their tokens stand, oldest first."""
    rows = instances_of_order(reading.tx, order.id)
    versions = {row.id: row for row in all_definitions(reading.tx)} if rows else {}
    return [
        InstanceView(
            id=row.id,
            process=row.process,
            definition=row.definition_id,
            package=versions[row.definition_id].package,
            version=versions[row.definition_id].version,
            status=row.status,
            started_at=row.started_at,
            ended_at=row.ended_at,
            active=_standing(reading, row.state),
        )
        for row in rows
    ]


def _standing(reading: Reading, state: bytes | None) -> list[Standing]:
    try:
        return standing(reading, state)
    except HuanError:
        # The state of another release: the page is shown without where its tokens stand.
        return []
