"""Infrastructure: what the protocol makes of the recordings."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from telephony.captures import Capture, Closed, Opened, Received, Sent
from telephony.esl import CommandReader, Connection, EslError, Event, Message


class Played:
    """What a recording gave: the messages, in order, and the error that ended it (None: none)."""

    def __init__(self, capture: Capture) -> None:
        self.messages: list[Message] = []
        self.error: EslError | None = None
        self.connection = Connection()
        try:
            self._run(capture)
        except EslError as error:
            self.error = error

    @property
    def events(self) -> list[Event]:
        return [message for message in self.messages if isinstance(message, Event)]

    def _run(self, capture: Capture) -> None:
        client = CommandReader()
        for step in capture.steps():
            match step:
                case Opened(role=role):
                    self.connection = Connection(role)
                case Sent(data=data):
                    for command in client.receive_data(data):
                        self.connection.send(command)
                case Received(data=data):
                    self.messages.extend(self.connection.receive_data(data))
                case Closed():
                    self.messages.extend(self.connection.receive_eof())
                    client.receive_eof()


@pytest.fixture(scope="session")
def play(recordings: Path) -> Callable[[str], Played]:
    """Play a recording by name through the protocol, once a run."""
    return lru_cache(maxsize=None)(lambda name: Played(Capture(recordings / f"{name}.jsonl")))
