"""Somebody listens to a recording: a row before the first byte leaves the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from engine.calling.recordings import Status
from engine.calling.retention import RecordingRules
from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.recordings.allowed import locked_for
from engine.commands.work import Work
from engine.errors import NotAllowed, NotFound
from engine.ids import new_id
from engine.store.recording_place import HEARING, RecordingPlace
from engine.store.recordings import PlayRow, RecordingRow, go_on, insert_play, last_play
from engine.words import Words


@dataclass(frozen=True)
class PlayRecording:
    """Listen to a recording from one millisecond to another.

    A browser asks for a recording piece by piece: what it asks for within a while is one listening. Who
    listened to what is also in the record of the administration, a chain that cannot be changed; the reason
    for which a restricted order was looked at is in the row alone.
    """

    name: ClassVar[str] = "play-recording"

    recording_id: str
    from_ms: int
    until_ms: int
    rules: RecordingRules

    def perform(self, work: Work) -> Answer:
        """Record it; `new` False: they listen on.

        Raises:
            NotFound: there is no such recording that the actor may hear, or its file is not here.
            LookReasonNeeded: an order of its call is restricted, and they have not said why they look.
        """
        require_person(work)
        # Two pieces asked for at once are one listening: the recording is locked.
        row, place, _ = locked_for(work, self.recording_id, *HEARING)
        return note_play(work, row, place, self.from_ms, self.until_ms, self.rules)


def require_person(work: Work) -> None:
    """Raise NotAllowed where a part of the system would listen."""
    if work.actor.is_system:
        raise NotAllowed(Words("a person listens, not a part of the system", "收听的是人，不是系统"))


def note_play(
    work: Work, row: RecordingRow, place: RecordingPlace, from_ms: int, until_ms: int, rules: RecordingRules
) -> Answer:
    """Record that the actor, who may, listens to a recording that is locked; `new` False: they listen on.

    Raises:
        NotFound: its file is not here.
        LookReasonNeeded: an order of its call is restricted, and they have not said why they look.
    """
    now, directory = work.services.time_and_place(work.tx)
    reason = place.look(work.tx, work.actor)
    if row.status != Status.STORED:
        raise NotFound(Words("the file of this recording is not here", "这个录音的文件不在系统中"))
    since = now - timedelta(seconds=rules.play_joined_seconds)
    play = last_play(work.tx, row.id, work.actor.id, since)
    if play is not None:
        go_on(work.tx, play, now, from_ms, until_ms)
        return {"play": play.id, "new": False}
    key = new_id()
    insert_play(work.tx, PlayRow(key, row.id, work.actor.id, now, now, from_ms, until_ms, reason))
    work.changed("call", [row.call_id])
    record_change(
        work,
        "recording-plays",
        row.id,
        None,
        {"play": key, "call": row.call_id, "from_ms": from_ms},
        label=directory.person_name(work.actor.id),
        tier_path=place.target.tier_path,
    )
    return {"play": key, "new": True}
