"""What was seen of a call so far, gathered so that order and repetition do not matter.

Every field is the earliest time, a set, or the best of several texts, so that taking the same evidence
twice, or in another order, leaves the same. What it means is decided elsewhere (`derive`).
Times are microseconds since 1970, UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from telephony.calls.reading import Microseconds
from telephony.calls.record import CallRecord, LegRecord

DIGITS_KEPT = 256
HOLDS_KEPT = 256
LAST: Microseconds = 1 << 62  # sorts after every time


class Rank(IntEnum):
    """How good a source is: a transfer or an attended transfer overwrites numbers in later events."""

    CREATION = 0  # CHANNEL_CREATE, or the answer to `connect`
    REQUEST = 1  # what the INVITE asked for
    OWN = 2  # any other event of the channel itself, the earlier the better
    HEARSAY = 3  # what an event of another channel says of this one


def earliest(one: Microseconds | None, other: Microseconds | None) -> Microseconds | None:
    """Return the smaller of two times, either of which may be unknown."""
    if one is None or other is None:
        return one if other is None else other
    return one if one < other else other


@dataclass(slots=True, eq=False)
class Leg:
    """One channel. `texts` holds the best known value of each name, with its rank and time."""

    uuid: str
    core: str
    call: Call
    texts: dict[str, tuple[int, Microseconds, str]] = field(default_factory=dict)
    inbound: bool = False
    seen: bool = False  # an event of its own came, not only hearsay
    noticed: Microseconds | None = None
    created: Microseconds | None = None
    ringing: Microseconds | None = None
    answered: Microseconds | None = None
    bridged: Microseconds | None = None
    hung_up: Microseconds | None = None
    over: bool = False  # its end was seen
    gone: Microseconds | None = None  # a reconciliation did not find it
    monitoring: Microseconds | None = None  # it listens in on another leg
    moved: set[Microseconds] = field(default_factory=set)  # in which seconds it was sent on, without a word
    referred: Microseconds | None = None  # the telephone at the other end had it sent on
    partners: dict[str, Microseconds] = field(default_factory=dict)  # by uuid: first bridged at
    holds: set[Microseconds] = field(default_factory=set)
    resumes: set[Microseconds] = field(default_factory=set)
    told: LegRecord | None = None  # what was derived from it last; None after every change
    call_id: str = ""  # of the call that it names when it is the first leg; "" until needed

    def keep(self, name: str, rank: Rank, at: Microseconds, text: str | None) -> None:
        """Keep `text` as `name` when it comes from a better or earlier source than what is known."""
        if text is None:
            return
        known = self.texts.get(name)
        if known is None or (rank, at, text) < known:
            self.texts[name] = (rank, at, text)
            self.told = None
            if name == "direction":
                self.inbound = text == "inbound"

    def text(self, name: str) -> str | None:
        known = self.texts.get(name)
        return known[2] if known else None

    @property
    def agent(self) -> str | None:
        """Who it rings: mod_callcenter's agent, or the directory user; None for an outside number."""
        return self.text("agent") or self.text("user")

    @property
    def number(self) -> str | None:
        """The number at its end: of an inbound leg the caller's, of another the dialled one."""
        return self.text("number") if self.inbound else self.text("destination")

    @property
    def who(self) -> str:
        """The best name for who is at its end."""
        return self.agent or self.number or self.text("number") or self.uuid

    @property
    def order(self) -> tuple[Microseconds, str]:
        """Sorts legs by creation, those of unknown age last."""
        return (LAST if self.created is None else self.created, self.uuid)

    @property
    def missed(self) -> str | None:
        """Why nobody took it; None when somebody did, or may still."""
        return self.text("cause") if self.over and self.answered is None else None

    @property
    def ended(self) -> Microseconds | None:
        """When it ended, seen or concluded; None: it has not."""
        return self.hung_up if self.over else self.gone

    @property
    def alive(self) -> bool:
        return self.seen and not self.over and self.gone is None


@dataclass(slots=True)
class Visit:
    """A stay in a queue. `joined` has a rank: seconds from a variable yield to the event's own time."""

    queue: str
    joined: tuple[int, Microseconds]
    left: Microseconds | None = None
    cause: str | None = None
    reason: str | None = None


@dataclass(slots=True)
class Tape:
    """A recording, by its path."""

    started: Microseconds | None = None
    stopped: Microseconds | None = None
    milliseconds: int | None = None


@dataclass(slots=True, eq=False)
class Call:
    """Legs that belong together, and what happened to them. `published` holds the last record by id."""

    legs: dict[str, Leg] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    offers: set[tuple[Microseconds, str]] = field(default_factory=set)
    missed: dict[tuple[str, int], str] = field(default_factory=dict)  # (agent, second of the offer): cause
    failed: dict[tuple[str, int], Microseconds] = field(default_factory=dict)  # and when it was told
    tapes: dict[str, Tape] = field(default_factory=dict)
    digits: dict[tuple[Microseconds, int], str] = field(default_factory=dict)
    joins: dict[tuple[str, str], Microseconds] = field(default_factory=dict)  # (conference, leg): at
    parked: bool = False
    dialogue: bool = False  # an announcement or menu was running when the caller's channel ended
    touched: Microseconds = 0
    heard: Microseconds = 0  # when something of it came last, by our own clock
    quiet: bool = False  # taken up from an earlier process, and nothing was heard of it since
    published: dict[str, CallRecord] = field(default_factory=dict)

    @property
    def has_caller(self) -> bool:
        """True when an inbound leg is part of it."""
        return any(leg.inbound for leg in self.legs.values())

    def absorb(self, other: Call) -> None:
        """Take everything that `other` knows; `other` must not be used any more."""
        for leg in other.legs.values():
            leg.call = self
        self.legs |= other.legs
        self.visits |= other.visits
        self.offers |= other.offers
        self.missed |= other.missed
        self.failed |= other.failed
        self.tapes |= other.tapes
        self.digits |= other.digits
        self.joins |= other.joins
        self.parked |= other.parked
        self.dialogue |= other.dialogue
        self.touched = max(self.touched, other.touched)
        self.heard = max(self.heard, other.heard)
        self.quiet &= other.quiet
        self.published |= other.published
