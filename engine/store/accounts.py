"""Statements on passwords, sessions and tokens. All their times are the database's own."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, delete, func, insert, or_, select, update

from engine.credentials import IDLE_SECONDS, SEEN_SECONDS
from engine.store.database import Transaction
from engine.store.expressions import machine_now
from engine.store.statement import Statement
from engine.store.tables import api_token, person, sign_in, user_session


class SessionRow(NamedTuple):
    """A session that is valid now. `is_stale`: its last use was written down a while ago."""

    token_hash: str
    person_id: str
    csrf: str
    expires_at: datetime
    is_stale: bool


class ApiTokenRow(NamedTuple):
    """A token of a machine. `expires_at` None: never; `revoked_at` None: not revoked."""

    id: str
    name: str
    person_id: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    is_expired: bool


_NOT_LOCKED = or_(sign_in.c.locked_until.is_(None), sign_in.c.locked_until <= machine_now())
_COUNTED = case((sign_in.c.locked_until.is_not(None), 1), else_=sign_in.c.failures + 1)
_COUNT = Statement(
    update(sign_in)
    .where(sign_in.c.username == bindparam("of_username"), _NOT_LOCKED)
    .values(
        failures=_COUNTED,
        locked_until=case(
            (bindparam("most") <= _COUNTED, machine_now(bindparam("seconds"))),
            else_=None,
        ),
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
    .values(failures=0, locked_until=None)
)
_REPLACE = Statement(
    update(sign_in)
    .where(sign_in.c.username == bindparam("of_username"))
    .values(password_hash=bindparam("hash"), failures=0, locked_until=None)
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
        or_(
            user_session.c.expires_at <= machine_now(),
            user_session.c.seen_at <= machine_now(bindparam("idle_before")),
        )
    )
)
_TOKEN = Statement(
    select(api_token.c.person_id)
    .select_from(api_token.join(person, person.c.id == api_token.c.person_id))
    .where(
        api_token.c.token_hash == bindparam("hash"),
        api_token.c.revoked_at.is_(None),
        or_(api_token.c.expires_at.is_(None), api_token.c.expires_at > machine_now()),
        person.c.active,
    )
)
_TOKENS = Statement(
    select(
        *[api_token.c[name] for name in ApiTokenRow._fields if name != "is_expired"],
        and_(api_token.c.expires_at.is_not(None), api_token.c.expires_at <= machine_now()).label(
            "is_expired"
        ),
    ).order_by(api_token.c.created_at, api_token.c.id)
)
_TOKEN_VALUES = {
    "id": bindparam("id"),
    "token_hash": bindparam("hash"),
    "name": bindparam("name"),
    "person_id": bindparam("person_id"),
    "created_at": machine_now(),
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


def count_attempt(tx: Transaction, username: str, most: int, lock_seconds: float) -> Any:
    """Count an attempt to sign in before the password is looked at; return password_hash and person_id.

    None when there is no such account, or it is locked. The attempt that reaches `most` locks the account;
    a right password takes the count back.
    """
    rows = tx.rows(_COUNT, of_username=username, most=most, seconds=lock_seconds)
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


def insert_session(tx: Transaction, hash_: str, person_id: str, csrf: str, seconds: float) -> None:
    """Open a session that lasts at most `seconds`."""
    tx.write(_OPEN, hash=hash_, person_id=person_id, csrf=csrf, seconds=seconds)


def valid_session(tx: Transaction, hash_: str) -> SessionRow | None:
    """Return the session of a token's hash; None when it is unknown, idle, expired or its person left."""
    row = tx.one(_SESSION, hash=hash_, seen_before=-SEEN_SECONDS, idle_before=-IDLE_SECONDS)
    if row is None:
        return None
    return SessionRow(row.token_hash, row.person_id, row.csrf, row.expires_at, bool(row.is_stale))


def touch_session(tx: Transaction, hash_: str) -> None:
    """Write down that a session was used."""
    tx.write(_TOUCH, hash=hash_, seen_before=-SEEN_SECONDS)


def close_session(tx: Transaction, hash_: str) -> None:
    """End a session."""
    tx.write(_CLOSE, hash=hash_)


def close_sessions_of(tx: Transaction, person_id: str) -> None:
    """End all sessions of a person."""
    tx.write(_CLOSE_ALL, of_person=person_id)


def purge_sessions(tx: Transaction) -> None:
    """Forget sessions that are over."""
    tx.write(_PURGE, idle_before=-IDLE_SECONDS)


def insert_api_token(
    tx: Transaction, *, key: str, hash_: str, name: str, person_id: str, seconds: float | None
) -> None:
    """Store a machine's token; `seconds` None: it does not expire."""
    values = {"id": key, "hash": hash_, "name": name, "person_id": person_id}
    if seconds is None:
        tx.write(_ISSUE, **values)
    else:
        tx.write(_ISSUE_FOR_A_WHILE, **values, seconds=seconds)


def person_of_token(tx: Transaction, hash_: str) -> str | None:
    """Return whose token this is; None when it is unknown, expired, revoked or its person left."""
    row = tx.one(_TOKEN, hash=hash_)
    return row.person_id if row is not None else None


def api_tokens(tx: Transaction) -> list[ApiTokenRow]:
    """Return all tokens of machines, oldest first."""
    return [ApiTokenRow(*row)._replace(is_expired=bool(row.is_expired)) for row in tx.rows(_TOKENS)]


def revoke_api_token(tx: Transaction, token_id: str) -> bool:
    """Revoke a token; return whether there is one."""
    return tx.changed(_REVOKE, token_id=token_id) == 1
