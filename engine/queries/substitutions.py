"""Who stands in for whom: one's own, and those of the people one leads; and who could stand in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select

from engine.org import Action, place_of_person
from engine.org.substituting import are_near
from engine.queries.administration import sees_all
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.visibility import path_parameters, within_paths
from engine.store.statement import Statement
from engine.store.tables import department, membership, person, substitution, tier

_person, _substitute = person.alias("away"), person.alias("substitute")
STATES = ("now", "future", "past", "all")


@dataclass(frozen=True)
class SubstitutionsWish:
    """What is asked for. `mine`: only those of oneself, as either; `person_id` of this person, as either."""

    state: str = "all"
    mine: bool = False
    person_id: str | None = None
    text: str | None = None
    sort: str = "-from"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class SubstitutionLine:
    """A substitution. Times are aware UTC; `standing` is now, future or past; `may_end`: the actor may."""

    id: str
    person_id: str
    person_name: str
    substitute_id: str
    substitute_name: str
    department_id: str | None
    department_name: str | None
    from_at: datetime
    until_at: datetime
    ended_at: datetime | None
    reason: str
    made_by_name: str | None
    made_at: datetime
    standing: str
    may_end: bool
    revision: int


@dataclass(frozen=True)
class Candidate:
    """Somebody who could stand in. `departments` are the names of theirs."""

    id: str
    name: str
    departments: list[str]


_KEYS = (substitution.c.from_at, substitution.c.id)
SORTS = {
    "-from": Order("-from", _KEYS, ("moment", "id"), True),
    "from": Order("from", _KEYS, ("moment", "id")),
}
_OWN = (
    "id person_id substitute_id department_id from_at until_at ended_at reason made_by made_at revision"
).split()
_OVER = or_(substitution.c.ended_at.is_not(None), substitution.c.until_at <= bindparam("now"))


def _either(name: str) -> ColumnElement[bool]:
    return or_(substitution.c.person_id == bindparam(name), substitution.c.substitute_id == bindparam(name))


def _led(paths: int) -> ColumnElement[bool]:
    place = membership.join(department, department.c.id == membership.c.department_id)
    there = (
        select(membership.c.id)
        .select_from(place.join(tier, tier.c.id == department.c.tier_id))
        .where(membership.c.person_id == substitution.c.person_id, within_paths(tier.c.path, paths))
    )
    return exists(there.correlate(substitution))


def _conditions(filters: tuple[str, ...], paths: int) -> list[ColumnElement[bool]]:
    made = {
        "now": and_(~_OVER, substitution.c.from_at <= bindparam("now")),
        "future": and_(~_OVER, substitution.c.from_at > bindparam("now")),
        "past": _OVER,
        "person": _either("person"),
        "words": or_(contained(_person.c.name), contained(_substitute.c.name)),
        "mine": _either("me"),
        "led": or_(_either("me"), _led(paths)),
    }
    return [made[name] for name in filters]


def _query(filters: tuple[str, ...], paths: int) -> Select[Any]:
    source = substitution.join(_person, _person.c.id == substitution.c.person_id).join(
        _substitute, _substitute.c.id == substitution.c.substitute_id
    )
    return (
        select(*[substitution.c[name] for name in _OWN])
        .select_from(source)
        .where(*_conditions(filters, paths))
    )


@cache
def _page(filters: tuple[str, ...], paths: int, sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    return Statement(order.applied(_query(filters, paths).add_columns(*order.columns()), after))


@cache
def _count(filters: tuple[str, ...], paths: int) -> Statement:
    return count_up_to(_query(filters, paths))


def substitutions_page(reading: Reading, wish: SubstitutionsWish) -> Page[SubstitutionLine]:
    """Return a page of the substitutions that concern the actor, or somebody whom they lead.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    wanted = {
        "person": wish.person_id,
        "words": like_parameter(wish.text) if wish.text is not None else None,
    }
    given: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    filters = [*given]
    if wish.state != "all":
        filters.append(wish.state)
        given["now"] = reading.now
    leads = reading.may(Action.SEE_ADMINISTRATION)
    if leads:
        reading = reading.by(Action.SEE_ADMINISTRATION)
    if wish.mine or not leads:
        filters.append("mine")
        given["me"] = reading.actor.id
    elif not sees_all(reading):
        filters.append("led")
        given |= {"me": reading.actor.id, **path_parameters(reading)}
    shape = (tuple(filters), len(reading.paths))
    order = SORTS[wish.sort]
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(*shape, wish.sort, wish.cursor is not None), {**given, **position, "most": wish.most + 1}),
        (_count(*shape), given),
    )
    items = [_line(reading, row) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)


def _line(reading: Reading, row: Any) -> SubstitutionLine:
    over = row.ended_at is not None or row.until_at <= reading.now
    standing = "past" if over else "now" if row.from_at <= reading.now else "future"
    mine = reading.actor.id in (row.person_id, row.made_by)
    return SubstitutionLine(
        **{name: getattr(row, name) for name in _OWN if name != "made_by"},
        person_name=reading.name_of(row.person_id) or row.person_id,
        substitute_name=reading.name_of(row.substitute_id) or row.substitute_id,
        department_name=reading.department_name(row.department_id),
        made_by_name=reading.name_of(row.made_by),
        standing=standing,
        may_end=not over
        and (mine or reading.may(Action.ARRANGE_DUTY, place_of_person(row.person_id, reading.directory))),
    )


def candidates(reading: Reading, person_id: str | None, words: str | None, most: int) -> list[Candidate]:
    """Return people who could stand in for a person (None: the actor), by name; not the person themselves."""
    whose = person_id or reading.actor.id
    directory = reading.directory
    found = []
    for one in sorted(directory.people.values(), key=lambda each: (each.name, each.id)):
        if not one.active or one.id == whose or (words and words.casefold() not in one.name.casefold()):
            continue
        if are_near(whose, one.id, directory):
            places = sorted(directory.departments_of(one.id))
            found.append(Candidate(one.id, one.name, [directory.departments[each].name for each in places]))
            if len(found) == most:
                break
    return found
