"""Hold 封存 a recording, so that no rule deletes it, and let it go again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.recordings import Status
from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.recordings.allowed import locked_for
from engine.commands.restriction.given import reason_of
from engine.commands.work import Work
from engine.errors import Conflict
from engine.org import Action
from engine.store.recordings import RecordingRow, update_recording
from engine.words import Words


@dataclass(frozen=True)
class HoldRecording:
    """Keep a recording, whatever the rules say, until it is released."""

    name: ClassVar[str] = "hold-recording"

    recording_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Hold it; what is held stays as it was held.

        Raises:
            InvalidInput: no reason.
            NotFound: there is no such recording that the actor may hear.
            Conflict: it is deleted.
        """
        reason = reason_of(self.reason)
        row, place, now = locked_for(work, self.recording_id, Action.HOLD_RECORDING)
        if row.status == Status.DELETED:
            raise Conflict(
                Words(
                    "this recording was deleted by rule: there is nothing to hold",
                    "这个录音已按规则删除：没有可封存的内容",
                )
            )
        if row.hold_at is not None:
            return _told(row)
        held = row._replace(hold_by=work.actor.id, hold_reason=reason, hold_at=now)
        update_recording(work.tx, held)
        work.changed("call", [row.call_id])
        record_change(
            work,
            "recordings",
            row.id,
            {"held": False},
            {"held": True},
            reason,
            label=row.path.rpartition("/")[2],
            tier_path=place.target.tier_path,
        )
        return _told(held)


@dataclass(frozen=True)
class ReleaseRecording:
    """Let a recording be deleted by rule again."""

    name: ClassVar[str] = "release-recording"

    recording_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Release it; what nobody holds is a success.

        Raises:
            InvalidInput: no reason.
            NotFound: there is no such recording that the actor may hear.
        """
        reason = reason_of(self.reason)
        row, place, _ = locked_for(work, self.recording_id, Action.HOLD_RECORDING)
        if row.hold_at is None:
            return _told(row)
        released = row._replace(hold_by=None, hold_reason=None, hold_at=None)
        update_recording(work.tx, released)
        work.changed("call", [row.call_id])
        record_change(
            work,
            "recordings",
            row.id,
            {"held": True},
            {"held": False},
            reason,
            label=row.path.rpartition("/")[2],
            tier_path=place.target.tier_path,
        )
        return _told(released)


def _told(row: RecordingRow) -> Answer:
    return {"recording": row.id, "held": row.hold_at is not None}
