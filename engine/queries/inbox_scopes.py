"""Whose lines an inbox shows: each scope as arms, each arm one walk along one index in the list's order.

A person stands in several departments, and a superior above hundreds. `department = one of these, sorted`
would read and sort all their lines for the first page; so on PostgreSQL each department gives its own first
lines, read from the index in order, and only those are merged. On SQLite, which has no lateral queries and
fewer lines, the arm is a query for each of one's own departments, or one for all those below. Who stands
above all departments walks along the whole province's index.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    not_,
    or_,
    select,
)

from engine.inbox import Role
from engine.queries.inbox_filters import Needs
from engine.queries.reading import Reading
from engine.queries.visibility import (
    not_shut_order,
    open_by_name,
    path_parameters,
    restriction_parameters,
    visibility_parameters,
    visible_orders,
    within_paths,
)
from engine.store.expressions import is_any_of, is_one_of, is_word
from engine.store.tables import (
    assignment,
    order_watch,
    supervision,
    supervision_order,
    task,
    work_order,
)
from engine.store.types import TextList


class Arm(Enum):
    """A part of a scope."""

    MINE = "what I hold, must sign or act on for another"
    OURS = "what my departments may claim or have claimed"
    OURS_BUT_MINE = "the same without what I hold, which shows as mine"
    FOR_OTHERS = "what people have for whom I stand in within one department"
    OF_MY_WISH = "what is open of the orders that I watch by my own wish"
    WATCHED_BY_ME = "what I was asked to watch"
    WATCHED_BY_US = "what my departments' attention was raised to"
    BELOW = "what departments below mine have"
    ALL_BELOW = "the same for whoever stands above all of them"
    SUPERVISED = "what waits on orders that my departments supervise, or are supervised for"


#: A scope's arms; `subordinates` has one or the other, see `arms_of`.
SCOPES: dict[str | None, tuple[Arm, ...]] = {
    None: (Arm.MINE, Arm.FOR_OTHERS, Arm.OURS_BUT_MINE, Arm.WATCHED_BY_ME, Arm.WATCHED_BY_US),
    "mine": (Arm.MINE, Arm.FOR_OTHERS),
    "department": (Arm.OURS,),
    "watched": (Arm.OF_MY_WISH, Arm.WATCHED_BY_ME, Arm.WATCHED_BY_US),
    "subordinates": (Arm.BELOW,),
    "supervised": (Arm.SUPERVISED,),
}
#: Arms that ask, as lists of orders do, which orders somebody may see.
ASK_FOR_ORDERS = frozenset({Arm.SUPERVISED, Arm.OF_MY_WISH})
_BY_DEPARTMENT = {
    Arm.OURS: "departments",
    Arm.OURS_BUT_MINE: "departments",
    Arm.WATCHED_BY_US: "departments",
    Arm.BELOW: "below",
}
_OPEN = assignment.c.status == "open"
#: As the partial indexes have it: what is not watched.
_WORK = assignment.c.role != literal_column(f"'{Role.WATCHER.value}'")
_WATCH = assignment.c.role == literal_column(f"'{Role.WATCHER.value}'")
_MY_OWN = is_one_of(assignment.c.person_id, "people", "uuid")
_own = assignment.alias("own_line")
#: The tasks that I hold, each with a line of mine: few, and read once for a list.
_HELD_BY_ME = select(_own.c.task_id).where(
    _own.c.status == "open",
    _own.c.role == Role.HOLDER.value,
    _own.c.person_id.is_not(None),
    is_one_of(_own.c.person_id, "people", "uuid"),
)
#: Of somebody in whose place I act only in one department: a line of theirs on one of its tasks.
_WITHIN_PAIRS = is_one_of(
    cast(assignment.c.person_id, Text) + " " + cast(task.c.department_id, Text), "pairs", "text"
)
_document, _about = supervision.alias("document"), supervision_order.alias("about")
_supervised = task.alias("supervised_task")
#: The open tasks of orders that open supervision orders are about, issued by or to my departments.
_SUPERVISED = (
    select(_supervised.c.id)
    .select_from(
        _document.join(_about, _about.c.supervision_id == _document.c.id).join(
            _supervised, _supervised.c.order_id == _about.c.order_id
        )
    )
    .where(
        _document.c.closed_at.is_(None),
        or_(
            is_one_of(_document.c.department_id, "departments", "uuid"),
            is_one_of(_document.c.issuer_department_id, "departments", "uuid"),
        ),
        is_word(_supervised.c.status, "open", "stuck"),
    )
)
_waiting = task.alias("waiting_task")
_each = assignment.alias("each_line")
_WATCHED_BY_US = and_(
    _each.c.role == Role.WATCHER.value,
    or_(
        is_one_of(_each.c.person_id, "people", "uuid"),
        is_one_of(_each.c.department_id, "departments", "uuid"),
    ),
)
#: Of a task's lines the first: one's own as a watcher, which another arm shows; else the one that stands for
#: it, a department's before its holder's.
_FIRST_OF_TASK = (
    select(_each.c.id)
    .where(_each.c.task_id == assignment.c.task_id, _each.c.status == "open")
    .where(or_(_each.c.role != Role.WATCHER.value, _WATCHED_BY_US))
    .order_by(
        case(
            (_each.c.role == Role.WATCHER.value, 0),
            (_each.c.role == Role.CANDIDATE.value, 1),
            (_each.c.role == Role.HOLDER.value, 2),
            else_=3,
        ),
        _each.c.id,
    )
    .limit(literal_column("1"))
    .correlate(assignment)
    .scalar_subquery()
)
#: Of a task's lines the one that stands for it: its department's.
_STANDS_FOR_TASK = assignment.c.role == Role.CANDIDATE.value
_ITS_OWN = task.c.department_id == assignment.c.department_id


def arms_of(reading: Reading, scope: str | None) -> tuple[Arm, ...]:
    """Return the arms of a scope for who looks."""
    tops = {tier.path for tier in reading.directory.tiers.values() if tier.parent_id is None}
    if scope == "subordinates" and not tops.isdisjoint(reading.paths):
        return (Arm.ALL_BELOW,)
    idle = set() if reading.actor.stands_in_within else {Arm.FOR_OTHERS}
    return tuple(arm for arm in SCOPES[scope] if arm not in idle)


def list_parameter(arm: Arm) -> str | None:
    """Return the parameter that holds the arm's departments; None: it is not by department."""
    return _BY_DEPARTMENT.get(arm)


