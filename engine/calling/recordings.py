"""What becomes of a recording that an exchange has told of: when its file is looked for, and what of it.

found      told of; its file is, or will be, on the exchange's disk
stored     its file is in our folder, proved by its digest
missing    its file was not there, or could not be read; tried again for some hours
refused    what is there is no recording, or lies where it may not
deleted    it was stored, and kept for as long as the rules say
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Status(StrEnum):
    """Where a recording is; see above."""

    FOUND = "found"
    STORED = "stored"
    MISSING = "missing"
    REFUSED = "refused"
    DELETED = "deleted"


class Reason(StrEnum):
    """Why a recording is not stored."""

    GROWING = "growing"  # somebody writes to the file
    NO_ROOM = "no-room"  # our folder cannot be written
    NOT_THERE = "not-there"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    OUTSIDE = "outside"  # the path leads out of the folder of recordings, or through a link
    NOT_A_FILE = "not-a-file"
    NOT_WAV = "not-wav"
    ENCODING = "encoding"  # a WAV file of a kind that no telephone writes


#: What may yet be mended by itself, or by somebody: how long to wait after the first attempt, the second …
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 7200, 21_600))
#: What will be other in a while, however often it was tried.
WAITING = {Reason.GROWING: timedelta(seconds=20), Reason.NO_ROOM: timedelta(minutes=5)}
_MENDABLE = (Reason.NOT_THERE, Reason.UNREADABLE, Reason.EMPTY)
#: How long after its call a recording whose end was not told is looked for, and its file has been still.
UNTOLD = timedelta(seconds=60)


@dataclass(frozen=True)
class Next:
    """How a recording stands after an attempt; `try_at` None: it is not looked for any more."""

    status: Status
    try_at: datetime | None


def first_look(ended_at: datetime | None, call_ended_at: datetime | None, now: datetime) -> datetime | None:
    """Return when to look for a file: once its end was told, or its call is over; None: not yet."""
    if ended_at is not None:
        return now
    return now + UNTOLD if call_ended_at is not None else None


def after_failure(reason: Reason, attempt: int, now: datetime) -> Next:
    """Return how a recording stands after its `attempt`th attempt has failed, counted from 1."""
    if reason in WAITING:
        return Next(Status.FOUND, now + WAITING[reason])
    if reason not in _MENDABLE:
        return Next(Status.REFUSED, None)
    return Next(Status.MISSING, now + PAUSES[attempt - 1] if attempt <= len(PAUSES) else None)


def paused_at(spans: Sequence[Sequence[int | None]], ms: int) -> list[list[int | None]]:
    """Return the spans in which nothing was recorded after a pause began; None: it lasts."""
    kept = [list(span) for span in spans]
    return kept if kept and kept[-1][1] is None else [*kept, [ms, None]]


def resumed_at(spans: Sequence[Sequence[int | None]], ms: int) -> list[list[int | None]]:
    """Return the spans after recording went on; where none lasts, they stay."""
    kept = [list(span) for span in spans]
    if kept and kept[-1][1] is None:
        kept[-1][1] = ms
    return kept
