"""What a node's events come to: the call machine of one term of its lease, fed by session after session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from telephony.calls import (
    CallMachine,
    CallRecord,
    Changes,
    EndedLeg,
    Fact,
    Imported,
    JobFinished,
    OpenChannel,
    Outcome,
    Problems,
)
from telephony.esl import Event
from telephony.listener.pending import PendingCommands, Settled
from telephony.listener.session import Ready
from telephony.telling import Calls

log = structlog.get_logger("huan.telephony")

#: An agent's channel may outlive its customer's by so much; its last events make no call of their own.
JUST_ENDED = timedelta(minutes=10)
FORGET_SECONDS = 60.0
#: The list of channels lags behind by up to so much: who was heard of within it is not missing.
LIST_LAG = timedelta(seconds=2)
#: How long calls of our own that wait may take, before what is stored is read.
SETTLE_SECONDS = 30.0


class Memory(Protocol):
    """What earlier processes recorded and told."""

    def calls_open_since(self, node: str, since: datetime) -> Iterable[CallRecord]: ...

    def calls_known_by(self, ids: Collection[str]) -> Iterable[CallRecord]: ...

    def namesake_of(self, node: str, switchname: str, core: str) -> str | None: ...

    def untold(self, records: Iterable[CallRecord], facts: Iterable[Fact]) -> dict[str, list[Fact]]: ...


class Following:
    """Follows the calls of one node. One thread at a time."""

    def __init__(self, calls: Calls, memory: Memory, counts: Counter[str], now: float) -> None:
        self.pending = PendingCommands()
        self._calls, self._memory, self._counts = calls, memory, counts
        self._machine = CallMachine()
        self._term: int | None = None
        self._forget_at = now + FORGET_SECONDS

    def namesake(self, node: str, ready: Ready) -> str | None:
        """Return another node with this one's name for itself: each would end the calls of the other."""
        if ready.core_uuid is None:
            return None
        return self._memory.namesake_of(node, ready.node, ready.core_uuid)

    def begin(
        self, ready: Ready, term: int, at: datetime, call_records: Callable[[], object] = lambda: None
    ) -> int:
        """Take the state of an exchange after a connect, and return how many calls ended unseen.

        1. When another process may have had the node since (another term), what it recorded is taken up.
        2. Its call records are brought in: most calls that ended meanwhile have one.
        3. Calls whose channels are not listed have ended, but for those that were heard of just now.
        4. Events that came before the list go on with it: an end that they tell is seen after all, and of one
           that was only concluded nobody hears.
        """
        if term != self._term:
            self._take_up(ready, at)
            self._term = term
        call_records()
        found = Changes()
        if ready.channels is not None:
            found = self._machine.reconcile(ready.channels, ready.core_uuid, at, LIST_LAG)
        after = self._machine.apply_all(ready.events, at)
        return self._concluded(Changes(found.records + after.records, found.facts + after.facts))

    def conclude(self, channels: Collection[str], core: str | None, at: datetime, silence: timedelta) -> int:
        """Take a later list of channels, and return how many calls ended unseen, of those silent so long."""
        return self._concluded(self._machine.reconcile(channels, core, at, silence))

    def open(self, channels: Iterable[OpenChannel], core: str | None, at: datetime) -> int:
        """Take channels that were there before anybody listened; return how many calls are new by them."""
        known = {record.call_id for record in self._machine.calls()}
        changes = self._machine.open(channels, core, at)
        self._hand_on(changes)
        opened = len({record.call_id for record in changes.records if not record.over} - known)
        self._counts["opened"] += opened
        return opened

    def lacks(self, channel: str) -> bool:
        """True when nothing is known of a channel but what others say of it."""
        return self._machine.lacks(channel)

    def lacks_stay(self, channel: str, member: str) -> bool:
        """True when nobody heard that a caller joined a queue."""
        return self._machine.lacks_stay(channel, member)

    def has_channel(self, channel: str) -> bool:
        """True when a channel was heard of and its end was not."""
        return not self._machine.lacks(channel) and not self._machine.has_ended(channel)

    def busy(self) -> set[str]:
        """Return the agents who have a channel."""
        return self._machine.busy()

    def bring(self, legs: list[EndedLeg], at: datetime) -> Imported:
        """Take what call records say. Calls that are not known here may be stored."""
        stored = self._memory.calls_known_by(self._machine.unknown(legs))
        imported = self._machine.import_ended(legs, stored, at)
        self._calls.take_up(imported.recalled, {})
        self._calls.put_quietly(imported.changes, imported.stale(at))
        self._counts["imported"] += len(imported.new)
        self._counts["revised"] += len(imported.revised)
        return imported

    def has_ended(self, leg: str) -> bool:
        """True when the end of a leg was seen, so that its record has nothing to add."""
        return self._machine.has_ended(leg)

    def written(self, calls: Iterable[str]) -> bool:
        """Return whether none of these calls waits to be written."""
        return self._calls.written(calls)

    def take(self, events: Iterable[Event], at: datetime) -> list[Settled]:
        """Take events that came at `at` (aware UTC)."""
        return self._hand_on(self._machine.apply_all(events, at))

    def forget(self, now: float, at: datetime) -> None:
        """Let go of what ended a while ago, once a minute."""
        if now < self._forget_at:
            return
        self._forget_at = now + FORGET_SECONDS
        self._counts["forgotten"] += self._machine.forget(at - JUST_ENDED)
        self._calls.forget(at - JUST_ENDED)

    @property
    def live(self) -> int:
        """How many calls are known that are not over."""
        return sum(not record.over for record in self._machine.calls())

    @property
    def problems(self) -> Problems:
        """What was malformed in headers."""
        return self._machine.problems

    def _concluded(self, changes: Changes) -> int:
        ended = {record.call_id: record for record in changes.records}
        self._hand_on(changes)
        lost = sum(record.outcome is Outcome.LOST for record in ended.values())
        self._counts["lost"] += lost
        return lost

    def _take_up(self, ready: Ready, at: datetime) -> None:
        """Know the calls that were recorded before, in one read; what is there already is not written."""
        if not self._calls.settle(SETTLE_SECONDS):
            log.warning("calls are taken up while others still wait to be written", node=ready.node)
        self._machine = CallMachine()
        self._machine.node = ready.node
        taken = self._machine.take_up(self._memory.calls_open_since(ready.node, at - JUST_ENDED))
        self._calls.take_up(taken.records, self._memory.untold(taken.records, taken.facts))
        self._counts["taken_up"] += len(taken.records)

    def _hand_on(self, changes: Changes) -> list[Settled]:
        if not changes:
            return []
        self._calls.put(changes)
        settled: list[Settled] = []
        for fact in changes.facts:
            if isinstance(fact, JobFinished):
                settled += self.pending.finished(fact.job_uuid, fact.ok, fact.text)
        return settled
