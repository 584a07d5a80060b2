"""Which orders a person sees: the policy's rule as a condition for lists, and as a question for one order.

Both say the same, and a property test holds them equal: orders at or below the person's tiers, and those of
which the person, somebody they stand in for or one of their departments has an open inbox line; of restricted
orders those in which the person or their department is named, never one that concerns them.

Of a restricted order a list shows only that it is there: `SHUT_TITLE` stands for what it is about. To read it
one gives a reason first, and has it open for a while.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, false, not_, or_, select

from engine.errors import LookReasonNeeded, NotFound
from engine.orders import WorkOrder
from engine.org import Action, Target, concerned_as, parties_of
from engine.queries.reading import Reading
from engine.store.database import Transaction
from engine.store.expressions import is_one_of
from engine.store.orders import order_by_id
from engine.store.prefix import begins_with
from engine.store.restrictions import is_looking, restriction_of
from engine.store.statement import Statement
from engine.store.tables import assignment, order_party, task, work_order
from engine.words import Words

#: Stands in lists where the title of a restricted order would.
SHUT_TITLE = "限制查阅"

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


def visible_orders(paths: int, within: int) -> ColumnElement[bool]:
    """Return the condition that the person sees a row of `work_order`.

    `within` is for how many pairs of a person and a department they stand in.
    """
    own = [work_order.c.id.in_(lines) for lines in orders_of_lines(within)]
    ordinary = or_(within_paths(work_order.c.tier_path, paths), *own)
    return or_(and_(not_(work_order.c.restricted), ordinary), and_(work_order.c.restricted, open_by_name()))


def orders_of_lines(within: int = 0) -> list[Select[Any]]:
    """Return the queries for the ids of orders that a person sees by open inbox lines, each along an index.

    Of their own and of whom they stand in for, of their departments, and of pairs of both.
    """
    person, department = assignment.c.person_id, assignment.c.department_id
    own = [
        _having(is_one_of(column, name, "uuid")).where(column.is_not(None))
        for column, name in ((person, "people"), (department, "departments"))
    ]
    pairs = [
        _having(person == bindparam(f"within_person_{n}")).where(
            assignment.c.order_id.in_(_having(department == bindparam(f"within_department_{n}")))
        )
        for n in range(within)
    ]
    return [*own, *pairs]


def _having(condition: ColumnElement[bool]) -> Select[Any]:
    return select(assignment.c.order_id).where(
        assignment.c.status == "open", assignment.c.order_id.is_not(None), condition
    )


def named_orders() -> Select[Any]:
    """Return the query that gives the ids of the orders that name the person or their department."""
    return select(order_party.c.order_id).where(
        order_party.c.standing == "named", is_one_of(order_party.c.party_id, "parties", "uuid")
    )


def open_by_name(orders: FromClause = work_order) -> ColumnElement[bool]:
    """Return the condition that a restricted order names the person or their department, and is not about
    them. `orders` is the table of orders, or an alias of it.
    """
    return and_(orders.c.id.in_(named_orders()), not_concerning(orders))


def not_concerning(orders: FromClause = work_order) -> ColumnElement[bool]:
    """Return the condition that an order is not about the person, their departments or a unit above these."""
    concerned = select(order_party.c.order_id).where(
        order_party.c.standing == "concerned", is_one_of(order_party.c.party_id, "concerned_as", "uuid")
    )
    return orders.c.id.not_in(concerned)


def not_shut() -> ColumnElement[bool]:
    """Return the condition that a row of `work_order` opens to the person as far as restriction goes.

    For lists whose rows are the person's for another reason: their tasks, their notices, incidents of their
    territory. A row that an outer join left empty is not shut. Its parameters are `restriction_parameters`;
    nothing more is read for rows that are not restricted.
    """
    return or_(work_order.c.restricted.is_(None), not_(work_order.c.restricted), open_by_name())


_shut = work_order.alias("shut_order")


def not_shut_order(order_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the same condition by an order's id, for lists that read no order to choose their rows.

    Restricted orders are few and have an index of their own: those that are shut are read once for a list,
    instead of an order for each of the thousands of lines that it looks at.
    """
    shut = select(_shut.c.id).where(_shut.c.restricted, not_(open_by_name(_shut)))
    return or_(order_id.is_(None), order_id.not_in(shut))


