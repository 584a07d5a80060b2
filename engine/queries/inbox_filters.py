"""What an inbox is narrowed by: each filter as a condition, with the tables that it needs.

`soon` is about to be late: of the whole limit, from when its clock began (a task without a clock: from when
it was opened), only the last part is left. What is held has no due time, and is neither late nor soon. The
filters that everybody uses speak of the line alone, which has its own copy of what they need.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Float, and_, bindparam, literal_column, or_

from engine.queries.searching import contained
from engine.store.expressions import seconds_between
from engine.store.prefix import begins_with
from engine.store.tables import assignment, task, work_order
from engine.store.tasks import NEVER
from engine.store.types import Moment


class Needs(Enum):
    """A table that a condition speaks of beside the line itself."""

    TASK = "task"
    ORDER = "order"


@dataclass(frozen=True)
class Filter:
    """A condition; it speaks of the line alone, or needs other tables. `parameters` are what it names."""

    made: Callable[[], ColumnElement[bool]]
    parameters: tuple[str, ...]
    needs: frozenset[Needs] = frozenset()
    #: What of it an index says: the rest is looked at line by line, and counting looks at so many only.
    of_line: Callable[[], ColumnElement[bool]] | None = None
    #: The sorts of a list whose index leaves out what does not pass; of any other each line is asked.
    along: tuple[str, ...] = ()


def _now() -> Any:
    return bindparam("now", type_=Moment())


_TASK, _ORDER = frozenset({Needs.TASK}), frozenset({Needs.ORDER})


def _late() -> ColumnElement[bool]:
    # A target is never later than its promise (profiles refuse that): what is late begins the list by due
    # time, and the walk along it ends where what is due later begins.
    return and_(assignment.c.due_at < _now(), assignment.c.late_at < _now())


def _in_time() -> ColumnElement[bool]:
    in_time: ColumnElement[bool] = assignment.c.late_at >= _now()
    return in_time


def _soon() -> ColumnElement[bool]:
    late = assignment.c.late_at
    left, whole = seconds_between(_now(), late), seconds_between(assignment.c.began_at, late)
    return and_(_not_yet_late(), left <= whole * bindparam("rest", type_=Float()))


def _not_yet_late() -> ColumnElement[bool]:
    # What has no due time ends the list by due time: the walk stops before it.
    return and_(assignment.c.due_at < NEVER, assignment.c.late_at < NEVER, _in_time())


def _is(column: ColumnElement[Any], name: str) -> Callable[[], ColumnElement[bool]]:
    return lambda: column == bindparam(name)


_ANY_SORT = ("due", "opened", "-opened", "priority")
_BY_DUE, _BY_OPENING, _BY_PRIORITY = ("due",), ("opened", "-opened"), ("priority",)
FILTERS: dict[str, Filter] = {
    "late": Filter(_late, ("now",), along=_ANY_SORT),
    "in_time": Filter(_in_time, ("now",), along=_ANY_SORT),
    "soon": Filter(_soon, ("now", "rest"), of_line=_not_yet_late, along=_ANY_SORT),
    "held": Filter(lambda: assignment.c.held == literal_column("1"), (), along=_ANY_SORT),
    "not_held": Filter(lambda: assignment.c.held == literal_column("0"), ()),
    "category": Filter(_is(assignment.c.category, "category"), ("category",), along=_ANY_SORT),
    "stage": Filter(_is(task.c.stage, "stage"), ("stage",), _TASK),
    "area": Filter(_is(work_order.c.area, "area"), ("area",), _ORDER),
    "under": Filter(lambda: begins_with(work_order.c.tier_path, "under"), ("under",), _ORDER),
    "unit": Filter(_is(work_order.c.supply_unit_id, "unit"), ("unit",), _ORDER),
    "department": Filter(_is(task.c.department_id, "department"), ("department",), _TASK),
    "holder": Filter(_is(task.c.holder_id, "holder"), ("holder",), _TASK),
    "unclaimed": Filter(lambda: task.c.holder_id.is_(None), (), _TASK),
    "claimed": Filter(lambda: task.c.holder_id.is_not(None), (), _TASK),
    "most_rank": Filter(
        lambda: assignment.c.rank <= bindparam("most_rank"), ("most_rank",), along=_BY_PRIORITY
    ),
    "opened_from": Filter(
        lambda: assignment.c.opened_at >= bindparam("opened_from"), ("opened_from",), along=_BY_OPENING
    ),
    "opened_to": Filter(
        lambda: assignment.c.opened_at < bindparam("opened_to"), ("opened_to",), along=_BY_OPENING
    ),
    "due_from": Filter(lambda: assignment.c.due_at >= bindparam("due_from"), ("due_from",), along=_BY_DUE),
    "due_to": Filter(lambda: assignment.c.due_at < bindparam("due_to"), ("due_to",), along=_BY_DUE),
    "words": Filter(
        lambda: or_(contained(work_order.c.number, "number_begins"), contained(work_order.c.title)),
        ("words", "number_begins"),
        _ORDER,
    ),
    "order_number": Filter(
        lambda: contained(work_order.c.number, "number_begins"), ("number_begins",), _ORDER
    ),
}
