"""Accounts as operators and auditors see them: who is locked, who is signed in, who tried to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select

from engine.credentials import IDLE_SECONDS, session_id
from engine.errors import NotFound
from engine.org import Action, place_of_person
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.token_page import is_top, people_of
from engine.queries.visibility import path_parameters
from engine.store.accounts import sessions_of
from engine.store.expressions import machine_now
from engine.store.statement import Statement
from engine.store.tables import person, sign_in, sign_in_attempt, user_session
from engine.store.types import Moment
from engine.words import Words


@dataclass(frozen=True)
class AccountLine:
    """One account. `locked_until` None: it is not locked; `signed_in_at` None: never by this release.

    Times are aware UTC of the database's own clock.
    """

    person: str
    username: str
    name: str
    active: bool
    has_password: bool
    failures: int
    locked_until: datetime | None
    sessions: int
    signed_in_at: datetime | None


@dataclass(frozen=True)
class SessionLine:
    """A session. `address` and `agent` None: not kept. `current`: the one that asks."""

    id: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str | None
    agent: str | None
    current: bool


@dataclass(frozen=True)
class AccountsWish:
    """What is asked for; None asks for nothing."""

    text: str | None = None
    locked: bool = False
    cursor: str | None = None
    most: int = 25


_LOCKED = and_(sign_in.c.locked_until.is_not(None), sign_in.c.locked_until > machine_now())
_LAST = (
    select(func.max(sign_in_attempt.c.at, type_=Moment()))
    .where(sign_in_attempt.c.person_id == person.c.id, sign_in_attempt.c.result == "success")
    .scalar_subquery()
)
_SESSIONS = (
    select(func.count())
    .select_from(user_session)
    .where(
        user_session.c.person_id == person.c.id,
        user_session.c.expires_at > machine_now(),
        user_session.c.seen_at > machine_now(-IDLE_SECONDS),
    )
    .scalar_subquery()
)
BY_NAME = Order("username", (person.c.username, person.c.id), ("text", "id"))


def _query(paths: int, top: bool, words: bool, locked: bool) -> Select[Any]:
    query = (
        select(
            person.c.id,
            person.c.username,
            person.c.name,
            person.c.active,
            case((sign_in.c.username.is_not(None), 1), else_=0).label("has_password"),
            func.coalesce(sign_in.c.failures, 0).label("failures"),
            case((_LOCKED, sign_in.c.locked_until), else_=None).label("locked_until"),
            _SESSIONS.label("sessions"),
            _LAST.label("signed_in_at"),
        )
        .select_from(person.outerjoin(sign_in, sign_in.c.person_id == person.c.id))
        .where(people_of(person.c.id, paths, top))
    )
    if words:
        query = query.where(or_(contained(person.c.username), contained(person.c.name)))
    return query.where(_LOCKED) if locked else query


@cache
def _page(paths: int, top: bool, words: bool, locked: bool, after: bool) -> Statement:
    query = _query(paths, top, words, locked).add_columns(*BY_NAME.columns())
    return Statement(BY_NAME.applied(query, after))


@cache
def _count(paths: int, top: bool, words: bool, locked: bool) -> Statement:
    return count_up_to(_query(paths, top, words, locked))


def accounts_page(reading: Reading, wish: AccountsWish) -> Page[AccountLine]:
    """Return a page of the accounts of people at the actor's tiers and below, by username.

    Raises:
        NotAllowed: the actor does not manage accounts.
        InvalidInput: the cursor belongs to another list.
    """
    reading = reading.by(Action.MANAGE_ACCOUNTS)
    shape = (len(reading.paths), is_top(reading), wish.text is not None, wish.locked)
    given = {**path_parameters(reading), "words": like_parameter(wish.text or "")}
    position = BY_NAME.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(*shape, wish.cursor is not None), {**given, **position, "most": wish.most + 1}),
        (_count(*shape), given),
    )
    items = [
        AccountLine(
            row.id,
            row.username,
            row.name,
            bool(row.active),
            bool(row.has_password),
            row.failures,
            row.locked_until,
            row.sessions,
            row.signed_in_at,
        )
        for row in rows[: wish.most]
    ]
    return page_of(rows, items, BY_NAME, wish.most, counted[0].count)


def own_sessions(reading: Reading, current: str | None) -> list[SessionLine]:
    """Return the actor's sessions, the one used last first; `current` is the hash of the one that asks."""
    return _sessions(reading, reading.actor.id, current)


