"""Lists of the organisation for who administers it: what lies at their tiers and below, also what ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, exists, func, or_, select, true

from engine.org import Action
from engine.queries.administration import sees_all
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.visibility import path_parameters, within_paths
from engine.store.expressions import is_one_of
from engine.store.prefix import begins_with
from engine.store.statement import Statement
from engine.store.tables import department, membership, person, supply_unit, territory, tier


@dataclass(frozen=True)
class OrganisationWish:
    """What is asked for; None asks for nothing. `below` is a tier's id: what lies there or under it.

    `at` is a tier's id too: what lies exactly there, of tiers those directly below it. `active` None: both.
    """

    kind: str | None = None
    at: str | None = None
    below: str | None = None
    department_id: str | None = None
    role: str | None = None
    text: str | None = None
    active: bool | None = True
    sort: str = "code"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class Listed:
    """A list: its table, its columns, how it is sorted, by which columns it is searched and placed."""

    source: Any
    table: Table
    columns: tuple[ColumnElement[Any], ...]
    sorts: dict[str, Order]
    searched: tuple[ColumnElement[Any], ...]
    filters: dict[str, Callable[[], ColumnElement[bool]]]


def _sorts(table: Table, **columns: ColumnElement[Any]) -> dict[str, Order]:
    made = {}
    for name, column in columns.items():
        keys = (column, table.c.id)
        made[name] = Order(name, keys, ("text", "id"))
        made[f"-{name}"] = Order(f"-{name}", keys, ("text", "id"), True)
    return made


_above = tier.alias("above")


def _count_of(table: Table, condition: ColumnElement[bool], label: str) -> ColumnElement[Any]:
    counted = select(func.count()).select_from(table).where(condition)
    return counted.correlate_except(table).scalar_subquery().label(label)


def _placed() -> dict[str, Callable[[], ColumnElement[bool]]]:
    return {"at": lambda: tier.c.id == bindparam("at"), "below": lambda: begins_with(tier.c.path, "below")}


TIERS = Listed(
    tier.outerjoin(_above, _above.c.id == tier.c.parent_id),
    tier,
    (
        *(tier.c[n] for n in "id parent_id kind code name path zone calendar active revision".split()),
        _above.c.name.label("parent_name"),
        _count_of(
            department, and_(department.c.tier_id == tier.c.id, department.c.active == true()), "departments"
        ),
    ),
    _sorts(tier, code=tier.c.path, name=tier.c.name),
    (tier.c.name, tier.c.code),
    {
        "at": lambda: tier.c.parent_id == bindparam("at"),
        "below": lambda: begins_with(tier.c.path, "below"),
        "kind": lambda: tier.c.kind == bindparam("kind"),
    },
)
DEPARTMENTS = Listed(
    department.join(tier, tier.c.id == department.c.tier_id),
    department,
    (
        *(department.c[n] for n in "id tier_id kind name queue active revision".split()),
        tier.c.name.label("tier_name"),
        tier.c.kind.label("tier_kind"),
        tier.c.path.label("tier_path"),
        _count_of(membership, membership.c.department_id == department.c.id, "members"),
    ),
    _sorts(department, code=tier.c.path, name=department.c.name, kind=department.c.kind),
    (department.c.name, department.c.kind, tier.c.name),
    {**_placed(), "kind": lambda: department.c.kind == bindparam("kind")},
)
TERRITORIES = Listed(
    territory.outerjoin(tier, tier.c.id == territory.c.tier_id),
    territory,
    (
        *(territory.c[n] for n in "id parent_id code name tier_id active revision".split()),
        tier.c.name.label("tier_name"),
        tier.c.path.label("tier_path"),
    ),
    _sorts(territory, code=territory.c.code, name=territory.c.name),
    (territory.c.name, territory.c.code),
    _placed(),
)
SUPPLY_UNITS = Listed(
    supply_unit.join(tier, tier.c.id == supply_unit.c.tier_id),
    supply_unit,
    (
        *(supply_unit.c[n] for n in "id code name tier_id active revision".split()),
        tier.c.name.label("tier_name"),
        tier.c.path.label("tier_path"),
    ),
    _sorts(supply_unit, code=supply_unit.c.code, name=supply_unit.c.name),
    (supply_unit.c.name, supply_unit.c.code),
    _placed(),
)
_WHERE = membership.join(department, department.c.id == membership.c.department_id).join(
    tier, tier.c.id == department.c.tier_id
)


def _has_place(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    there = (
        select(membership.c.id).select_from(_WHERE).where(membership.c.person_id == person.c.id, *conditions)
    )
    return exists(there.correlate(person))


PEOPLE = Listed(
    person,
    person,
    tuple(person.c[n] for n in "id username name agent language active revision".split()),
    _sorts(person, code=person.c.username, name=person.c.name),
    (person.c.name, person.c.username, person.c.agent),
    {
        "at": lambda: _has_place(tier.c.id == bindparam("at")),
        "below": lambda: _has_place(begins_with(tier.c.path, "below")),
        "department_id": lambda: _has_place(department.c.id == bindparam("department_id")),
        "role": lambda: _has_place(membership.c.role == bindparam("role")),
    },
)
LISTS = {
    "tiers": TIERS,
    "departments": DEPARTMENTS,
    "territories": TERRITORIES,
    "supply-units": SUPPLY_UNITS,
    "people": PEOPLE,
}


def _query(which: str, filters: tuple[str, ...], paths: int, whole: bool) -> Select[Any]:
    listed = LISTS[which]
    query = select(*listed.columns).select_from(listed.source)
    if not whole:
        inside = within_paths(tier.c.path, paths)
        query = query.where(_has_place(inside) if listed is PEOPLE else inside)
    for name in filters:
        if name == "words":
            query = query.where(or_(*[contained(column) for column in listed.searched]))
        elif name in ("active", "ended"):
            query = query.where(listed.table.c.active if name == "active" else ~listed.table.c.active)
        elif name == "row_id":
            query = query.where(listed.table.c.id == bindparam("row_id"))
        else:
            query = query.where(listed.filters[name]())
    return query


@cache
def _page(which: str, filters: tuple[str, ...], paths: int, whole: bool, sort: str, after: bool) -> Statement:
    order = LISTS[which].sorts[sort]
    return Statement(order.applied(_query(which, filters, paths, whole).add_columns(*order.columns()), after))


@cache
def _count(which: str, filters: tuple[str, ...], paths: int, whole: bool) -> Statement:
    return count_up_to(_query(which, filters, paths, whole))


@cache
def _one(which: str, paths: int, whole: bool) -> Statement:
    return Statement(_query(which, ("row_id",), paths, whole))


_PLACES = Statement(
    select(
        membership.c.id,
        membership.c.person_id,
        membership.c.department_id,
        membership.c.role,
        membership.c.post,
        department.c.name.label("department_name"),
        department.c.active.label("department_active"),
        tier.c.id.label("tier_id"),
        tier.c.name.label("tier_name"),
    )
    .select_from(_WHERE)
    .where(is_one_of(membership.c.person_id, "people", "uuid"))
    .order_by(tier.c.path, department.c.kind, membership.c.role)
)


def organisation_page(reading: Reading, which: str, wish: OrganisationWish) -> Page[dict[str, Any]]:
    """Return a page of `tiers`, `departments`, `people`, `territories` or `supply-units`.

    Raises:
        NotAllowed: the actor may not see the administration.
        InvalidInput: the cursor belongs to another list.
    """
    reading = reading.by(Action.SEE_ADMINISTRATION)
    below = reading.directory.tiers.get(wish.below or "")
    wanted = {
        "kind": wish.kind,
        "at": wish.at,
        "below": below.path if below is not None else ("?" if wish.below is not None else None),
        "department_id": wish.department_id,
        "role": wish.role,
        "words": like_parameter(wish.text) if wish.text is not None else None,
    }
    given: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    state = {True: ("active",), False: ("ended",), None: ()}[wish.active]
    whole = sees_all(reading)
    shape = ((*given, *state), len(reading.paths), whole)
    if not whole:
        given |= path_parameters(reading)
    order = LISTS[which].sorts[wish.sort]
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (
            _page(which, *shape, wish.sort, wish.cursor is not None),
            {**given, **position, "most": wish.most + 1},
        ),
        (_count(which, *shape), given),
    )
    items = _items(reading, which, rows[: wish.most])
    return page_of(rows, items, order, wish.most, counted[0].count)


def organisation_item(reading: Reading, which: str, row_id: str) -> dict[str, Any] | None:
    """Return one of a list; None when there is none that the actor may see.

    Raises:
        NotAllowed: the actor may not see the administration.
    """
    reading = reading.by(Action.SEE_ADMINISTRATION)
    whole = sees_all(reading)
    given = {"row_id": row_id} if whole else {"row_id": row_id, **path_parameters(reading)}
    rows = reading.tx.rows(_one(which, len(reading.paths), whole), **given)
    return _items(reading, which, rows)[0] if rows else None


def _items(reading: Reading, which: str, rows: list[Any]) -> list[dict[str, Any]]:
    items = [
        {name: value for name, value in row._asdict().items() if not name.startswith("key_")} for row in rows
    ]
    if which == "people":
        places: dict[str, list[dict[str, Any]]] = {}
        ids = [item["id"] for item in items]
        for place in reading.tx.rows(_PLACES, people=ids) if ids else ():
            places.setdefault(place.person_id, []).append(place._asdict())
        for item in items:
            item["places"] = places.get(item["id"], [])
    return items
