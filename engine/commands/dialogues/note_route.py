"""A dialogue sends its caller to a queue, and says why to this one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.routes import insert_route


@dataclass(frozen=True)
class NoteRoute:
    """Put down that the exchange's call `exchange_id` goes to `queue`, because of `because`."""

    name: ClassVar[str] = "note-route"

    exchange_id: str
    queue: str
    because: str

    def perform(self, work: Work) -> Answer:
        """Put it down."""
        now, _ = work.services.time_and_place(work.tx)
        insert_route(work.tx, self.exchange_id[:120], self.queue[:80], self.because[:40], now)
        return {"because": self.because}
