"""The two halves of signing in by another house, for the browser: there, and back with a session."""

from __future__ import annotations

import hmac
import re
from urllib.parse import quote

from flask import Response, current_app, redirect, request

from api.accounts import DOORKEEPER, open_session, set_cookie
from api.context import door, system
from api.oidc import Oidc, refused
from engine.commands.oidc_login import BeginOidcLogin, EndOidcLogin
from engine.commands.sign_in import NoteSignIn
from engine.errors import HuanError, NotFound, NotSignedIn
from engine.words import Words

OIDC = "huan-oidc"
VIA = "oidc"
#: Binds the answer to the browser that asked: the state alone could be planted in another's address bar.
STATE_COOKIE = "huan_oidc"
STATE_PATH = "/api/v1/session/oidc"
STATE_SECONDS = 600
#: A path of this site: one slash, then no other that would make a host of what follows.
_PATH = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,299}")


def oidc_of_app() -> Oidc | None:
    """Return the other house; None where people sign in by password alone."""
    found: Oidc | None = current_app.extensions.get(OIDC)
    return found


def _provider() -> Oidc:
    provider = oidc_of_app()
    if provider is None:
        raise NotFound(
            Words(
                "nobody signs in by another house here: use name and password",
                "本系统未接入统一身份认证：请用用户名和密码登录",
            )
        )
    return provider


def begin(back_to: str) -> Response:
    """Send the browser to the other house; it comes back to `back_to`, to `/` where that is no path of ours.

    Raises:
        NotFound: there is no other house.
        Unavailable: it does not answer.
    """
    url, state, nonce, verifier = _provider().begin()
    wanted = back_to if _PATH.fullmatch(back_to) else "/"
    system().engine.run(BeginOidcLogin(state, nonce, verifier, wanted), DOORKEEPER)
    answer = _to(url)
    answer.set_cookie(
        STATE_COOKIE,
        state,
        max_age=STATE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=system().settings.production,
        path=STATE_PATH,
    )
    return answer


def end(code: str | None, state: str | None, error: str | None) -> Response:
    """Check the answer of the other house and open a session for whom it names.

    Raises:
        NotFound: there is no other house.
    """
    provider = _provider()
    try:
        token, back_to = _opened(provider, code, state, error)
        answer = _to(back_to)
        set_cookie(answer, token)
    except HuanError as problem:
        answer = _to(f"/sign-in?refused={quote(problem.code)}")
    answer.delete_cookie(STATE_COOKIE, path=STATE_PATH)
    return answer


def _opened(provider: Oidc, code: str | None, state: str | None, error: str | None) -> tuple[str, str]:
    """Return the token of a new session and the page to go to."""
    engine = system().engine
    bound = request.cookies.get(STATE_COOKIE, "")
    if not state or not hmac.compare_digest(bound.encode(), state.encode()):
        raise refused("this browser did not begin this sign-in", "这次登录不是由此浏览器开始的")
    begun = engine.run(EndOidcLogin(state), DOORKEEPER)
    try:
        if error is not None or not code:
            raise refused("the identity provider refused", "身份提供方拒绝了请求")
        username = provider.username(code, begun["verifier"], begun["nonce"])
    except NotSignedIn:
        engine.run(NoteSignIn("", None, "refused", door(), VIA), DOORKEEPER)
        raise
    with system().database.reading() as tx:
        _, directory = engine.services.time_and_place(tx)
    person = next((one for one in directory.people.values() if one.username == username), None)
    if person is None:
        engine.run(NoteSignIn(username or "", None, "nobody", door(), VIA), DOORKEEPER)
        raise UnknownPerson(
            Words(
                "the identity provider names somebody who has no account here; ask your administrator",
                "身份提供方认证的人在本系统没有账号；请联系管理员",
            )
        )
    token, _, _ = open_session(person.username, person.id, VIA)
    return token, begun["back_to"]


class UnknownPerson(NotSignedIn):
    """The other house vouches for somebody whom we do not know; nobody is created."""

    code = "unknown-person"


def _to(address: str) -> Response:
    answer = redirect(address, Response=Response)
    assert isinstance(answer, Response)
    answer.headers["Cache-Control"] = "no-store"
    return answer
