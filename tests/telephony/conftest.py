"""Infrastructure: the recordings, unpacked once a run, and what the protocol makes of them."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from telephony.captures import Capture, Closed, Opened, Received, Sent
from telephony.esl import CommandReader, Connection, EslError, Event, Message

ARCHIVE = Path(__file__).parent / "recordings" / "esl-captures.tar.xz"


@pytest.fixture(scope="session")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with NAME.jsonl, NAME.rx.bin and NAME.tx.bin of every scenario."""
    folder = tmp_path_factory.mktemp("recordings")
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    return folder


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
