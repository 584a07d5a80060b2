"""What the listener asks a FreeSWITCH to tell.

`event ALL` costs 470 KB a call (recordings 01 to 03); this selection a fraction of it. Left out are
CHANNEL_STATE, CHANNEL_CALLSTATE and CODEC, which say nothing that others do not, and CHANNEL_EXECUTE, the
most frequent of all: that a supervisor listens in is known to whoever lets him do so.
"""

from __future__ import annotations

from telephony.esl import Command, EventFormat, commands

EVENTS = (
    "CHANNEL_CREATE",
    "CHANNEL_PROGRESS",
    "CHANNEL_PROGRESS_MEDIA",
    "CHANNEL_ANSWER",
    "CHANNEL_BRIDGE",
    "CHANNEL_PARK",
    "CHANNEL_HOLD",
    "CHANNEL_UNHOLD",
    "CHANNEL_HANGUP",
    "CHANNEL_HANGUP_COMPLETE",
    "DTMF",
    "RECORD_START",
    "RECORD_STOP",
    "BACKGROUND_JOB",
    "HEARTBEAT",
    "SHUTDOWN",
)
#: Written after CUSTOM, where FreeSWITCH takes every word for a subclass (recording 21).
SUBCLASSES = ("callcenter::info", "conference::maintenance")


def subscription() -> Command:
    """Return the command that subscribes. In plain text an event is read lazily, in JSON as a whole."""
    return commands.event(EVENTS, SUBCLASSES, EventFormat.PLAIN)
