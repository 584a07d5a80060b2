"""What the listener asks a FreeSWITCH to tell.

`event ALL` costs 470 KB a call (recordings 01 to 03). From less than half of it the call machine reads the
same calls in every recording. Left out are CHANNEL_STATE, CHANNEL_CALLSTATE, CALL_UPDATE, CODEC and
CHANNEL_EXECUTE_COMPLETE, which say nothing that others do not. CHANNEL_EXECUTE is the dearest that is left,
and the only one that says in time who listens in on whom (recording 11).
"""

from __future__ import annotations

from telephony.esl import Command, EventFormat, commands

EVENTS = (
    "CHANNEL_CREATE",
    "CHANNEL_PROGRESS",
    "CHANNEL_PROGRESS_MEDIA",
    "CHANNEL_ANSWER",
    "CHANNEL_BRIDGE",
    "CHANNEL_EXECUTE",
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
