"""How much of a stream may be held in memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds in bytes for one message.

    The largest messages known are the `connect` reply and `uuid_dump` (about 10 KB), custom events
    (120,000 bytes recorded) and `show channels as json` (about 900 bytes a channel, so that 16 MiB hold
    some 18,000 channels).
    """

    line: int = 64 * 1024
    header_block: int = 256 * 1024
    body: int = 16 * 1024 * 1024


DEFAULT_LIMITS = Limits()

#: Where FreeSWITCH dials us the data of a channel and an answer to `getvar` are header *lines*: a variable of
#: a megabyte, three when it is percent-encoded, must not end a caller's dialogue.
OUTBOUND_LIMITS = Limits(line=4 * 1024 * 1024, header_block=8 * 1024 * 1024, body=1024 * 1024)
