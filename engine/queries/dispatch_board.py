"""The dispatcher's board: the orders of a county by stage, its crews with what they have and where they are.

One statement gives the first orders of each stage by due time, one more the load of every department. Both
look at MOST_LINES lines at most, which is more than a county has; where there are more, the board says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, not_, or_, select

from engine.errors import NotFound
from engine.inbox import Role
from engine.org import Action, Target, Tier
from engine.queries.reading import Reading
from engine.queries.visibility import (
    open_by_name,
    path_parameters,
    restriction_parameters,
    shown_title,
    within_paths,
)
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import assignment, premise, task, work_order
from engine.words import Words

#: How many orders a stage shows.
MOST_IN_STAGE = 30
MOST_LINES = 20_000
#: Stages in the order in which pages name them (web/src/words/stages.ts). Columns are the stages that occur:
#: one that is not listed here stands after those that are.
STAGES = (
    "register",
    "grade",
    "report-major",
    "check",
    "check-payment",
    "dispatch",
    "forward",
    "accept",
    "arbitrate",
    "assign",
    "depart",
    "arrive",
    "make-safe",
    "diagnose",
    "restore",
    "report",
    "contact",
    "look-up",
    "answer",
    "investigate",
    "inspect",
    "measure",
    "visit",
    "handle",
    "reconnect",
    "settle",
    "correct",
    "assess",
    "recognise",
    "appraise",
    "survey",
    "scheme",
    "rule",
    "customer",
    "change",
    "design-review",
    "works",
    "inspection",
    "contract",
    "energise",
    "review",
    "approve",
    "reply",
    "follow-up",
    "decide-rounds",
    "decide-end",
    "archive",
)
#: Stages at which a crew is at its order's place, and on the way to it.
_THERE, _COMING = ("restore", "report"), ("arrive",)


@dataclass(frozen=True)
class BoardOrder:
    """An order where it waits. Times are aware UTC business time; None: there is none, or it does not run.

    `urges` counts repeat callers too. `place` is the premise's address; longitude and latitude None: unknown.
    """

    order: str
    number: str
    title: str
    category: str
    status: str
    priority: int
    round: int
    urges: int
    merged: bool
    task: str
    task_name: str
    stage: str | None
    department: str
    department_name: str | None
    holder_name: str | None
    opened_at: datetime
    promise_due_at: datetime | None
    target_due_at: datetime | None
    place: str | None
    longitude: float | None
    latitude: float | None
    restricted: bool
    revision: int


@dataclass(frozen=True)
class BoardStage:
    """A stage with its first orders, the most urgent due time first; `count` is how many stand there."""

    stage: str | None
    count: int
    orders: list[BoardOrder]


@dataclass(frozen=True)
class BoardCrew:
    """A crew. `open_tasks` is its load; `at` is the order at whose place it works, else where it goes."""

    tier: str
    code: str
    name: str
    people: list[str]
    open_tasks: int
    at: BoardOrder | None
    is_there: bool


@dataclass(frozen=True)
class DispatchBoard:
    """A county's board. `capped`: there are more lines than were looked at, and counts are too low."""

    tier: Tier
    stages: list[BoardStage]
    crews: list[BoardCrew]
    capped: bool
    may_dispatch: bool


_LINES = (
    assignment.join(task, task.c.id == assignment.c.task_id)
    .join(work_order, work_order.c.id == assignment.c.order_id)
    .outerjoin(premise, premise.c.id == work_order.c.premise_id)
)


def _standing() -> ColumnElement[bool]:
    """Return the condition of a department's own line of a task."""
    return and_(
        assignment.c.status == "open",
        assignment.c.role == Role.CANDIDATE.value,
        is_one_of(assignment.c.department_id, "departments", "uuid"),
    )


@cache
def _ranked(paths: int) -> Statement:
    """Return the statement of the first lines of each stage, for somebody with so many tier paths."""
    seen = or_(
        and_(not_(work_order.c.restricted), within_paths(work_order.c.tier_path, paths)),
        and_(work_order.c.restricted, open_by_name()),
    )
    stage = func.coalesce(task.c.stage, literal_column("''"))
    lines = (
        select(assignment.c.task_id, assignment.c.id, assignment.c.due_at, stage.label("stage"))
        .select_from(
            assignment.join(task, task.c.id == assignment.c.task_id).join(
                work_order, work_order.c.id == assignment.c.order_id
            )
        )
        .where(_standing(), task.c.department_id == assignment.c.department_id, seen)
        .limit(literal_column(str(MOST_LINES + 1)))
        .subquery("lines")
    )
    by_due = func.row_number().over(partition_by=lines.c.stage, order_by=(lines.c.due_at, lines.c.id))
    ranked = select(
        lines,
        by_due.label("rank_in_stage"),
        func.count().over(partition_by=lines.c.stage).label("in_stage"),
    ).subquery("ranked")
    return Statement(
        select(
            ranked.c.in_stage,
            work_order.c.id.label("order_id"),
            work_order.c.number,
            work_order.c.title,
            work_order.c.category,
            work_order.c.status,
            work_order.c.priority,
            work_order.c.round,
            work_order.c.urges,
            work_order.c.restricted,
            work_order.c.main_id,
            task.c.id.label("task_id"),
            task.c.name,
            task.c.stage,
            task.c.department_id,
            task.c.holder_id,
            task.c.revision,
            task.c.opened_at,
            task.c.promise_due_at,
            task.c.target_due_at,
            premise.c.address,
            premise.c.longitude,
            premise.c.latitude,
        )
        .select_from(
            ranked.join(
                _LINES, and_(assignment.c.task_id == ranked.c.task_id, assignment.c.id == ranked.c.id)
            )
        )
        .where(ranked.c.rank_in_stage <= literal_column(str(MOST_IN_STAGE)))
        .order_by(ranked.c.due_at, ranked.c.id)
    )


