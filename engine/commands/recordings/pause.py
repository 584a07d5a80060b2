"""Note that recording was paused, and that it went on: while a caller says what no recording may hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.calling.recordings import with_span
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.recordings import lock_recording, recordings_of_call, update_recording


@dataclass(frozen=True)
class NotePause:
    """Between these moments (aware UTC, the exchange's time) a call's recordings hold nothing of it.

    `until_at` None: it is paused still. Noted twice, it changes nothing.
    """

    name: ClassVar[str] = "note-pause"

    call_id: str
    from_at: datetime
    until_at: datetime | None = None

    def perform(self, work: Work) -> Answer:
        """Return how many recordings it concerns: those that had begun and not ended."""
        concerned = 0
        for one in recordings_of_call(work.tx, self.call_id):
            if (one.ended_at is not None and one.ended_at <= self.from_at) or (
                self.until_at is not None and one.started_at >= self.until_at
            ):
                continue
            row = lock_recording(work.tx, one.id)
            assert row is not None, "recordings are not taken out of the database"

            def ms(at: datetime, started: datetime = row.started_at) -> int:
                return max(0, round((at - started).total_seconds() * 1000))

            until = None if self.until_at is None else ms(self.until_at)
            spans = with_span(row.paused, ms(self.from_at), until)
            if spans != row.paused:
                update_recording(work.tx, row._replace(paused=spans))
                work.changed("call", [self.call_id])
            concerned += 1
        return {"recordings": concerned}
