"""Recordings: RECORD_START, RECORD_STOP, and a small valid WAV file of the right length."""

from __future__ import annotations

import math
import struct
import sys
from array import array
from functools import cache

from telephony.simulator.channel import Channel
from telephony.simulator.core import Core

RATE = 8000
_KEPT_SECONDS = 30


def start_tape(ex: Core, channel: Channel, path: str) -> None:
    """Begin to record a channel to `path`; already recording it changes nothing."""
    if path in channel.tapes or not channel.up:
        return
    channel.tapes[path] = ex.now
    ex.tell("RECORD_START", channel, [("Record-File-Path", path)])


def stop_tape(ex: Core, channel: Channel, path: str, cause: str = "success-silence") -> bool:
    """End a recording; False when there is none."""
    since = channel.tapes.pop(path, None)
    if since is None:
        return False
    milliseconds = (ex.now - since) // 1000
    samples = milliseconds * RATE // 1000
    channel.variables |= {
        "record_file_size": str(44 + samples * 2),
        "record_samples": str(samples),
        "record_seconds": str(milliseconds // 1000),
        "record_ms": str(milliseconds),
        "record_completion_cause": cause,
    }
    if ex.files is not None:
        ex.files(path, speech(samples))
    ex.tell(
        "RECORD_STOP",
        channel,
        [("Record-File-Path", path), ("Record-Completion-Cause", cause)],
    )
    return True


def stop_tapes(ex: Core, channel: Channel) -> None:
    """End all of a channel's recordings."""
    for path in list(channel.tapes):
        stop_tape(ex, channel, path)


def speech(samples: int) -> bytes:
    """A WAV file, 8 kHz, mono, 16 bit, of so many samples; what is longer than half a minute is cut.

    Two voices take turns: a low tone and a high one, swelling and fading, with a pause after each.
    """
    count = min(samples, _KEPT_SECONDS * RATE)
    size = 2 * count
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        36 + size,
        b"WAVE",
        b"fmt ",
        16,
        1,
        1,
        RATE,
        RATE * 2,
        2,
        16,
        b"data",
        size,
    )
    turns = _turns()
    return head + (turns * (size // len(turns) + 1))[:size]


@cache
def _turns() -> bytes:
    """Two seconds: a voice of 220 Hz for three quarters of a second, and one of 330 Hz."""
    spoken = RATE * 3 // 4
    told = array("h", bytes(2 * 2 * RATE))
    for voice, hertz in enumerate((220, 330)):
        for n in range(spoken):
            swell = math.sin(math.pi * n / spoken)
            told[voice * RATE + n] = int(9000 * swell * math.sin(2 * math.pi * hertz * n / RATE))
    if sys.byteorder == "big":
        told.byteswap()
    return told.tobytes()
