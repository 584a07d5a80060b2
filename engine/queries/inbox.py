"""The inbox: lines of a person, their departments and those below, sorted and filtered by the database.

A line is an `assignment` row: a task may stand in it as the department's candidate line, as a colleague's
or one's own claimed task, or because attention was raised. What one has claimed oneself shows once.

A page is read in two parts: the arms of the scope give the keys of its lines, each walking along an index in
the list's order; only the page's own lines are joined with everything that they show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, Select, and_, bindparam, func, literal_column, select, true, union_all

from engine.queries.inbox_filters import FILTERS, Needs
from engine.queries.inbox_line import LINE_COLUMNS, InboxLine, inbox_line
from engine.queries.inbox_scopes import (
    Arm,
    arms_of,
    condition,
    departments_are,
    list_parameter,
    scope_parameters,
)
from engine.queries.paging import MOST_COUNTED, MOST_ITEMS, Order, Page, page_of
from engine.queries.reading import Reading
from engine.queries.searching import like_parameter
from engine.queries.visibility import within_pairs
from engine.store.expressions import each_of
from engine.store.statement import Statement
from engine.store.tables import assignment, call, instance, task, work_order
from engine.store.types import TextList

__all__ = ["SORTS", "InboxLine", "InboxWish", "inbox_page"]

#: From which part of its limit on a task is about to be late.
SOON = 0.8
#: A filtered count looks at so many lines: with a filter that hardly anything passes, counting would go
#: through everything a department has.
MOST_LOOKED_AT = 3_000


@dataclass(frozen=True)
class InboxWish:
    """What is asked for; None asks for nothing.

    `scope`: `mine`, `department`, `watched`, `subordinates` or `supervised`; None is all of one's own.
    `soon`: only what is about to be late, from the `fraction` of its limit on. `tier_id` means the order's
    tier or one above it. `unclaimed`: only what nobody holds, or only what somebody does. Moments are
    aware; `_from` is inclusive, `_to` is not; due is the internal target, or the promise without one.
    """

    scope: str | None = None
    overdue: bool | None = None
    soon: bool = False
    fraction: float = SOON
    held: bool | None = None
    category: str | None = None
    stage: str | None = None
    area: str | None = None
    tier_id: str | None = None
    supply_unit_id: str | None = None
    department_id: str | None = None
    holder: str | None = None
    unclaimed: bool | None = None
    least_priority: int | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    due_from: datetime | None = None
    due_to: datetime | None = None
    text: str | None = None
    sort: str = "due"
    cursor: str | None = None
    most: int = 25


SORTS = {
    "due": Order("due", (assignment.c.due_at, assignment.c.id), ("moment", "id")),
    "opened": Order("opened", (assignment.c.opened_at, assignment.c.id), ("moment", "id")),
    "-opened": Order("-opened", (assignment.c.opened_at, assignment.c.id), ("moment", "id"), True),
    "priority": Order(
        "priority", (assignment.c.rank, assignment.c.opened_at, assignment.c.id), ("number", "moment", "id")
    ),
}
_LINES = (
    assignment.join(task, task.c.id == assignment.c.task_id)
    .join(instance, instance.c.id == task.c.instance_id)
    .outerjoin(work_order, work_order.c.id == task.c.order_id)
    .outerjoin(call, call.c.id == instance.c.call_id)
)


@dataclass(frozen=True)
class _Shape:
    """What decides the text of a statement: everything but its parameters."""

    arms: tuple[Arm, ...]
    paths: int
    within: int
    filters: tuple[str, ...]
    lateral: bool


def _joined(needs: frozenset[Needs]) -> Any:
    """Return the line joined with the tables that conditions on it speak of."""
    found: Any = assignment
    if Needs.TASK in needs:
        found = found.join(task, task.c.id == assignment.c.task_id)
    if Needs.ORDER in needs:
        found = found.outerjoin(work_order, work_order.c.id == assignment.c.order_id)
    return found


def _arm(shape: _Shape, arm: Arm, columns: list[Any], filters: tuple[str, ...]) -> Select[Any]:
    """Return the lines of an arm that pass the filters, of all its departments."""
    shown, needs = condition(arm, shape.paths, shape.within)
    needs = needs.union(*[FILTERS[name].needs for name in filters])
    conditions = [FILTERS[name].made() for name in filters]
    return select(*columns).select_from(_joined(needs)).where(shown, *conditions)


def _first_of_arm(shape: _Shape, arm: Arm, order: Order, after: bool, most: int) -> Select[Any]:
    """Return the keys of an arm's first lines, in the list's order."""
    columns = [assignment.c.task_id, assignment.c.id, *order.columns()]
    lines = _arm(shape, arm, columns, shape.filters)
    departments = list_parameter(arm)
    limit: Any = literal_column(str(most))
    if departments is None:
        return order.applied(lines, after, limit)
    if not shape.lateral:
        return order.applied(lines.where(departments_are(departments)), after, limit)
    each = each_of(bindparam(departments, type_=TextList())).table_valued("id", name="each_department")
    each = each.render_derived()
    first = order.applied(lines.where(assignment.c.department_id == each.c.id), after, limit).lateral(
        "firsts"
    )
    keys = [first.c[f"key_{n}"] for n in range(len(order.keys))]
    merged = select(*first.c).select_from(each.join(first, true()))
    return merged.order_by(*[key.desc() if order.descending else key for key in keys]).limit(limit)


def _union(parts: list[Select[Any]], name: str) -> Any:
    wrapped = [select(*part.subquery().c) for part in parts]
    return (union_all(*wrapped) if len(wrapped) > 1 else wrapped[0]).subquery(name)


@lru_cache(maxsize=512)
def _page(shape: _Shape, sort: str, after: bool, most: int) -> Statement:
    order = SORTS[sort]
    found = _union([_first_of_arm(shape, arm, order, after, most) for arm in shape.arms], "found")
    keys = [found.c[f"key_{n}"] for n in range(len(order.keys))]
    ordered = [key.desc() if order.descending else key.asc() for key in keys]
    firsts = select(found).order_by(*ordered).limit(literal_column(str(most))).subquery("firsts_of_all")
    keys = [firsts.c[key.name] for key in keys]
    query = (
        select(*LINE_COLUMNS, *keys)
        .select_from(
            firsts.join(
                _LINES, and_(assignment.c.task_id == firsts.c.task_id, assignment.c.id == firsts.c.id)
            )
        )
        .order_by(*[key.desc() if order.descending else key.asc() for key in keys])
    )
    return Statement(query)


@lru_cache(maxsize=512)
def _count(shape: _Shape) -> Statement:
    """Count up to a thousand lines among three thousand that are looked at; say how many those were."""
    of_lines = [part() for name in shape.filters if (part := FILTERS[name].of_line) is not None]
    further = tuple(name for name in shape.filters if FILTERS[name].needs or FILTERS[name].of_line)
    on_lines = tuple(name for name in shape.filters if name not in further)
    passes = and_(true(), *[FILTERS[name].made() for name in further if not FILTERS[name].needs])
    bound = MOST_LOOKED_AT if further else MOST_COUNTED
    parts = []
    for arm in shape.arms:
        columns = [assignment.c.task_id, assignment.c.id, passes.label("passes")]
        lines = _arm(shape, arm, columns, on_lines).where(*of_lines)
        departments = list_parameter(arm)
        if departments is not None:
            lines = lines.where(departments_are(departments))
        parts.append(lines.limit(literal_column(str(bound + 1))))
    looked_at: CTE = select(_union(parts, "parts")).limit(literal_column(str(bound + 1))).cte("looked_at")
    elsewhere = [name for name in further if FILTERS[name].needs]
    passing: Any = select(literal_column("1")).select_from(looked_at).where(looked_at.c.passes)
    if elsewhere:
        needs = frozenset[Needs]().union(*[FILTERS[name].needs for name in elsewhere])
        same = and_(assignment.c.task_id == looked_at.c.task_id, assignment.c.id == looked_at.c.id)
        passing = passing.join(_joined(needs), same).where(*[FILTERS[name].made() for name in elsewhere])
    passing = passing.limit(literal_column(str(MOST_COUNTED + 1))).subquery("passing")
    seen = select(func.count()).select_from(looked_at).scalar_subquery()
    return Statement(select(func.count().label("count"), seen.label("looked_at")).select_from(passing))


def inbox_page(reading: Reading, wish: InboxWish) -> Page[InboxLine]:
    """Return a page of the actor's inbox.

    The count stops at a thousand; filtered, also where three thousand lines have been looked at: then it is
    capped, and there may be more than it says.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    order = SORTS[wish.sort]
    arms = arms_of(reading, wish.scope)
    given = _given(reading, wish)
    filters = tuple(name for name in FILTERS if name in given)
    within = len(within_pairs(reading)) if Arm.SUPERVISED in arms else 0
    shape = _Shape(arms, len(reading.paths), within, filters, reading.tx.dialect == "postgresql")
    values = {**scope_parameters(reading, arms), **_values(given, filters, reading.now)}
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    most = _rounded(wish.most + 1)
    asked = (_page(shape, wish.sort, wish.cursor is not None, most), {**values, **position})
    if filters and wish.cursor is None:
        # Often few lines pass: then the page is all there is, and nothing has to be looked at twice.
        (rows,) = reading.tx.fetch(asked)
        if len(rows) <= wish.most:
            items = [inbox_line(reading, row) for row in rows]
            return Page(items, None, len(items), False)
        (counted,) = reading.tx.fetch((_count(shape), values))
    else:
        rows, counted = reading.tx.fetch(asked, (_count(shape), values))
    items = [inbox_line(reading, row) for row in rows[: wish.most]]
    page = page_of(rows, items, order, wish.most, counted[0].count)
    gave_up = bool(filters) and counted[0].looked_at > MOST_LOOKED_AT
    return Page(page.items, page.next, page.count, page.count_is_capped or gave_up)


