"""Time-ordered ids (UUID version 7, RFC 9562 §5.7) as 36-character text."""

from __future__ import annotations

import os
import re
import threading
import time

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Return a new UUIDv7. Ids made by one process sort in the order they were made.

    The 12 bits of `rand_a` hold the fraction of the millisecond (RFC 9562 §6.2, method 3); a clock
    that stands still or steps back is nudged forward by one unit, so that order is never lost.
    """
    global _last
    with _lock:
        now = (time.time_ns() << 12) // 1_000_000
        if now <= _last:
            now = _last + 1
        _last = now
    at = f"{now:015x}"
    rest = f"{0b10 << 62 | int.from_bytes(os.urandom(8), 'big') >> 2:016x}"
    return f"{at[:8]}-{at[8:12]}-7{at[12:]}-{rest[:4]}-{rest[4:]}"


def is_id(text: str) -> bool:
    """Return whether a text has the form of an id, in lower case as we write them."""
    return _ID.fullmatch(text) is not None
