"""Calls that wait to be written: of each the newest record, and what it says that was not told yet.

Facts are differences of records (`telephony.calls.changes`), so none needs to be kept: they are found anew
between the record that was written last and the newest one. However slow the database is, what waits is one
record a call, and an end that was only concluded and then seen is told once, as it was seen.

Whose telephone begins to ring waits for his screen: such calls are written before the others, but for one in
four, so that no call waits for ever. What their processes are to hear of them is told when it is their turn.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Collection, Iterable, Mapping
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

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most = most_waiting
        self._calls: dict[str, _Call] = {}
        self._turn: deque[str] = deque()
        self._urgent: deque[str] = deque()  # of those that wait; an id may stand in both, and is taken once
        self._urgent_taken = 0
        self._open = 0  # waiting or being written
        self._ended = False
        self._changed = threading.Condition()

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
        with self._changed:
            for record in changes.records:
                call = self._calls.get(record.call_id)
                if call is None:
                    call = self._calls[record.call_id] = _Call(record)
                call.latest = record
                self._wait(call)
            for fact in changes.facts:
                if isinstance(fact, CallMerged) and (call := self._calls.get(fact.call_id or "")) is not None:
                    call.beside.append(fact)
            self._changed.notify_all()

    def put_quietly(self, changes: Changes, quiet: Collection[str]) -> None:
        """Take what is new; of calls whose ids are `quiet` nothing but the record is told."""
        with self._changed:
            for record in changes.records:
                if record.call_id in quiet and record.call_id not in self._calls:
                    self._calls[record.call_id] = _Call(record, record, record)
        self.put(changes)

    def written(self, ids: Iterable[str]) -> bool:
        """Return whether none of these calls waits to be written."""
        with self._changed:
            calls = [call for call_id in ids if (call := self._calls.get(call_id)) is not None]
            return not any(call.waiting or call.busy for call in calls)

    def take_up(self, records: Iterable[CallRecord], untold: Mapping[str, list[Fact]]) -> None:
        """Know calls that are stored as they stand, with the facts of them that were not told, by call id."""
        with self._changed:
            for record in records:
                if (known := self._calls.get(record.call_id)) is not None and (known.waiting or known.busy):
                    continue  # we know more of it, and are about to say so
                call = self._calls[record.call_id] = _Call(record, record, record)
                if beside := untold.get(record.call_id):
                    call.beside.extend(beside)
                    self._wait(call)
            self._changed.notify_all()

    def take(self, seconds: float) -> Telling | None:
        """Return a call that nobody writes at the moment; None when there is none within `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._urgent or self._turn or self._ended, seconds)
            call = self._next()
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
        with self._changed:
            call = self._calls[telling.record.call_id]
            call.shown = telling.record
            if not telling.at_once:
                call.told = telling.record
            self._free(call, again=telling.at_once)

    def again(self, telling: Telling) -> None:
        """Note that a call could not be written now."""
        with self._changed:
            call = self._calls[telling.record.call_id]
            known = set() if call.told is telling.record else _ids(call.told, telling.record)
            call.beside[:0] = [fact for fact in telling.facts if fact.id not in known]
            self._free(call, again=True)

    def forget(self, before: datetime) -> None:
        """Let go of calls that ended before `before` (aware) and are written."""
        with self._changed:
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
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def settle(self, seconds: float) -> bool:
        """Wait until everything is written; False when it is not within `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._open, seconds)

    def _next(self) -> _Call | None:
        """Take a call off the queues; an id whose call was taken by the other queue is passed over."""
        both = (self._urgent, self._turn)
        for queue in both if self._urgent_taken < URGENT_AT_ONCE else reversed(both):
            while queue:
                call = self._calls.get(queue.popleft())
                if call is not None and call.waiting and not call.busy:
                    self._urgent_taken = self._urgent_taken + 1 if queue is self._urgent else 0
                    return call
        return None

    def _wait(self, call: _Call) -> None:
        if not call.waiting and not call.busy:
            self._open += 1
            self._turn.append(call.latest.call_id)
        call.waiting = True
        if not (call.busy or call.hurried) and call.urgent:
            call.hurried = True
            self._urgent.append(call.latest.call_id)

    def _free(self, call: _Call, *, again: bool = False) -> None:
        call.busy = False
        self._open -= 1
        if call.waiting or again:
            call.waiting = False
            self._wait(call)
        self._changed.notify_all()


def _ringing(record: CallRecord | None) -> set[tuple[str, datetime]]:
    """Return which telephones ring for a call, and since when."""
    rings = record.rings if record is not None and not record.over else ()
    return {(ring.agent, ring.at) for ring in rings if ring.until is None}


def _ids(told: CallRecord | None, record: CallRecord) -> set[str]:
    """Return the ids of the facts that follow from the records and need not be kept."""
    return {fact.id for fact in facts_between(told, record, record.as_of or record.started_at)}
