"""Reading header values that may be anything: what is not as it should be is counted, never fatal."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field

from telephony.esl import Event

Microseconds = int

UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_IDENTIFIER = re.compile(r"[!-~]{1,128}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_EARLIEST = 946_684_800_000_000  # 2000-01-01
LATEST = 4_102_444_800_000_000  # 2100-01-01
SAMPLES = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One malformed value: in which event (and where in the stream) which header held `value` (cut)."""

    kind: str
    event: str
    offset: int
    header: str
    value: str


@dataclass(slots=True)
class Problems:
    """Malformed values met so far: how many of each kind, and the last few in full."""

    counts: Counter[str] = field(default_factory=Counter)
    samples: deque[Problem] = field(default_factory=lambda: deque(maxlen=SAMPLES))

    def note(self, kind: str, event: Event, header: str, value: object = "") -> None:
        self.counts[kind] += 1
        name = _CONTROL.sub(" ", event.name[:80])
        self.samples.append(Problem(kind, name, event.offset, header, repr(value)[:80]))


def node_of(event: Event) -> str | None:
    """Return the name that FreeSWITCH gives itself in every event; None: it does not say."""
    name = event.text("FreeSWITCH-Switchname") or event.text("FreeSWITCH-Hostname") or ""
    return name if _IDENTIFIER.fullmatch(name) else None


class Reader:
    """Reads one event's headers; None means absent, empty or malformed (then it was noted).

    `latest` is the last moment that a time can be: one after it is of a clock that jumped.
    """

    __slots__ = ("event", "latest", "problems")

    def __init__(self, event: Event, problems: Problems, latest: Microseconds = LATEST) -> None:
        self.event = event
        self.problems = problems
        self.latest = latest

    def time(self, header: str) -> Microseconds | None:
        """Return microseconds since 1970 (UTC) between 2000 and 2100; 0 means "not yet" and gives None."""
        value = self.event.text(header)
        if value is None or value in ("", "0"):
            return None
        if value.isascii() and value.isdigit() and len(value) <= 16:
            microseconds = int(value)
            if _EARLIEST <= microseconds < LATEST:
                if microseconds <= self.latest:
                    return microseconds
                self.problems.note("clock", self.event, header, value)
                return None
        self.problems.note("time", self.event, header, value)
        return None

    def seconds(self, header: str) -> Microseconds | None:
        """Return a header in seconds since 1970 as microseconds."""
        value = self.event.text(header)
        if value is None or value in ("", "0"):
            return None
        if value.isascii() and value.isdigit() and len(value) <= 10:
            microseconds = int(value) * 1_000_000
            if _EARLIEST <= microseconds < LATEST:
                if microseconds <= self.latest:
                    return microseconds
                self.problems.note("clock", self.event, header, value)
                return None
        self.problems.note("time", self.event, header, value)
        return None

    def number(self, header: str) -> int | None:
        """Return a number that is not negative and has at most ten digits."""
        value = self.event.text(header)
        if value is None or value == "":
            return None
        if value.isascii() and value.isdigit() and len(value) <= 10:
            return int(value)
        self.problems.note("number", self.event, header, value)
        return None

    def text(self, header: str, limit: int = 128) -> str | None:
        """Return text of at most `limit` characters, control characters and line breaks made blanks."""
        value = self.event.get(header)
        if value is None:
            return None
        if isinstance(value, list):
            self.problems.note("list", self.event, header, value)
            value = value[0] if value else ""
        if not value.isprintable() and _CONTROL.search(value):
            self.problems.note("control characters", self.event, header, value)
            value = _CONTROL.sub(" ", value).strip()
        if len(value) > limit:
            self.problems.note("length", self.event, header, value)
            value = value[:limit]
        return value or None

    def identifier(self, header: str) -> str | None:
        """Return an id: up to 128 characters of printable ASCII without blanks."""
        value = self.event.text(header)
        if not value:
            return None
        if _IDENTIFIER.fullmatch(value):
            return value
        self.problems.note("identifier", self.event, header, value)
        return None
