"""Delete a recording that was kept for as long as the rules say, with a record of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from engine.calling.recordings import Status
from engine.calling.retention import RecordingRules, kept
from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.recording_place import place_of_recording
from engine.store.recordings import ask_all_anew, content_needed, keep_until, lock_recording, update_recording
from engine.store.voicemails import is_unheard

#: When it is asked again whether a message was heard by now.
ASKED_AGAIN = timedelta(days=1)


@dataclass(frozen=True)
class ExpireRecording:
    """Delete a recording whose time is over; what somebody holds is left, and a message
    that nobody has heard. `dry_run` only tells what would be.

    Its length and digest, who has listened and who has held it stay. Its content is another matter: the same
    may belong to a recording that is kept.
    """

    name: ClassVar[str] = "expire-recording"

    recording_id: str
    rules: RecordingRules
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """`deleted`, for which `category` it was kept, its `bytes`; `content` is the digest that nothing
        needs any more, None: something does.
        """
        now, directory = work.services.time_and_place(work.tx)
        row = lock_recording(work.tx, self.recording_id)
        if row is None or row.status != Status.STORED or row.hold_at is not None:
            return {"deleted": False}
        place = place_of_recording(work.tx, row, directory)
        found = kept(row.ended_at or row.started_at, {order.category for order in place.orders}, self.rules)
        if found.until > now:
            if not self.dry_run:
                keep_until(work.tx, row.id, found.until)
            return {"deleted": False}
        if is_unheard(work.tx, row):
            # Somebody has to hear it first, however long that takes.
            if not self.dry_run:
                keep_until(work.tx, row.id, now + ASKED_AGAIN)
            return {"deleted": False}
        told = {"deleted": True, "category": found.category, "bytes": row.bytes, "content": None}
        if self.dry_run:
            return told
        update_recording(
            work.tx,
            row._replace(status=Status.DELETED, deleted_at=now, keep_until=found.until, peaks=None),
        )
        work.changed("call", [row.call_id])
        before: Mapping[str, Any] = {"status": "stored", "digest": row.digest}
        after = {
            "status": "deleted",
            "digest": row.digest,
            "rules": self.rules.version,
            "category": found.category,
        }
        record_change(
            work,
            "recordings",
            row.id,
            before,
            after,
            label=row.path.rpartition("/")[2],
            tier_path=place.target.tier_path,
        )
        assert row.digest is not None, "it was stored"
        return {**told, "content": None if content_needed(work.tx, row.digest) else row.digest}


@dataclass(frozen=True)
class AskAnew:
    """Let it be asked of every recording how long it is kept: after rules have become shorter."""

    name: ClassVar[str] = "ask-recordings-anew"

    def perform(self, work: Work) -> Answer:
        """Return of how many."""
        now, _ = work.services.time_and_place(work.tx)
        return {"recordings": ask_all_anew(work.tx, now)}
