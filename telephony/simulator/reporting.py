"""What FreeSWITCH adds to a channel's variables when it is over: stamps, epochs and lengths."""

from __future__ import annotations

from telephony.simulator.agenda import SECOND
from telephony.simulator.channel import Channel
from telephony.simulator.core import Core

Q850 = {
    "NORMAL_CLEARING": 16,
    "USER_BUSY": 17,
    "NO_USER_RESPONSE": 18,
    "NO_ANSWER": 19,
    "SUBSCRIBER_ABSENT": 20,
    "CALL_REJECTED": 21,
    "NO_ROUTE_DESTINATION": 3,
    "DESTINATION_OUT_OF_ORDER": 27,
    "NORMAL_TEMPORARY_FAILURE": 41,
    "ALLOTTED_TIMEOUT": 602,
    "ORIGINATOR_CANCEL": 487,
    "LOSE_RACE": 502,
    "SYSTEM_SHUTDOWN": 41,
    "USER_NOT_REGISTERED": 606,
}
_MOMENTS = {
    "start": "Created",
    "answer": "Answered",
    "bridge": "Bridged",
    "progress": "Progress",
    "progress_media": "Progress-Media",
    "end": "Hangup",
}


def report(ex: Core, channel: Channel) -> None:
    """Add them. `billsec` counts from the channel's answer, which a queue gives at once."""
    times, variables = channel.times, channel.variables
    variables["hangup_cause"] = channel.cause or ""
    variables["hangup_cause_q850"] = str(Q850.get(channel.cause or "", 16))
    for word, name in _MOMENTS.items():
        at = times.get(name, 0)
        if at:
            variables[f"{word}_stamp"] = ex.local(at)
        variables[f"{word}_epoch"] = str(at // SECOND)
        variables[f"{word}_uepoch"] = str(at)
    variables["caller_id"] = f'"{channel.profile.name}" <{channel.profile.number}>'
    end, start, answered = times["Hangup"], times["Created"], times.get("Answered", 0)
    lengths = {
        "duration": (start, end),
        "billsec": (answered, end),
        "answersec": (start, answered),
        "waitsec": (start, times.get("Bridged", 0)),
    }
    for word, (since, until) in lengths.items():
        length = max(0, until - since) if since and until else 0
        stem = word.removesuffix("sec") if word != "duration" else word
        variables[word] = str((until // SECOND - since // SECOND) if length else 0)
        variables[f"{stem}msec" if word != "duration" else "mduration"] = str(length // 1000)
        variables[f"{stem}usec" if word != "duration" else "uduration"] = str(length)
