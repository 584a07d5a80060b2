"""The event hub: what changed goes to every open page that wants it, as kind and id only.

A slow page loses nothing that matters: when its queue is full it is told to `reset`, and reads anew. What
changes hundreds of times a second for hundreds of pages, such as the calls of a queue, is paced: a page is
told at once, and then once a second for as long as it goes on changing.
"""

from __future__ import annotations

import math
import queue
import threading
import time
from collections.abc import Callable, Collection, Iterable

from engine.commands import Change, Hint

#: Changes a page may be behind before it is told to read everything anew.
MOST_BEHIND = 200
#: How often a page is told of a paced change.
PACE_SECONDS = 1.0
RESET = Change("reset", "")


class Subscription:
    """One open page: the changes it wants, of which some are `paced`, and those it has not read yet.

    One thread reads; `monotonic` gives seconds.
    """

    def __init__(
        self,
        wanted: Iterable[Change],
        paced: Iterable[Change] = (),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.wanted = frozenset(wanted)
        self._queue: queue.Queue[Change] = queue.Queue(MOST_BEHIND)
        self._overflowed = threading.Event()
        self._monotonic = monotonic
        self._paced = frozenset(paced)
        #: Until when a paced change is not told again (for ever: it waits to be read); which has come since.
        self._quiet: dict[Change, float] = {}
        self._held: set[Change] = set()

    def offer(self, change: Change) -> None:
        """Take a change. Never blocks."""
        if change in self._paced:
            if change in self._held:
                return
            if self._monotonic() < self._quiet.get(change, 0.0):
                self._held.add(change)
                return
            self._quiet[change] = math.inf
        try:
            self._queue.put_nowait(change)
        except queue.Full:
            self._overflowed.set()

    def next(self, seconds: float) -> Change | None:
        """Return the next change; None when none came within `seconds`; RESET after a gap."""
        if self._overflowed.is_set():
            self._overflowed.clear()
            while not self._queue.empty():
                self._told(self._queue.get_nowait())
            return RESET
        left = seconds
        while True:
            now = self._monotonic()
            due = [one for one in list(self._held) if self._quiet[one] <= now]
            if due:
                self._held.discard(due[0])
                return self._told(due[0])
            # What is held meanwhile is due by then.
            ends = min((end for end in list(self._quiet.values()) if now < end), default=math.inf)
            wait = min(left, ends - now)
            try:
                return self._told(self._queue.get(timeout=wait))
            except queue.Empty:
                left -= wait
                if left <= 0:
                    return None

    def _told(self, change: Change) -> Change:
        if change in self._paced:
            self._quiet[change] = self._monotonic() + PACE_SECONDS
        return change


class Hub:
    """All open pages of this process. Safe for threads; the number of pages is capped.

    Who wants a change is looked up, not asked of every page: most changes concern a few of hundreds.
    """

    def __init__(self, most: int = 200, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._most, self._monotonic = most, monotonic
        self._lock = threading.Lock()
        self._subscriptions: set[Subscription] = set()
        self._wanting: dict[Change, set[Subscription]] = {}

    def subscribe(self, wanted: Iterable[Change], paced: Iterable[Change] = ()) -> Subscription | None:
        """Open a subscription; None when too many are open: streams must leave threads for requests.

        A wanted change with the id `*` stands for all of its kind. `paced` are those of which a page is told
        once a second at most.
        """
        with self._lock:
            if len(self._subscriptions) >= self._most:
                return None
            subscription = Subscription(wanted, paced, self._monotonic)
            self._subscriptions.add(subscription)
            for change in subscription.wanted:
                self._wanting.setdefault(change, set()).add(subscription)
            return subscription

    def close(self, subscription: Subscription) -> None:
        """Close a subscription; one that is closed already is none to close."""
        with self._lock:
            if subscription not in self._subscriptions:
                return
            self._subscriptions.discard(subscription)
            for change in subscription.wanted:
                others = self._wanting[change]
                others.discard(subscription)
                if not others:
                    del self._wanting[change]

    def publish(self, changes: Collection[Change]) -> None:
        """Tell every page that wants one of the changes, in their order; RESET is told to all."""
        with self._lock:
            for change in changes:
                if change == RESET:
                    hearing = self._subscriptions
                else:
                    hearing = self._wanting.get(change, set()) | self._wanting.get(
                        Change(change.kind, "*"), set()
                    )
                for subscription in hearing:
                    subscription.offer(change)


class HubHints:
    """Tells the open pages of this process what it did itself; whoever polls the rows needs no hint."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def give(self, hints: Collection[Hint], changes: Collection[Change]) -> None:
        """Publish the changes."""
        if changes:
            self._hub.publish(changes)
