"""Who is on duty when, and what one shift left to the next, in the departments of one's tiers and below."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, literal_column, or_, select

from engine.org import Action, Department, Target
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.visibility import path_parameters, within_paths
from engine.store.expressions import is_one_of
from engine.store.rosters import HandOverRow, ShiftRow
from engine.store.statement import Statement
from engine.store.tables import department, hand_over, shift, tier


@dataclass(frozen=True)
class RosterWish:
    """What is asked for; None asks for nothing. `since` and `until` are aware; what touches them is told."""

    department_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    sort: str = "from"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class OnDuty:
    """Somebody on duty."""

    id: str
    name: str


@dataclass(frozen=True)
class ShiftLine:
    """A shift. Times are aware UTC; `now`: it is going on; `may_plan`: the actor may change it."""

    id: str
    department_id: str
    department_name: str | None
    name: str
    from_at: datetime
    until_at: datetime
    people: list[OnDuty]
    note: str | None
    now: bool
    may_plan: bool
    revision: int


@dataclass(frozen=True)
class HandOverLine:
    """A hand-over; `may_receive`: the actor is to sign it."""

    id: str
    department_id: str
    department_name: str | None
    shift_id: str
    shift_name: str
    from_person_name: str | None
    to_person_name: str | None
    points: list[dict[str, Any]]
    remarks: str | None
    signed_at: datetime
    received_at: datetime | None
    may_receive: bool
    revision: int


_BY_BEGIN = (shift.c.from_at, shift.c.id)
_BY_WRITING = (hand_over.c.written_at, hand_over.c.id)
SORTS = {
    "from": Order("from", _BY_BEGIN, ("moment", "id")),
    "-from": Order("-from", _BY_BEGIN, ("moment", "id"), True),
}
#: What begins now has begun.
_MOMENT = timedelta(microseconds=1)
NEWEST = Order("newest", _BY_WRITING, ("moment", "id"), True)
_SHIFT_FILTERS: dict[str, ColumnElement[bool]] = {
    "department": shift.c.department_id == bindparam("department"),
    "since": shift.c.until_at > bindparam("since"),
    "until": shift.c.from_at < bindparam("until"),
}


#: As many as a desk shows.
_MOST_OPEN: ColumnElement[Any] = literal_column("50")
_WITH_SHIFT = select(
    *[hand_over.c[name] for name in HandOverRow._fields], shift.c.name.label("shift_name")
).select_from(hand_over.join(shift, shift.c.id == hand_over.c.shift_id))
_NOW_IN = Statement(
    select(*[shift.c[name] for name in ShiftRow._fields])
    .where(
        shift.c.cancelled_at.is_(None),
        is_one_of(shift.c.department_id, "departments", "uuid"),
        _SHIFT_FILTERS["since"],
        _SHIFT_FILTERS["until"],
    )
    .order_by(*_BY_BEGIN)
    .limit(_MOST_OPEN)
)
_OPEN_IN = Statement(
    _WITH_SHIFT.where(
        hand_over.c.received_at.is_(None), is_one_of(hand_over.c.department_id, "departments", "uuid")
    )
    .order_by(hand_over.c.written_at.desc(), hand_over.c.id.desc())
    .limit(_MOST_OPEN)
)


def _places(paths: int, table: Any) -> ColumnElement[bool]:
    inside = (
        select(department.c.id)
        .select_from(department.join(tier, tier.c.id == department.c.tier_id))
        .where(within_paths(tier.c.path, paths))
    )
    own = is_one_of(table.c.department_id, "departments", "uuid")
    return or_(table.c.department_id.in_(inside), own)


def _shifts(filters: tuple[str, ...], paths: int) -> Select[Any]:
    query = select(*[shift.c[name] for name in ShiftRow._fields])
    query = query.where(shift.c.cancelled_at.is_(None), _places(paths, shift))
    return query.where(*[_SHIFT_FILTERS[name] for name in filters])


@cache
def _shift_page(filters: tuple[str, ...], paths: int, sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    return Statement(order.applied(_shifts(filters, paths).add_columns(*order.columns()), after))


@cache
def _shift_count(filters: tuple[str, ...], paths: int) -> Statement:
    return count_up_to(_shifts(filters, paths))


def _where(reading: Reading) -> dict[str, Any]:
    return {"departments": sorted(reading.departments), **path_parameters(reading)}


def shifts_page(reading: Reading, wish: RosterWish) -> Page[ShiftLine]:
    """Return a page of shifts that were not cancelled, of departments that the actor may look at.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    wanted = {"department": wish.department_id, "since": wish.since, "until": wish.until}
    chosen: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    shape = (tuple(chosen), len(reading.paths))
    given = {**chosen, **_where(reading)}
    order = SORTS[wish.sort]
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (
            _shift_page(*shape, wish.sort, wish.cursor is not None),
            {**given, **position, "most": wish.most + 1},
        ),
        (_shift_count(*shape), given),
    )
    items = [_line(reading, row) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)


