"""A message that a caller has left, for whoever may hear it."""

from __future__ import annotations

from engine.org import Action
from engine.queries.reading import Reading
from engine.queries.recordings import stored
from engine.store.recordings import RecordingRow
from engine.store.voicemail_place import no_voicemail, place_of_voicemail
from engine.store.voicemails import sound_of, voicemail_by_id


def voicemail_to_hear(reading: Reading, voicemail_id: str) -> RecordingRow:
    """Return the recording that is the message, which is here.

    Raises:
        NotFound: there is no such message that the actor may hear, or its sound is not here.
        LookReasonNeeded: an order of its call is restricted, and they have not said why they look.
    """
    row = voicemail_by_id(reading.tx, voicemail_id)
    place = place_of_voicemail(reading.tx, row, reading.directory) if row is not None else None
    if (
        row is None
        or place is None
        or not place.allows(reading.actor, reading.directory, Action.HEAR_VOICEMAIL)
    ):
        raise no_voicemail(voicemail_id)
    place.look(reading.tx, reading.actor)
    sound = sound_of(reading.tx, row)
    if sound is None:
        raise no_voicemail(voicemail_id)
    return stored(sound)
