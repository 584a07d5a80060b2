"""Calls that wait to be written: of each the newest record, and what it says that was not told yet.

Facts are differences of records (`telephony.calls.changes`), so none needs to be kept: they are found anew
between the record that was written last and the newest one. However slow the database is, what waits is one
record a call, and an end that was only concluded and then seen is told once, as it was seen.

Whose telephone begins to ring waits for his screen: such calls are written before the others, but for one in
four, so that no call waits for ever. What their processes are to hear of them is told when it is their turn.
The others are left for a moment: what an exchange says of one step comes in several events.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from telephony.calls import CallMerged, CallRecord, Changes, Fact
from telephony.calls.changes import facts_between

#: From so many calls on that wait to be written, no more are listened to until half of them are written.
MOST_WAITING = 10_000
#: So many urgent calls are written one after the other before one that is not.
URGENT_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Telling:
    """One call to be written: its record, and what is to be told of it, in order.

    `at_once`: the record alone, what is to be told of it follows.
    """

    record: CallRecord
    facts: tuple[Fact, ...]
    at_once: bool = False


@dataclass(slots=True)
class _Call:
    """`told` is the record up to which everything was told; `beside` are facts that follow from no record.

    `shown` is the record that was written last.
    """

    latest: CallRecord
    told: CallRecord | None = None
    shown: CallRecord | None = None
    beside: list[Fact] = field(default_factory=list)
    waiting: bool = False
    hurried: bool = False
    busy: bool = False

    @property
    def urgent(self) -> bool:
        """True when a telephone rings for the call of which nothing was written."""
        return not _ringing(self.latest) <= _ringing(self.shown)


class Calls:
    """The calls of all nodes, for any number of writers. Safe for threads."""

    def __init__(
        self,
        most_waiting: int = MOST_WAITING,
        linger_seconds: float = 0.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._linger, self._monotonic = most_waiting, linger_seconds, monotonic
        self._calls: dict[str, _Call] = {}
        self._turn: deque[tuple[float, str]] = deque()  # from when on, and which
        self._urgent: deque[str] = deque()  # of those that wait; an id may stand in both, and is taken once
        self._urgent_taken = 0
        self._open = 0  # waiting or being written
        self._ended = False
        self._lock = threading.RLock()
        self._any = threading.Condition(self._lock)  # something may be taken
        self._hurry = threading.Condition(self._lock)  # something urgent may be
        self._settled = threading.Condition(self._lock)

    def __len__(self) -> int:
        return len(self._calls)

    @property
    def waiting(self) -> int:
        """How many calls wait to be written, or are being written."""
        return self._open

    @property
    def full(self) -> bool:
        """True when so many wait that nothing more should be asked of an exchange."""
        return self._open > self._most

    @property
    def has_room(self) -> bool:
        """True when enough was written to go on after it was full."""
        return self._open <= self._most // 2

    def put(self, changes: Changes) -> None:
        """Take what is new."""
        with self._lock:
            for record in changes.records:
                call = self._calls.get(record.call_id)
                if call is None:
                    call = self._calls[record.call_id] = _Call(record)
                call.latest = record
                self._wait(call)
            for fact in changes.facts:
                if isinstance(fact, CallMerged) and (call := self._calls.get(fact.call_id or "")) is not None:
                    call.beside.append(fact)

    def put_quietly(self, changes: Changes, quiet: Collection[str]) -> None:
        """Take what is new; of calls whose ids are `quiet` nothing but the record is told."""
        with self._lock:
            for record in changes.records:
                if record.call_id in quiet and record.call_id not in self._calls:
                    self._calls[record.call_id] = _Call(record, record, record)
        self.put(changes)

    def written(self, ids: Iterable[str]) -> bool:
        """Return whether none of these calls waits to be written."""
        with self._lock:
            calls = [call for call_id in ids if (call := self._calls.get(call_id)) is not None]
            return not any(call.waiting or call.busy for call in calls)

    def take_up(self, records: Iterable[CallRecord], untold: Mapping[str, list[Fact]]) -> None:
        """Know calls that are stored as they stand, with the facts of them that were not told, by call id."""
        with self._lock:
            for record in records:
                if (known := self._calls.get(record.call_id)) is not None and (known.waiting or known.busy):
                    continue  # we know more of it, and are about to say so
                call = self._calls[record.call_id] = _Call(record, record, record)
                if beside := untold.get(record.call_id):
                    call.beside.extend(beside)
                    self._wait(call)

    def take(self, seconds: float, *, urgent_only: bool = False) -> Telling | None:
        """Return a call that nobody writes at the moment; None when there is none within `seconds`."""
        with self._lock:
            call = self._await(seconds, urgent_only)
            if call is None:
                return None
            at_once = call.hurried and call.urgent
            call.waiting, call.hurried, call.busy = False, False, True
            record = call.latest
            facts: list[Fact] = []
            if record is not call.told:
                facts += facts_between(call.told, record, record.as_of or record.started_at)
            facts += call.beside
            if at_once and facts:
                return Telling(record, (), at_once)
            call.beside.clear()
            return Telling(record, tuple(facts))

    def done(self, telling: Telling) -> None:
        """Note that a call was written."""
        with self._lock:
            call = self._calls[telling.record.call_id]
            call.shown = telling.record
            if not telling.at_once:
                call.told = telling.record
            self._free(call, again=telling.at_once)

    def again(self, telling: Telling) -> None:
        """Note that a call could not be written now."""
        with self._lock:
            call = self._calls[telling.record.call_id]
            known = set() if call.told is telling.record else _ids(call.told, telling.record)
            call.beside[:0] = [fact for fact in telling.facts if fact.id not in known]
            self._free(call, again=True)

    def forget(self, before: datetime) -> None:
        """Let go of calls that ended before `before` (aware) and are written."""
        with self._lock:
            gone = [
                call_id
                for call_id, call in self._calls.items()
                if not (call.waiting or call.busy)
                and (call.latest.over or call.latest.merged_into is not None)
                and (call.latest.as_of or call.latest.started_at) < before
            ]
            for call_id in gone:
                del self._calls[call_id]

    def end(self) -> None:
        """Let nobody wait any more for calls to be written."""
        with self._lock:
            self._ended = True
            self._any.notify_all()
            self._hurry.notify_all()

    def settle(self, seconds: float) -> bool:
        """Wait until everything is written; False when it is not within `seconds`."""
        with self._lock:
            return self._settled.wait_for(lambda: not self._open, seconds)

    def _await(self, seconds: float, urgent_only: bool) -> _Call | None:
        """Take a call off the queues, as soon as there is one; None when there is none within `seconds`."""
        until = self._monotonic() + seconds
        while True:
            now = self._monotonic()
            call = self._take_urgent() if urgent_only else self._next(now)
            if call is not None and (self._turn or self._urgent):
                self._any.notify()  # whoever was woken for the rest may have been this one
            if call is not None or self._ended or now >= until:
                return call
            if urgent_only:
                self._hurry.wait(until - now)
            else:
                self._any.wait(max(min(until, self._turn[0][0] if self._turn else until) - now, 0.0))

    def _next(self, now: float) -> _Call | None:
        if self._urgent_taken < URGENT_AT_ONCE:
            return self._take_urgent() or self._take_turn(now)
        return self._take_turn(now) or self._take_urgent()

    def _take_urgent(self) -> _Call | None:
        while self._urgent:
            if (call := self._free_call(self._urgent.popleft())) is not None:
                self._urgent_taken += 1
                return call
        return None

    def _take_turn(self, now: float) -> _Call | None:
        while self._turn and (self._ended or self._turn[0][0] <= now):
            if (call := self._free_call(self._turn.popleft()[1])) is not None:
                self._urgent_taken = 0
                return call
        return None

    def _free_call(self, call_id: str) -> _Call | None:
        """Return a call that may be taken; one that was taken off the other queue is passed over."""
        call = self._calls.get(call_id)
        return call if call is not None and call.waiting and not call.busy else None

    def _wait(self, call: _Call) -> None:
        if not call.waiting and not call.busy:
            self._open += 1
            self._turn.append((self._monotonic() + self._linger, call.latest.call_id))
            self._any.notify()
        call.waiting = True
        if not (call.busy or call.hurried) and call.urgent:
            call.hurried = True
            self._urgent.append(call.latest.call_id)
            self._any.notify()
            self._hurry.notify()

    def _free(self, call: _Call, *, again: bool = False) -> None:
        call.busy = False
        self._open -= 1
        if call.waiting or again:
            call.waiting = False
            self._wait(call)
        if not self._open:
            self._settled.notify_all()


def _ringing(record: CallRecord | None) -> set[tuple[str, datetime]]:
    """Return which telephones ring for a call, and since when."""
    rings = record.rings if record is not None and not record.over else ()
    return {(ring.agent, ring.at) for ring in rings if ring.until is None}


def _ids(told: CallRecord | None, record: CallRecord) -> set[str]:
    """Return the ids of the facts that follow from the records and need not be kept."""
    return {fact.id for fact in facts_between(told, record, record.as_of or record.started_at)}
