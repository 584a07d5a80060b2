"""A simulated exchange on TCP, in a thread of its own, whose clock is set: the listener's own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from engine.commands import Engine
from telephony.listener import Listener, NodeSettings
from telephony.simulator import Access, Agent, Exchange, Server, Setting, Telephone, Tier, keep_records
from tests.telephony.listener.conftest import SetTime
from tests.telephony.simulator.line import PASSWORD, RECORDED, REPAIR

T = TypeVar("T")
NUMBERS = ("1001", "1002", "1003")
#: Three agents, whose telephones are answered after two seconds.
THREE = replace(
    RECORDED,
    agents=tuple(Agent(f"{number}@default", f"user/{number}@127.0.0.1") for number in NUMBERS),
    tiers=tuple(Tier(REPAIR, f"{number}@default", position=at) for at, number in enumerate(NUMBERS, 1)),
    telephones=tuple(Telephone(number, after_seconds=2.0) for number in NUMBERS),
)


class Simulated:
    """One exchange. It writes its call records into `cdr`, or `held` keeps them back.

    Its ids follow from `seed`: each of several has its own.
    """

    def __init__(self, clock: SetTime, cdr: Path, setting: Setting = THREE, seed: int = 0) -> None:
        self.clock, self.cdr, self._seed = clock, cdr, seed
        self.held: dict[str, bytes] | None = None
        self.port = 0
        self._setting = setting
        self._begun = threading.Event()
        # In a thread of its own: that of a worker which has driven a browser has a loop already.
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._thread.start()
        assert self._begun.wait(20)

    def do(self, what: Callable[[Exchange], T]) -> T:
        """Do something at the exchange, and let everything happen that is due by now."""

        async def it() -> T:
            done = what(self._server.exchange)
            self._server.exchange.advance(self.clock.at)
            self._server.stir()
            return done

        return asyncio.run_coroutine_threadsafe(it(), self._loop).result(20)

    def later(self, seconds: float) -> None:
        """Let time pass here and for whoever listens."""
        self.clock.later(seconds)
        self.do(lambda ex: None)

    def cut(self) -> None:
        """Break every connection; the exchange goes on."""

        def shut(ex: Exchange) -> None:
            listeners, ex.listeners = ex.listeners, []
            for listener in listeners:
                listener.shut("")

        self.do(shut)

    def unheard(self, what: Callable[[Exchange], None]) -> None:
        """Let something happen whose events are lost on their way."""

        def silently(ex: Exchange) -> None:
            listeners, ex.listeners = ex.listeners, []
            what(ex)
            ex.agenda.settle()
            ex.listeners = listeners

        self.do(silently)

    def release(self) -> None:
        """Let the call records that were kept back come."""
        assert self.held is not None
        for name, content in self.held.items():
            (self.cdr / name).write_bytes(content)
        self.held = None

    def listened_to(self, engine: Engine) -> Listener:
        """Return a listener of this exchange that has begun."""
        node = NodeSettings("node-0", "127.0.0.1", self.port, PASSWORD, cdr_folder=self.cdr)
        listener = Listener(engine, [node], 1, self.clock.timing())
        listener.start()
        return listener

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(20)

    async def _run(self) -> None:
        self._loop, self._ending = asyncio.get_running_loop(), asyncio.Event()
        clock, write = (lambda: self.clock.at), self._write
        self._server = Server(self._setting, Access(), port=0, seed=self._seed, files=write, clock=clock)
        keep_records(self._server.exchange)
        await self._server.start()
        self.port = self._server.port
        self._begun.set()
        await self._server.run(self._ending)

    def _write(self, path: str, content: bytes) -> None:
        name = path.rpartition("/")[2]
        if not name.endswith(".cdr.json"):
            return
        if self.held is not None:
            self.held[name] = content
        else:
            (self.cdr / name).write_bytes(content)
