"""Recordings of calls: what one may hear, heard in parts, each listening recorded; held and released."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Any

from flask import Response, request

from api.context import caller, reading, run, system
from api.endpoint import HEADERS, Values, blueprint, endpoint
from api.pages import paged
from api.ranges import Part, asked_part
from api.schemas.common import PageQuery
from api.schemas.recordings import (
    HoldRecordingBody,
    PlaysPage,
    RecordingHeld,
    RecordingsPage,
    RecordingsQuery,
    Waveform,
)
from engine.calling.retention import RecordingRules
from engine.commands import Answer, Command
from engine.commands.recordings.hold import HoldRecording, ReleaseRecording
from engine.commands.recordings.play import PlayRecording
from engine.org import Action
from engine.queries import recordings
from engine.queries.recordings import RecordingsWish
from engine.store.recordings import RecordingRow

group = blueprint("recordings", "Recordings of calls.")
_BLOCK = 64 * 1024
#: The most that is sent for one range: a browser asks for the rest as it plays, and holds no thread of ours
#: for as long as somebody listens (RFC 9110, 15.3.7 lets a server send less than was asked for).
MOST_AT_ONCE = 1024 * 1024
_AUDIO = {"audio/wav": {"schema": {"type": "string", "format": "binary"}}}
CONTENT = {
    HEADERS: [
        {
            "name": "Range",
            "in": "header",
            "required": False,
            "schema": {"type": "string", "maxLength": 200},
            "description": "One range of bytes; up to a mebibyte is sent at once. Several are not offered.",
        },
        {
            "name": "If-Range",
            "in": "header",
            "required": False,
            "schema": {"type": "string", "maxLength": 200},
            "description": "The ETag that the range belongs to: another one is answered with all of it.",
        },
    ],
    "responses": {
        "200": {"description": "All of it.", "content": _AUDIO},
        "206": {"description": "The part that was asked for, or its beginning.", "content": _AUDIO},
    },
}


@endpoint(
    group,
    "GET",
    "/recordings",
    "listRecordings",
    Action.HEAR_RECORDING,
    query=RecordingsQuery,
    answer=RecordingsPage,
    problems=(404,),
)
def list_recordings(query: Values) -> Values:
    """The recordings that one may hear: of one's own calls; for leaders and auditors, of their places."""
    wish = RecordingsWish(
        query["call"],
        query["order"],
        query["agent"],
        query["status"],
        query["held"],
        query["words"],
        query["since"],
        query["until"],
        query["cursor"],
        query["limit"],
    )
    with reading() as look:
        return paged(recordings.recordings_page(look, wish, recording_rules()))


@endpoint(
    group,
    "GET",
    "/recordings/<id:recording_id>/content",
    "hearRecording",
    Action.HEAR_RECORDING,
    problems=(416,),
    doc=CONTENT,
)
def content(recording_id: str) -> Response:
    """The recording as WAV, whole or in parts.

    That somebody listens is recorded before the first byte is sent.
    """
    with reading() as look:
        row = recordings.stored(recordings.recording_to_hear(look, recording_id))
    return sound(row, lambda from_ms, until_ms: PlayRecording(row.id, from_ms, until_ms, recording_rules()))


def recording_rules() -> RecordingRules:
    """Return the rules by which recordings are kept and listened to."""
    return system().settings.telephony_rules.recordings


def sound(row: RecordingRow, play: Callable[[int, int], Command]) -> Response:
    """Answer with a stored recording, or the part of it that was asked for.

    `play` makes the command that records the listening, from one millisecond to another.
    """
    assert row.digest is not None, "it is stored"
    size, tag = row.bytes or 0, f'"{row.digest}"'
    only = request.headers.get("If-Range")
    asked = asked_part(request.headers.get("Range"), size) if only in (None, tag) else None
    part = asked or Part(0, size)
    if asked is not None:
        part = Part(part.begin, min(part.end, part.begin + MOST_AT_ONCE))
    file = system().files.recordings.open(row.digest)
    try:
        if request.method != "HEAD":
            from_ms, until_ms = (at * (row.ms or 0) // max(size, 1) for at in part)
            # Without the request's idempotency key: a second listening is one, too.
            system().engine.run(play(from_ms, until_ms), caller().actor)
    except BaseException:
        file.close()
        raise
    answer = Response(_read(file, part), 200 if asked is None else 206, mimetype="audio/wav")
    answer.call_on_close(file.close)
    if asked is not None:
        answer.headers["Content-Range"] = f"bytes {part.begin}-{part.end - 1}/{size}"
    answer.headers["Content-Length"] = str(part.end - part.begin)
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["ETag"] = tag
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _read(file: IO[bytes], part: Part) -> Iterator[bytes]:
    file.seek(part.begin)
    left = part.end - part.begin
    while left > 0 and (block := file.read(min(_BLOCK, left))):
        yield block
        left -= len(block)


@endpoint(
    group,
    "GET",
    "/recordings/<id:recording_id>/waveform",
    "getWaveform",
    Action.HEAR_RECORDING,
    answer=Waveform,
)
def waveform(recording_id: str) -> Any:
    """How a recording looks, and where it was paused. Looking at it is no listening."""
    with reading() as look:
        return recordings.waveform_of(look, recording_id)


@endpoint(
    group,
    "GET",
    "/recordings/<id:recording_id>/plays",
    "listPlays",
    Action.AUDIT_PLAYS,
    query=PageQuery,
    answer=PlaysPage,
)
def list_plays(query: Values, recording_id: str) -> Values:
    """Who has listened to a recording, the newest first."""
    with reading() as look:
        return paged(recordings.plays_page(look, recording_id, query["cursor"], query["limit"]))


@endpoint(
    group,
    "POST",
    "/recordings/<id:recording_id>/hold",
    "holdRecording",
    Action.HOLD_RECORDING,
    body=HoldRecordingBody,
    answer=RecordingHeld,
    command=True,
)
def hold(body: Values, recording_id: str) -> Answer:
    """Hold 封存 a recording: no rule deletes it until it is released."""
    return run(HoldRecording(recording_id, body["reason"]))


@endpoint(
    group,
    "POST",
    "/recordings/<id:recording_id>/release",
    "releaseRecording",
    Action.HOLD_RECORDING,
    body=HoldRecordingBody,
    answer=RecordingHeld,
    command=True,
)
def release(body: Values, recording_id: str) -> Answer:
    """Release 解封 a recording: the rules apply to it again."""
    return run(ReleaseRecording(recording_id, body["reason"]))
