"""What a node's events come to: the call machine of one term of its lease, fed by session after session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from telephony.calls import CallMachine, CallRecord, Changes, Fact, JobFinished, Outcome, Problems
from telephony.esl import Event
from telephony.listener.pending import PendingCommands, Settled
from telephony.listener.session import Ready
from telephony.telling import Calls

log = structlog.get_logger("huan.telephony")

#: An agent's channel may outlive its customer's by so much; its last events make no call of their own.
JUST_ENDED = timedelta(minutes=10)
FORGET_SECONDS = 60.0
#: How long calls of our own that wait may take, before what is stored is read.
SETTLE_SECONDS = 30.0


class Memory(Protocol):
    """What earlier processes recorded and told."""

    def calls_open_since(self, node: str, since: datetime) -> Iterable[CallRecord]: ...

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

    def begin(self, ready: Ready, term: int, at: datetime) -> int:
        """Take the state of an exchange after a connect, and return how many calls ended unseen.

        1. When another process may have had the node since (another term), what it recorded is taken up.
        2. Calls whose channels are not listed have ended.
        3. Events that came before the list go on with it: an end that they tell is seen after all, and of one
           that was only concluded nobody hears.
        """
        if term != self._term:
            self._take_up(ready, at)
            self._term = term
        found = Changes()
        if ready.channels is not None:
            found = self._machine.reconcile(ready.channels, ready.core_uuid, at)
        after = self._machine.apply_all(ready.events, at)
        ended = {record.call_id: record for record in (*found.records, *after.records)}
        self._hand_on(Changes(found.records + after.records, found.facts + after.facts))
        lost = sum(record.outcome is Outcome.LOST for record in ended.values())
        self._counts["lost"] += lost
        return lost

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
