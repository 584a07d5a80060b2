"""End sessions: one of one's own, or all of somebody's by an operator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.accounts.account_of import account_of
from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.restriction.given import reason_of
from engine.commands.work import Work
from engine.credentials import session_id
from engine.errors import NotFound
from engine.org import place_of_person
from engine.store.accounts import close_session, close_sessions_of, sessions_of
from engine.words import Words


@dataclass(frozen=True)
class EndOwnSession:
    """End one of one's own sessions, wherever its browser is."""

    name: ClassVar[str] = "end-own-session"

    session: str

    def perform(self, work: Work) -> Answer:
        """End it.

        Raises:
            NotFound: the actor has no such session, or it has ended.
        """
        found = [
            one.token_hash
            for one in sessions_of(work.tx, work.actor.id)
            if session_id(one.token_hash) == self.session
        ]
        if not found:
            raise NotFound(Words("you have no such session", "您没有这个会话"))
        close_session(work.tx, found[0])
        work.changed("sessions", [work.actor.id])
        return {"session": self.session}


@dataclass(frozen=True)
class EndSessionsOf:
    """End all sessions of a person: a telephone was lost, somebody has left."""

    name: ClassVar[str] = "end-sessions-of"

    person_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """End them; recorded under `accounts`.

        Raises:
            InvalidInput: no reason.
            NotFound: nobody of this id at the actor's tiers or below.
        """
        reason = reason_of(self.reason)
        person, directory = account_of(work, self.person_id)
        ended = close_sessions_of(work.tx, person.id)
        if ended:
            work.changed("sessions", [person.id])
            record_change(
                work,
                "accounts",
                person.id,
                {"sessions": ended},
                {"sessions": 0},
                reason,
                label=person.username,
                tier_path=place_of_person(person.id, directory).tier_path,
            )
        return {"person": person.id, "ended": ended}