@dataclass(frozen=True)
class Shown:
    """Which lines an arm shows, apart from its departments: what the line says, and what else is asked.

    `beyond` None: the line says it all; else it speaks of the tables `needs` too.
    """

    of_line: ColumnElement[bool]
    beyond: ColumnElement[bool] | None = None
    needs: frozenset[Needs] = frozenset()


@cache
def shown_by(arm: Arm, paths: int, within: int) -> Shown:
    """Return which lines an arm shows.

    `paths` is how many tier paths who looks has, `within` for how many pairs of a person and a department
    they stand in: of what others have, only visible orders are shown.
    """
    opens = not_shut_order(assignment.c.order_id)
    if arm in (Arm.MINE, Arm.WATCHED_BY_ME):
        return Shown(and_(_OPEN, _MY_OWN, _WORK if arm is Arm.MINE else _WATCH, opens))
    if arm is Arm.FOR_OTHERS:
        theirs = is_one_of(assignment.c.person_id, "others", "uuid")
        return Shown(and_(_OPEN, _WORK, theirs, opens), _WITHIN_PAIRS, frozenset({Needs.TASK}))
    if arm is Arm.OURS:
        return Shown(and_(_OPEN, _WORK, opens))
    if arm is Arm.WATCHED_BY_US:
        return Shown(and_(_OPEN, _WATCH, opens))
    if arm is Arm.OURS_BUT_MINE:
        return Shown(and_(_OPEN, _WORK, assignment.c.task_id.not_in(_HELD_BY_ME), opens))
    if arm is Arm.OF_MY_WISH:
        # People watch few orders: whether they may see them is asked of these, before any line is read.
        among = is_any_of(assignment.c.task_id, _tasks_of_my_wish(paths, within))
        return Shown(and_(_OPEN, _WORK, among, assignment.c.id == _FIRST_OF_TASK))
    both = frozenset({Needs.TASK, Needs.ORDER})
    if arm is Arm.SUPERVISED:
        among = is_any_of(assignment.c.task_id, _SUPERVISED.scalar_subquery())
        seen = visible_orders(paths, within)
        return Shown(and_(_OPEN, _WORK, _STANDS_FOR_TASK, among), and_(_ITS_OWN, seen), both)
    seen = or_(
        assignment.c.order_id.is_(None),
        and_(not_(work_order.c.restricted), within_paths(work_order.c.tier_path, paths)),
        and_(work_order.c.restricted, open_by_name()),
    )
    below = and_(_OPEN, _WORK, _STANDS_FOR_TASK)
    if arm is Arm.ALL_BELOW:
        below = and_(below, not_(is_one_of(assignment.c.department_id, "departments", "uuid")))
    return Shown(below, and_(_ITS_OWN, seen), both)


