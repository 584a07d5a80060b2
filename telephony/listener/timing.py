"""Time, as the listener needs it: given from outside, so that tests set it."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _now() -> datetime:
    return datetime.now(UTC)


def _wait(event: threading.Event, seconds: float) -> None:
    event.wait(seconds)


@dataclass(frozen=True)
class Timing:
    """`now` is aware UTC, `monotonic` seconds that never go back, `jitter` a number from 0 to 1.

    `wait` returns when the event is set, or after so many seconds.
    """

    now: Callable[[], datetime] = _now
    monotonic: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random
    wait: Callable[[threading.Event, float], None] = _wait


REAL = Timing()
