"""Where a message lies, and who may hear it: asked by commands and queries alike.

It is the department's whose queue the caller had dialled. A restricted order of its call shuts it as it shuts
the call's recordings.
"""

from __future__ import annotations

from engine.errors import NotFound
from engine.org import Directory, place_of_call
from engine.store.database import Transaction
from engine.store.recording_place import RecordingPlace
from engine.store.recordings import orders_of_call
from engine.store.restrictions import restriction_of
from engine.store.voicemails import VoicemailRow
from engine.words import Words


def place_of_voicemail(tx: Transaction, row: VoicemailRow, directory: Directory) -> RecordingPlace:
    """Return what the policy is asked about."""
    orders = orders_of_call(tx, row.call_id) if row.call_id is not None else []
    return RecordingPlace(
        place_of_call(row.department_id, None, directory),
        orders,
        [restriction_of(tx, order.id) for order in orders if order.restricted],
    )


def no_voicemail(voicemail_id: str) -> NotFound:
    """Return what is answered where there is none, or none that one may know of."""
    return NotFound(
        Words(f"there is no message {voicemail_id} that you may hear", f"没有您可以收听的留言 {voicemail_id}")
    )