def _tasks_of_my_wish(paths: int, within: int) -> Any:
    """Return the query for the open tasks of the orders that somebody watches and may see."""
    watched = select(order_watch.c.order_id).where(order_watch.c.person_id == bindparam("person"))
    return (
        select(_waiting.c.id)
        .select_from(work_order.join(_waiting, _waiting.c.order_id == work_order.c.id))
        .where(
            is_any_of(work_order.c.id, watched.scalar_subquery()),
            is_word(_waiting.c.status, "open", "stuck"),
            visible_orders(paths, within),
        )
        .scalar_subquery()
    )


def scope_parameters(reading: Reading, arms: tuple[Arm, ...]) -> dict[str, Any]:
    """Return the parameters that the arms' conditions name."""
    if not ASK_FOR_ORDERS.isdisjoint(arms):
        return visibility_parameters(reading)
    given: dict[str, Any] = restriction_parameters(reading)
    if Arm.BELOW in arms or Arm.ALL_BELOW in arms:
        given |= path_parameters(reading)
    if Arm.BELOW in arms:
        given["below"] = _departments_below(reading)
    if any(arm in (Arm.MINE, Arm.WATCHED_BY_ME, Arm.OURS_BUT_MINE) for arm in arms):
        given["people"] = sorted(reading.actor.stands_in_for | {reading.actor.id})
    if Arm.FOR_OTHERS in arms:
        pairs = sorted(reading.actor.stands_in_within)
        given["others"] = sorted({person for person, _ in pairs})
        given["pairs"] = [f"{person} {department}" for person, department in pairs]
    if any(_BY_DEPARTMENT.get(arm) == "departments" or arm is Arm.ALL_BELOW for arm in arms):
        given["departments"] = sorted(reading.departments)
    return given


def _departments_below(reading: Reading) -> list[str]:
    tiers = reading.directory.tiers
    return sorted(
        department.id
        for department in reading.directory.departments.values()
        if department.id not in reading.departments
        and tiers[department.tier_id].path.startswith(reading.paths)
    )


def nth_department_is(name: str, n: int) -> ColumnElement[bool]:
    """Return the condition that a line is of the `n`th department of a list parameter; on SQLite."""
    return assignment.c.department_id == func.json_extract(
        bindparam(name, type_=TextList()), literal_column(f"'$[{n}]'")
    )


def departments_are(name: str) -> ColumnElement[bool]:
    """Return the condition that a line is one of the departments of a list parameter."""
    return is_one_of(assignment.c.department_id, name, "uuid")
