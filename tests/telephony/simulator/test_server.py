"""The simulator over TCP, where the wire is the subject: addresses, connections that break, readers that stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from telephony.simulator.callers import let_ring
from telephony.simulator.faults import happen
from telephony.simulator.server import Server
from telephony.simulator.session import Access
from telephony.simulator.setting import Caller, Extension, Fault, FaultKind, Setting, Telephone
from tests.telephony.loops import run_apart
from tests.telephony.simulator.line import RECORDED

FAST = replace(RECORDED, telephones=(Telephone("1001", after_seconds=0.02), Telephone("1002")))
Story = Callable[[Server], Awaitable[Any]]


def play(story: Story, setting: Setting = FAST, **options: Any) -> Any:
    """Run a server on a free port, the story beside it, and end both."""

    async def run() -> Any:
        server = Server(setting, options.pop("access", Access()), port=0, **options)
        await server.start()
        ending = asyncio.Event()
        running = asyncio.create_task(server.run(ending))
        try:
            return await asyncio.wait_for(story(server), 20)
        finally:
            ending.set()
            await running

    return run_apart(run())


async def log_in(server: Server, after: bytes = b"") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write(b"auth ClueCon\n\n" + after)
    await reader.readuntil(b"+OK accepted\n\n")
    return reader, writer


def test_a_call_that_rings_after_a_long_silence_rings_now_and_its_application_is_dialled_in_time() -> None:
    now = [datetime(2026, 11, 29, 2, 0, tzinfo=UTC)]

    async def story(server: Server) -> tuple[bytes, int]:
        dialled: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

        async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"connect\n\n")
            dialled.set_result(await reader.read(20))
            writer.close()

        application = await asyncio.start_server(hear, "127.0.0.1", 0)
        port = application.sockets[0].getsockname()[1]
        steps = (("socket", f"127.0.0.1:{port} async full"),)
        server.exchange.extensions["public", "95598"] = Extension("95598", steps)
        now[0] += timedelta(seconds=15)  # nothing was due, so that nothing wound the clock
        channel = server.ring(Caller("13900000001", "95598"))
        heard = await dialled
        application.close()
        return heard, channel.profile.created

    heard, created = play(story, clock=lambda: now[0])
    assert heard.startswith(b"Event-Name: CHANNEL"), "it was dialled, and not given up for lateness"
    assert created == int(now[0].timestamp() * 1_000_000)


def test_a_call_is_heard_by_two_clients_in_both_formats() -> None:
    async def story(server: Server) -> tuple[bytes, bytes]:
        plain, one = await log_in(server, b"event plain CHANNEL_BRIDGE\n\n")
        as_json, other = await log_in(server, b"event json CHANNEL_BRIDGE\n\n")
        await plain.readuntil(b"enabled plain\n\n")
        await as_json.readuntil(b"enabled json\n\n")
        one.write(b"bgapi originate user/1001@127.0.0.1 95598\n\n")
        await plain.readuntil(b"Job-UUID: ")
        let_ring(server.exchange, Caller("13900000001", "95598"))
        heard = await plain.readuntil(b"CHANNEL_BRIDGE"), await as_json.readuntil(b"CHANNEL_BRIDGE")
        for writer in (one, other):
            writer.close()
        return heard

    plain, as_json = play(story)
    assert plain.endswith(b"Event-Name: CHANNEL_BRIDGE")
    assert as_json.endswith(b'"Event-Name":"CHANNEL_BRIDGE')


def test_a_peer_outside_the_acl_is_sent_away() -> None:
    async def story(server: Server) -> bytes:
        reader, writer = await asyncio.open_connection(server.host, server.port)
        heard = await reader.read()
        writer.close()
        return heard

    heard = play(story, allowed=lambda peer: False)
    assert heard.startswith(
        b"Content-Type: text/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n"
    )
    assert heard.endswith(b"http://www.cluecon.com/\n")


def test_the_acl_sees_the_peers_address() -> None:
    seen: list[str] = []

    async def story(server: Server) -> None:
        _, writer = await log_in(server)
        writer.close()

    play(story, allowed=lambda peer: not seen.append(peer))  # type: ignore[func-returns-value]
    assert seen == ["127.0.0.1"]


def test_a_wrong_password_ends_the_connection() -> None:
    async def story(server: Server) -> bytes:
        reader, writer = await asyncio.open_connection(server.host, server.port)
        writer.write(b"auth wrong\n\n")
        heard = await reader.read()
        writer.close()
        return heard

    assert b"Reply-Text: -ERR invalid\n\n" in play(story)


def test_killed_the_stream_just_ends_and_the_port_refuses_until_it_is_back() -> None:
    async def story(server: Server) -> tuple[bytes, bytes, bytes]:
        core = server.exchange.core_uuid.encode()
        reader, writer = await log_in(server, b"event plain ALL\n\n")
        await reader.readuntil(b"enabled plain\n\n")
        let_ring(server.exchange, Caller("13900000001", "955984"))
        await reader.readuntil(b"CHANNEL_PARK")
        happen(server.exchange, Fault(0, FaultKind.KILL, seconds_down=0.3))
        rest = await reader.read()
        writer.close()
        refused, other = await asyncio.open_connection(server.host, server.port)
        nothing = b""
        try:
            nothing = await refused.read()
        except ConnectionError:
            pass
        other.close()
        while not server.exchange.running:
            await asyncio.sleep(0.02)
        again, writer = await log_in(server, b"api uuid_dump x\n\napi status\n\n")
        await again.readuntil(b"0 session(s) - peak")
        writer.close()
        assert server.exchange.core_uuid.encode() != core
        return rest, nothing, core

    rest, nothing, _ = play(story)
    assert b"SHUTDOWN" not in rest
    assert b"disconnect" not in rest
    assert nothing == b""


def test_who_does_not_read_is_given_up_and_others_go_on() -> None:
    """The flood is far larger than the socket's own buffers."""

    async def story(server: Server) -> tuple[bool, int]:
        reader, writer = await log_in(server, b"event plain HEARTBEAT\n\n")
        deaf = socket.create_connection((server.host, server.port))
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.sendall(b"auth ClueCon\n\nevent plain ALL\n\n")
        while len(server.exchange.listeners) < 2 or not server.exchange.listeners[1].wants("API", ""):
            await asyncio.sleep(0.01)
        for number in range(600):
            let_ring(server.exchange, Caller(f"139{number:08}", "955984"))
            server.exchange.agenda.settle()
            if number % 20 == 0:
                await asyncio.sleep(0)
        listening = len(server.exchange.listeners)
        writer.write(b"api hostname\n\n")
        await reader.readuntil(b"\n\nvm")
        deaf.close()
        writer.close()
        return True, listening

    answered, listening = play(story, access=Access(queue_length=500))
    assert answered
    assert listening == 1


