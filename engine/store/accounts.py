"""Statements on passwords, sessions and tokens. All their times are the database's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from math import ceil
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, delete, func, insert, or_, select, update

from engine.credentials import IDLE_SECONDS, LOCKED_SECONDS, LONGEST_LOCK_SECONDS, SEEN_SECONDS
from engine.store.database import Request, Transaction
from engine.store.expressions import machine_now
from engine.store.sign_ins import Door
from engine.store.statement import Statement
from engine.store.tables import api_token, person, sign_in, user_session


class SessionRow(NamedTuple):
    """A session that is valid now. `is_stale`: its last use was written down a while ago."""

    token_hash: str
    person_id: str
    csrf: str
    expires_at: datetime
    is_stale: bool


class OwnSessionRow(NamedTuple):
    """A session as its person sees it. `address` and `agent` None: not kept when it was opened."""

    token_hash: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str | None
    agent: str | None


class ApiTokenRow(NamedTuple):
    """A token of a machine. `expires_at` None: never; `revoked_at` None: not revoked."""

    id: str
    name: str
    person_id: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    scopes: str
    is_expired: bool

    @classmethod
    def read(cls, row: Any) -> ApiTokenRow:
        """Return a token from a row that begins with TOKEN_COLUMNS."""
        return cls(*row[: len(cls._fields)])._replace(is_expired=bool(row.is_expired))


class TokenOf(NamedTuple):
    """Whose a token is, and what it is limited to."""

    person_id: str
    scopes: frozenset[str]


_NOT_LOCKED = or_(sign_in.c.locked_until.is_(None), sign_in.c.locked_until <= machine_now())
_COUNTED = case((sign_in.c.locked_until.is_not(None), 1), else_=sign_in.c.failures + 1)
#: Each lock since the last right password lasts twice as long as the one before.
_LOCKED_FOR = case(
    *[
        (sign_in.c.locks == times, int(min(LOCKED_SECONDS * 2**times, LONGEST_LOCK_SECONDS)))
        for times in range(7)
    ],
    else_=int(LONGEST_LOCK_SECONDS),
)
_LOCKS_NOW = bindparam("most") <= _COUNTED
_COUNT = Statement(
    update(sign_in)
    .where(sign_in.c.username == bindparam("of_username"), _NOT_LOCKED)
    .values(
        failures=_COUNTED,
        locked_until=case((_LOCKS_NOW, machine_now(_LOCKED_FOR)), else_=None),
        locks=case((_LOCKS_NOW, sign_in.c.locks + 1), else_=sign_in.c.locks),
    )
    .returning(sign_in.c.password_hash, sign_in.c.person_id)
)
_LOCK = Statement(
    select(sign_in.c.locked_until, machine_now().label("now")).where(
        sign_in.c.username == bindparam("username"), sign_in.c.locked_until > machine_now()
    )
)
_FORGIVE = Statement(
    update(sign_in)
    .where(sign_in.c.username == bindparam("of_username"))
    .values(failures=0, locked_until=None, locks=0)
)
_REPLACE = Statement(
    update(sign_in)
    .where(sign_in.c.username == bindparam("of_username"))
    .values(password_hash=bindparam("hash"), failures=0, locked_until=None, locks=0)
)
_CREATE = Statement(
    insert(sign_in).values(
        username=bindparam("username"), person_id=bindparam("person_id"), password_hash=bindparam("hash")
    )
)
_OPEN = Statement(
    insert(user_session).values(
        token_hash=bindparam("hash"),
        person_id=bindparam("person_id"),
        csrf=bindparam("csrf"),
        created_at=machine_now(),
        seen_at=machine_now(),
        expires_at=machine_now(bindparam("seconds")),
        address=bindparam("address"),
        agent=bindparam("agent"),
    )
)
_SESSIONS_OF = Statement(
    select(*[user_session.c[name] for name in OwnSessionRow._fields])
    .where(
        user_session.c.person_id == bindparam("person_id"),
        user_session.c.expires_at > machine_now(),
        user_session.c.seen_at > machine_now(bindparam("idle_before")),
    )
    .order_by(user_session.c.seen_at.desc(), user_session.c.token_hash)
)
_CLOSE_OTHERS = Statement(
    delete(user_session).where(
        user_session.c.person_id == bindparam("of_person"), user_session.c.token_hash != bindparam("kept")
    )
)
_SESSION = Statement(
    select(
        user_session.c.token_hash,
        user_session.c.person_id,
        user_session.c.csrf,
        user_session.c.expires_at,
        (user_session.c.seen_at < machine_now(bindparam("seen_before"))).label("is_stale"),
    )
    .select_from(user_session.join(person, person.c.id == user_session.c.person_id))
    .where(
        user_session.c.token_hash == bindparam("hash"),
        user_session.c.expires_at > machine_now(),
        user_session.c.seen_at > machine_now(bindparam("idle_before")),
        person.c.active,
    )
)
_TOUCH = Statement(
    update(user_session)
    .where(
        user_session.c.token_hash == bindparam("hash"),
        user_session.c.seen_at < machine_now(bindparam("seen_before")),
    )
    .values(seen_at=machine_now())
)
_CLOSE = Statement(delete(user_session).where(user_session.c.token_hash == bindparam("hash")))
_CLOSE_ALL = Statement(delete(user_session).where(user_session.c.person_id == bindparam("of_person")))
_PURGE = Statement(
    delete(user_session).where(
        user_session.c.token_hash.in_(
            select(user_session.c.token_hash)
            .where(
                or_(
                    user_session.c.expires_at <= machine_now(),
                    user_session.c.seen_at <= machine_now(bindparam("idle_before")),
                )
            )
            .limit(bindparam("most"))
            .with_for_update(skip_locked=True)
        )
    )
)
_TOKEN = Statement(
    select(api_token.c.person_id, api_token.c.scopes)
    .select_from(api_token.join(person, person.c.id == api_token.c.person_id))
    .where(
        api_token.c.token_hash == bindparam("hash"),
        api_token.c.revoked_at.is_(None),
        or_(api_token.c.expires_at.is_(None), api_token.c.expires_at > machine_now()),
        person.c.active,
    )
)
TOKEN_COLUMNS = [
    *[api_token.c[name] for name in ApiTokenRow._fields if name != "is_expired"],
    and_(api_token.c.expires_at.is_not(None), api_token.c.expires_at <= machine_now()).label("is_expired"),
]
_TOKENS = Statement(select(*TOKEN_COLUMNS).order_by(api_token.c.created_at, api_token.c.id))
_TOKEN_VALUES = {
    "id": bindparam("id"),
    "token_hash": bindparam("hash"),
    "name": bindparam("name"),
    "person_id": bindparam("person_id"),
    "created_at": machine_now(),
    "scopes": bindparam("scopes"),
}
_ISSUE = Statement(insert(api_token).values(**_TOKEN_VALUES))
_ISSUE_FOR_A_WHILE = Statement(
    insert(api_token).values(**_TOKEN_VALUES, expires_at=machine_now(bindparam("seconds")))
)
_REVOKE = Statement(
    update(api_token)
    .where(api_token.c.id == bindparam("token_id"))
    .values(revoked_at=func.coalesce(api_token.c.revoked_at, machine_now()))
)


def count_attempt(tx: Transaction, username: str, most: int) -> Any:
    """Count an attempt to sign in before the password is looked at; return password_hash and person_id.

    None when there is no such account, or it is locked. The attempt that reaches `most` locks the account;
    a right password takes the count back.
    """
    rows = tx.rows(_COUNT, of_username=username, most=most)
    return rows[0] if rows else None


def locked_seconds(tx: Transaction, username: str) -> int | None:
    """Return for how many more seconds an account is locked; None when it is not."""
    row = tx.one(_LOCK, username=username)
    return None if row is None else max(ceil((row.locked_until - row.now).total_seconds()), 1)


def forgive_failures(tx: Transaction, username: str) -> None:
    """The password was right: what was counted before no longer counts."""
    tx.write(_FORGIVE, of_username=username)


def put_password(tx: Transaction, username: str, person_id: str, password_hash: str) -> bool:
    """Store or replace a password's hash; return whether the account is new."""
    if tx.changed(_REPLACE, of_username=username, hash=password_hash) == 1:
        return False
    tx.write(_CREATE, username=username, person_id=person_id, hash=password_hash)
    return True


