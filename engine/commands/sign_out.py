"""Sign out: the session ends at once, wherever its cookie is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.accounts import close_session


@dataclass(frozen=True)
class CloseSession:
    """End the session whose token has this hash; one that has ended is a success."""

    name: ClassVar[str] = "close-session"

    token_hash: str

    def perform(self, work: Work) -> Answer:
        """End it."""
        close_session(work.tx, self.token_hash)
        work.changed("sessions", [work.actor.id])
        return {}
