"""Drafts of packages: the list, one with its files, and who changed it when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from engine.errors import NotFound
from engine.org import Action
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.store.drafts import draft_by_id
from engine.store.statement import Statement
from engine.store.tables import definition, package_draft, package_draft_change
from engine.words import Words


@dataclass(frozen=True)
class DraftsWish:
    """What is asked for; None asks for nothing. `mine`: only what the actor began or changed last."""

    package: str | None = None
    text: str | None = None
    mine: bool = False
    sort: str = "-changed"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class DraftLine:
    """One draft of a list. `version` is the version that it was made from or has become; times are aware UTC.

    The names of people are None for parts of the system.
    """

    id: str
    name: str
    package: str | None
    definition_id: str | None
    version: int | None
    file_count: int
    bytes: int
    revision: int
    created_at: datetime
    created_by_name: str | None
    changed_at: datetime
    changed_by_name: str | None


@dataclass(frozen=True)
class DraftPage(DraftLine):
    """A draft with its files: text by path."""

    files: dict[str, str]


@dataclass(frozen=True)
class DraftChange:
    """One change of a draft: `kind` is created, changed, deployed or deleted; `digest` names all files."""

    id: str
    revision: int
    kind: str
    name: str
    digest: str
    added: list[str]
    changed: list[str]
    removed: list[str]
    definition_id: str | None
    changed_at: datetime
    changed_by_name: str | None


_BY_CHANGE = (package_draft.c.changed_at, package_draft.c.id)
SORTS = {
    "-changed": Order("-changed", _BY_CHANGE, ("moment", "id"), True),
    "changed": Order("changed", _BY_CHANGE, ("moment", "id")),
}
_OWN = (
    "id name package definition_id file_count bytes revision created_at created_by changed_at changed_by"
).split()
_FILTERS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "package": lambda: package_draft.c.package == bindparam("package"),
    "words": lambda: or_(contained(package_draft.c.name), contained(package_draft.c.package)),
    "person": lambda: or_(
        package_draft.c.created_by == bindparam("person"), package_draft.c.changed_by == bindparam("person")
    ),
}


def _query(filters: tuple[str, ...]) -> Select[Any]:
    query = select(*[package_draft.c[name] for name in _OWN], definition.c.version).select_from(
        package_draft.outerjoin(definition, definition.c.id == package_draft.c.definition_id)
    )
    for name in filters:
        query = query.where(_FILTERS[name]())
    return query


@cache
def _page(filters: tuple[str, ...], sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    return Statement(order.applied(_query(filters).add_columns(*order.columns()), after))


@cache
def _count(filters: tuple[str, ...]) -> Statement:
    return count_up_to(_query(filters))


def drafts_page(reading: Reading, wish: DraftsWish) -> Page[DraftLine]:
    """Return a page of the drafts.

    Raises:
        NotAllowed: the actor may not design packages.
        InvalidInput: the cursor belongs to another list.
    """
    reading.require(Action.DESIGN)
    order = SORTS[wish.sort]
    words = like_parameter(wish.text) if wish.text is not None else None
    wanted = {
        "package": wish.package,
        "words": words,
        "person": reading.actor.id if wish.mine else None,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (
            _page(tuple(given), wish.sort, wish.cursor is not None),
            {**given, **position, "most": wish.most + 1},
        ),
        (_count(tuple(given)), given),
    )
    items = [DraftLine(**_line(reading, row)) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)


def _line(reading: Reading, row: Any) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _OWN if not name.endswith("_by")},
        "version": row.version,
        "created_by_name": _person(reading, row.created_by),
        "changed_by_name": _person(reading, row.changed_by),
    }


def _person(reading: Reading, actor: str) -> str | None:
    return None if ":" in actor else reading.name_of(actor)


_VERSION = Statement(select(definition.c.version).where(definition.c.id == bindparam("definition_id")))


def draft_page(reading: Reading, draft_id: str) -> DraftPage:
    """Return one draft with its files.

    Raises:
        NotAllowed: the actor may not design packages.
        NotFound: there is no such draft.
    """
    reading.require(Action.DESIGN)
    row = draft_by_id(reading.tx, draft_id)
    if row is None:
        raise NotFound(
            Words(
                f"there is no draft {draft_id}: it was deleted, or never was",
                f"没有草稿 {draft_id}：它已被删除，或从未有过",
            )
        )
    based = reading.tx.one(_VERSION, definition_id=row.definition_id) if row.definition_id else None
    return DraftPage(
        id=row.id,
        name=row.name,
        package=row.package,
        definition_id=row.definition_id,
        version=based.version if based is not None else None,
        file_count=row.file_count,
        bytes=row.bytes,
        revision=row.revision,
        created_at=row.created_at,
        created_by_name=_person(reading, row.created_by),
        changed_at=row.changed_at,
        changed_by_name=_person(reading, row.changed_by),
        files=row.files,
    )


NEWEST = Order("newest", (package_draft_change.c.id,), ("id",), True)


def _changes() -> Select[Any]:
    names = "id revision kind name digest paths definition_id changed_at changed_by".split()
    columns = [package_draft_change.c[name] for name in names]
    return select(*columns).where(package_draft_change.c.draft_id == bindparam("draft_id"))


@cache
def _changes_page(after: bool) -> Statement:
    return Statement(NEWEST.applied(_changes().add_columns(*NEWEST.columns()), after))


_CHANGES_COUNT = count_up_to(_changes())


def draft_changes(reading: Reading, draft_id: str, cursor: str | None, most: int) -> Page[DraftChange]:
    """Return a page of who changed a draft when, newest first; also of one that was deleted.

    Raises:
        NotAllowed: the actor may not design packages.
        NotFound: there never was such a draft.
        InvalidInput: the cursor belongs to another list.
    """
    reading.require(Action.DESIGN)
    position = NEWEST.after(cursor) if cursor is not None else {}
    parameters = {"draft_id": draft_id}
    rows, counted = reading.tx.fetch(
        (_changes_page(cursor is not None), {**parameters, **position, "most": most + 1}),
        (_CHANGES_COUNT, parameters),
    )
    if not counted[0].count:
        raise NotFound(Words(f"there is no draft {draft_id}", f"没有草稿 {draft_id}"))
    items = [
        DraftChange(
            id=row.id,
            revision=row.revision,
            kind=row.kind,
            name=row.name,
            digest=row.digest,
            added=row.paths["added"],
            changed=row.paths["changed"],
            removed=row.paths["removed"],
            definition_id=row.definition_id,
            changed_at=row.changed_at,
            changed_by_name=_person(reading, row.changed_by),
        )
        for row in rows[:most]
    ]
    return page_of(rows, items, NEWEST, most, counted[0].count)
