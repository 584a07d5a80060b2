"""Profiles of limits: which there are, their versions, what one says, and what two say differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from engine.errors import NotFound
from engine.ids import is_id
from engine.limits import seed_document, seed_profiles
from engine.limits.seeds import PROFILE_KEYS
from engine.org import Action
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.store.limits import version_by_id, version_states, versions_in_force
from engine.store.statement import Statement
from engine.store.tables import limit_version
from engine.words import Words


@dataclass(frozen=True)
class ProfileLine:
    """A profile. `in_force` is the version that counts now, `in_force_id` None: it is the shipped one.

    `valid_from` is since when, None: the shipped one counts since ever. `coming` are versions that will.
    """

    key: str
    name_zh: str
    name_en: str
    in_force: str
    in_force_id: str | None
    valid_from: datetime | None
    coming: int
    drafts: int
    of_this_installation: bool


@dataclass(frozen=True)
class VersionsWish:
    """What is asked for; None asks for nothing."""

    profile: str | None = None
    state: str | None = None
    text: str | None = None
    sort: str = "-changed"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class VersionLine:
    """A version; times are aware UTC, None: it has not come to that. Names are None for the system."""

    id: str
    profile: str
    version: str
    state: str
    note: str
    counts_now: bool
    valid_from: datetime | None
    created_at: datetime
    created_by_name: str | None
    changed_at: datetime
    changed_by_name: str | None
    checked_at: datetime | None
    checked_by_name: str | None
    put_at: datetime | None
    put_by_name: str | None
    revision: int


@dataclass(frozen=True)
class VersionPage:
    """A version with everything that it says. `line` None: it is the shipped one, which nobody changes."""

    line: VersionLine | None
    profile: str
    version: str
    content: dict[str, Any]


_BY_CHANGE = (limit_version.c.changed_at, limit_version.c.id)
SORTS = {
    "-changed": Order("-changed", _BY_CHANGE, ("moment", "id"), True),
    "changed": Order("changed", _BY_CHANGE, ("moment", "id")),
}
_SHOWN = [column for column in limit_version.c if column.name != "content"]
_FILTERS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "profile": lambda: limit_version.c.profile == bindparam("profile"),
    "state": lambda: limit_version.c.state == bindparam("state"),
    "words": lambda: or_(contained(limit_version.c.version), contained(limit_version.c.note)),
}


def _query(filters: tuple[str, ...]) -> Select[Any]:
    query = select(*_SHOWN)
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


def limit_profiles(reading: Reading) -> list[ProfileLine]:
    """Return every profile, that of the installation first.

    Raises:
        NotAllowed: the actor belongs nowhere.
    """
    reading.require(Action.SEE_LIMITS)
    rows = versions_in_force(reading.tx)
    states = Counter(version_states(reading.tx))
    keys = {*PROFILE_KEYS, *(row.profile for row in rows), *(profile for profile, _ in states)}
    own = reading.services.profile
    lines = []
    for key in sorted(keys, key=lambda key: (key != own, key)):
        of_it = [(row.valid_from, row) for row in rows if row.profile == key and row.valid_from]
        now = next((row for since, row in of_it if since <= reading.now), None)
        shipped = seed_profiles().get(key)
        names: Mapping[str, Any] = (
            now.content["names"]
            if now is not None
            else {"zh": shipped.names.zh, "en": shipped.names.en}
            if shipped is not None
            else {"zh": key, "en": key}
        )
        coming = sum(since > reading.now for since, _ in of_it)
        lines.append(
            ProfileLine(
                key=key,
                name_zh=names["zh"],
                name_en=names["en"],
                in_force=now.version if now is not None else shipped.version if shipped is not None else "",
                in_force_id=now.id if now is not None else None,
                valid_from=now.valid_from if now is not None else None,
                coming=coming,
                drafts=states[key, "draft"] + states[key, "checked"],
                of_this_installation=key == own,
            )
        )
    return lines


def limit_versions(reading: Reading, wish: VersionsWish) -> Page[VersionLine]:
    """Return a page of versions.

    Raises:
        NotAllowed: as `limit_profiles`.
        InvalidInput: the cursor belongs to another list.
    """
    reading.require(Action.SEE_LIMITS)
    order = SORTS[wish.sort]
    wanted = {
        "profile": wish.profile,
        "state": wish.state,
        "words": like_parameter(wish.text) if wish.text is not None else None,
    }
    given: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (
            _page(tuple(given), wish.sort, wish.cursor is not None),
            {**given, **position, "most": wish.most + 1},
        ),
        (_count(tuple(given)), given),
    )
    counting = _counting(reading)
    items = [_line(reading, row, counting) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)


def limit_version_page(reading: Reading, version_id: str) -> VersionPage:
    """Return a version, or the shipped one of a profile where `version_id` is the profile's key.

    Raises:
        NotAllowed: as `limit_profiles`.
        NotFound: there is neither.
    """
    reading.require(Action.SEE_LIMITS)
    if version_id in PROFILE_KEYS:
        content = seed_document(version_id)
        return VersionPage(None, version_id, content["version"], content)
    row = version_by_id(reading.tx, version_id) if is_id(version_id) else None
    if row is None:
        raise NotFound(Words(f"there is no version of limits {version_id}", f"没有时限规则版本 {version_id}"))
    return VersionPage(_line(reading, row, _counting(reading)), row.profile, row.version, row.content)


def _counting(reading: Reading) -> set[str]:
    """Return the ids of the versions that count now."""
    found: dict[str, str] = {}
    for row in versions_in_force(reading.tx):
        if row.valid_from is not None and row.valid_from <= reading.now:
            found.setdefault(row.profile, row.id)
    return set(found.values())


def _line(reading: Reading, row: Any, counting: set[str]) -> VersionLine:
    return VersionLine(
        id=row.id,
        profile=row.profile,
        version=row.version,
        state=row.state,
        note=row.note,
        counts_now=row.id in counting,
        valid_from=row.valid_from,
        created_at=row.created_at,
        created_by_name=reading.name_of(row.created_by),
        changed_at=row.changed_at,
        changed_by_name=reading.name_of(row.changed_by),
        checked_at=row.checked_at,
        checked_by_name=reading.name_of(row.checked_by),
        put_at=row.put_at,
        put_by_name=reading.name_of(row.put_by),
        revision=row.revision,
    )
