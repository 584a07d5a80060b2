"""The inbox: lines of a person and their departments, sorted and filtered by the database.

A line is an `assignment` row: a task may stand in it as the department's candidate line, as a colleague's
or one's own claimed task, or because attention was raised. What one has claimed oneself shows once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, not_, or_, select

from engine.inbox import Role
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import assignment, call, instance, task, work_order
from engine.store.types import Moment

#: What has no due time comes after everything that has one.
_NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class InboxWish:
    """What is asked for. `scope`: `mine`, `department` or `watched`; None is all of it."""

    scope: str | None = None
    category: str | None = None
    overdue: bool | None = None
    text: str | None = None
    sort: str = "due"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class InboxLine:
    """One line. Times are aware UTC business time; the order's parts are None for a call's task.

    `holder` is the name of whoever has claimed the task, None: nobody. `caller_number` and `caller_name` are
    the order's, else the call's. `opened_at` is when the line came
    into this inbox.
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


_DUE: ColumnElement[Any] = func.coalesce(
    task.c.target_due_at, task.c.promise_due_at, literal(_NEVER, Moment())
)
_MAIN_DUE: ColumnElement[Any] = func.coalesce(task.c.promise_due_at, task.c.target_due_at)
SORTS = {
    "due": Order("due", (_DUE, assignment.c.id), ("moment", "id")),
    "opened": Order("opened", (assignment.c.opened_at, assignment.c.id), ("moment", "id")),
    "-opened": Order("-opened", (assignment.c.opened_at, assignment.c.id), ("moment", "id"), True),
    "priority": Order(
        "priority", (-task.c.priority, assignment.c.opened_at, assignment.c.id), ("number", "moment", "id")
    ),
}
_COLUMNS = [
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
]
_LINES = (
    assignment.join(task, task.c.id == assignment.c.task_id)
    .join(instance, instance.c.id == task.c.instance_id)
    .outerjoin(work_order, work_order.c.id == task.c.order_id)
    .outerjoin(call, call.c.id == instance.c.call_id)
)


def _whose(scope: str | None) -> ColumnElement[bool]:
    mine = assignment.c.person_id == bindparam("person")
    ours = is_one_of(assignment.c.department_id, "departments", "uuid")
    watched = assignment.c.role == Role.WATCHER.value
    if scope == "mine":
        return mine
    if scope == "department":
        return and_(ours, not_(watched))
    if scope == "watched":
        return and_(ours, watched)
    claimed = and_(task.c.holder_id.is_not(None), task.c.holder_id == bindparam("person"), not_(watched))
    return or_(mine, and_(ours, not_(claimed)))


def _query(scope: str | None, category: bool, overdue: bool | None, words: bool) -> Select[Any]:
    query = select(*_COLUMNS).select_from(_LINES).where(assignment.c.status == "open", _whose(scope))
    if category:
        query = query.where(work_order.c.category == bindparam("category"))
    if overdue is not None:
        late = and_(_MAIN_DUE.is_not(None), bindparam("now", type_=Moment()) > _MAIN_DUE)
        query = query.where(late if overdue else not_(late))
    if words:
        query = query.where(or_(contained(work_order.c.number), contained(work_order.c.title)))
    return query


@cache
def _page(
    scope: str | None, category: bool, overdue: bool | None, words: bool, sort: str, after: bool
) -> Statement:
    order = SORTS[sort]
    query = _query(scope, category, overdue, words).add_columns(*order.columns())
    return Statement(order.applied(query, after))


@cache
def _count(scope: str | None, category: bool, overdue: bool | None, words: bool) -> Statement:
    return count_up_to(_query(scope, category, overdue, words))


def inbox_page(reading: Reading, wish: InboxWish) -> Page[InboxLine]:
    """Return a page of the actor's inbox.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    order = SORTS[wish.sort]
    shape = (wish.scope, wish.category is not None, wish.overdue, wish.text is not None)
    filters = {
        "person": reading.actor.id,
        "departments": sorted(reading.departments),
        "category": wish.category,
        "now": reading.now,
        "words": like_parameter(wish.text or ""),
    }
    used = _used(filters, wish)
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(*shape, wish.sort, wish.cursor is not None), {**used, **position, "most": wish.most + 1}),
        (_count(*shape), used),
    )
    items = [_line(reading, row) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)


def _used(filters: dict[str, Any], wish: InboxWish) -> dict[str, Any]:
    names = {
        "person": wish.scope in (None, "mine"),
        "departments": wish.scope != "mine",
        "category": wish.category is not None,
        "now": wish.overdue is not None,
        "words": wish.text is not None,
    }
    return {name: filters[name] for name, wanted in names.items() if wanted}


def _line(reading: Reading, row: Any) -> InboxLine:
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
        caller_number=row.caller_number,
        caller_name=row.caller_name,
        order=row.order_id,
        order_number=row.number,
        order_title=row.title,
        order_category=row.category,
        order_stage=row.order_stage,
        order_status=row.order_status,
        order_round=row.round,
        order_tier_name=reading.tier_name(row.tier_id),
        attention=row.attention,
        urges=row.urges or 0,
    )
