"""Fetch recordings from an exchange's disk: claim what is due, then say what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from engine.calling.recordings import Reason, Status, after_failure
from engine.calling.retention import RecordingRules, first_question
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.recordings import (
    RecordingRow,
    claim_recording,
    due_recordings,
    lock_recording,
    try_all_anew,
    update_recording,
)

#: How long an attempt may take; then another process may try.
ATTEMPT = timedelta(minutes=10)


@dataclass(frozen=True)
class ClaimRecordings:
    """Take recordings of these exchanges (their own names) whose files are to be looked for now."""

    name: ClassVar[str] = "claim-recordings"

    nodes: Sequence[str]
    most: int = 20

    def perform(self, work: Work) -> Answer:
        """`claimed` are those that nobody else has: id, call, node, path, attempt, and whether they ended."""
        now, _ = work.services.time_and_place(work.tx)
        rows = due_recordings(work.tx, self.nodes, now, self.most)
        mine = [row for row in rows if claim_recording(work.tx, row, now + ATTEMPT)]
        return {
            "claimed": [
                {
                    "id": row.id,
                    "node": row.node,
                    "path": row.path,
                    "attempt": row.attempts + 1,
                    "ended": row.ended_at is not None,
                }
                for row in mine
            ],
            "more": len(rows) == self.most,
        }


@dataclass(frozen=True)
class StoreRecording:
    """The file lies in our folder under its digest, proved; a part of `ms` milliseconds was recorded."""

    name: ClassVar[str] = "store-recording"

    recording_id: str
    attempt: int
    digest: str
    size: int
    ms: int
    peaks: Sequence[int]
    rules: RecordingRules

    def perform(self, work: Work) -> Answer:
        """`stored` False: another attempt was later than this one, and its content may be nobody's."""
        work.tx.lock_channel([("recording", self.digest)])
        row = _tried(work, self.recording_id, self.attempt)
        if row is None:
            return {"stored": False}
        ended = row.ended_at or row.started_at + timedelta(milliseconds=self.ms)
        update_recording(
            work.tx,
            row._replace(
                status=Status.STORED,
                reason=None,
                try_at=None,
                digest=self.digest,
                bytes=self.size,
                ms=self.ms,
                peaks=list(self.peaks),
                ended_at=ended,
                keep_until=first_question(ended, self.rules),
            ),
        )
        work.changed("call", [row.call_id])
        return {"stored": True}


@dataclass(frozen=True)
class RecordingNotStored:
    """An attempt has failed; it is tried again where that can help."""

    name: ClassVar[str] = "recording-not-stored"

    recording_id: str
    attempt: int
    reason: Reason

    def perform(self, work: Work) -> Answer:
        """`status` as it is now, `try_at` when it is tried again; None: never, or another was later."""
        row = _tried(work, self.recording_id, self.attempt)
        if row is None:
            return {"status": None, "try_at": None}
        now, _ = work.services.time_and_place(work.tx)
        after = after_failure(self.reason, self.attempt, now)
        update_recording(work.tx, row._replace(status=after.status, reason=self.reason, try_at=after.try_at))
        work.changed("call", [row.call_id])
        return {"status": after.status.value, "try_at": after.try_at and after.try_at.isoformat()}


@dataclass(frozen=True)
class FetchAgain:
    """A stored recording's content is gone; it is fetched again, if the exchange still has it."""

    name: ClassVar[str] = "fetch-again"

    recording_id: str

    def perform(self, work: Work) -> Answer:
        """Let it be looked for now."""
        row = lock_recording(work.tx, self.recording_id)
        if row is not None and row.status == Status.STORED:
            now, _ = work.services.time_and_place(work.tx)
            update_recording(work.tx, row._replace(status=Status.FOUND, attempts=0, try_at=now, digest=None))
        return {}


@dataclass(frozen=True)
class TryMissing:
    """Look again for every recording that is missing: the folder was mended, say."""

    name: ClassVar[str] = "try-missing-recordings"

    def perform(self, work: Work) -> Answer:
        """Return how many will be looked for."""
        now, _ = work.services.time_and_place(work.tx)
        return {"recordings": try_all_anew(work.tx, now)}


def _tried(work: Work, recording_id: str, attempt: int) -> RecordingRow | None:
    """Lock a recording; None when this attempt is not the newest, or its end was noted."""
    row = lock_recording(work.tx, recording_id)
    if row is None or row.attempts != attempt or row.status not in (Status.FOUND, Status.MISSING):
        return None
    return row
