"""A tiny event socket on loopback, which greets as FreeSWITCH does and then plays what a test gives it.

What a recording's client asked is answered there to questions that ours does not put: of a recording only the
events are played, in the segments in which they came.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import datetime

from telephony.captures import Capture, Closed, Received
from telephony.esl import Command, CommandReader, EslError
from telephony.esl.framing import Framer

NODE = "vm"
PASSWORD = "zu raten sehr schwer"
NO_CHANNELS = '{"row_count": 0}'


def reply(text: str, *more: str) -> bytes:
    return "\n".join(["Content-Type: command/reply", f"Reply-Text: {text}", *more, "", ""]).encode()


def response(text: str) -> bytes:
    body = text.encode()
    return b"Content-Type: api/response\nContent-Length: %d\n\n%b" % (len(body), body)


def plain(lines: bytes) -> bytes:
    return b"Content-Length: %d\nContent-Type: text/event-plain\n\n%b" % (len(lines), lines)


class Segments:
    """The events of a recording, cut as they came over the wire; each with when it came."""

    def __init__(self, capture: Capture) -> None:
        data = bytearray()
        ends: list[tuple[int, datetime]] = []
        for step in capture.steps():
            if isinstance(step, Received):
                data += step.data
                ends.append((len(data), step.at))
            elif isinstance(step, Closed):
                break
        self.listed = NO_CHANNELS
        keep = self._events(bytes(data))
        self._cut = [
            (at, b"".join(bytes(data[max(a, start) : min(b, end)]) for a, b in keep if a < end and b > start))
            for start, (end, at) in zip([0, *(end for end, _ in ends)], ends, strict=False)
        ]

    def _events(self, data: bytes) -> list[tuple[int, int]]:
        framer = Framer()
        framer.feed(data)
        found = []
        while True:
            try:
                frame = framer.next_frame()
            except EslError:
                break
            if frame is None:
                break
            if frame.body.startswith(b'{"row_count"'):
                self.listed = frame.body.decode()
            if frame.content_type.startswith("text/event-"):
                found.append((frame.offset, framer.offset - len(framer._buffer)))
        return found

    def __iter__(self) -> Iterator[tuple[datetime, bytes]]:
        return iter([(at, data) for at, data in self._cut if data])


class Exchange:
    """Listens on a free port. `play` is called with each connection that has subscribed, in its own thread.

    `answers` are what its API commands say, by the whole command; what is not there is `-ERR`. `silent`
    commands get no answer. `heard` is everything that clients have said.
    """

    def __init__(self, play: Callable[[Line], None] = lambda line: None) -> None:
        self.answers: dict[str, str] = {
            "switchname": NODE,
            "version": "FreeSWITCH Version 1.11.2-release~64bit",
            "status": "UP",
            "show channels as json": NO_CHANNELS,
        }
        self.password = PASSWORD
        self.silent: set[str] = set()
        self.greeting = b"Content-Type: auth/request\n\n"
        self.heard: list[Command] = []
        self.connections = 0
        self.lines: list[Line] = []
        self.changed = threading.Condition()
        self._play = play
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._closed = False
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.shut()
        for line in self.lines:
            line.close()

    def shut(self) -> None:
        """Take no more connections, as a FreeSWITCH that has ended."""
        if not self._closed:
            self._closed = True
            self._server.shutdown(socket.SHUT_RDWR)
            self._server.close()

    def _accept(self) -> None:
        while not self._closed:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            line = Line(self, connection)
            with self.changed:
                self.connections += 1
                self.lines.append(line)
                self.changed.notify_all()
            threading.Thread(target=line.serve, daemon=True).start()

    def played(self, line: Line) -> None:
        self._play(line)

    def note(self, command: Command) -> None:
        with self.changed:
            self.heard.append(command)
            self.changed.notify_all()


class Line:
    """One connection of a client."""

    def __init__(self, exchange: Exchange, connection: socket.socket) -> None:
        self._exchange, self._socket = exchange, connection
        self._writing = threading.Lock()
        self.ready = threading.Event()
        self.gone = threading.Event()

    def say(self, data: bytes) -> None:
        with self._writing:
            self._socket.sendall(data)

    def close(self) -> None:
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._socket.close()

    def serve(self) -> None:
        reader = CommandReader()
        try:
            self.say(self._exchange.greeting)
            while data := self._socket.recv(65536):
                for command in reader.receive_data(data):
                    self._exchange.note(command)
                    self._answer(command)
        except OSError:
            pass
        finally:
            self.gone.set()

    def _answer(self, command: Command) -> None:
        exchange = self._exchange
        if command.verb in exchange.silent or command.arguments in exchange.silent:
            return
        if command.verb == "auth":
            ok = command.arguments == exchange.password
            self.say(reply("+OK accepted" if ok else "-ERR invalid"))
        elif command.verb == "event":
            self.say(reply("+OK event listener enabled plain"))
        elif command.verb == "bgapi":
            job = dict(command.headers)["Job-UUID"]
            self.say(reply(f"+OK Job-UUID: {job}", f"Job-UUID: {job}"))
        elif command.verb == "api":
            self.say(response(exchange.answers.get(command.arguments, "-ERR no reply\n")))
            if command.arguments == "show channels as json" and not self.ready.is_set():
                self.ready.set()
                threading.Thread(target=exchange.played, args=(self,), daemon=True).start()
