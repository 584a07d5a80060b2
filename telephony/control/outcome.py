"""Which of a call's records are worth a look for controls: those that may name or settle one."""

from __future__ import annotations

from dataclasses import dataclass

from telephony.calls import CallRecord


@dataclass(frozen=True, slots=True)
class Look:
    """Look at a call whose row is `key`; `channels` may be named after controls."""

    key: str
    channels: tuple[str, ...]


def looks_at(key: str, record: CallRecord, is_watched: bool) -> Look | None:
    """Return what to look at after a record was stored; None: nothing.

    FreeSWITCH names its channels at random (UUID version 4), we ours by time (version 7): only calls with
    such a channel, and those of which a control waits for evidence, are looked at.
    """
    channels = tuple(leg.uuid for leg in record.legs if is_ours(leg.uuid))
    return Look(key, channels) if channels or is_watched else None


def is_ours(channel: str) -> bool:
    """Answer whether a channel may be named after a control."""
    return len(channel) == 36 and channel[14] == "7" and channel[8] == channel[13] == "-"