def sessions_of_person(reading: Reading, person_id: str) -> list[SessionLine]:
    """Return the sessions of somebody whose account the actor looks after.

    Raises:
        NotFound: nobody of this id at the actor's tiers or below.
    """
    known = person_id in reading.directory.people
    place = place_of_person(person_id, reading.directory)
    if not known or not reading.may(Action.MANAGE_ACCOUNTS, place):
        raise NotFound(
            Words(f"there is no account {person_id} that you look after", f"没有您可以管理的账号 {person_id}")
        )
    return _sessions(reading, person_id, None)


def _sessions(reading: Reading, person_id: str, current: str | None) -> list[SessionLine]:
    return [
        SessionLine(
            session_id(one.token_hash),
            one.created_at,
            one.seen_at,
            one.expires_at,
            one.address,
            one.agent,
            one.token_hash == current,
        )
        for one in sessions_of(reading.tx, person_id)
    ]


@dataclass(frozen=True)
class SignInLine:
    """An attempt to sign in. `person` None: nobody has this name, or nobody was asked for a password."""

    id: str
    at: datetime
    username: str
    person: str | None
    person_name: str | None
    via: str
    result: str
    address: str
    agent: str


@dataclass(frozen=True)
class SignInsWish:
    """What is asked for; None asks for nothing. `text` is sought in the name and the address."""

    text: str | None = None
    result: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    sort: str = "-at"
    cursor: str | None = None
    most: int = 25


_BY_TIME = (sign_in_attempt.c.at, sign_in_attempt.c.id)
SORTS = {
    "-at": Order("-at", _BY_TIME, ("moment", "id"), True),
    "at": Order("at", _BY_TIME, ("moment", "id")),
}
_OWN = "id at username person_id via result address agent".split()


def _attempts(paths: int, top: bool, filters: frozenset[str]) -> Select[Any]:
    query = select(*[sign_in_attempt.c[name] for name in _OWN])
    if not top:
        query = query.where(people_of(sign_in_attempt.c.person_id, paths, top))
    conditions: dict[str, ColumnElement[bool]] = {
        "text": or_(contained(sign_in_attempt.c.username), contained(sign_in_attempt.c.address)),
        "result": sign_in_attempt.c.result == bindparam("result"),
        "since": sign_in_attempt.c.at >= bindparam("since"),
        "until": sign_in_attempt.c.at < bindparam("until"),
    }
    return query.where(*[conditions[name] for name in sorted(filters)])


@cache
def _attempts_page(paths: int, top: bool, filters: frozenset[str], sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    return Statement(order.applied(_attempts(paths, top, filters).add_columns(*order.columns()), after))


@cache
def _attempts_count(paths: int, top: bool, filters: frozenset[str]) -> Statement:
    return count_up_to(_attempts(paths, top, filters))


def sign_ins_page(reading: Reading, wish: SignInsWish) -> Page[SignInLine]:
    """Return a page of attempts to sign in by people at the actor's tiers and below.

    Attempts under names that nobody has are shown at the top tier.

    Raises:
        NotAllowed: the actor may not see them.
        InvalidInput: the cursor belongs to another list.
    """
    reading = reading.by(Action.SEE_SIGN_INS)
    order = SORTS[wish.sort]
    filters = frozenset(
        name for name in ("text", "result", "since", "until") if getattr(wish, name) is not None
    )
    shape = (len(reading.paths), is_top(reading), filters)
    given = {
        **path_parameters(reading),
        "words": like_parameter(wish.text or ""),
        "result": wish.result,
        "since": wish.since,
        "until": wish.until,
    }
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (
            _attempts_page(*shape, wish.sort, wish.cursor is not None),
            {**given, **position, "most": wish.most + 1},
        ),
        (_attempts_count(*shape), given),
    )
    items = [
        SignInLine(
            row.id,
            row.at,
            row.username,
            row.person_id,
            reading.name_of(row.person_id),
            row.via,
            row.result,
            row.address,
            row.agent,
        )
        for row in rows[: wish.most]
    ]
    return page_of(rows, items, order, wish.most, counted[0].count)
