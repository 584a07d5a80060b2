"""Somebody listens to a message: a row before the first byte leaves the house, and the message is heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.retention import RecordingRules
from engine.commands.command import Answer
from engine.commands.recordings.play import note_play, require_person
from engine.commands.work import NOWHERE, Work
from engine.errors import NotFound
from engine.org import Action
from engine.store.recordings import lock_recording
from engine.store.voicemail_place import no_voicemail, place_of_voicemail
from engine.store.voicemails import lock_voicemail, sound_of, update_voicemail
from engine.words import Words


@dataclass(frozen=True)
class PlayVoicemail:
    """Listen to a message from one millisecond to another; noted as listening to a recording is."""

    name: ClassVar[str] = "play-voicemail"

    voicemail: str
    from_ms: int
    until_ms: int
    rules: RecordingRules

    def perform(self, work: Work) -> Answer:
        """Record it; `new` False: they listen on. Whoever listens first is who has heard it.

        Raises:
            NotFound: there is no such message that the actor may hear, or its sound is not here.
            LookReasonNeeded: an order of its call is restricted, and they have not said why they look.
        """
        require_person(work)
        now, directory = work.services.time_and_place(work.tx)
        row = lock_voicemail(work.tx, self.voicemail)
        place = place_of_voicemail(work.tx, row, directory) if row is not None else None
        if row is None or place is None or not place.allows(work.actor, directory, Action.HEAR_VOICEMAIL):
            raise no_voicemail(self.voicemail)
        sound = sound_of(work.tx, row)
        locked = lock_recording(work.tx, sound.id) if sound is not None else None
        if locked is None:
            raise NotFound(Words("the sound of this message is not here", "这条留言的录音不在系统中"))
        answer = note_play(work, locked, place, self.from_ms, self.until_ms, self.rules)
        if row.heard_at is None:
            update_voicemail(work.tx, row._replace(heard_at=now, heard_by=work.actor.id))
            work.changed("calls", [row.department_id or NOWHERE])
        return answer
