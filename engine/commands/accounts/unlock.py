"""Unlock an account that too many wrong passwords have locked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.accounts.account_of import account_of
from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.restriction.given import reason_of
from engine.commands.work import Work
from engine.org import place_of_person
from engine.store.accounts import forgive_failures, locked_seconds


@dataclass(frozen=True)
class UnlockAccount:
    """Unlock a person's account before its time; one that is not locked is a success."""

    name: ClassVar[str] = "unlock-account"

    person_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Unlock it; recorded under `accounts`.

        Raises:
            InvalidInput: no reason.
            NotFound: nobody of this id at the actor's tiers or below.
        """
        reason = reason_of(self.reason)
        person, directory = account_of(work, self.person_id)
        was_locked = locked_seconds(work.tx, person.username) is not None
        forgive_failures(work.tx, person.username)
        if was_locked:
            record_change(
                work,
                "accounts",
                person.id,
                {"locked": True},
                {"locked": False},
                reason,
                label=person.username,
                tier_path=place_of_person(person.id, directory).tier_path,
            )
        return {"person": person.id, "was_locked": was_locked}
