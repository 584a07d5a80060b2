"""Sign in: count the attempt, look at the password, open a session.

The password is looked at between two transactions, because that takes long by design. The attempt is
counted before: a hundred guesses at once are a hundred attempts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.credentials import (
    LOCKED_SECONDS,
    LONGEST_SECONDS,
    MOST_FAILURES,
    LockedOut,
    new_token,
    token_hash,
)
from engine.errors import NotSignedIn
from engine.store.accounts import (
    close_session,
    count_attempt,
    forgive_failures,
    insert_session,
    locked_seconds,
    purge_sessions,
)
from engine.words import Words


@dataclass(frozen=True)
class CountAttempt:
    """Count an attempt to sign in as `username`."""

    name: ClassVar[str] = "count-attempt"

    username: str

    def perform(self, work: Work) -> Answer:
        """Count it; the answer has what the password is compared with, and whose it is.

        Both are None when there is no such account.

        Raises:
            LockedOut: there were too many; the message says for how long.
        """
        row = count_attempt(work.tx, self.username, MOST_FAILURES, LOCKED_SECONDS)
        if row is not None:
            return {"password_hash": row.password_hash, "person": row.person_id}
        seconds = locked_seconds(work.tx, self.username)
        if seconds is not None:
            raise LockedOut(seconds)
        return {"password_hash": None, "person": None}


@dataclass(frozen=True)
class OpenSession:
    """Open a session for a person whose password was right.

    `replaced` is the hash of the token that the browser had before: that session ends, so that nobody can
    prepare one for somebody else.
    """

    name: ClassVar[str] = "open-session"

    username: str
    person_id: str
    replaced: str | None = None

    def perform(self, work: Work) -> Answer:
        """Open it; the answer has its `token`, said only here, and its `csrf` token.

        Raises:
            NotSignedIn: the person is no longer with us.
        """
        _, directory = work.services.time_and_place(work.tx)
        person = directory.people.get(self.person_id)
        if person is None or not person.active:
            raise NotSignedIn(
                Words("this account is closed; ask your administrator", "这个账号已关闭；请联系管理员")
            )
        purge_sessions(work.tx)
        if self.replaced is not None:
            close_session(work.tx, self.replaced)
        forgive_failures(work.tx, self.username)
        token, csrf = new_token(), new_token()
        insert_session(work.tx, token_hash(token), self.person_id, csrf, LONGEST_SECONDS)
        return {"token": token, "csrf": csrf, "person": self.person_id}
