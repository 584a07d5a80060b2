"""Sign in: count the attempt, look at the password, open a session.

The password is looked at between two transactions, because that takes long by design. The attempt is
counted before: a hundred guesses at once are a hundred attempts. Every attempt is written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.credentials import (
    ADDRESS_SECONDS,
    LOCKED_SECONDS,
    LONGEST_SECONDS,
    MOST_FAILURES,
    MOST_OF_ADDRESS,
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
)
from engine.store.rate_limits import give_back, take
from engine.store.sign_ins import NOWHERE, Door, note_sign_in
from engine.words import Words


def _address_key(door: Door) -> str:
    return f"sign-in:address:{door.address}"


@dataclass(frozen=True)
class CountAttempt:
    """Count an attempt to sign in as `username`, from `door`."""

    name: ClassVar[str] = "count-attempt"

    username: str
    door: Door = NOWHERE

    def perform(self, work: Work) -> Answer:
        """Count it; the answer has what the password is compared with, and whose it is.

        Both are None when there is no such account. `refused` says that the password is not looked at
        (`throttled`: too many from this address, `locked`: too many for this name), `seconds` for how long;
        a name that nobody has is locked like any other. It is not raised: the attempt stays counted.
        """
        tx = work.tx
        if self.door.address:
            wait = take(tx, _address_key(self.door), MOST_OF_ADDRESS, ADDRESS_SECONDS)
            if wait is not None:
                return self._refused(work, "throttled", wait)
        row = count_attempt(tx, self.username, MOST_FAILURES)
        if row is not None:
            return {"password_hash": row.password_hash, "person": row.person_id, "refused": None}
        wait = locked_seconds(tx, self.username)
        if wait is None:
            wait = take(tx, f"sign-in:name:{token_hash(self.username)}", MOST_FAILURES, LOCKED_SECONDS)
        if wait is not None:
            return self._refused(work, "locked", wait)
        return {"password_hash": None, "person": None, "refused": None}

    def _refused(self, work: Work, why: str, seconds: int) -> Answer:
        note_sign_in(work.tx, self.username, None, why, self.door)
        return {"password_hash": None, "person": None, "refused": why, "seconds": seconds}


@dataclass(frozen=True)
class NoteSignIn:
    """Write down an attempt that failed."""

    name: ClassVar[str] = "note-sign-in"

    username: str
    person_id: str | None
    result: str
    door: Door
    via: str = "password"

    def perform(self, work: Work) -> Answer:
        """Write it down."""
        note_sign_in(work.tx, self.username, self.person_id, self.result, self.door, self.via)
        return {}


@dataclass(frozen=True)
class OpenSession:
    """Open a session for a person whose password was right, or for whom another house vouches (`via`).

    `replaced` is the hash of the token that the browser had before: that session ends, so that nobody can
    prepare one for somebody else.
    """

    name: ClassVar[str] = "open-session"

    username: str
    person_id: str
    replaced: str | None = None
    door: Door = NOWHERE
    via: str = "password"

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
        if self.replaced is not None:
            close_session(work.tx, self.replaced)
        forgive_failures(work.tx, self.username)
        if self.via == "password" and self.door.address:
            # A whole centre signs in from one address when the shift begins: only what fails counts.
            give_back(work.tx, _address_key(self.door))
        token, csrf = new_token(), new_token()
        insert_session(work.tx, token_hash(token), self.person_id, csrf, LONGEST_SECONDS, self.door)
        note_sign_in(work.tx, self.username, self.person_id, "success", self.door, self.via)
        return {"token": token, "csrf": csrf, "person": self.person_id}
