"""Statements on the conditional events that wait in the instances of an order."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, bindparam, select

from engine.store.database import Request
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import instance, subscription, task


def _waiting(order_id: ColumnElement[Any]) -> Statement:
    """Return the instances with a waiting condition; of an instance without an order the id is null."""
    return Statement(
        select(subscription.c.instance_id)
        .where(is_word(subscription.c.kind, "condition"), subscription.c.order_id == order_id)
        .distinct()
    )


_OF_ORDER = _waiting(bindparam("order_id"))
_OF_TASK = _waiting(select(task.c.order_id).where(task.c.id == bindparam("task_id")).scalar_subquery())
_OF_INSTANCE = _waiting(
    select(instance.c.order_id).where(instance.c.id == bindparam("instance_id")).scalar_subquery()
)


def conditions_of_order(order_id: str) -> Request:
    """Ask which instances of an order wait for a condition; the order's lock comes before."""
    return _OF_ORDER, {"order_id": order_id}


def conditions_of_task(task_id: str) -> Request:
    """Ask the same of the order of a task."""
    return _OF_TASK, {"task_id": task_id}


def conditions_of_instance(instance_id: str) -> Request:
    """Ask the same of the order of an instance."""
    return _OF_INSTANCE, {"instance_id": instance_id}


def read_waiting(rows: list[Any]) -> list[str]:
    """Return the ids of the instances of a fetch's rows."""
    return [row.instance_id for row in rows]
