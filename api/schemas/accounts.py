"""Tokens, sessions, accounts and attempts to sign in."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.common import Paged, PageQuery, flag, key, parts, text, texts, when, whole
from engine.commands.api_tokens import LONGEST_DAYS
from engine.credentials import LONGEST_PASSWORD, SCOPES
from engine.queries import accounts as account_lists
from engine.queries.api_tokens import STANDINGS
from engine.queries.token_page import SORTS as TOKEN_SORTS

RESULTS = (
    "success",
    "wrong-password",
    "unknown-name",
    "locked",
    "throttled",
    "closed",
    "refused",
    "nobody",
)


class TokenBody(Schema):
    """A token for a machine."""

    username = text("As whom the machine acts: it has no rights of its own.", least=1, most=60)
    label = text("Which machine uses it.", least=1, most=100)
    scopes = fields.List(
        fields.String(validate=validate.OneOf(SCOPES)),
        required=True,
        validate=validate.Length(min=1, max=len(SCOPES)),
        metadata={"description": "What it may be used for, at most what the person may."},
    )
    days = whole(
        "How long it lasts, days; null: it does not expire.", given=False, least=1, most=LONGEST_DAYS
    )


class NewToken(Schema):
    """A token that was created."""

    id = key("The token.")
    token = text("The secret: it is said only here.")


class RevokedToken(Schema):
    """A token that was revoked."""

    id = key("The token.")


class TokensQuery(PageQuery):
    """Which tokens."""

    words = text(
        "Contained in the label or the person's names.", given=False, least=1, most=100, data_key="text"
    )
    person = key("Only those that act as this person.", given=False)
    sort = text(
        "-created, created: newest, oldest first; label: by what they are called.",
        given=False,
        one_of=sorted(TOKEN_SORTS),
        load_default="-created",
    )


class ApiToken(Schema):
    """A token; its secret is kept by nobody. Times are the database's own, UTC."""

    id = key("The token.")
    username = text("As whom it acts.")
    person_name = text("That person's name.")
    label = text("Which machine uses it.")
    roles = texts("The roles that its person has now.")
    scopes = texts("What of these it may be used for.")
    created_at = when("When it was created.")
    expires_at = when("When it expires; null: never.", null=True)
    revoked_at = when("When it was revoked; null: it was not.", null=True)
    standing = text("Whether it opens anything.", one_of=STANDINGS)


class Tokens(Paged):
    """A page of tokens."""

    items = parts(ApiToken, "The tokens.")


class SessionView(Schema):
    """A session. Times are the database's own, UTC."""

    id = text("By what it is called here.")
    created_at = when("When it began.")
    seen_at = when("When it was used last, to the minute.")
    expires_at = when("When it ends in any case.")
    address = text("From which address it was opened; null: not kept.", null=True)
    agent = text("What the browser says it is; null: not kept.", null=True)
    current = flag("It is the one that asks.")


class Sessions(Schema):
    """The sessions that go on."""

    items = parts(SessionView, "The sessions, the one used last first.")


class EndedSession(Schema):
    """A session that was ended."""

    session = text("By what it was called.")


class AccountsQuery(PageQuery):
    """Which accounts."""

    words = text("Contained in the username or name.", given=False, least=1, most=100, data_key="text")
    locked = flag("true: only those that are locked now.", given=False, load_default=False)


class Account(Schema):
    """An account. Times are the database's own, UTC."""

    person = key("Whose.")
    username = text("The username.")
    name = text("The person's name.")
    active = flag("The person works here.")
    has_password = flag("A password was set: without one they sign in by another house, or not at all.")
    failures = whole("Wrong passwords since the last right one.")
    locked_until = when("Until when it is locked; null: it is not.", null=True)
    sessions = whole("How many sessions go on.")
    signed_in_at = when("When they signed in last; null: never since this is recorded.", null=True)


class Accounts(Paged):
    """A page of accounts."""

    items = parts(Account, "The accounts, by username.")


class Unlocked(Schema):
    """An account that was unlocked."""

    person = key("Whose.")
    was_locked = flag("It was locked.")


class SessionsEnded(Schema):
    """Sessions of a person that were ended."""

    person = key("Whose.")
    ended = whole("How many.")


class PasswordBody(Schema):
    """Another password for oneself."""

    current = text("The password that one has.", least=1, most=LONGEST_PASSWORD)
    password = text("The password that one wants.", least=1, most=LONGEST_PASSWORD)


class PasswordChanged(Schema):
    """A password that was changed."""

    ended = whole("How many other sessions were ended.")


class SignInsQuery(PageQuery):
    """Which attempts."""

    words = text("Contained in the name or the address.", given=False, least=1, most=100, data_key="text")
    result = text("Only those that ended so.", given=False, one_of=RESULTS)
    since = when("Only at or after this time.", given=False)
    until = when("Only before this time.", given=False)
    sort = text(
        "-at: the newest first; at: the oldest first.",
        given=False,
        one_of=sorted(account_lists.SORTS),
        load_default="-at",
    )


class SignInAttempt(Schema):
    """An attempt to sign in. Times are the database's own, UTC."""

    id = key("The attempt.")
    at = when("When.")
    username = text("The name that was given.")
    person = key("Whose name it is; null: nobody's, or the password was not looked at.", null=True)
    person_name = text("That person's name; null: there is none.", null=True)
    via = text("How.", one_of=("password", "oidc"))
    result = text("How it ended.", one_of=RESULTS)
    address = text("From which address; empty: not known.")
    agent = text("What the browser says it is; may be empty.")


class SignIns(Paged):
    """A page of attempts."""

    items = parts(SignInAttempt, "The attempts.")


class Way(Schema):
    """Another house by which one can sign in."""

    name_zh = text("What it is called, Chinese.")
    name_en = text("What it is called, English.")


class Ways(Schema):
    """How one can sign in."""

    password = flag("With name and password.")
    oidc = fields.Nested(
        Way,
        required=True,
        allow_none=True,
        metadata={"description": "By another house (GET /session/oidc); null: there is none."},
    )


class OidcQuery(PageQuery):
    """Where to go afterwards."""

    class Meta:
        exclude = ("limit", "cursor")

    back_to = text("The page to come back to, a path of this site.", given=False, most=300, load_default="/")


class OidcAnswerQuery(PageQuery):
    """What the other house answers."""

    class Meta:
        exclude = ("limit", "cursor")
        unknown = "exclude"

    code = text("What is exchanged for who it is.", given=False, most=2000)
    state = text("What was sent along.", given=False, most=200)
    error = text("Why it refused.", given=False, most=200)
