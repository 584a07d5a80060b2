"""The shift leader's desk 班长台: what waits to be checked or dispatched, who is on duty, what was handed
over, how much each agents' department has to do, and who called again or is to be handled with care today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, literal_column, not_, or_, select

from engine.inbox import Role
from engine.org import Action
from engine.queries.paging import MOST_COUNTED, count_up_to
from engine.queries.reading import Reading
from engine.queries.rosters import HandOverLine, ShiftLine, on_duty_in, open_hand_overs
from engine.queries.visibility import (
    not_shut_order,
    open_by_name,
    path_parameters,
    restriction_parameters,
    shown_title,
    within_paths,
)
from engine.store.expressions import is_one_of, is_word
from engine.store.statement import Statement
from engine.store.tables import assignment, call_order, caller_flag, task, work_order

#: Stages at which an order is checked or waits to be dispatched.
BEFORE_DISPATCH = ("register", "grade", "report-major", "check", "check-payment", "dispatch", "forward")
MOST_TO_CHECK = 50
MOST_CALLERS = 20
#: So many open tasks of agents' departments are counted; where there are more, the desk says "at least".
MOST_LINES = 20_000


@dataclass(frozen=True)
class DeskTask:
    """A task that checks or dispatches an order. Times are aware UTC; None: there is none, or nobody."""

    order: str
    number: str
    title: str
    category: str
    status: str
    priority: int
    round: int
    urges: int
    restricted: bool
    task: str
    task_name: str
    stage: str | None
    department_name: str | None
    holder_name: str | None
    opened_at: datetime
    promise_due_at: datetime | None
    target_due_at: datetime | None


@dataclass(frozen=True)
class DeskLoad:
    """A department of agents: its open tasks, those nobody has claimed, those that are late."""

    department: str
    name: str
    open_tasks: int
    unclaimed: int
    late: int


@dataclass(frozen=True)
class DeskCaller:
    """An order of today whose caller called again `calls` times, or is flagged as sensitive with `reason`."""

    order: str
    number: str
    title: str
    status: str
    calls: int
    reason: str | None
    at: datetime


@dataclass(frozen=True)
class Desk:
    """The desk. `to_check` are the first by due time; `count` is how many there are, up to 1,000.

    With `agents_are_capped` the departments have more tasks than were counted: each number is "at least".
    """

    to_check: list[DeskTask]
    count: int
    count_is_capped: bool
    on_duty: list[ShiftLine]
    hand_overs: list[HandOverLine]
    agents: list[DeskLoad]
    agents_are_capped: bool
    repeats: list[DeskCaller]
    sensitive: list[DeskCaller]


def _standing(departments: str) -> ColumnElement[bool]:
    return and_(
        assignment.c.status == "open",
        assignment.c.role == Role.CANDIDATE.value,
        is_one_of(assignment.c.department_id, departments, "uuid"),
    )


_LINES = assignment.join(task, task.c.id == assignment.c.task_id).join(
    work_order, work_order.c.id == assignment.c.order_id
)


def _to_check() -> Select[Any]:
    return (
        select(
            work_order.c.id.label("order_id"),
            work_order.c.number,
            work_order.c.title,
            work_order.c.category,
            work_order.c.status,
            work_order.c.priority,
            work_order.c.round,
            work_order.c.urges,
            work_order.c.restricted,
            task.c.id.label("task_id"),
            task.c.name,
            task.c.stage,
            task.c.department_id,
            task.c.holder_id,
            task.c.opened_at,
            task.c.promise_due_at,
            task.c.target_due_at,
        )
        .select_from(_LINES)
        .where(
            _standing("departments"),
            task.c.department_id == assignment.c.department_id,
            is_word(task.c.stage, *BEFORE_DISPATCH),
            not_shut_order(assignment.c.order_id),
        )
    )


_TO_CHECK = Statement(
    _to_check().order_by(assignment.c.due_at, assignment.c.id).limit(literal_column(str(MOST_TO_CHECK)))
)
_COUNT = count_up_to(_to_check())


def _loads() -> Select[Any]:
    lines = (
        select(assignment.c.department_id, task.c.holder_id, assignment.c.due_at)
        .select_from(assignment.join(task, task.c.id == assignment.c.task_id))
        .where(_standing("agents"), task.c.department_id == assignment.c.department_id)
        .limit(bindparam("most_lines"))
        .subquery("lines")
    )
    late = case((lines.c.due_at < bindparam("now", type_=lines.c.due_at.type), 1))
    return select(
        lines.c.department_id,
        func.count().label("open_tasks"),
        (func.count() - func.count(lines.c.holder_id)).label("unclaimed"),
        func.count(late).label("late"),
    ).group_by(lines.c.department_id)


_LOADS = Statement(_loads())
_CALLER = (
    work_order.c.id,
    work_order.c.number,
    work_order.c.title,
    work_order.c.status,
    work_order.c.restricted,
)


def _seen(paths: int) -> ColumnElement[bool]:
    return or_(
        and_(not_(work_order.c.restricted), within_paths(work_order.c.tier_path, paths)),
        and_(work_order.c.restricted, open_by_name()),
    )


@cache
def _repeats(paths: int) -> Statement:
    calls, last = func.count(), func.max(call_order.c.linked_at)
    return Statement(
        select(*_CALLER, calls.label("calls"), last.label("at"))
        .select_from(call_order.join(work_order, work_order.c.id == call_order.c.order_id))
        .where(
            is_word(call_order.c.kind, "repeat"), call_order.c.linked_at >= bindparam("since"), _seen(paths)
        )
        .group_by(*_CALLER)
        .order_by(calls.desc(), last.desc(), work_order.c.id)
        .limit(literal_column(str(MOST_CALLERS)))
    )


@cache
def _sensitive(paths: int) -> Statement:
    return Statement(
        select(*_CALLER, caller_flag.c.reason, work_order.c.opened_at.label("at"))
        .select_from(caller_flag.join(work_order, work_order.c.caller_number == caller_flag.c.caller_number))
        .where(
            caller_flag.c.ended_at.is_(None),
            caller_flag.c.kind == "sensitive",
            or_(caller_flag.c.until.is_(None), caller_flag.c.until > bindparam("now")),
            work_order.c.opened_at >= bindparam("since"),
            _seen(paths),
        )
        .order_by(work_order.c.opened_at.desc(), work_order.c.id)
        .limit(literal_column(str(MOST_CALLERS)))
    )


def desk(reading: Reading) -> Desk:
    """Return the desk of whoever leads: their own departments' work, their tiers' agents and callers.

    Raises:
        NotAllowed: the actor does not lead.
    """
    reading = reading.by(Action.SEE_BOARD)
    offices = _offices(reading)
    restriction, paths = restriction_parameters(reading), path_parameters(reading)
    own = {"departments": sorted(reading.departments), **restriction}
    today = {"since": reading.midnight, **paths, **restriction}
    lines, counted, loads, repeats, sensitive = reading.tx.fetch(
        (_TO_CHECK, own),
        (_COUNT, own),
        (_LOADS, {"agents": sorted(offices), "now": reading.now, "most_lines": MOST_LINES + 1}),
        (_repeats(len(reading.paths)), today),
        (_sensitive(len(reading.paths)), {**today, "now": reading.now}),
    )
    count = counted[0].count
    found = {row.department_id: row for row in loads}
    return Desk(
        to_check=[_task(reading, row) for row in lines],
        count=min(count, MOST_COUNTED),
        count_is_capped=count > MOST_COUNTED,
        on_duty=on_duty_in(reading, reading.departments),
        hand_overs=open_hand_overs(reading, reading.departments),
        agents=sorted(
            (_load(key, name, found.get(key)) for key, name in offices.items()),
            key=lambda one: (-one.open_tasks, one.name),
        ),
        agents_are_capped=sum(row.open_tasks for row in loads) > MOST_LINES,
        repeats=[_caller(row, row.calls, None) for row in repeats],
        sensitive=[_caller(row, 0, row.reason) for row in sensitive],
    )


def _offices(reading: Reading) -> dict[str, str]:
    """Return the departments at and below the actor's tiers in which agents work, by id, with their names."""
    directory = reading.directory
    return {
        one.id: one.name
        for one in directory.departments.values()
        if directory.tiers[one.tier_id].path.startswith(reading.paths)
        and any(member.role == "agent" for member in directory.members(one.id))
    }


def _task(reading: Reading, row: Any) -> DeskTask:
    return DeskTask(
        order=row.order_id,
        number=row.number,
        title=shown_title(row.title, row.restricted),
        category=row.category,
        status=row.status,
        priority=row.priority,
        round=row.round,
        urges=row.urges,
        restricted=row.restricted,
        task=row.task_id,
        task_name=row.name,
        stage=row.stage,
        department_name=reading.department_name(row.department_id),
        holder_name=reading.name_of(row.holder_id),
        opened_at=row.opened_at,
        promise_due_at=row.promise_due_at,
        target_due_at=row.target_due_at,
    )


def _load(key: str, name: str, row: Any) -> DeskLoad:
    return DeskLoad(key, name, *((row.open_tasks, row.unclaimed, row.late) if row is not None else (0, 0, 0)))


def _caller(row: Any, calls: int, reason: str | None) -> DeskCaller:
    return DeskCaller(
        row.id,
        row.number,
        shown_title(row.title, row.restricted),
        row.status,
        calls,
        None if row.restricted else reason,
        row.at,
    )
