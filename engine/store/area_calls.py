"""Statements on the fault reports of a transformer area, and on how high their tasks rank."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from engine.orders import Report
from engine.store.database import Transaction
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import assignment, premise, task, work_order

_IN_WORK = (
    is_word(work_order.c.status, "open", "held"),
    work_order.c.category == "fault-report",
    work_order.c.opened_at >= bindparam("since"),
    premise.c.transformer_area == bindparam("area"),
    # Two counties may have areas of the same name.
    work_order.c.tier_id == bindparam("tier_id"),
)
_HERE = work_order.join(premise, premise.c.id == work_order.c.premise_id)
_REPORTS = Statement(
    select(work_order.c.id, work_order.c.premise_id, work_order.c.opened_at)
    .select_from(_HERE)
    .where(*_IN_WORK)
    .order_by(work_order.c.opened_at, work_order.c.id)
    .limit(bindparam("most")),
    Report,
)
_PREMISES = Statement(
    select(func.count(work_order.c.premise_id.distinct()).label("count")).select_from(_HERE).where(*_IN_WORK)
)
_RAISE = Statement(
    update(task)
    .where(
        task.c.order_id == bindparam("of_order"),
        is_word(task.c.status, "open", "stuck"),
        task.c.priority < bindparam("at_least"),
    )
    .values(priority=bindparam("at_least"))
)
_LINES_RAISED = Statement(
    update(assignment)
    .where(
        assignment.c.task_id.in_(
            select(task.c.id).where(
                task.c.order_id == bindparam("of_order"), is_word(task.c.status, "open", "stuck")
            )
        ),
        assignment.c.closed_at.is_(None),
    )
    .values(rank=select(-task.c.priority).where(task.c.id == assignment.c.task_id).scalar_subquery())
)


def premises_reporting(tx: Transaction, area: str, tier_id: str, since: datetime) -> int:
    """Return how many premises of a county's transformer area have a fault report in work since a moment."""
    return int(tx.one(_PREMISES, area=area, tier_id=tier_id, since=since).count)


def reports_of_area(tx: Transaction, area: str, tier_id: str, since: datetime, most: int) -> list[Report]:
    """Return up to `most` fault reports in work of a county's transformer area, oldest first."""
    return tx.rows(_REPORTS, area=area, tier_id=tier_id, since=since, most=most)


def raise_tasks(tx: Transaction, order_id: str, priority: int) -> None:
    """Let the open tasks of an order, and their lines, rank at least at a priority."""
    tx.write(_RAISE, of_order=order_id, at_least=priority)
    tx.write(_LINES_RAISED, of_order=order_id)
