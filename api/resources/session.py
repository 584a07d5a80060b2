"""Sign in, who am I, sign out."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response

from api import accounts, oidc_sign_in
from api.access import Access
from api.context import caller, reading, set_caller
from api.endpoint import Values, blueprint, endpoint
from api.oidc_sign_in import oidc_of_app
from api.schemas.accounts import OidcAnswerQuery, OidcQuery, Ways
from api.schemas.session import Session, SignInBody, Tiers
from engine.queries.people import Me, visible_tiers, who_am_i

group = blueprint("session", "Signing in and out, and what one may do.")
_REDIRECTS = {
    "responses": {
        "302": {
            "description": "Where the browser goes.",
            "headers": {"Location": {"description": "The address.", "schema": {"type": "string"}}},
        }
    }
}
_SETS_COOKIE = {
    "Set-Cookie": {
        "description": "huan_session, HttpOnly, SameSite=Lax; Secure in production.",
        "schema": {"type": "string"},
    }
}


@endpoint(
    group,
    "POST",
    "/session",
    "signIn",
    Access.PUBLIC,
    body=SignInBody,
    answer=Session,
    problems=(401, 429),
    answer_headers=_SETS_COOKIE,
)
def sign_in(body: Values) -> Response:
    """Sign in with name and password.

    The answer sets the session's cookie and says its CSRF token. Five wrong passwords lock the account for
    a quarter of an hour. A session ends after two hours without use, and in any case after twelve.
    """
    token, csrf, who = accounts.sign_in(body["username"], body["password"])
    set_caller(who)
    answer = make_response(Session().dump(_me(csrf)))
    accounts.set_cookie(answer, token)
    return answer


@endpoint(group, "GET", "/session/ways", "listWaysToSignIn", Access.PUBLIC, answer=Ways)
def ways() -> Values:
    """How one can sign in here."""
    provider = oidc_of_app()
    house = provider.settings if provider is not None else None
    named = {"name_zh": house.name_zh, "name_en": house.name_en} if house is not None else None
    return {"password": True, "oidc": named}


@endpoint(
    group,
    "GET",
    "/session/oidc",
    "beginOidc",
    Access.PUBLIC,
    query=OidcQuery,
    status=302,
    problems=(404,),
    doc=_REDIRECTS,
)
def begin_oidc(query: Values) -> Response:
    """Sign in by another house: the browser is sent there, and comes back to GET /session/oidc/callback."""
    return oidc_sign_in.begin(query["back_to"])


@endpoint(
    group,
    "GET",
    "/session/oidc/callback",
    "endOidc",
    Access.PUBLIC,
    query=OidcAnswerQuery,
    status=302,
    problems=(404,),
    doc=_REDIRECTS,
)
def end_oidc(query: Values) -> Response:
    """The other house's answer: a session begins for the person whom it names, if we know them.

    Whatever goes wrong, the browser comes to the page of signing in, with `refused=CODE` in its address.
    """
    return oidc_sign_in.end(query["code"], query["state"], query["error"])


@endpoint(group, "GET", "/session", "getSession", Access.SIGNED_IN, answer=Session)
def get_session() -> Values:
    """Who am I: memberships, permissions, the CSRF token and the business clock."""
    return _me(caller().csrf)


@endpoint(group, "DELETE", "/session", "signOut", Access.SIGNED_IN, status=204)
def sign_out() -> Response:
    """Sign out: the session ends at once. A machine's token stays valid."""
    accounts.sign_out(caller())
    answer = Response(status=204)
    accounts.clear_cookie(answer)
    return answer


@endpoint(group, "GET", "/tiers", "listTiers", Access.SIGNED_IN, answer=Tiers)
def tiers() -> Values:
    """The tiers at or below one's own: what lists can be narrowed to."""
    with reading() as look:
        return {"items": visible_tiers(look)}


def _me(csrf: str | None) -> dict[str, Any]:
    with reading() as look:
        me: Me = who_am_i(look)
    return {
        "person": me.person.id,
        "username": me.person.username,
        "name": me.person.name,
        "language": me.person.language,
        "agent": me.person.agent,
        "csrf": csrf,
        "memberships": me.memberships,
        "permissions": me.permissions,
        "business_now": me.business_now,
        "clock_rate": me.clock_rate,
    }
