"""May whoever asks do this to this recording?"""

from __future__ import annotations

from datetime import datetime

from engine.commands.work import Work
from engine.errors import NotFound
from engine.org import Action, refusal
from engine.store.recording_place import HEARING, RecordingPlace, place_of_recording
from engine.store.recordings import RecordingRow, lock_recording
from engine.words import Words


def locked_for(
    work: Work, recording_id: str, *actions: Action
) -> tuple[RecordingRow, RecordingPlace, datetime]:
    """Lock a recording with which the actor may do one of these; return it, where it lies, and the time.

    Raises:
        NotFound: there is none, or the actor may not know of it.
        NotAllowed: they may hear it, but not do this.
    """
    now, directory = work.services.time_and_place(work.tx)
    row = lock_recording(work.tx, recording_id)
    if row is not None:
        place = place_of_recording(work.tx, row, directory)
        if place.allows(work.actor, directory, *actions):
            return row, place, now
        if place.allows(work.actor, directory, *HEARING):
            raise refusal(actions[0])
    raise NotFound(
        Words(
            f"there is no recording {recording_id} that you may hear", f"没有您可以收听的录音 {recording_id}"
        )
    )