_LOADS = Statement(
    select(assignment.c.department_id, func.count().label("count"))
    .where(_standing())
    .group_by(assignment.c.department_id)
)


def dispatch_board(reading: Reading, tier_id: str | None) -> DispatchBoard:
    """Return the board of a tier; None is the actor's own, the highest of several.

    Raises:
        NotFound: there is no such tier that the actor may see the board of.
    """
    tier = _tier(reading, tier_id)
    tiers = reading.directory.tiers
    departments = [
        one for one in reading.directory.departments.values() if tiers[one.tier_id].path.startswith(tier.path)
    ]
    given = {
        "departments": sorted(one.id for one in departments),
        **path_parameters(reading),
        **restriction_parameters(reading),
    }
    rows, loads = reading.tx.fetch((_ranked(len(reading.paths)), given), (_LOADS, given))
    orders = [(_order(reading, row), row.in_stage) for row in rows]
    load = {row.department_id: row.count for row in loads}
    return DispatchBoard(
        tier,
        _stages(orders),
        _crews(reading, tier, load, [order for order, _ in orders]),
        sum(load.values()) > MOST_LINES,
        reading.may(Action.MANAGE_OUTAGES, Target(tier.path)),
    )


def _tier(reading: Reading, tier_id: str | None) -> Tier:
    reading = reading.by(Action.SEE_BOARD)
    found = reading.highest_tier if tier_id is None else reading.directory.tiers.get(tier_id)
    if found is None or not reading.may(Action.SEE_BOARD, Target(found.path)):
        raise NotFound(Words("there is no such board that you may see", "没有您可以查看的调度台"))
    return found


def _order(reading: Reading, row: Any) -> BoardOrder:
    return BoardOrder(
        order=row.order_id,
        number=row.number,
        title=shown_title(row.title, row.restricted),
        category=row.category,
        status=row.status,
        priority=row.priority,
        round=row.round,
        urges=row.urges,
        merged=row.main_id is not None,
        task=row.task_id,
        task_name=row.name,
        stage=row.stage,
        department=row.department_id,
        department_name=reading.department_name(row.department_id),
        holder_name=reading.name_of(row.holder_id),
        opened_at=row.opened_at,
        promise_due_at=row.promise_due_at,
        target_due_at=row.target_due_at,
        place=None if row.restricted else row.address,
        longitude=None if row.restricted else row.longitude,
        latitude=None if row.restricted else row.latitude,
        restricted=row.restricted,
        revision=row.revision,
    )


def _stages(orders: Iterable[tuple[BoardOrder, int]]) -> list[BoardStage]:
    """Return the stages in the order of the loop, those without a place in it last."""
    found: dict[str | None, BoardStage] = {}
    for order, count in orders:
        found.setdefault(order.stage, BoardStage(order.stage, count, [])).orders.append(order)
    known = {stage: place for place, stage in enumerate(STAGES)}
    return sorted(found.values(), key=lambda one: (known.get(one.stage or "", len(known)), one.stage or ""))


def _crews(reading: Reading, county: Tier, load: dict[str, int], orders: list[BoardOrder]) -> list[BoardCrew]:
    """Return the crews below a tier, those with the least to do first."""
    directory = reading.directory
    found = []
    for tier in directory.tiers.values():
        if tier.kind != "crew" or not tier.path.startswith(county.path):
            continue
        departments = [one.id for one in directory.departments.values() if one.tier_id == tier.id]
        theirs = [order for order in orders if order.department in departments and order.status != "held"]
        there = next((order for order in theirs if order.stage in _THERE), None)
        coming = next((order for order in theirs if order.stage in _COMING), None)
        people = {member.person_id for one in departments for member in directory.members(one)}
        found.append(
            BoardCrew(
                tier=tier.id,
                code=tier.code,
                name=tier.name,
                people=sorted(filter(None, map(reading.name_of, people))),
                open_tasks=sum(load.get(one, 0) for one in departments),
                at=there or coming,
                is_there=there is not None,
            )
        )
    return sorted(found, key=lambda crew: (crew.open_tasks, crew.code))
