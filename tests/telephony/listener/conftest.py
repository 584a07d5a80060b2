"""Infrastructure: listeners, exchanges and what they need, ended after each test."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine.commands import Engine
from telephony.listener import Listener, NodeSettings, Timing
from telephony.transport import DEFAULT_ROOM, Room
from tests.telephony.listener.exchange import PASSWORD, Exchange, Line

PATIENCE_SECONDS = 20


@dataclass
class SetTime:
    """A clock that stands still until it is set; nobody waits for longer than a moment."""

    at: datetime = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)
    seconds: float = 1000.0
    waited: list[float] = field(default_factory=list)

    def timing(self) -> Timing:
        return Timing(lambda: self.at, lambda: self.seconds, lambda: 1.0, self._wait)

    def later(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.seconds += seconds

    def _wait(self, event: threading.Event, seconds: float) -> None:
        self.waited.append(seconds)
        event.wait(0.005)


@pytest.fixture
def clock() -> SetTime:
    return SetTime()


Until = Callable[[Callable[[], Any], str], None]


@pytest.fixture
def until() -> Until:
    """Wait for what other threads do."""

    def wait(happened: Callable[[], Any], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not happened():
            if time.monotonic() > deadline:
                pytest.fail(f"{what} did not happen within {PATIENCE_SECONDS} s")
            time.sleep(0.002)

    return wait


@pytest.fixture
def exchange() -> Iterator[Callable[..., Exchange]]:
    """Make exchanges."""
    made: list[Exchange] = []

    def make(play: Callable[[Line], None] = lambda line: None) -> Exchange:
        made.append(Exchange(play))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def listen(clock: SetTime) -> Iterator[Callable[..., Listener]]:
    """Let a process listen to exchanges."""
    made: list[Listener] = []

    def start(
        engine: Engine, *exchanges: Exchange, room: Room = DEFAULT_ROOM, password: str = PASSWORD
    ) -> Listener:
        nodes = [
            NodeSettings(f"node-{number}", "127.0.0.1", one.port, password)
            for number, one in enumerate(exchanges)
        ]
        listener = Listener(engine, nodes, 1, clock.timing(), room)
        made.append(listener)
        listener.start()
        return listener

    yield start
    for one in made:
        one.stop()
