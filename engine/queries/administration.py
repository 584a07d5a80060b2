"""What was changed in the administration, by whom and why: the record of every subject as one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from engine.feel import decode_value
from engine.org import Action
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.plain import plain
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.visibility import path_parameters, within_paths
from engine.store.administration import REASON
from engine.store.statement import Statement
from engine.store.tables import administration_change, history_value


@dataclass(frozen=True)
class ChangesWish:
    """What is asked for; None asks for nothing. Times are aware: `since` inclusive, `until` exclusive."""

    subject: str | None = None
    item: str | None = None
    person_id: str | None = None
    text: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    sort: str = "-changed"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class ChangedValue:
    """A value before and after; None: there was none. `erased`: it was personal and has been taken away."""

    name: str
    before: Any
    after: Any
    erased: bool


@dataclass(frozen=True)
class ChangeLine:
    """One change. `key` names what was changed within the subject, `label` what people call it.

    `changed_at` is aware UTC business time; `changed_by_name` None: a part of the system. `reason` None:
    none was given, or it was erased. `chain` and `seq` name the event of the history that keeps it.
    """

    id: str
    subject: str
    key: str
    label: str | None
    kind: str
    changed_at: datetime
    changed_by: str
    changed_by_name: str | None
    reason: str | None
    values: list[ChangedValue]
    chain: str
    seq: int


_BY_TIME = (administration_change.c.changed_at, administration_change.c.id)
SORTS = {
    "-changed": Order("-changed", _BY_TIME, ("moment", "id"), True),
    "changed": Order("changed", _BY_TIME, ("moment", "id")),
}
_OWN = "id subject item label kind chain seq changed_at changed_by".split()
_FILTERS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "subject": lambda: administration_change.c.subject == bindparam("subject"),
    "item": lambda: administration_change.c.item == bindparam("item"),
    "person_id": lambda: administration_change.c.changed_by == bindparam("person_id"),
    "words": lambda: or_(contained(administration_change.c.label), contained(administration_change.c.item)),
    "since": lambda: administration_change.c.changed_at >= bindparam("since"),
    "until": lambda: administration_change.c.changed_at < bindparam("until"),
}


def _query(filters: tuple[str, ...], paths: int, whole: bool) -> Select[Any]:
    same = and_(
        history_value.c.chain == administration_change.c.chain,
        history_value.c.seq == administration_change.c.seq,
    )
    query = select(*[administration_change.c[name] for name in _OWN], history_value.c.content).select_from(
        administration_change.outerjoin(history_value, same)
    )
    if not whole:
        query = query.where(within_paths(administration_change.c.tier_path, paths))
    for name in filters:
        query = query.where(_FILTERS[name]())
    return query


@cache
def _page(filters: tuple[str, ...], paths: int, whole: bool, sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    return Statement(order.applied(_query(filters, paths, whole).add_columns(*order.columns()), after))


@cache
def _count(filters: tuple[str, ...], paths: int, whole: bool) -> Statement:
    return count_up_to(_query(filters, paths, whole))


def administration_changes(reading: Reading, wish: ChangesWish) -> Page[ChangeLine]:
    """Return a page of changes: those of the actor's tiers and below, from the top tier all of them.

    Raises:
        NotAllowed: the actor may not see the administration.
        InvalidInput: the cursor belongs to another list.
    """
    reading = reading.by(Action.SEE_ADMINISTRATION)
    order = SORTS[wish.sort]
    wanted = {
        "subject": wish.subject,
        "item": wish.item,
        "person_id": wish.person_id,
        "words": like_parameter(wish.text) if wish.text is not None else None,
        "since": wish.since,
        "until": wish.until,
    }
    given: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    whole = sees_all(reading)
    shape = (tuple(given), len(reading.paths), whole)
    if not whole:
        given |= path_parameters(reading)
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (
            _page(*shape, wish.sort, wish.cursor is not None),
            {**given, **position, "most": wish.most + 1},
        ),
        (_count(*shape), given),
    )
    items = [_line(reading, row) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)


def sees_all(reading: Reading) -> bool:
    """Answer whether the actor belongs to a top tier, whose administration the whole installation is."""
    tops = {tier.path for tier in reading.directory.tiers.values() if tier.parent_id is None}
    return reading.actor.is_system or not tops.isdisjoint(reading.paths)


def _line(reading: Reading, row: Any) -> ChangeLine:
    content: Mapping[str, Any] = orjson.loads(row.content) if row.content else {}
    values = [_value(name, kept) for name, kept in content.items() if name != REASON]
    reason = content.get(REASON)
    return ChangeLine(
        id=row.id,
        subject=row.subject,
        key=row.item,
        label=row.label,
        kind=row.kind,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        changed_by_name=None if ":" in row.changed_by else reading.name_of(row.changed_by),
        reason=decode_value(reason[2]) if reason is not None else None,
        values=values,
        chain=row.chain,
        seq=row.seq,
    )


def _value(name: str, kept: Any) -> ChangedValue:
    if kept is None:
        return ChangedValue(name, None, None, True)
    return ChangedValue(name, plain(decode_value(kept[1])), plain(decode_value(kept[2])), False)
