"""Note which recordings an exchange has told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.calling.recordings import Reason, Status, first_look
from engine.commands.work import Work
from engine.ids import new_id
from engine.store.recordings import (
    RecordingRow,
    insert_recording,
    recordings_of_call,
    update_recording,
)

#: A path that is longer is nobody's.
LONGEST_PATH = 600


@dataclass(frozen=True)
class ToldRecording:
    """A recording as the exchange tells it: where on its disk, from when to when (aware UTC or None)."""

    path: str
    started_at: datetime | None
    ended_at: datetime | None


def note_recordings(
    work: Work,
    call_id: str,
    node: str | None,
    call_started_at: datetime,
    call_ended_at: datetime | None,
    told: Sequence[ToldRecording],
) -> None:
    """Store what is new of a call's recordings; `node` is the exchange's name for itself.

    Told again, or by an older record, it changes nothing. What has been looked for is not looked for again.
    """
    now, _ = work.services.time_and_place(work.tx)
    known = {row.path: row for row in recordings_of_call(work.tx, call_id)}
    for one in told:
        path = "".join(letter if letter.isprintable() else "\ufffd" for letter in one.path)[:LONGEST_PATH]
        before = known.get(path)
        if before is None:
            fits = path == one.path
            row = RecordingRow(
                id=new_id(),
                call_id=call_id,
                node=node[:128] if node is not None else None,
                path=path,
                status=Status.FOUND if fits else Status.REFUSED,
                reason=None if fits else Reason.OUTSIDE,
                attempts=0,
                try_at=first_look(one.ended_at, call_ended_at, now) if fits else None,
                digest=None,
                bytes=None,
                ms=None,
                peaks=None,
                paused=[],
                started_at=one.started_at or call_started_at,
                ended_at=one.ended_at,
                keep_until=None,
                hold_by=None,
                hold_reason=None,
                hold_at=None,
                deleted_at=None,
            )
            insert_recording(work.tx, row)
            known[path] = row
            work.changed("call", [call_id])
            continue
        row = before._replace(ended_at=before.ended_at or one.ended_at)
        untried = before.status == Status.FOUND and before.attempts == 0
        if untried and (before.try_at is None or row.ended_at != before.ended_at):
            row = row._replace(try_at=first_look(row.ended_at, call_ended_at, now))
        if row != before:
            update_recording(work.tx, row)
