"""One line of an inbox: what it shows, and from which rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func

from engine.queries.reading import Reading
from engine.queries.visibility import shown_title
from engine.store.tables import assignment, call, instance, task, work_order


@dataclass(frozen=True)
class InboxLine:
    """One line. Times are aware UTC business time; the order's parts are None for a call's task.

    `holder` is the name of whoever has claimed the task, None: nobody. `caller_number` and `caller_name` are
    the order's, else the call's; of a restricted order neither is shown, nor its title. `opened_at` is when
    the line came into this inbox.
    """

    id: str
    role: str
    task: str
    name: str
    element: str
    status: str
    revision: int
    stage: str | None
    priority: int
    department: str | None
    department_name: str | None
    holder: str | None
    holder_name: str | None
    mine: bool
    claimed_at: datetime | None
    has_draft: bool
    limit: str | None
    promise_due_at: datetime | None
    target_due_at: datetime | None
    follow_up_at: datetime | None
    overdue: bool
    opened_at: datetime
    call: str | None
    caller_number: str | None
    caller_name: str | None
    order: str | None
    order_number: str | None
    order_title: str | None
    order_category: str | None
    order_stage: str | None
    order_status: str | None
    order_round: int | None
    order_tier_name: str | None
    attention: str | None
    urges: int
    restricted: bool


LINE_COLUMNS = [
    assignment.c.id,
    assignment.c.role,
    assignment.c.opened_at,
    task.c.id.label("task"),
    task.c.name,
    task.c.element_id.label("element"),
    task.c.status,
    task.c.revision,
    task.c.stage,
    task.c.priority,
    task.c.department_id,
    task.c.holder_id,
    task.c.claimed_at,
    task.c.drafted_at,
    task.c.limit_rule,
    task.c.promise_due_at,
    task.c.target_due_at,
    task.c.follow_up_at,
    instance.c.call_id,
    func.coalesce(work_order.c.caller_number, call.c.caller_number).label("caller_number"),
    func.coalesce(work_order.c.caller_name, call.c.caller_name).label("caller_name"),
    work_order.c.id.label("order_id"),
    work_order.c.number,
    work_order.c.title,
    work_order.c.category,
    work_order.c.stage.label("order_stage"),
    work_order.c.status.label("order_status"),
    work_order.c.round,
    work_order.c.tier_id,
    work_order.c.attention,
    work_order.c.urges,
    work_order.c.restricted,
]


def inbox_line(reading: Reading, row: Any) -> InboxLine:
    """Return the line of a row."""
    due = row.promise_due_at or row.target_due_at
    return InboxLine(
        id=row.id,
        role=row.role,
        task=row.task,
        name=row.name,
        element=row.element,
        status=row.status,
        revision=row.revision,
        stage=row.stage,
        priority=row.priority,
        department=row.department_id,
        department_name=reading.department_name(row.department_id),
        holder=row.holder_id,
        holder_name=reading.name_of(row.holder_id),
        mine=row.holder_id == reading.actor.id,
        claimed_at=row.claimed_at,
        has_draft=row.drafted_at is not None,
        limit=row.limit_rule,
        promise_due_at=row.promise_due_at,
        target_due_at=row.target_due_at,
        follow_up_at=row.follow_up_at,
        overdue=due is not None and due < reading.now,
        opened_at=row.opened_at,
        call=row.call_id,
        caller_number=None if row.restricted else row.caller_number,
        caller_name=None if row.restricted else row.caller_name,
        order=row.order_id,
        order_number=row.number,
        order_title=shown_title(row.title, row.restricted) if row.title is not None else None,
        order_category=row.category,
        order_stage=row.order_stage,
        order_status=row.order_status,
        order_round=row.round,
        order_tier_name=reading.tier_name(row.tier_id),
        attention=row.attention,
        urges=row.urges or 0,
        restricted=bool(row.restricted),
    )
