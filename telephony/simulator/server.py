"""The simulator on a socket: one asyncio loop, on loopback unless told otherwise.

Everything is decided in `exchange`; here the clock is wound to the real time, bytes are carried, and files
are written.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from telephony.simulator.callers import let_ring, make_traffic, ring_all
from telephony.simulator.cdr import SUFFIX, keep_records
from telephony.simulator.channel import Channel
from telephony.simulator.control import ControlSession
from telephony.simulator.exchange import Exchange
from telephony.simulator.faults import let_happen
from telephony.simulator.session import Access, Session
from telephony.simulator.setting import Caller, Setting

LOOPBACK = "127.0.0.1"
PORT = 8021
_READ = 64 * 1024
_REFUSED = b"Content-Type: text/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n"
_HIGH_WATER = 1024 * 1024


class Server:
    """One simulated exchange that listens. `allowed` decides which peers may connect (the ACL).

    `clock` gives aware UTC time. When it is set rather than goes, `stir` says so.
    """

    def __init__(
        self,
        setting: Setting,
        access: Access,
        host: str = LOOPBACK,
        port: int = PORT,
        seed: int = 0,
        files: Callable[[str, bytes], None] | None = None,
        allowed: Callable[[str], bool] = lambda peer: True,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.exchange = Exchange(setting, clock(), seed, files)
        self.exchange.access = access
        self.exchange.dial_out = self._dial_out
        self.host = host
        self.port = port
        self._allowed = allowed
        self._clock = clock
        self._stirred = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen; `port` 0 takes any that is free, and `port` says which."""
        self._server = await asyncio.start_server(self._serve, self.host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def prepare(self, calls_per_minute: float = 0) -> None:
        """Put down what the scenario brings: callers, faults, traffic; and keep call records."""
        keep_records(self.exchange)
        ring_all(self.exchange)
        let_happen(self.exchange)
        make_traffic(self.exchange, calls_per_minute)
        self._stirred.set()

    def ring(self, caller: Caller) -> Channel:
        """Let a caller ring now, however long nothing has happened; return his channel.

        From the loop's own thread.
        """
        self.exchange.advance(self._clock())
        channel = let_ring(self.exchange, caller)
        self.stir()
        return channel

    def stir(self) -> None:
        """Let everything happen that is due by now. From the loop's own thread."""
        self._stirred.set()

    async def run(self, until: asyncio.Event | None = None) -> None:
        """Let the exchange live, until `until` is set; then it ends as SIGTERM ends it."""
        ending: asyncio.Task[bool] | None = None
        if until is not None:
            ending = asyncio.create_task(_set(until))
        try:
            while ending is None or not ending.done():
                self.exchange.advance(self._clock())
                await self._wait_until_due(ending)
        finally:
            if ending is not None:
                ending.cancel()
            await self.stop()

    async def stop(self) -> None:
        """End the exchange, the connections and the listening."""
        if self.exchange.running:
            self.exchange.stop()
        if self._server is not None:
            self._server.close()
        for task in list(self._tasks):
            with suppress(asyncio.TimeoutError, asyncio.CancelledError, ConnectionError):
                await asyncio.wait_for(task, 1)
        if self._server is not None:
            await self._server.wait_closed()

    async def _wait_until_due(self, ending: asyncio.Task[bool] | None) -> None:
        due = self.exchange.agenda.next
        wait = 3600.0 if due is None else max(0.0, (due - _microseconds(self._clock())) / 1_000_000)
        self._stirred.clear()
        stirred = asyncio.create_task(_set(self._stirred))
        waiting = {stirred} if ending is None else {stirred, ending}
        await asyncio.wait(waiting, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
        stirred.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            peer = writer.get_extra_info("peername")
            if not self.exchange.running:
                writer.transport.abort()
            elif not self._allowed(peer[0] if peer else ""):
                writer.write(_REFUSED)
                session = Session(self.exchange, self.exchange.access)
                session.leave()
                writer.write(session.read())
                await writer.drain()
            else:
                session = Session(self.exchange, self.exchange.access)
                session.greet()
                await self._carry(session, reader, writer)
        finally:
            self._tasks.discard(task)
            await _close(writer)

    async def _carry(
        self, session: Session, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Carry bytes both ways until one side is done."""
        output = asyncio.Event()
        session.on_output = output.set
        output.set()
        writer.transport.set_write_buffer_limits(high=_HIGH_WATER)
        writing = asyncio.create_task(_write(session, writer, output))
        try:
            while not session.closed:
                reading = asyncio.create_task(reader.read(_READ))
                both: set[asyncio.Future[Any]] = {reading, writing}
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
                if writing.done():
                    reading.cancel()
                    break
                data = reading.result()
                if not data:
                    break
                self.exchange.advance(self._clock())
                session.receive(data)
                self.exchange.advance(self._clock())
                self._stirred.set()
        except ConnectionError:
            pass
        finally:
            session.end()
            output.set()
            with suppress(ConnectionError, asyncio.TimeoutError):
                await asyncio.wait_for(writing, 1)
            self._stirred.set()

    def _dial_out(self, session: ControlSession, host: str, port: int) -> None:
        task = asyncio.create_task(self._connect(session, host, port))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _connect(self, session: ControlSession, host: str, port: int) -> None:
        try:
            reader, writer = await asyncio.open_connection(host, port)
        except OSError:
            session.opened(False)
            self._stirred.set()
            return
        session.opened(True)
        self._stirred.set()
        try:
            await self._carry(session, reader, writer)
        finally:
            await _close(writer)


async def _write(session: Session, writer: asyncio.StreamWriter, output: asyncio.Event) -> None:
    while True:
        data = session.read()
        if data:
            writer.write(data)
            await writer.drain()
        elif session.closed:
            return
        else:
            output.clear()
            await output.wait()


async def _set(event: asyncio.Event) -> bool:
    return await event.wait()


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


def _microseconds(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def folder_files(recordings: Path | None, cdr: Path | None) -> Callable[[str, bytes], None]:
    """Return what writes an exchange's files: recordings into one folder, call records into another."""

    def write(path: str, content: bytes) -> None:
        folder = cdr if path.endswith(SUFFIX) else recordings
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / path.rpartition("/")[2]).write_bytes(content)

    return write