def _rounded(most: int) -> int:
    """Return how many rows a statement asks for: a few sizes, so that few statements have to be prepared."""
    return next(size for size in (2, 26, 51, MOST_ITEMS + 1) if size >= most)


def _given(reading: Reading, wish: InboxWish) -> dict[str, Any]:
    """Return the filters that are asked for, each with its value."""
    tier = reading.directory.tiers.get(wish.tier_id) if wish.tier_id is not None else None
    given: dict[str, Any] = {
        "late": True if wish.overdue is True else None,
        "in_time": True if wish.overdue is False else None,
        "soon": wish.fraction if wish.soon else None,
        "held": True if wish.held is True else None,
        "not_held": True if wish.held is False else None,
        "category": wish.category,
        "stage": wish.stage,
        "area": wish.area,
        # An unknown tier has no orders: no path begins with this.
        "under": None if wish.tier_id is None else tier.path if tier is not None else "?",
        "unit": wish.supply_unit_id,
        "department": wish.department_id,
        "holder": wish.holder,
        "unclaimed": True if wish.unclaimed is True else None,
        "claimed": True if wish.unclaimed is False else None,
        "most_rank": -wish.least_priority if wish.least_priority is not None else None,
        "opened_from": wish.opened_from,
        "opened_to": wish.opened_to,
        "due_from": wish.due_from,
        "due_to": wish.due_to,
        "words": wish.text,
    }
    return {name: value for name, value in given.items() if value is not None}


def _values(given: dict[str, Any], filters: tuple[str, ...], now: datetime) -> dict[str, Any]:
    """Return the parameters that the filters name."""
    text = given.get("words", "")
    known = {
        **given,
        "now": now,
        "rest": 1.0 - given.get("soon", 0.0),
        "words": like_parameter(text),
        "number_begins": like_parameter("".join(text.split()), only_begin=True),
    }
    return {name: known[name] for each in filters for name in FILTERS[each].parameters}
