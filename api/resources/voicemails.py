"""Messages that callers have left: heard in parts, each listening recorded."""

from __future__ import annotations

from flask import Response

from api.context import reading
from api.endpoint import blueprint, endpoint
from api.resources.recordings import CONTENT, recording_rules, sound
from engine.commands.voicemail.play import PlayVoicemail
from engine.org import Action
from engine.queries.voicemails import voicemail_to_hear

group = blueprint("voicemails", "Messages that callers have left.")


@endpoint(
    group,
    "GET",
    "/voicemails/<id:voicemail_id>/content",
    "hearVoicemail",
    Action.HEAR_VOICEMAIL,
    problems=(416,),
    doc=CONTENT,
)
def content(voicemail_id: str) -> Response:
    """The message as WAV, whole or in parts.

    That somebody listens is recorded before the first byte is sent; who is first has heard it.
    """
    with reading() as look:
        row = voicemail_to_hear(look, voicemail_id)
    return sound(
        row, lambda from_ms, until_ms: PlayVoicemail(voicemail_id, from_ms, until_ms, recording_rules())
    )
