"""The event hub: what changed goes to every open page, as kind and id only.

A slow page loses nothing that matters: when its queue is full it is told to `reset`, and reads anew.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Collection, Iterable

from engine.commands import Change, Hint

#: Changes a page may be behind before it is told to read everything anew.
MOST_BEHIND = 200
RESET = Change("reset", "")


class Subscription:
    """One open page: the changes it wants, and those it has not read yet."""

    def __init__(self, wanted: Iterable[Change]) -> None:
        self._wanted = frozenset(wanted)
        self._queue: queue.Queue[Change] = queue.Queue(MOST_BEHIND)
        self._overflowed = threading.Event()

    def offer(self, change: Change) -> None:
        """Take a change if it is wanted. Never blocks."""
        if change != RESET and change not in self._wanted and Change(change.kind, "*") not in self._wanted:
            return
        try:
            self._queue.put_nowait(change)
        except queue.Full:
            self._overflowed.set()

    def next(self, seconds: float) -> Change | None:
        """Return the next change; None when none came within `seconds`; RESET after a gap."""
        if self._overflowed.is_set():
            self._overflowed.clear()
            while not self._queue.empty():
                self._queue.get_nowait()
            return RESET
        try:
            return self._queue.get(timeout=seconds)
        except queue.Empty:
            return None


class Hub:
    """All open pages of this process. Safe for threads; the number of pages is capped."""

    def __init__(self, most: int = 200) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._subscriptions: set[Subscription] = set()

    def subscribe(self, wanted: Iterable[Change]) -> Subscription | None:
        """Open a subscription; None when too many are open: streams must leave threads for requests."""
        with self._lock:
            if len(self._subscriptions) >= self._most:
                return None
            subscription = Subscription(wanted)
            self._subscriptions.add(subscription)
            return subscription

    def close(self, subscription: Subscription) -> None:
        """Close a subscription."""
        with self._lock:
            self._subscriptions.discard(subscription)

    def publish(self, changes: Collection[Change]) -> None:
        """Tell every page."""
        with self._lock:
            subscriptions = list(self._subscriptions)
        for subscription in subscriptions:
            for change in changes:
                subscription.offer(change)


class HubHints:
    """Tells the open pages of this process what it did itself; whoever polls the rows needs no hint."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def give(self, hints: Collection[Hint], changes: Collection[Change]) -> None:
        """Publish the changes."""
        if changes:
            self._hub.publish(changes)
