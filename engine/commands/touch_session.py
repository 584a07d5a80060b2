"""Note that a session was used, so that it does not end as idle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.accounts import touch_session


@dataclass(frozen=True)
class TouchSession:
    """Note the use of a session; at most once a minute anything is written."""

    name: ClassVar[str] = "touch-session"

    token_hash: str

    def perform(self, work: Work) -> Answer:
        """Note it."""
        touch_session(work.tx, self.token_hash)
        return {}
