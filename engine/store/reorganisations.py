"""Statements on reorganisations, and on the open work that each concerns."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, distinct, func, insert, or_, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_one_of, is_word
from engine.store.statement import Statement
from engine.store.tables import assignment, reorganisation, task, work_order


class ReorganisationRow(NamedTuple):
    """A reorganisation and how far it is; `cursor` None: the phase begins. Times are aware UTC."""

    id: str
    kind: str
    label: str
    plan: dict[str, Any]
    reason: str | None
    state: str
    phase: str
    cursor: str | None
    moved: int
    failed: int
    created_at: datetime
    created_by: str
    finished_at: datetime | None


_COLUMNS = [reorganisation.c[name] for name in ReorganisationRow._fields]
_INSERT = Statement(
    insert(reorganisation).values({name: bindparam(name) for name in ReorganisationRow._fields})
)
_BY_ID = Statement(select(*_COLUMNS).where(reorganisation.c.id == bindparam("row_id")))
_NEXT = Statement(
    select(*_COLUMNS).where(is_word(reorganisation.c.state, "running")).order_by(reorganisation.c.id).limit(1)
)
_ADVANCE = Statement(
    update(reorganisation)
    .where(
        reorganisation.c.id == bindparam("row_id"),
        reorganisation.c.phase == bindparam("was_phase"),
        reorganisation.c.cursor.is_not_distinct_from(bindparam("was")),
    )
    .values(
        phase=bindparam("phase"),
        cursor=bindparam("cursor"),
        moved=reorganisation.c.moved + bindparam("moved"),
        failed=reorganisation.c.failed + bindparam("failed"),
        state=bindparam("state"),
        finished_at=bindparam("finished_at"),
    )
)
_RUNS = is_word(work_order.c.status, "open", "held")
_IN_AREAS = is_one_of(work_order.c.territory_id, "territories", "uuid")
_CONCERNED = and_(
    assignment.c.status == "open",
    or_(
        is_one_of(assignment.c.department_id, "departments", "uuid"),
        is_one_of(assignment.c.person_id, "people", "uuid"),
    ),
)


def _orders(after: bool) -> Statement:
    query = select(work_order.c.id).where(_RUNS, _IN_AREAS)
    query = query.where(work_order.c.id > bindparam("cursor")) if after else query
    return Statement(query.order_by(work_order.c.id).limit(bindparam("most")))


def _tasks(after: bool) -> Statement:
    query = select(assignment.c.task_id.label("id")).distinct().where(_CONCERNED)
    query = query.where(assignment.c.task_id > bindparam("cursor")) if after else query
    return Statement(query.order_by(assignment.c.task_id).limit(bindparam("most")))


_ORDERS, _TASKS = (_orders(False), _orders(True)), (_tasks(False), _tasks(True))
_OF_LINES = assignment.join(task, task.c.id == assignment.c.task_id).outerjoin(
    work_order, work_order.c.id == task.c.order_id
)


def _counted(condition: Any) -> Select[Any]:
    columns = (
        assignment.c.department_id,
        work_order.c.tier_id,
        work_order.c.unit_tier_id,
        work_order.c.territory_id,
    )
    return (
        select(*columns, func.count(distinct(assignment.c.task_id)).label("tasks"))
        .select_from(_OF_LINES)
        .where(assignment.c.status == "open", is_word(assignment.c.role, "candidate"), condition)
        .group_by(*columns)
    )


_AT_DEPARTMENTS = Statement(_counted(is_one_of(assignment.c.department_id, "departments", "uuid")))
_IN_TERRITORIES = Statement(_counted(and_(_IN_AREAS, _RUNS)))
_HELD = Statement(
    select(func.count(distinct(assignment.c.task_id)).label("tasks")).where(
        assignment.c.status == "open", is_one_of(assignment.c.person_id, "people", "uuid")
    )
)
_RUNNING_ORDERS = Statement(
    select(func.count().label("orders")).select_from(work_order).where(_RUNS, _IN_AREAS)
)


def insert_reorganisation(tx: Transaction, row: ReorganisationRow) -> None:
    """Store a reorganisation; a worker does what follows from it."""
    tx.write_row(_INSERT, row)


def reorganisation_by_id(tx: Transaction, row_id: str) -> ReorganisationRow | None:
    """Return a reorganisation, or None."""
    row = tx.one(_BY_ID, row_id=row_id)
    return ReorganisationRow(*row) if row is not None else None


def next_reorganisation(tx: Transaction) -> ReorganisationRow | None:
    """Return the first that is not done, None when all are: they are done in the order of their making."""
    row = tx.one(_NEXT)
    return ReorganisationRow(*row) if row is not None else None


def work_of(tx: Transaction, of: ReorganisationRow, most: int) -> list[str]:
    """Return ids of the next orders, or in its other phase of tasks, that a reorganisation concerns."""
    after = of.cursor is not None
    given: dict[str, Any] = {"most": most, **({"cursor": of.cursor} if after else {})}
    if of.phase == "orders":
        rows = tx.rows(_ORDERS[after], territories=sorted(of.plan["territories"]), **given)
    else:
        lists = {
            "departments": sorted(of.plan["departments"]),
            "people": sorted({**of.plan["people"], **of.plan.get("places", {})}),
        }
        rows = tx.rows(_TASKS[after], **lists, **given)
    return [row.id for row in rows]


def advance_reorganisation(
    tx: Transaction,
    of: ReorganisationRow,
    *,
    phase: str,
    cursor: str | None,
    moved: int,
    failed: int,
    finished_at: datetime | None,
) -> bool:
    """Move a reorganisation on; return False when another worker has done so already."""
    return (
        tx.changed(
            _ADVANCE,
            row_id=of.id,
            was_phase=of.phase,
            was=of.cursor,
            phase=phase,
            cursor=cursor,
            moved=moved,
            failed=failed,
            state="running" if finished_at is None else "done",
            finished_at=finished_at,
        )
        == 1
    )


def lines_at_departments(tx: Transaction, departments: list[str]) -> list[Any]:
    """Return how many tasks with open lines each department has, by where their orders lie."""
    return tx.rows(_AT_DEPARTMENTS, departments=departments)


def lines_in_territories(tx: Transaction, territories: list[str]) -> list[Any]:
    """Return how many tasks with open lines of running orders lie in areas, by department and place."""
    return tx.rows(_IN_TERRITORIES, territories=territories)


def tasks_held_by(tx: Transaction, people: list[str]) -> int:
    """Return how many tasks have an open line of one of these people."""
    return int(tx.one(_HELD, people=people).tasks)


def orders_in_territories(tx: Transaction, territories: list[str]) -> int:
    """Return how many running orders lie in areas."""
    return int(tx.one(_RUNNING_ORDERS, territories=territories).orders)
