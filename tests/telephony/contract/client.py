"""A small client of an event socket, with deadlines: what the contract is checked through."""

from __future__ import annotations

import socket
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from telephony.esl import (
    ApiResponse,
    Command,
    CommandReply,
    Connection,
    Event,
    EventFormat,
    Message,
    commands,
)

PATIENCE_SECONDS = 8.0


@dataclass(frozen=True)
class Address:
    """Where an exchange listens. `queue` is one that it has, `folder` one where it may write recordings."""

    host: str
    port: int
    password: str
    queue: str
    folder: str


class Client:
    """One connection. Everything that is heard is kept in `messages`."""

    def __init__(self, address: Address, password: str | None = None) -> None:
        self.address = address
        self.connection = Connection()
        self.messages: list[Message] = []
        self._socket = socket.create_connection((address.host, address.port), timeout=PATIENCE_SECONDS)
        self.say(commands.auth(address.password if password is None else password))

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, command: Command) -> None:
        self._socket.sendall(self.connection.send(command))

    def say(self, command: Command) -> Message:
        """Send a command and return its answer."""
        before = len(self.messages)
        self.send(command)
        return self.until(lambda one: isinstance(one, CommandReply | ApiResponse), before)

    def say_raw(self, data: bytes) -> None:
        self._socket.sendall(data)

    def until(
        self,
        wanted: Callable[[Message], bool],
        since: int = 0,
        seconds: float = PATIENCE_SECONDS,
        what: str = "",
    ) -> Message:
        """Return the first message from number `since` on that is wanted; fail when none comes in time."""
        deadline = time.monotonic() + seconds
        number = since
        while True:
            for message in self.messages[number:]:
                number += 1
                if wanted(message):
                    return message
            left = deadline - time.monotonic()
            if left <= 0 or not self._hear(left):
                heard = [getattr(one, "name", type(one).__name__) for one in self.messages[since:]]
                raise AssertionError(f"{what or 'what was waited for'} did not come in {seconds} s; {heard}")

    def end(self) -> None:
        """Hear everything until the other side closes."""
        while self._hear(PATIENCE_SECONDS):
            pass

    def _hear(self, seconds: float) -> bool:
        self._socket.settimeout(max(0.01, seconds))
        try:
            data = self._socket.recv(1 << 16)
        except TimeoutError:
            return False
        if not data:
            return False
        self.messages += self.connection.receive_data(data)
        return True

    def listen(
        self,
        *names: str,
        subclasses: Iterable[str] = (),
        form: EventFormat = EventFormat.PLAIN,
    ) -> None:
        self.say(commands.event(names, subclasses, form))

    def api(self, command: str, arguments: str = "") -> str:
        answer = self.say(commands.api(command, arguments))
        assert isinstance(answer, ApiResponse)
        return answer.body

    def order(self, command: str, arguments: str = "") -> str:
        """Run a command in the background and return what its job answered."""
        job = str(uuid.uuid4())
        since = len(self.messages)
        self.say(commands.bgapi(command, arguments, job))
        end = self.event("BACKGROUND_JOB", since, **{"Job-UUID": job})
        return end.body

    def event(self, name: str, since: int = 0, seconds: float = PATIENCE_SECONDS, **headers: str) -> Event:
        """Return the first event of that name and with those headers (`_` is `-`, `__` is `_`)."""
        wanted = {
            key.replace("__", "\0").replace("_", "-").replace("\0", "_"): value
            for key, value in headers.items()
        }

        def fits(message: Message) -> bool:
            return (
                isinstance(message, Event)
                and message.name == name
                and all(message.text(key) == value for key, value in wanted.items())
            )

        found = self.until(fits, since, seconds, f"{name} {wanted}")
        assert isinstance(found, Event)
        return found

    @property
    def events(self) -> list[Event]:
        return [one for one in self.messages if isinstance(one, Event)]