def restriction_parameters(reading: Reading) -> dict[str, Any]:
    """Return the parameters of `open_by_name` and `not_shut`."""
    return {
        "parties": sorted(parties_of(reading.actor, reading.directory)),
        "concerned_as": sorted(concerned_as(reading.actor, reading.directory)),
    }


def visibility_parameters(reading: Reading) -> dict[str, Any]:
    """Return the parameters of `visible_orders`."""
    return {
        "person": reading.actor.id,
        "people": sorted(reading.actor.stands_in_for | {reading.actor.id}),
        "departments": sorted(reading.departments),
        **path_parameters(reading),
        **restriction_parameters(reading),
        **{
            f"within_{name}_{n}": key
            for n, pair in enumerate(within_pairs(reading))
            for name, key in zip(("person", "department"), pair, strict=True)
        },
    }


def within_pairs(reading: Reading) -> list[tuple[str, str]]:
    """Return the pairs of a person and a department for which the actor stands in, for `visible_orders`."""
    return sorted(reading.actor.stands_in_within)


def target_of_order(tx: Transaction, order: WorkOrder) -> Target:
    """Return what the policy is asked about when somebody wants to see an order."""
    lines = tx.rows(_LINES, order_id=order.id)
    return Target(
        order.tier_path,
        frozenset(line.department_id for line in lines if line.department_id is not None),
        frozenset(line.person_id for line in lines if line.person_id is not None),
        restriction_of(tx, order.id) if order.restricted else None,
    )


def place_of_order(tx: Transaction, order: WorkOrder | None) -> Target:
    """Return the order's place and restriction without its lines; of none, nothing."""
    if order is None:
        return Target()
    return Target(order.tier_path, restriction=restriction_of(tx, order.id) if order.restricted else None)


def may_see(reading: Reading, order: WorkOrder) -> bool:
    """Answer whether the actor sees an order; its lines are read only when its place does not decide."""
    if not order.restricted and reading.may(Action.SEE_ORDER, Target(order.tier_path)):
        return True
    return reading.may(Action.SEE_ORDER, target_of_order(reading.tx, order))


def visible_order(reading: Reading, order_id: str) -> WorkOrder:
    """Return an order that the actor may see.

    Raises:
        NotFound: there is none; of an order that they may not see nobody is told that it is there.
        LookReasonNeeded: it is restricted, and they have not said why they look.
    """
    order = known_order(reading, order_id)
    require_look(reading, order)
    return order


def known_order(reading: Reading, order_id: str) -> WorkOrder:
    """Return an order of which the actor may know that it is there; it is not shown what it is about.

    Raises:
        NotFound: as `visible_order`.
    """
    order = order_by_id(reading.tx, order_id)
    if order is None or not may_see(reading, order):
        raise NotFound(
            Words(f"there is no order {order_id} that you may see", f"没有您可以查看的工单 {order_id}")
        )
    return order


def require_look(reading: Reading, order: WorkOrder | None) -> None:
    """Let nobody read a restricted order who has not said why a short while ago.

    Raises:
        LookReasonNeeded: `POST /orders/ID/looks` with the reason, then read again.
    """
    if order is None or not order.restricted or reading.actor.is_system:
        return
    if not is_looking(reading.tx, order.id, reading.actor.id):
        raise LookReasonNeeded(order.id, order.number)


def shown_title(title: str, restricted: bool) -> str:
    """Return what a list shows as an order's title: of a restricted one that it is restricted."""
    return SHUT_TITLE if restricted else title
