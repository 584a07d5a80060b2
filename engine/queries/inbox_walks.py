"""How a page of an inbox is read: each arm of its scope walks along an index in the list's order.

Where the line and its indexes know everything that is asked, the walk ends when the page is full, or where
what is looked for ends. What else a list is narrowed by is asked of each line's task and order, and a walk
that finds nothing would go through a whole province: so it looks at some lines of each department only, and
says where it has stopped. The page ends there, and the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from engine.queries.inbox_filters import FILTERS, Filter, Needs
from engine.queries.inbox_line import LINE_COLUMNS
from engine.queries.inbox_scopes import (
    Arm,
    departments_are,
    list_parameter,
    nth_department_is,
    shown_by,
)
from engine.queries.inbox_sorts import SORTS
from engine.queries.paging import Order
from engine.store.expressions import each_of
from engine.store.statement import Statement
from engine.store.tables import assignment, call, instance, task, work_order
from engine.store.types import TextList

#: How many lines of each department are looked at, by how many departments a list is of.
LOOKED_AT = ((1, 300), (4, 100), (16, 30))
LEAST_LOOKED_AT = 20
#: Without lateral queries: up to how many departments of one's own each have a walk of their own.
MOST_APART = 8

_LINES = (
    assignment.join(task, task.c.id == assignment.c.task_id)
    .join(instance, instance.c.id == task.c.instance_id)
    .outerjoin(work_order, work_order.c.id == task.c.order_id)
    .outerjoin(call, call.c.id == instance.c.call_id)
)


@dataclass(frozen=True)
class Shape:
    """What decides the text of a statement: everything but its parameters.

    `looked_at` is how many lines of each department a walk looks at that has to ask more than the line.
    `apart`: without lateral queries, how many departments of one's own each have a walk of their own.
    """

    arms: tuple[Arm, ...]
    paths: int
    within: int
    filters: tuple[str, ...]
    lateral: bool
    looked_at: int
    apart: int = 0

    def asks(self, sort: str) -> bool:
        """Return whether more has to be asked of each line than what this sort's indexes leave out."""
        if any(sort not in FILTERS[name].along for name in self.filters):
            return True
        return any(shown_by(arm, self.paths, self.within).beyond is not None for arm in self.arms)


def looked_at(departments: int) -> int:
    """Return how many lines of each of so many departments are looked at."""
    return next((most for upto, most in LOOKED_AT if departments <= upto), LEAST_LOOKED_AT)


def _first(
    shape: Shape,
    arm: Arm,
    order: Order,
    after: bool,
    most: int,
    departments: ColumnElement[bool] | None = None,
    each: FromClause | None = None,
) -> Select[Any]:
    """Return the keys of the first lines of an arm in order, of some departments, or of `each` of them."""
    columns = [assignment.c.task_id, assignment.c.id, *order.columns()]
    limit: Any = literal_column(str(most))
    conditions = [departments] if departments is not None else []
    shown = shown_by(arm, shape.paths, shape.within)
    if not shape.asks(order.name):
        every = [FILTERS[name].made() for name in shape.filters]
        lines = select(*columns).where(shown.of_line, *every, *conditions)
        return order.applied(lines, after, limit)
    along = [FILTERS[name].made() for name in shape.filters if order.name in FILTERS[name].along]
    keys = [key.desc() if order.descending else key.asc() for key in order.keys]
    walk = select(
        *columns,
        func.row_number().over(order_by=keys).label("place"),
        passes(shape, arm, _further(shape, order)).label("passes"),
    ).where(shown.of_line, *along, *conditions)
    if each is not None:
        walk = walk.correlate(each)
    walked = order.applied(walk, after, literal_column(str(shape.looked_at))).subquery("walked")
    is_end = walked.c.place == literal_column(str(shape.looked_at))
    sorted_by = [walked.c[f"key_{n}"] for n in range(len(order.keys))]
    found = select(
        *[walked.c[column.name] for column in columns], is_end.label("is_end"), walked.c.passes
    ).where(or_(walked.c.passes, is_end))
    return found.order_by(*[key.desc() if order.descending else key for key in sorted_by]).limit(limit)


