"""Note that recording was paused, or goes on: while a caller says what no recording may hold."""

from __future__ import annotations

from datetime import datetime

from engine.calling.recordings import paused_at, resumed_at
from engine.commands.work import Work
from engine.store.recordings import lock_recording, recordings_of_call, update_recording


def note_pause(work: Work, call_id: str, at: datetime, *, paused: bool) -> None:
    """Note it in the recordings of a call that are being made at `at` (aware UTC); twice changes nothing."""
    for one in recordings_of_call(work.tx, call_id):
        if one.started_at > at or (one.ended_at is not None and one.ended_at <= at):
            continue
        row = lock_recording(work.tx, one.id)
        assert row is not None, "no recording is taken out of the database"
        ms = round((at - row.started_at).total_seconds() * 1000)
        spans = paused_at(row.paused, ms) if paused else resumed_at(row.paused, ms)
        if spans != row.paused:
            update_recording(work.tx, row._replace(paused=spans))
            work.changed("call", [call_id])
