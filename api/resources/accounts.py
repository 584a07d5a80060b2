"""Accounts: tokens of machines, sessions, lock-outs, who signed in, one's own password."""

from __future__ import annotations

from api import accounts
from api.access import Access
from api.context import caller, reading, run
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.accounts import (
    Accounts,
    AccountsQuery,
    EndedSession,
    NewToken,
    PasswordBody,
    PasswordChanged,
    RevokedToken,
    Sessions,
    SessionsEnded,
    SignIns,
    SignInsQuery,
    TokenBody,
    Tokens,
    TokensQuery,
    Unlocked,
)
from api.schemas.operations import ReasonBody
from engine.commands import Answer
from engine.commands.accounts import ChangePassword, EndOwnSession, EndSessionsOf, UnlockAccount
from engine.commands.api_tokens import CreateApiToken, RevokeApiToken
from engine.credentials import require_good_password
from engine.org import Action
from engine.queries.accounts import (
    AccountsWish,
    SignInsWish,
    accounts_page,
    own_sessions,
    sessions_of_person,
    sign_ins_page,
)
from engine.queries.token_page import TokensWish, tokens_page

group = blueprint("accounts", "Tokens, sessions, lock-outs, who signed in.")
MANAGE = Action.MANAGE_ACCOUNTS


@endpoint(group, "GET", "/tokens", "listTokens", MANAGE, query=TokensQuery, answer=Tokens)
def list_tokens(query: Values) -> Values:
    """The tokens that act as people of one's own tiers and below; those that are over too."""
    wish = TokensWish(query["words"], query["person"], query["sort"], query["cursor"], query["limit"])
    with reading() as look:
        return paged(tokens_page(look, wish))


@endpoint(
    group,
    "POST",
    "/tokens",
    "createToken",
    MANAGE,
    body=TokenBody,
    answer=NewToken,
    status=201,
    problems=(404,),
)
def create_token(body: Values) -> Answer:
    """Create a token by which a machine acts as a person, limited to some scopes. It is said only here.

    It takes no Idempotency-Key: an answer that is kept would keep the secret.
    """
    return run(CreateApiToken(body["username"], body["label"], body["days"], tuple(body["scopes"])))


@endpoint(group, "DELETE", "/tokens/<id:token_id>", "revokeToken", MANAGE, answer=RevokedToken)
def revoke_token(token_id: str) -> Answer:
    """Revoke a token: it opens nothing from now on. One that is revoked already is a success."""
    return run(RevokeApiToken(token_id))


@endpoint(group, "GET", "/accounts", "listAccounts", MANAGE, query=AccountsQuery, answer=Accounts)
def list_accounts(query: Values) -> Values:
    """The accounts of people of one's own tiers and below: locked, signed in, when last."""
    wish = AccountsWish(query["words"], query["locked"], query["cursor"], query["limit"])
    with reading() as look:
        return paged(accounts_page(look, wish))


@endpoint(
    group,
    "POST",
    "/accounts/<id:person_id>/unlock",
    "unlockAccount",
    MANAGE,
    body=ReasonBody,
    answer=Unlocked,
    command=True,
)
def unlock(body: Values, person_id: str) -> Answer:
    """Unlock an account that too many wrong passwords have locked; one that is not locked is a success."""
    return run(UnlockAccount(person_id, body["reason"]))


@endpoint(group, "GET", "/accounts/<id:person_id>/sessions", "listSessionsOf", MANAGE, answer=Sessions)
def list_sessions_of(person_id: str) -> Values:
    """The sessions of somebody that go on."""
    with reading() as look:
        return {"items": sessions_of_person(look, person_id)}


@endpoint(
    group,
    "POST",
    "/accounts/<id:person_id>/end-sessions",
    "endSessionsOf",
    MANAGE,
    body=ReasonBody,
    answer=SessionsEnded,
    command=True,
)
def end_sessions(body: Values, person_id: str) -> Answer:
    """End all sessions of somebody at once: a telephone was lost, somebody has left."""
    return run(EndSessionsOf(person_id, body["reason"]))


@endpoint(group, "GET", "/sign-ins", "listSignIns", Action.SEE_SIGN_INS, query=SignInsQuery, answer=SignIns)
def list_sign_ins(query: Values) -> Values:
    """Every attempt to sign in, good and bad, by people of one's own tiers and below; names that nobody has
    at the top tier.
    """
    wish = SignInsWish(
        query["words"],
        query["result"],
        query["since"],
        query["until"],
        query["sort"],
        query["cursor"],
        query["limit"],
    )
    with reading() as look:
        return paged(sign_ins_page(look, wish))


@endpoint(group, "GET", "/session/mine", "listOwnSessions", Access.SIGNED_IN, answer=Sessions)
def list_own() -> Values:
    """One's own sessions: which browsers are signed in."""
    with reading() as look:
        return {"items": own_sessions(look, caller().session)}


@endpoint(
    group,
    "DELETE",
    "/session/mine/<word:session>",
    "endOwnSession",
    Access.SIGNED_IN,
    answer=EndedSession,
)
def end_own(session: str) -> Answer:
    """End one of one's own sessions, wherever its browser is."""
    return run(EndOwnSession(session))


@endpoint(
    group,
    "POST",
    "/session/password",
    "changePassword",
    Access.SIGNED_IN,
    body=PasswordBody,
    answer=PasswordChanged,
    problems=(429,),
)
def change_password(body: Values) -> Answer:
    """Change one's own password; all other sessions end. A wrong current one counts as at the door."""
    who = caller()
    username = who.directory.people[who.actor.id].username
    # First what costs no attempt.
    require_good_password(body["password"], username)
    accounts.require_password(username, body["current"])
    return run(ChangePassword(body["password"], who.session))