def _line(reading: Reading, row: Any) -> ShiftLine:
    place = reading.directory.departments.get(row.department_id)
    return ShiftLine(
        id=row.id,
        department_id=row.department_id,
        department_name=place.name if place is not None else None,
        name=row.name,
        from_at=row.from_at,
        until_at=row.until_at,
        people=[OnDuty(one, reading.name_of(one) or one) for one in row.people],
        note=row.note,
        now=row.from_at <= reading.now < row.until_at,
        may_plan=_may_plan(reading, place),
        revision=row.revision,
    )


def _may_plan(reading: Reading, place: Department | None) -> bool:
    if place is None:
        return False
    return reading.may(Action.ARRANGE_DUTY, Target(reading.directory.tiers[place.tier_id].path))


def on_duty_now(reading: Reading, departments: Sequence[str] | None = None) -> list[ShiftLine]:
    """Return the shifts that go on now, of `departments` or (None) of all that the actor may look at."""
    given = {"since": reading.now, "until": reading.now + _MOMENT, **_where(reading)}
    rows = reading.tx.rows(
        _shift_page(("since", "until"), len(reading.paths), "from", False), **given, most=1000
    )
    lines = [_line(reading, row) for row in rows]
    return [one for one in lines if departments is None or one.department_id in departments]


def on_duty_in(reading: Reading, departments: Collection[str]) -> list[ShiftLine]:
    """Return the shifts that go on now in departments of the actor's own, the first begun first."""
    rows = reading.tx.rows(
        _NOW_IN,
        departments=sorted(departments),
        since=reading.now,
        until=reading.now + _MOMENT,
    )
    return [_line(reading, row) for row in rows]


def open_hand_overs(reading: Reading, departments: Collection[str]) -> list[HandOverLine]:
    """Return what nobody has taken over yet in departments of the actor's own, the newest first."""
    return [_hand_over(reading, row) for row in reading.tx.rows(_OPEN_IN, departments=sorted(departments))]


def _hand_overs(of_department: bool, paths: int) -> Select[Any]:
    query = _WITH_SHIFT.where(_places(paths, hand_over))
    return query.where(hand_over.c.department_id == bindparam("department")) if of_department else query


@cache
def _hand_over_page(of_department: bool, paths: int, after: bool) -> Statement:
    return Statement(NEWEST.applied(_hand_overs(of_department, paths).add_columns(*NEWEST.columns()), after))


@cache
def _hand_over_count(of_department: bool, paths: int) -> Statement:
    return count_up_to(_hand_overs(of_department, paths))


def hand_overs_page(
    reading: Reading, department_id: str | None, cursor: str | None, most: int
) -> Page[HandOverLine]:
    """Return a page of hand-overs, the newest first.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    given = _where(reading)
    if department_id is not None:
        given["department"] = department_id
    shape = (department_id is not None, len(reading.paths))
    position = NEWEST.after(cursor) if cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_hand_over_page(*shape, cursor is not None), {**given, **position, "most": most + 1}),
        (_hand_over_count(*shape), given),
    )
    items = [_hand_over(reading, row) for row in rows[:most]]
    return page_of(rows, items, NEWEST, most, counted[0].count)


def _hand_over(reading: Reading, row: Any) -> HandOverLine:
    return HandOverLine(
        id=row.id,
        department_id=row.department_id,
        department_name=reading.department_name(row.department_id),
        shift_id=row.shift_id,
        shift_name=row.shift_name,
        from_person_name=reading.name_of(row.from_person_id),
        to_person_name=reading.name_of(row.to_person_id),
        points=row.points,
        remarks=row.remarks,
        signed_at=row.signed_at,
        received_at=row.received_at,
        may_receive=row.received_at is None and row.to_person_id == reading.actor.id,
        revision=row.revision,
    )
