"""Note that nobody listened to an exchange for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.ids import new_id
from engine.store.exchange import GapRow, node_of_term, put_gap


@dataclass(frozen=True)
class NoteGap:
    """Keep a gap, once it is over. Of an owner whose term is over nothing is kept.

    `from_at` and `until_at` are aware UTC, of the listener's clock; `lost` counts the calls whose end nobody
    saw, `imported` those that are known from call records alone, `opened` those that began in it and went on;
    `events_shed` what was dropped. Noted again, with more that was found, it stays one.
    """

    name: ClassVar[str] = "note-gap"

    node: str
    owner: str
    term: int
    from_at: datetime
    until_at: datetime
    reason: str
    events_shed: int = 0
    lost: int = 0
    imported: int = 0
    opened: int = 0

    def perform(self, work: Work) -> Answer:
        """`noted` False: the exchange is another's now."""
        found = node_of_term(work.tx, self.node, self.owner, self.term)
        if found is None:
            return {"noted": False}
        put_gap(
            work.tx,
            GapRow(
                new_id(),
                found,
                self.from_at,
                self.until_at,
                self.reason,
                self.events_shed,
                self.lost,
                self.imported,
                self.opened,
            ),
        )
        return {"noted": True}
