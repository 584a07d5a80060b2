"""The folder into which mod_json_cdr writes: which files are new, and whole.

A file is written in place (opened, written, closed; never renamed), so that it may be read half. What is no
record yet is looked at again, and given up when it has not grown for a while. The mark is a moment of the
disk's clock up to which everything was read: files are told apart by when they came here (the later of their
two times, since a copy keeps the time of its original), and never compared with our clock.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from engine.words import Words
from telephony.calls.ended import EndedLeg
from telephony.gaps.cdr import MOST_OCTETS, CallRecordUnreadable, read_record

#: So long before the mark files are still looked at: their times are coarse, and not in order.
OVERLAP_SECONDS = 2.0
#: A file that is no record and has not grown for so long never will be one.
TORN_SECONDS = 10.0
#: So long the leg of a caller of whom nothing is known waits for the caller's own record.
WAITING_SECONDS = 600.0
_NAME = re.compile(r"(?P<leg>(?:a_)?[!-~]{1,128})\.cdr\.json")


class Verdict(StrEnum):
    """What became of a file."""

    READ = "read"
    TORN = "torn"  # no record yet: looked at again
    UNREADABLE = "unreadable"
    KNOWN = "known"  # of a leg whose end was seen, so not even opened


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One file. `leg` is what it says; `why` it says nothing. `name` is printable."""

    name: str
    verdict: Verdict
    leg: EndedLeg | None = None
    why: Words | None = None


@dataclass(slots=True)
class _Waiting:
    """A file that is to be looked at again. `since` is a monotonic time, since when it is `size` long."""

    stamp: float
    size: int
    since: float


@dataclass(frozen=True, slots=True)
class _New:
    stamp: float
    size: int
    name: str


class CallRecords:
    """The files of one folder that came since `mark`, seconds since 1970 of the disk's clock.

    `monotonic` gives seconds. `stamp` says when a file came.
    """

    def __init__(
        self,
        folder: Path,
        mark: float,
        monotonic: Callable[[], float],
        stamp: Callable[[os.stat_result], float] = lambda found: max(found.st_mtime, found.st_ctime),
    ) -> None:
        self.folder = folder
        self._monotonic, self._stamp = monotonic, stamp
        self._reached = mark
        self._done: dict[str, float] = {}
        self._waiting: dict[str, _Waiting] = {}
        self._held_since: dict[str, float] = {}
        self._to_do: list[_New] = []

    @property
    def left(self) -> int:
        """How many files were found and not read yet."""
        return len(self._to_do)

    @property
    def mark(self) -> float:
        """The moment up to which everything was read."""
        unread = [one.stamp for one in self._waiting.values()] + [one.stamp for one in self._to_do[-1:]]
        return min([*unread, self._reached])

    def look(self) -> None:
        """Find what is new, the oldest first. Raises OSError when the folder cannot be read."""
        floor = self.mark - OVERLAP_SECONDS
        found = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if not _NAME.fullmatch(entry.name):
                    continue
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError:  # deleted meanwhile
                    continue
                at = self._stamp(status)
                if at < floor or not stat.S_ISREG(status.st_mode) or self._done.get(entry.name) == at:
                    continue
                found.append(_New(at, status.st_size, entry.name))
        found.sort(key=lambda one: (-one.stamp, one.name))  # taken from the end
        self._to_do = found
        there = {one.name for one in found}
        self._waiting = {name: one for name, one in self._waiting.items() if name in there}
        self._held_since = {name: at for name, at in self._held_since.items() if name in self._waiting}
        self._done = {name: at for name, at in self._done.items() if at >= floor}

    def take(self, most: int, known: Callable[[str], bool] = lambda leg: False) -> list[RecordFile]:
        """Read up to so many files; of legs that are `known` to have ended none is opened."""
        taken: list[RecordFile] = []
        while self._to_do and len(taken) < most:
            new = self._to_do.pop()
            leg = new.name.removesuffix(".cdr.json")
            if known(leg.removeprefix("a_")):
                taken.append(RecordFile(new.name, Verdict.KNOWN))
                self._finish(new)
            else:
                taken.append(self._read(new))
        return taken

    def wait_for(self, name: str) -> bool:
        """Look at a file again, whose leg waits for another's; False when it has waited long enough."""
        now = self._monotonic()
        if now >= self._held_since.setdefault(name, now) + WAITING_SECONDS:
            return False
        self._waiting[name] = _Waiting(self._done.pop(name), -1, now)
        return True

    def read(self, name: str) -> RecordFile:
        """Read one file, whatever was read before."""
        try:
            content = _content(self.folder / name)
            leg = read_record(content)
            if name.removesuffix(".cdr.json") not in (leg.uuid, f"a_{leg.uuid}"):
                raise CallRecordUnreadable(
                    Words("it tells of another leg than its name says", "内容与文件名不是同一通话腿")
                )
        except OSError as error:
            return RecordFile(name, Verdict.TORN, why=Words.same(error.strerror or type(error).__name__))
        except CallRecordUnreadable as error:
            return RecordFile(name, Verdict.TORN if error.torn else Verdict.UNREADABLE, why=error.message)
        return RecordFile(name, Verdict.READ, leg)

    def _read(self, new: _New) -> RecordFile:
        file = self.read(new.name)
        if file.verdict is not Verdict.TORN:
            self._finish(new)
            return file
        waiting = self._waiting.get(new.name)
        if waiting is None or waiting.size != new.size:
            self._waiting[new.name] = _Waiting(new.stamp, new.size, self._monotonic())
        elif self._monotonic() >= waiting.since + TORN_SECONDS:
            self._finish(new)
            return replace(file, verdict=Verdict.UNREADABLE)
        return file

    def _finish(self, new: _New) -> None:
        self._done[new.name] = new.stamp
        self._reached = max(self._reached, new.stamp)
        self._waiting.pop(new.name, None)


def _content(path: Path) -> bytes:
    """Read a file that may be a link, a pipe or without end by now."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(None, "not a file")
        return file.read(MOST_OCTETS + 1)