def insert_session(
    tx: Transaction, hash_: str, person_id: str, csrf: str, seconds: float, door: Door
) -> None:
    """Open a session that lasts at most `seconds`."""
    place = {"address": door.address[:45] or None, "agent": door.agent[:200] or None}
    tx.write(_OPEN, hash=hash_, person_id=person_id, csrf=csrf, seconds=seconds, **place)


def sessions_of(tx: Transaction, person_id: str) -> list[OwnSessionRow]:
    """Return the sessions of a person that go on, the one used last first."""
    rows = tx.rows(_SESSIONS_OF, person_id=person_id, idle_before=-IDLE_SECONDS)
    return [OwnSessionRow(*row) for row in rows]


def close_other_sessions(tx: Transaction, person_id: str, kept: str) -> int:
    """End all sessions of a person but one; return how many."""
    return tx.changed(_CLOSE_OTHERS, of_person=person_id, kept=kept)


def session_request(hash_: str) -> Request:
    """Read the session of a token's hash, if it is valid now."""
    return _SESSION, {"hash": hash_, "seen_before": -SEEN_SECONDS, "idle_before": -IDLE_SECONDS}


def read_session(rows: list[Any]) -> SessionRow | None:
    """Return the session of a fetch's rows; None when it is unknown, idle, expired or its person left."""
    if not rows:
        return None
    row = rows[0]
    return SessionRow(row.token_hash, row.person_id, row.csrf, row.expires_at, bool(row.is_stale))


