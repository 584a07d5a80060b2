"""Callers who stay with a dialogue: FreeSWITCH's side of its socket, which greets and never ends."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import uuid4

from telephony.esl import CommandReader
from telephony.simulator import Caller, Exchange, let_ring
from telephony.simulator.setting import Setting

#: How long the last of them may wait for the first word.
SETTLE_SECONDS = 20.0
_FINE = b"Content-Type: command/reply\nReply-Text: +OK\n\n"


class Dialling:
    """So many sockets to the dialogues at a port of loopback."""

    def __init__(self, setting: Setting, dials: str, port: int) -> None:
        self._port = port
        exchange = Exchange(setting, datetime.now(UTC))
        channel = let_ring(exchange, Caller("13700000000", dials))
        exchange.agenda.settle()
        self._uuid = channel.uuid
        first = {"Event-Name": "CHANNEL_DATA", "Core-UUID": exchange.core_uuid}
        data = {
            **first,
            **dict(channel.data()),
            "Answer-State": "answered",
            "Socket-Mode": "async",
            "Control": "full",
        }
        self._data = "".join(f"{name}: {quote(str(value))}\n" for name, value in data.items())
        self.greeted = 0
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def dial(self, callers: int, rate: float) -> int:
        """Open so many sockets, so many a second; return how many were spoken to in the end."""
        return asyncio.run_coroutine_threadsafe(self._dial(callers, rate), self._loop).result()

    def close(self) -> None:
        """It ends with its process."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _dial(self, callers: int, rate: float) -> int:
        began = self._loop.time()
        for number in range(callers):
            await asyncio.sleep(began + number / rate - self._loop.time())
            await self._loop.create_connection(lambda: _Line(self, self._greeting()), "127.0.0.1", self._port)
        until = self._loop.time() + SETTLE_SECONDS
        while self.greeted < callers and self._loop.time() < until:
            await asyncio.sleep(0.05)
        return self.greeted

    def _greeting(self) -> bytes:
        told = self._data.replace(self._uuid, str(uuid4()))
        return f"{told}Content-Type: command/reply\nReply-Text: %2BOK%0A\n\n".encode()


class _Line(asyncio.Protocol):
    """One caller's socket: what is asked is done, but for what is to be played."""

    def __init__(self, dialling: Dialling, greeting: bytes) -> None:
        self._dialling, self._greeting = dialling, greeting
        self._reader = CommandReader()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        for command in self._reader.receive_data(data):
            if command.verb == "connect":
                self._transport.write(self._greeting)
            else:
                self._dialling.greeted += command.verb == "sendmsg"
                self._transport.write(_FINE)
