"""What came over a socket and was not parsed yet: bounded, so that a flood is shed and never piles up.

FreeSWITCH keeps up to 100,000 events for a listener that does not read, and then ends it (MAX_QUEUE_LEN of
mod_event_socket.c; recording 29). Long before that the events are old: it is cheaper to drop all of them, to
connect again and to ask which channels there are. Dropping single ones would save nothing, and what was left
would be in no order that means anything.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from datetime import datetime

#: Stands once in each event's envelope, in either format.
_EVENT = b"Content-Type: text/event-"


@dataclass(frozen=True, slots=True)
class Room:
    """How much may wait, and how many bytes are taken at a time."""

    octets: int = 32 * 1024 * 1024
    events: int = 20_000
    at_once: int = 256 * 1024


DEFAULT_ROOM = Room()


@dataclass(frozen=True, slots=True)
class Shed:
    """What was dropped because there was no more room."""

    octets: int
    events: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What came: `data`, the last of it at `at` (aware UTC; None: nothing). With `over` nothing follows."""

    data: bytes
    at: datetime | None
    over: bool
    shed: Shed | None = None


class Inbox:
    """Between the thread that reads a socket and the one that parses. Safe for these two, and who wakes."""

    def __init__(self, room: Room = DEFAULT_ROOM) -> None:
        self._room = room
        self._chunks: deque[tuple[bytes, int, datetime]] = deque()
        self._octets = self._events = 0
        self._over = False
        self._woken = False
        self._shed: Shed | None = None
        self._changed = threading.Condition()

    def put(self, data: bytes, at: datetime) -> bool:
        """Take what was read; False: there is no room, all was dropped, and nothing more is taken."""
        events = data.count(_EVENT)
        with self._changed:
            if self._over:
                return False
            self._octets += len(data)
            self._events += events
            if self._octets > self._room.octets or self._events > self._room.events:
                self._shed = Shed(self._octets, self._events)
                self._chunks.clear()
                self._octets = self._events = 0
                self._over = True
            else:
                self._chunks.append((data, events, at))
            self._changed.notify_all()
            return not self._over

    def close(self) -> None:
        """Note that nothing more comes; what is there can still be taken."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def wake(self) -> None:
        """Let whoever waits in `take` come back, with nothing when nothing is there."""
        with self._changed:
            self._woken = True
            self._changed.notify_all()

    def take(self, seconds: float) -> Taken:
        """Return what is there, after at most `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._chunks or self._over or self._woken, seconds)
            self._woken = False
            found: list[bytes] = []
            size, at = 0, None
            while self._chunks and size < self._room.at_once:
                data, events, at = self._chunks.popleft()
                found.append(data)
                size += len(data)
                self._octets -= len(data)
                self._events -= events
            return Taken(b"".join(found), at, self._over and not self._chunks, self._shed)

    @property
    def waiting(self) -> int:
        """How many bytes wait."""
        return self._octets
