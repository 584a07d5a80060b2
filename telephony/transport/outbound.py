"""The server that FreeSWITCH dials: one asyncio loop in one thread, bytes carried and nothing decided.

What is done with a connection is its `Talker`'s: bytes in, bytes out, a look at the clock. Whoever reads
slowly, floods or never comes to an end is closed: a caller's telephone does not hang on us, the dialplan goes
on with its next step.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Protocol

import structlog

from engine.errors import Unavailable
from engine.words import Words

log = structlog.get_logger("huan.outbound")

LOOPBACK = "127.0.0.1"
PORT = 8084
#: Connections at a time; more are closed at once, and their callers wait in the plain queue.
MOST_CONNECTIONS = 4_000
#: Bytes that may wait for a FreeSWITCH that does not read.
MOST_UNWRITTEN = 1024 * 1024
#: How often each connection looks at the clock.
TICK_SECONDS = 0.25
#: Threads for questions, and how many may wait for one.
THREADS = 8
MOST_WAITING = 256
_READ = 64 * 1024
_STOP_SECONDS = 3.0


class Talker(Protocol):
    """One connection's part. `over`: close it once what is to be written is written."""

    over: bool

    def receive(self, data: bytes) -> None: ...

    def receive_eof(self) -> None: ...

    def tick(self) -> None: ...

    def take(self) -> bytes: ...


#: Runs something beside the loop and hands its answer, or the error, back to it; False: no room.
Beside = Callable[[Callable[[], Any], Callable[[Any], None]], bool]
#: Makes the talker of a new connection.
Answer = Callable[[Beside], Talker]


class NotListening(Unavailable):
    """Nobody can listen at an address."""

    code = "dialogues-not-listening"

    def __init__(self, host: str, port: int, error: OSError) -> None:
        where, why = f"{host}:{port}", error.strerror or str(error)
        super().__init__(
            Words(f"the dialogues cannot listen at {where}: {why}", f"语音导航无法在 {where} 监听：{why}")
        )


class OutboundServer:
    """Listens, and gives each connection a talker. `start` and `stop` from any one thread."""

    def __init__(self, answer: Answer, host: str = LOOPBACK, port: int = PORT) -> None:
        self.host = host
        self.port = port
        self._answer = answer
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="dialogue")
        self._waiting = 0
        self._connections: set[_Line] = set()
        self._refused = 0

    @property
    def connections(self) -> int:
        """How many callers are here now."""
        return len(self._connections)

    def start(self) -> None:
        """Listen; `port` 0 takes any that is free, and `port` then says which.

        Raises:
            NotListening: the address cannot be had.
        """
        ready: Future[int] = Future()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="dialogues", daemon=True)
        self._thread.start()
        try:
            self.port = ready.result()
        except OSError as error:
            raise NotListening(self.host, self.port, error) from error

    def stop(self) -> None:
        """Close everything: callers go on in the dialplan."""
        if self._loop is not None and self._thread is not None and self._thread.is_alive():
            with suppress(RuntimeError):  # it has just ended by itself
                self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(_STOP_SECONDS)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, ready: Future[int]) -> None:
        loop = self._loop = asyncio.new_event_loop()
        try:
            try:
                server = loop.run_until_complete(loop.create_server(self._connected, self.host, self.port))
            except OSError as error:
                ready.set_exception(error)
                return
            ready.set_result(server.sockets[0].getsockname()[1])
            loop.call_later(TICK_SECONDS, self._tick)
            loop.run_forever()
            server.close()
            for line in list(self._connections):
                line.abort()
            loop.run_until_complete(asyncio.sleep(0))
        finally:
            loop.close()

    def _connected(self) -> asyncio.Protocol:
        return _Line(self)

    def _tick(self) -> None:
        for line in list(self._connections):
            line.tick()
        assert self._loop is not None
        self._loop.call_later(TICK_SECONDS, self._tick)

    def _beside(self, work: Callable[[], Any], then: Callable[[Any], None]) -> bool:
        if self._waiting >= MOST_WAITING:
            return False
        loop = self._loop
        assert loop is not None
        self._waiting += 1

        def run() -> None:
            try:
                answer: Any = work()
            except Exception as error:  # noqa: BLE001 - it is the asker's
                answer = error
            with suppress(RuntimeError):  # the server has been stopped
                loop.call_soon_threadsafe(done, answer)

        def done(answer: Any) -> None:
            self._waiting -= 1
            then(answer)

        self._pool.submit(run)
        return True


class _Line(asyncio.Protocol):
    """One connection."""

    def __init__(self, server: OutboundServer) -> None:
        self._server = server
        self._transport: asyncio.Transport | None = None
        self._talker: Talker | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        server = self._server
        if len(server._connections) >= MOST_CONNECTIONS:
            log.warning("no room for another dialogue", connections=len(server._connections))
            transport.abort()
            return
        server._connections.add(self)
        self._talker = server._answer(self._beside)
        self._carry()

    def data_received(self, data: bytes) -> None:
        if self._talker is not None and not self._talker.over:
            self._guarded(self._talker.receive, data)

    def eof_received(self) -> bool:
        if self._talker is not None and not self._talker.over:
            self._guarded(self._talker.receive_eof)
        return True  # closed by us, when the talker is done

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if self._talker is not None and not self._talker.over:
            self._guarded(self._talker.receive_eof)
        self._server._connections.discard(self)

    def tick(self) -> None:
        if self._talker is not None:
            self._guarded(self._talker.tick)

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _beside(self, work: Callable[[], Any], then: Callable[[Any], None]) -> bool:
        return self._server._beside(work, lambda answer: self._guarded(then, answer))

    def _guarded(self, act: Callable[..., None], *given: Any) -> None:
        """Let the talker act and carry what it says. A fault of ours costs this one dialogue."""
        try:
            act(*given)
        except Exception:
            log.exception("a dialogue has a fault")
            self.abort()
        else:
            self._carry()

    def _carry(self) -> None:
        transport, talker = self._transport, self._talker
        if transport is None or talker is None:
            return
        data = talker.take()
        if data:
            transport.write(data)
        if transport.get_write_buffer_size() > MOST_UNWRITTEN:
            log.warning("FreeSWITCH does not read")
            transport.abort()
        elif talker.over and not transport.is_closing():
            transport.close()
