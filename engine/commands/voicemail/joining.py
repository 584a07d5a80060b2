"""A message and its call find each other, whoever comes later: the dialogue's word or the listener's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.calling.dialogues import is_message
from engine.calling.messages import VOICEMAIL
from engine.commands.call_messages import tell_call
from engine.commands.recordings.note import ToldRecording, note_recordings
from engine.commands.work import NOWHERE, Work
from engine.store.calls import CallRow
from engine.store.voicemails import VoicemailRow, update_voicemail


def join(work: Work, row: VoicemailRow, call: CallRow) -> None:
    """Let a message that was left belong to its call: its sound is fetched, its process is told."""
    now, _ = work.services.time_and_place(work.tx)
    update_voicemail(work.tx, row._replace(call_id=call.id))
    sound = ToldRecording(row.path, row.began_at, row.ended_at)
    note_recordings(work, call.id, row.node, call.started_at, call.ended_at, [sound])
    tell_call(work, VOICEMAIL, call.id, {"queue": row.queue}, row.id, now)
    work.changed("call", [call.id])
    work.changed("calls", [row.department_id or NOWHERE])


def join_left(work: Work, call: CallRow, told: Sequence[ToldRecording], left: Iterable[VoicemailRow]) -> None:
    """Join what was left in a call before its row was there, or while the dialogue's process died.

    The call's lock is held. A message that is still being recorded when the call has ended was left: its
    length is as the exchange has told, None where it has not.
    """
    for row in left:
        if row.status == "recording" and call.ended_at is not None:
            ms = _length(row.path, told)
            row = row._replace(status="left" if is_message(ms) else "empty", ended_at=call.ended_at, ms=ms)
            update_voicemail(work.tx, row)
        if row.status == "left" and row.call_id is None:
            join(work, row, call)


def _length(path: str, told: Sequence[ToldRecording]) -> int | None:
    for one in told:
        if one.path == path and one.started_at is not None and one.ended_at is not None:
            return round((one.ended_at - one.started_at).total_seconds() * 1000)
    return None
