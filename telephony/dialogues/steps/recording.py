"""`ivr.leave-message`: the caller speaks after the tone.

The row of the message is there before the tone; its end is put down also when the caller hangs up, which
is how most messages end. FreeSWITCH tells of the recording as of any other, and so it is fetched and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.calling.dialogues import NO_INPUT, UNAVAILABLE, spoken, tape
from engine.commands.voicemail.begin import BeginVoicemail
from engine.commands.voicemail.end import EndVoicemail
from telephony.dialogues.orders import Ask, Execute, HungUp, Step, Variable
from telephony.dialogues.place import Place
from telephony.dialogues.steps.failing import Failed
from telephony.dialogues.steps.queueing import queue_or_none
from telephony.dialogues.steps.speaking import utter

TONE = "tone_stream://%(500,0,800)"
#: What is quieter is silence to `record`: mean of the samples, of 32,768.
THRESHOLD = 200


def leave_message(topic: str, inputs: Mapping[str, Any], place: Place) -> Step:
    """Ask for a message and record it; `seconds` is how long it is.

    Raises:
        Failed: nothing was said, or the exchange has no folder that we know of.
    """
    wanted = tape(topic, inputs)
    if place.recordings is None:
        raise Failed(UNAVAILABLE)
    arrival = place.arrival
    yield from utter(place, spoken(topic, inputs, place.now(), place.zone))
    begun = yield Ask(
        BeginVoicemail(
            arrival.call_id, arrival.node or None, place.recordings, queue_or_none(topic, inputs, place)
        )
    )
    key: str = begun["voicemail"]
    recorded: int | None = 0
    try:
        yield Execute("set", "playback_terminators=#")
        yield Execute("playback", TONE)
        recorded = None
        argument = f"{begun['path']} {wanted.most} {THRESHOLD} {wanted.silence}"
        yield Execute("record", argument, wanted.most + 10.0)
        recorded = _milliseconds((yield Variable("record_ms")))
    except HungUp as gone:
        if recorded is None and gone.data is not None:
            recorded = _milliseconds(gone.data.text("variable_record_ms"))
        yield Ask(EndVoicemail(arrival.call_id, key, recorded))
        raise
    ended = yield Ask(EndVoicemail(arrival.call_id, key, recorded))
    if not ended["left"]:
        raise Failed(NO_INPUT)
    return {"seconds": (recorded or 0) // 1000}


def _milliseconds(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
