"""The simulated exchange of a measurement: callers by schedule, and when it told what."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field

from telephony.calls.derived_ids import derived_id
from telephony.calls.machine import NAMESPACE
from telephony.dialogues.steps.speaking import DIGITS
from telephony.simulator.callcenter import SUBCLASS
from telephony.simulator.callers import let_ring
from telephony.simulator.notices import Notice
from telephony.simulator.server import Server
from telephony.simulator.session import Access
from telephony.simulator.setting import Caller, Setting

START_SECONDS = 30.0
WORD = "measured"
#: The keys of an order's number.
NUMBER_KEYS = 13
_ASKED = ("Application", "play_and_get_digits")


@dataclass
class Said:
    """When the exchange told what, of the machine's monotonic clock.

    `offered` by call and agent, `queued` by the member of a queue; `answers` are seconds from the last key of
    an order's number, with which FreeSWITCH has the whole of it, to the beginning of the answer.
    """

    offered: dict[tuple[str, str], float] = field(default_factory=dict)
    queued: dict[str, float] = field(default_factory=dict)
    answers: list[float] = field(default_factory=list)


class _Ear:
    """Hears what everybody hears, as it is told."""

    def __init__(self, core: str) -> None:
        self.said = Said()
        self._core = core
        self._asked: dict[str, float] = {}

    def wants(self, name: str, subclass: str) -> bool:
        return subclass == SUBCLASS or name in ("CHANNEL_EXECUTE_COMPLETE", "PLAYBACK_START")

    def take(self, notice: Notice) -> None:
        now = time.monotonic()
        if notice.name == "CHANNEL_EXECUTE_COMPLETE" and _ASKED not in notice.pairs:
            return
        told = {name: str(value) for name, value in notice.pairs}
        if notice.name == "CHANNEL_EXECUTE_COMPLETE":
            if len(told.get(f"variable_{DIGITS}", "")) == NUMBER_KEYS:
                self._asked[told["Unique-ID"]] = now
        elif notice.name == "PLAYBACK_START":
            asked = self._asked.pop(told["Unique-ID"], None)
            if asked is not None:
                self.said.answers.append(now - asked)
        elif told.get("CC-Action") == "member-queue-start":
            self.said.queued[told["CC-Member-UUID"]] = now
        elif told.get("CC-Action") == "agent-offering":
            call = derived_id(NAMESPACE, f"{self._core}/{told['CC-Member-Session-UUID']}")
            self.said.offered[call, told["CC-Agent"]] = now

    def shut(self, notice: str) -> None:
        """It stays."""


class Ringing:
    """An exchange on a free port, in this process's own loop."""

    def __init__(self, setting: Setting) -> None:
        self._server = Server(setting, Access(WORD), port=0)
        self._ear = _Ear(self._server.exchange.core_uuid)
        self._server.exchange.listeners.append(self._ear)
        self._loop = asyncio.new_event_loop()
        started: Future[None] = Future()
        threading.Thread(target=self._run, args=(started,), daemon=True).start()
        started.result(START_SECONDS)

    def port(self) -> int:
        """Return where its event socket is."""
        return self._server.port

    def ring(self, callers: list[Caller], rate: float) -> float:
        """Let these ring, so many a second; return how late the last one rang."""
        return asyncio.run_coroutine_threadsafe(self._ring(callers, rate), self._loop).result()

    def said(self) -> Said:
        """Take what was told since this was last asked, and when."""
        taken, self._ear.said = self._ear.said, Said()
        return taken

    def channels(self) -> int:
        """Return how many channels are up."""
        return len(self._server.exchange.channels)

    def cut(self, hang_up: int) -> float:
        """End every event socket, then so many calls that nobody hears of; return when."""
        return asyncio.run_coroutine_threadsafe(self._cut(hang_up), self._loop).result()

    def close(self) -> None:
        """It ends with its process."""

    def _run(self, started: Future[None]) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.start())
        self._server.prepare()
        started.set_result(None)
        self._loop.run_until_complete(self._server.run())

    async def _ring(self, callers: list[Caller], rate: float) -> float:
        began, late = time.monotonic(), 0.0
        for number, caller in enumerate(callers):
            wait = began + number / rate - time.monotonic()
            late = max(0.0, -wait)
            if wait > 0:
                await asyncio.sleep(wait)
            let_ring(self._server.exchange, caller)
            self._server.stir()
        return late

    async def _cut(self, hang_up: int) -> float:
        from telephony.simulator.legs import hang_up as end

        exchange = self._server.exchange
        for session in list(exchange.listeners):
            session.shut("")
        at = time.monotonic()
        for channel in list(exchange.channels.values())[:hang_up]:
            end(exchange, channel, far=True)
        self._server.stir()
        return at
