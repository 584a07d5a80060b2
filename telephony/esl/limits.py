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