def valid_session(tx: Transaction, hash_: str) -> SessionRow | None:
    """Return the session of a token's hash; None as `read_session`."""
    return read_session(tx.fetch(session_request(hash_))[0])


def touch_session(tx: Transaction, hash_: str) -> None:
    """Write down that a session was used."""
    tx.write(_TOUCH, hash=hash_, seen_before=-SEEN_SECONDS)


def close_session(tx: Transaction, hash_: str) -> None:
    """End a session."""
    tx.write(_CLOSE, hash=hash_)


def close_sessions_of(tx: Transaction, person_id: str) -> int:
    """End all sessions of a person; return how many."""
    return tx.changed(_CLOSE_ALL, of_person=person_id)


def purge_sessions(tx: Transaction, most: int) -> int:
    """Forget up to `most` sessions that are over; return how many."""
    return tx.changed(_PURGE, idle_before=-IDLE_SECONDS, most=most)


def insert_api_token(
    tx: Transaction,
    *,
    key: str,
    hash_: str,
    name: str,
    person_id: str,
    seconds: float | None,
    scopes: Iterable[str],
) -> None:
    """Store a machine's token; `seconds` None: it does not expire."""
    allowed = " ".join(scopes)
    values = {"id": key, "hash": hash_, "name": name, "person_id": person_id, "scopes": allowed}
    if seconds is None:
        tx.write(_ISSUE, **values)
    else:
        tx.write(_ISSUE_FOR_A_WHILE, **values, seconds=seconds)


def token_request(hash_: str) -> Request:
    """Read whose a token is, if it works."""
    return _TOKEN, {"hash": hash_}


def read_owner(rows: list[Any]) -> TokenOf | None:
    """Return whose a fetch's token is; None when it is unknown, expired, revoked or its person left."""
    return TokenOf(rows[0].person_id, frozenset(rows[0].scopes.split())) if rows else None


def valid_token(tx: Transaction, hash_: str) -> bool:
    """Return whether a token works."""
    return read_owner(tx.fetch(token_request(hash_))[0]) is not None


def person_of_token(tx: Transaction, hash_: str) -> str | None:
    """Return the person of a token that works; None: it does not."""
    owner = read_owner(tx.fetch(token_request(hash_))[0])
    return owner.person_id if owner is not None else None


def api_tokens(tx: Transaction) -> list[ApiTokenRow]:
    """Return all tokens of machines, oldest first."""
    return [ApiTokenRow.read(row) for row in tx.rows(_TOKENS)]


def revoke_api_token(tx: Transaction, token_id: str) -> bool:
    """Revoke a token; return whether there is one."""
    return tx.changed(_REVOKE, token_id=token_id) == 1
