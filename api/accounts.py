"""Who asks: by session cookie or bearer token; and how a session begins and ends."""

from __future__ import annotations

import hmac

from flask import Response, request

from api.context import Caller, door, system
from api.problems import CsrfRefused
from engine.commands.sign_in import CountAttempt, NoteSignIn, OpenSession
from engine.commands.sign_out import CloseSession
from engine.commands.touch_session import TouchSession
from engine.credentials import LONGEST_SECONDS, LockedOut, TooMany, is_password, token_hash
from engine.errors import NotSignedIn
from engine.org import Actor, acting
from engine.store.accounts import (
    read_owner,
    read_session,
    session_request,
    token_request,
    valid_session,
    valid_token,
)
from engine.store.instances import read_revisions, revisions_request
from engine.words import Words

COOKIE = "huan_session"
CSRF_HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
#: In whose name accounts are looked after while nobody is signed in yet.
DOORKEEPER = Actor("system:accounts")
_BEARER = "bearer "


def recognise() -> Caller:
    """Return who asks, and demand the CSRF token of whoever changes something by cookie.

    Raises:
        NotSignedIn: no valid session or token came with the request.
        CsrfRefused: the header is missing or belongs to another session.
    """
    authorization = request.headers.get("Authorization")
    if authorization is not None:
        return _machine(authorization)
    token = request.cookies.get(COOKIE)
    if not token:
        raise NotSignedIn(Words("sign in first", "请先登录"))
    services = system().engine.services
    with system().database.reading() as tx:
        found, revisions = tx.fetch(session_request(token_hash(token)), revisions_request())
        session = read_session(found)
        if session is None:
            raise NotSignedIn(Words("your session has ended; sign in again", "会话已结束；请重新登录"))
        now, directory = services.time_and_place(tx, read_revisions(revisions))
    if request.method not in SAFE_METHODS:
        _require_csrf(session.csrf)
    if session.is_stale:
        system().engine.run(TouchSession(session.token_hash), DOORKEEPER)
    return Caller(acting(session.person_id, directory, now), session.token_hash, session.csrf, now, directory)


def _machine(authorization: str) -> Caller:
    if not authorization[: len(_BEARER)].lower() == _BEARER:
        raise NotSignedIn(
            Words(
                "only bearer tokens are taken: Authorization: Bearer TOKEN",
                "只接受 bearer 令牌：Authorization: Bearer TOKEN",
            )
        )
    with system().database.reading() as tx:
        hash_ = token_hash(authorization[len(_BEARER) :].strip())
        found, revisions = tx.fetch(token_request(hash_), revisions_request())
        owner = read_owner(found)
        if owner is None:
            raise NotSignedIn(
                Words("this token is unknown, expired or revoked", "这个令牌不存在、已过期或已撤销")
            )
        now, directory = system().engine.services.time_and_place(tx, read_revisions(revisions))
    return Caller(acting(owner.person_id, directory, now), None, None, now, directory, owner.scopes, hash_)


def _require_csrf(expected: str) -> None:
    given = request.headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise CsrfRefused(
            Words(
                f"send the session's CSRF token in the header {CSRF_HEADER}; GET /session says it",
                f"请在请求头 {CSRF_HEADER} 中发送会话的 CSRF 令牌；GET /session 会给出",
            )
        )


def is_still_known(caller: Caller) -> bool:
    """Return whether the session, or the machine's token, by which somebody was recognised still works."""
    with system().database.reading() as tx:
        if caller.session is not None:
            return valid_session(tx, caller.session) is not None
        return caller.token is not None and valid_token(tx, caller.token)


def require_password(username: str, password: str) -> str:
    """Return whose account this is, when the password is right; the attempt counts.

    Raises:
        NotSignedIn: name or password is wrong; which of them is not said.
        LockedOut: too many wrong passwords.
        TooMany: too many attempts from this address.
    """
    engine = system().engine
    counted = engine.run(CountAttempt(username, door()), DOORKEEPER)
    if counted["refused"] == "throttled":
        raise TooMany(counted["seconds"])
    if counted["refused"] is not None:
        raise LockedOut(counted["seconds"])
    person: str | None = counted["person"]
    if not is_password(password, counted["password_hash"]) or person is None:
        why = "unknown-name" if person is None else "wrong-password"
        engine.run(NoteSignIn(username, person, why, door()), DOORKEEPER)
        raise NotSignedIn(
            Words(
                "the name or the password is wrong; after five failures the account is locked a while",
                "用户名或密码有误；失败五次后账号会锁定一段时间",
            )
        )
    return person


def sign_in(username: str, password: str) -> tuple[str, str, Caller]:
    """Return the token of a new session, its CSRF token, and who it is.

    Raises:
        NotSignedIn, LockedOut, TooMany: as `require_password`.
    """
    return open_session(username, require_password(username, password), "password")


def open_session(username: str, person: str, via: str) -> tuple[str, str, Caller]:
    """Open a session for somebody who has shown who they are; `via` is how. The one before it ends.

    Raises:
        NotSignedIn: the person is no longer with us.
    """
    engine = system().engine
    before = request.cookies.get(COOKIE)
    replaced = token_hash(before) if before else None
    try:
        opened = engine.run(OpenSession(username, person, replaced, door(), via), DOORKEEPER)
    except NotSignedIn:
        engine.run(NoteSignIn(username, person, "closed", door(), via), DOORKEEPER)
        raise
    with system().database.reading() as tx:
        now, directory = engine.services.time_and_place(tx)
    session = token_hash(opened["token"])
    who = Caller(acting(person, directory, now), session, opened["csrf"], now, directory)
    return opened["token"], opened["csrf"], who


def sign_out(caller: Caller) -> None:
    """End the caller's session; a machine has none."""
    if caller.session is not None:
        system().engine.run(CloseSession(caller.session), caller.actor)


def set_cookie(answer: Response, token: str) -> None:
    """Give the browser its session. Scripts cannot read it; other sites cannot send it with a change."""
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(LONGEST_SECONDS),
        httponly=True,
        samesite="Lax",
        secure=system().settings.production,
        path="/",
    )


def clear_cookie(answer: Response) -> None:
    """Take the session's cookie away from the browser."""
    answer.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=system().settings.production, path="/")