def _further(shape: Shape, order: Order) -> list[Filter]:
    """Return the filters that the walk along an index does not know."""
    return [FILTERS[name] for name in shape.filters if order.name not in FILTERS[name].along]


def passes(shape: Shape, arm: Arm, filters: Sequence[Filter]) -> ColumnElement[bool]:
    """Return whether an arm's line passes filters, and what else the arm asks; asked line by line, in order.

    A scalar query is neither turned into a join nor answered from a table of everything.
    """
    shown = shown_by(arm, shape.paths, shape.within)
    needs = shown.needs.union(*[each.needs for each in filters])
    of_line = [each.made() for each in filters if not each.needs]
    beyond = [each.made() for each in filters if each.needs]
    if shown.beyond is not None:
        beyond.append(shown.beyond)
    if not beyond:
        return and_(true(), *of_line)
    found: Select[Any] = select(literal_column("true")).where(*beyond)
    if Needs.TASK in needs:
        joined = task.outerjoin(work_order, work_order.c.id == task.c.order_id)
        found = found.select_from(joined).where(task.c.id == assignment.c.task_id)
    else:
        found = found.select_from(work_order).where(work_order.c.id == assignment.c.order_id)
    asked = found.correlate(assignment).scalar_subquery()
    return and_(*of_line, asked) if of_line else asked


def _firsts_of_arm(shape: Shape, arm: Arm, order: Order, after: bool, most: int) -> list[Select[Any]]:
    """Return the keys of an arm's first lines; of several departments each gives its own first ones."""
    departments = list_parameter(arm)
    if departments is None:
        return [_first(shape, arm, order, after, most)]
    if not shape.lateral:
        apart = shape.apart if departments == "departments" else 0
        those = [nth_department_is(departments, n) for n in range(apart)] or [departments_are(departments)]
        return [_first(shape, arm, order, after, most, each) for each in those]
    each = each_of(bindparam(departments, type_=TextList())).table_valued("id", name="each_department")
    each = each.render_derived()
    mine = assignment.c.department_id == each.c.id
    first = _first(shape, arm, order, after, most, mine, each).lateral("firsts")
    keys = [first.c[f"key_{n}"] for n in range(len(order.keys))]
    merged = select(*first.c).select_from(each.join(first, true()))
    ordered = merged.order_by(*[key.desc() if order.descending else key for key in keys])
    return [ordered.limit(literal_column(str(most)))]


def union(parts: list[Select[Any]], name: str) -> Any:
    """Return several queries as one."""
    wrapped = [select(*part.subquery().c) for part in parts]
    return (union_all(*wrapped) if len(wrapped) > 1 else wrapped[0]).subquery(name)


@lru_cache(maxsize=512)
def page(shape: Shape, sort: str, after: bool, most: int) -> Statement:
    """Return the statement of a page's lines.

    `is_end`: a walk stopped at this line, and what follows it is not known; such a line `passes`, or not.
    """
    order = SORTS[sort]
    firsts = [first for arm in shape.arms for first in _firsts_of_arm(shape, arm, order, after, most)]
    found = union(firsts, "found")
    keys = [found.c[f"key_{n}"] for n in range(len(order.keys))]
    ordered = [key.desc() if order.descending else key.asc() for key in keys]
    page_keys = select(found).order_by(*ordered).limit(literal_column(str(most))).subquery("firsts_of_all")
    keys = [page_keys.c[key.name] for key in keys]
    query = (
        select(*LINE_COLUMNS, *keys)
        .select_from(
            page_keys.join(
                _LINES, and_(assignment.c.task_id == page_keys.c.task_id, assignment.c.id == page_keys.c.id)
            )
        )
        .order_by(*[key.desc() if order.descending else key.asc() for key in keys])
    )
    if shape.asks(sort):
        says_yes = func.coalesce(page_keys.c.passes, false())
        query = query.add_columns(page_keys.c.is_end, says_yes.label("passes"))
    return Statement(query)