def test_the_exchange_dials_an_application() -> None:
    async def story(server: Server) -> bytes:
        heard: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

        async def application(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"connect\n\n")
            heard.set_result(await reader.readuntil(b"\n\n"))
            writer.write(b"sendmsg\ncall-command: hangup\n\n")
            await reader.read()
            writer.close()

        listening = await asyncio.start_server(application, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        server.exchange.extensions["public", "1"] = Extension(
            "1", (("socket", f"127.0.0.1:{port} async full"),)
        )
        channel = let_ring(server.exchange, Caller("13900000001", "1", "李小明"))
        greeting = await heard
        while channel.up:
            await asyncio.sleep(0.01)
        listening.close()
        return greeting

    greeting = play(story)
    assert b"Caller-Caller-ID-Name: %E6%9D%8E" in greeting
    assert greeting.endswith(b"Reply-Text: %2BOK%0A\nSocket-Mode: async\nControl: full\n\n")


def test_traffic_rings_by_itself() -> None:
    async def story(server: Server) -> bytes:
        reader, writer = await log_in(server, b"event plain CHANNEL_CREATE\n\n")
        await reader.readuntil(b"enabled plain\n\n")
        server.prepare(3000)
        heard = await reader.readuntil(b"Caller-Caller-ID-Number: 13900000001")
        writer.close()
        return heard

    people = (Caller("13900000001", "955984", patience_seconds=1),)
    assert b"CHANNEL_CREATE" in play(story, replace(FAST, population=people))
