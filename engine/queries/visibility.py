"""Which orders a person sees: the policy's rule as a condition for lists, and as a question for one order.

Both say the same, and a property test holds them equal: orders at or below the person's tiers, and those of
which the person or one of their departments has an open inbox line.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, false, or_, select

from engine.errors import NotFound
from engine.orders import WorkOrder
from engine.org import Action, Target
from engine.queries.reading import Reading
from engine.store.database import Transaction
from engine.store.expressions import is_one_of
from engine.store.orders import order_by_id
from engine.store.prefix import begins_with
from engine.store.statement import Statement
from engine.store.tables import assignment, task, work_order
from engine.words import Words

_LINES = Statement(
    select(assignment.c.department_id, assignment.c.person_id)
    .select_from(assignment.join(task, task.c.id == assignment.c.task_id))
    .where(task.c.order_id == bindparam("order_id"), assignment.c.status == "open")
)


def within_paths(column: ColumnElement[Any], count: int) -> ColumnElement[bool]:
    """Return the condition that a tier path is at or below one of `count` paths, `path_0` and so on."""
    return or_(false(), *[begins_with(column, f"path_{n}") for n in range(count)])


def path_parameters(reading: Reading) -> dict[str, Any]:
    """Return the parameters of `within_paths`."""
    return {f"path_{n}": path for n, path in enumerate(reading.paths)}


def own_open_lines() -> ColumnElement[bool]:
    """Return the condition that an assignment row is an open line of the person or their departments."""
    return and_(
        assignment.c.status == "open",
        or_(
            assignment.c.person_id == bindparam("person"),
            is_one_of(assignment.c.department_id, "departments", "uuid"),
        ),
    )


def visible_orders(paths: int) -> ColumnElement[bool]:
    """Return the condition that the person sees a row of `work_order`."""
    own = select(assignment.c.order_id).where(own_open_lines(), assignment.c.order_id.is_not(None))
    return or_(within_paths(work_order.c.tier_path, paths), work_order.c.id.in_(own))


def visibility_parameters(reading: Reading) -> dict[str, Any]:
    """Return the parameters of `visible_orders`."""
    return {
        "person": reading.actor.id,
        "departments": sorted(reading.departments),
        **path_parameters(reading),
    }


def target_of_order(tx: Transaction, order: WorkOrder) -> Target:
    """Return what the policy is asked about when somebody wants to see an order."""
    lines = tx.rows(_LINES, order_id=order.id)
    return Target(
        order.tier_path,
        frozenset(line.department_id for line in lines if line.department_id is not None),
        frozenset(line.person_id for line in lines if line.person_id is not None),
    )


def may_see(reading: Reading, order: WorkOrder) -> bool:
    """Answer whether the actor sees an order; its lines are read only when its place does not decide."""
    if reading.may(Action.SEE_ORDER, Target(order.tier_path)):
        return True
    return reading.may(Action.SEE_ORDER, target_of_order(reading.tx, order))


def visible_order(reading: Reading, order_id: str) -> WorkOrder:
    """Return an order that the actor may see.

    Raises:
        NotFound: there is none; of an order that they may not see nobody is told that it is there.
    """
    order = order_by_id(reading.tx, order_id)
    if order is None or not may_see(reading, order):
        raise NotFound(
            Words(f"there is no order {order_id} that you may see", f"没有您可以查看的工单 {order_id}")
        )
    return order
