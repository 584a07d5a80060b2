"""Tokens of machines: whose they are, what they may do, whether they still work. Never the secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.errors import NotFound
from engine.org import Action, place_of_person
from engine.queries.reading import Reading
from engine.store.accounts import ApiTokenRow, api_tokens
from engine.words import Words

STANDINGS = ("valid", "expired", "revoked", "person left")


@dataclass(frozen=True)
class TokenLine:
    """One token. Times are aware UTC of the database's own clock; `expires_at` None: never.

    A token has no rights of its own: `roles` are those that its person has now, and `scopes` what of these it
    may use. `standing` is `valid`, `expired`, `revoked` or `person left`.
    """

    id: str
    username: str
    person_name: str
    label: str
    roles: tuple[str, ...]
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    standing: str


def token_lines(reading: Reading, username: str | None = None) -> list[TokenLine]:
    """Return the tokens of a person, of everybody at the actor's tiers and below when none is named.

    The oldest come first.

    Raises:
        NotAllowed: the actor does not manage accounts.
        NotFound: nobody has this username.
    """
    reading.require(Action.MANAGE_ACCOUNTS)
    people = reading.directory.people
    if username is not None and all(one.username != username for one in people.values()):
        raise NotFound(Words(f"nobody has the username {username!r}", f"没有用户名为 {username!r} 的人"))
    lines = (
        line_of_token(reading, row)
        for row in api_tokens(reading.tx)
        if reading.may(Action.MANAGE_ACCOUNTS, place_of_person(row.person_id, reading.directory))
    )
    return [line for line in lines if username in (None, line.username)]


def line_of_token(reading: Reading, row: ApiTokenRow) -> TokenLine:
    """Return the line of a token."""
    person = reading.directory.people[row.person_id]
    roles = {one.role for one in reading.directory.memberships_of(person.id)}
    return TokenLine(
        id=row.id,
        username=person.username,
        person_name=person.name,
        label=row.name,
        roles=tuple(sorted(roles)),
        scopes=tuple(row.scopes.split()),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        standing=_standing(row, person.active),
    )


def _standing(row: ApiTokenRow, active: bool) -> str:
    if row.revoked_at is not None:
        return "revoked"
    if row.is_expired:
        return "expired"
    return "valid" if active else "person left"
