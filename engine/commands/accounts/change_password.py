"""Change one's own password."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer, Command, Looking
from engine.commands.work import Work
from engine.credentials import hash_password, require_good_password
from engine.errors import NotFound
from engine.org import place_of_person
from engine.store.accounts import close_other_sessions, put_password
from engine.words import Words


@dataclass(frozen=True)
class ChangePassword:
    """Give the actor another password; whoever asks has said the old one. `session` goes on, others end."""

    name: ClassVar[str] = "change-password"

    password: str = field(repr=False)
    session: str | None = None

    def prepare(self, looking: Looking) -> Command:
        """Hash the password before the transaction opens: that takes long by design.

        Raises:
            InvalidInput: it is too short, too long or guessed first.
        """
        with looking() as work:
            _, directory = work.services.time_and_place(work.tx)
            person = directory.people.get(work.actor.id)
        if person is None:
            raise NotFound(Words("you have no account", "您没有账号"))
        require_good_password(self.password, person.username)
        return _Change(person.username, hash_password(self.password), self.session)


@dataclass(frozen=True)
class _Change:
    """Store the hash."""

    name: ClassVar[str] = ChangePassword.name

    username: str
    hashed: str = field(repr=False)
    session: str | None

    def perform(self, work: Work) -> Answer:
        """Store it, and end the other sessions: whoever knew the old password is out."""
        person = work.actor.id
        put_password(work.tx, self.username, person, self.hashed)
        ended = close_other_sessions(work.tx, person, self.session or "")
        work.changed("sessions", [person])
        _, directory = work.services.time_and_place(work.tx)
        record_change(
            work,
            "accounts",
            person,
            {"password": "before"},
            {"password": "changed"},
            label=self.username,
            tier_path=place_of_person(person, directory).tier_path,
        )
        return {"ended": ended}
