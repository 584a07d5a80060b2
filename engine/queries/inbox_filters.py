"""What an inbox is narrowed by: each filter as a condition, with the tables that it needs.

`soon` is about to be late: of the whole limit, from when its clock began (a task without a clock: from when
it was opened), only the last part is left. What is held has no due time, and is neither late nor soon.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Float, and_, bindparam, func, or_

from engine.queries.searching import contained
from engine.store.expressions import clock_began, seconds_between
from engine.store.prefix import begins_with
from engine.store.tables import assignment, order_clock, task, work_order
from engine.store.tasks import NEVER
from engine.store.types import Moment


class Needs(Enum):
    """A table that a condition speaks of beside the line itself."""

    TASK = "task"
    ORDER = "order"
    CLOCK = "clock"


@dataclass(frozen=True)
class Filter:
    """A condition; it speaks of the line alone, or needs other tables. `parameters` are what it names."""

    made: Callable[[], ColumnElement[bool]]
    parameters: tuple[str, ...]
    needs: frozenset[Needs] = frozenset()
    #: What of it the line itself says already: it cuts the walk along an index short.
    of_line: Callable[[], ColumnElement[bool]] | None = None


def _now() -> Any:
    return bindparam("now", type_=Moment())


_TASK, _ORDER = frozenset({Needs.TASK}), frozenset({Needs.ORDER})
_MAIN_DUE = func.coalesce(task.c.promise_due_at, task.c.target_due_at, type_=Moment())


def _late() -> ColumnElement[bool]:
    return and_(_due_already(), _now() > _MAIN_DUE)


def _due_already() -> ColumnElement[bool]:
    # A target is never later than its promise (profiles refuse that): what is late begins the list by due
    # time.
    already: ColumnElement[bool] = assignment.c.due_at < _now()
    return already


def _in_time() -> ColumnElement[bool]:
    return or_(_MAIN_DUE.is_(None), _now() <= _MAIN_DUE)


def _soon() -> ColumnElement[bool]:
    began = func.coalesce(clock_began(order_clock.c.clock), task.c.opened_at, type_=Moment())
    left, whole = seconds_between(_now(), _MAIN_DUE), seconds_between(began, _MAIN_DUE)
    return and_(_has_due(), _now() <= _MAIN_DUE, left <= whole * bindparam("rest", type_=Float()))


def _has_due() -> ColumnElement[bool]:
    # What has no due time ends the list by due time: the walk stops before it.
    has: ColumnElement[bool] = assignment.c.due_at < NEVER
    return has


def _is(column: ColumnElement[Any], name: str) -> Callable[[], ColumnElement[bool]]:
    return lambda: column == bindparam(name)


FILTERS: dict[str, Filter] = {
    "late": Filter(_late, ("now",), _TASK, _due_already),
    "in_time": Filter(_in_time, ("now",), _TASK),
    "soon": Filter(_soon, ("now", "rest"), frozenset({Needs.TASK, Needs.CLOCK}), _has_due),
    "held": Filter(lambda: work_order.c.status == "held", (), _ORDER),
    "not_held": Filter(lambda: or_(work_order.c.status.is_(None), work_order.c.status != "held"), (), _ORDER),
    "category": Filter(_is(work_order.c.category, "category"), ("category",), _ORDER),
    "stage": Filter(_is(task.c.stage, "stage"), ("stage",), _TASK),
    "area": Filter(_is(work_order.c.area, "area"), ("area",), _ORDER),
    "under": Filter(lambda: begins_with(work_order.c.tier_path, "under"), ("under",), _ORDER),
    "unit": Filter(_is(work_order.c.supply_unit_id, "unit"), ("unit",), _ORDER),
    "department": Filter(_is(task.c.department_id, "department"), ("department",), _TASK),
    "holder": Filter(_is(task.c.holder_id, "holder"), ("holder",), _TASK),
    "unclaimed": Filter(lambda: task.c.holder_id.is_(None), (), _TASK),
    "claimed": Filter(lambda: task.c.holder_id.is_not(None), (), _TASK),
    "most_rank": Filter(lambda: assignment.c.rank <= bindparam("most_rank"), ("most_rank",)),
    "opened_from": Filter(lambda: assignment.c.opened_at >= bindparam("opened_from"), ("opened_from",)),
    "opened_to": Filter(lambda: assignment.c.opened_at < bindparam("opened_to"), ("opened_to",)),
    "due_from": Filter(lambda: assignment.c.due_at >= bindparam("due_from"), ("due_from",)),
    "due_to": Filter(lambda: assignment.c.due_at < bindparam("due_to"), ("due_to",)),
    "words": Filter(
        lambda: or_(contained(work_order.c.number, "number_begins"), contained(work_order.c.title)),
        ("words", "number_begins"),
        _ORDER,
    ),
}
