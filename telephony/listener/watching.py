"""The port for parts that go along with a node: agents, controls. Each is told what the node hears."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from telephony.esl import Event
from telephony.listener.pending import Settled


class Watcher(Protocol):
    """Goes along with one node. Called by the node's own thread: it takes note, and returns at once."""

    def began(self) -> None:
        """A session is ready: commands can be sent, and nothing is known of what happened before."""

    def heard(self, events: Iterable[Event], at: datetime) -> None:
        """Events came at `at` (aware UTC), after the beginning."""

    def settled(self, settled: Settled) -> None:
        """A command has its outcome, after the event that tells it. It may be another's."""

    def ended(self) -> None:
        """The session has ended; outcomes that were open were told as unknown before."""


class Companion(Watcher, Protocol):
    """A watcher with threads of its own."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End after what is being done; the node's session has ended."""
