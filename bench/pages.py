"""Open pages: many streams of events read by one process, which notes when each hears what it waits for."""

from __future__ import annotations

import gc
import multiprocessing
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

OPENING_SECONDS = 60.0
#: Streams that are being opened at once: a site's pages do not all connect in the same moment.
OPENED_AT_ONCE = 20
_READY = b"event: ready\n"
_RESET = b"event: reset\n"


@dataclass(frozen=True)
class Page:
    """Somebody's open page: it waits for changes of this inbox, or of what else is of this kind."""

    who: str
    cookie: str
    inbox: str
    kind: str = "inbox"
    topics: str = "inbox,notifications"


@dataclass
class Heard:
    """When (on the machine's clock) a page was told of its inbox; how often of others, or to reset."""

    moments: list[float] = field(default_factory=list)
    resets: int = 0
    others: int = 0
    ended: bool = False


class Pages:
    """The pages of another process. `stop` ends them and returns what each has heard, in their order."""

    def __init__(self, process: multiprocessing.process.BaseProcess, line: Connection) -> None:
        self._process, self._line = process, line

    @property
    def pid(self) -> int:
        return int(self._process.pid or 0)

    def stop(self, expected: Sequence[int], grace_seconds: float) -> list[Heard]:
        """Wait until every page has heard as often as expected, at most so long."""
        self._line.send((list(expected), grace_seconds))
        found: list[Heard] = self._line.recv()
        return found


@contextmanager
def open_pages(pages: Sequence[Page], port: int) -> Iterator[Pages]:
    """Open all pages in a process of its own; they are open when the block begins.

    Raises:
        RuntimeError: not all could be opened.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_read, args=(list(pages), port, there))
    process.start()
    try:
        opened = here.recv() if here.poll(OPENING_SECONDS + 30) else 0
        if opened != len(pages):
            raise RuntimeError(f"only {opened} of {len(pages)} streams could be opened")
        yield Pages(process, here)
    finally:
        process.join(10)
        if process.is_alive():
            process.kill()
            process.join()


def _read(pages: list[Page], port: int, line: Connection) -> None:
    gc.disable()
    reader = _Reader(pages, port)
    deadline = time.monotonic() + OPENING_SECONDS
    while reader.open_more() and time.monotonic() < deadline:
        reader.read(0.1)
    line.send(reader.ready)
    while not line.poll():
        reader.read(0.1)
    expected, grace_seconds = line.recv()
    deadline = time.monotonic() + grace_seconds
    while time.monotonic() < deadline and reader.waits_for(expected):
        reader.read(0.1)
    line.send(reader.heard)


class _Reader:
    """Reads all streams; an event is one when the empty line behind it has come."""

    def __init__(self, pages: list[Page], port: int) -> None:
        self._pages, self._port = pages, port
        self.heard = [Heard() for _ in pages]
        self.ready = 0
        self._opened = 0
        self._selector = selectors.DefaultSelector()
        self._rest = [b""] * len(pages)
        self._wanted = [(f'"id":"{page.inbox}"'.encode(), f"event: {page.kind}\n".encode()) for page in pages]

    def open_more(self) -> bool:
        """Ask for more streams; return whether some are still not open."""
        while self._opened < len(self._pages) and self._opened - self.ready < OPENED_AT_ONCE:
            number, page = self._opened, self._pages[self._opened]
            connection = socket.create_connection(("127.0.0.1", self._port), timeout=10)
            connection.sendall(
                f"GET /api/v1/events?topics={page.topics} HTTP/1.1\r\nHost: localhost\r\n"
                f"Accept: text/event-stream\r\nCookie: {page.cookie}\r\n\r\n".encode()
            )
            connection.setblocking(False)
            self._selector.register(connection, selectors.EVENT_READ, number)
            self._opened += 1
        return self.ready < len(self._pages)

    def read(self, seconds: float) -> None:
        """Take what has come, waiting at most so long for it."""
        for key, _ in self._selector.select(seconds):
            assert isinstance(key.fileobj, socket.socket)
            data = key.fileobj.recv(65536)
            now, number = time.monotonic(), key.data
            if not data:
                self._selector.unregister(key.fileobj)
                self.heard[number].ended = True
                continue
            *events, self._rest[number] = (self._rest[number] + data).split(b"\n\n")
            for event in events:
                self._take(number, event, now)

    def _take(self, number: int, event: bytes, now: float) -> None:
        if all(one in event for one in self._wanted[number]):
            self.heard[number].moments.append(now)
        elif _READY in event:
            self.ready += 1
        elif _RESET in event:
            self.heard[number].resets += 1
        elif event.startswith(b"event: "):
            self.heard[number].others += 1

    def waits_for(self, expected: Sequence[int]) -> bool:
        """Return whether a page has not heard as often as it should have."""
        return any(
            len(one.moments) < number and not one.ended
            for one, number in zip(self.heard, expected, strict=True)
        )
