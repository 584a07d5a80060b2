"""The server that FreeSWITCH dials, over real sockets: a simulated exchange, a crowd, and peers that mean no good."""

from __future__ import annotations

import asyncio
import resource
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from telephony.dialogues.server import server_of
from telephony.simulator import Access, Caller, Extension, Server
from telephony.transport import NotListening, OutboundServer
from telephony.transport import outbound as transport
from tests.telephony.dialogues.phone import HOTLINE, SETTING, Desk
from tests.telephony.dialogues.test_conversation import MENU
from tests.telephony.dialogues.test_session import CHANNEL
from tests.telephony.loops import run_apart

PATIENCE_SECONDS = 20


def until(happened: Callable[[], Any], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        if time.monotonic() > deadline:
            pytest.fail(f"{what} did not happen within {PATIENCE_SECONDS} s")
        time.sleep(0.005)


@pytest.fixture
def desk() -> Desk:
    return Desk(MENU)


@pytest.fixture
def server(desk: Desk) -> Iterator[OutboundServer]:
    made = server_of(desk, "127.0.0.1", 0)
    made.start()
    yield made
    made.stop()


def dial(server: OutboundServer) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", server.port), PATIENCE_SECONDS)
    made.settimeout(PATIENCE_SECONDS)
    return made


def closed(peer: socket.socket) -> bool:
    try:
        while peer.recv(65536):
            pass
    except ConnectionError:
        pass
    return True


def test_an_exchange_dials_and_its_caller_hangs_up(server: OutboundServer, desk: Desk) -> None:
    steps = (
        ("answer", ""),
        ("socket", f"127.0.0.1:{server.port} async full"),
        ("callcenter", "repair@default"),
    )
    caller = Caller("13800000001", HOTLINE, "王女士", patience_seconds=0.5)
    setting = replace(SETTING, extensions=(Extension(HOTLINE, steps),), callers=(caller,))

    async def play() -> None:
        exchange = Server(setting, Access(), port=0)
        await exchange.start()
        exchange.prepare()
        over = asyncio.Event()
        running = asyncio.create_task(exchange.run(over))
        while not desk.ended:
            await asyncio.sleep(0.01)
        over.set()
        await running

    run_apart(asyncio.wait_for(play(), PATIENCE_SECONDS))
    assert desk.arrivals[0].caller == "13800000001"
    assert [how for how, _, _ in desk.ended] == ["hung-up"]
    until(lambda: server.connections == 0, "the connection is closed")


def test_what_is_no_freeswitch_is_closed(server: OutboundServer) -> None:
    for garbage in (
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x00\xff" * 400 + b"\n",
        b"Content-Length: -1\n\n",
    ):
        with dial(server) as peer:
            peer.sendall(garbage)
            assert closed(peer)
    until(lambda: server.connections == 0, "all are closed")


def test_who_says_nothing_is_closed_after_a_while(desk: Desk) -> None:
    seconds = [0.0]
    server = server_of(desk, "127.0.0.1", 0, lambda: seconds[0])
    server.start()
    try:
        with dial(server) as peer:
            assert peer.recv(100) == b"connect\n\n"
            seconds[0] = 6.0
            assert closed(peer)
    finally:
        server.stop()


def test_no_more_than_so_many_are_taken(server: OutboundServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MOST_CONNECTIONS", 1)
    with dial(server) as first:
        assert first.recv(100) == b"connect\n\n"
        with dial(server) as second:
            assert closed(second)
        first.sendall(CHANNEL + b"\n")
        assert b"linger" in first.recv(1000)


def test_a_fault_of_ours_costs_one_dialogue(server: OutboundServer, desk: Desk) -> None:
    desk.begin = lambda arrival: 1 / 0  # type: ignore[assignment,return-value]
    ok = b"Content-Type: command/reply\nReply-Text: +OK\n\n"
    with dial(server) as peer:
        peer.sendall(CHANNEL + b"\n" + ok * 3)
        until(lambda: b"exit" in peer.recv(4096), "the caller is let go")
    with dial(server) as another:
        assert another.recv(100) == b"connect\n\n"


def test_an_address_that_is_taken_is_named(server: OutboundServer, desk: Desk) -> None:
    with pytest.raises(NotListening, match=f"127.0.0.1:{server.port}"):
        server_of(desk, "127.0.0.1", server.port).start()


def test_when_the_server_stops_its_callers_are_let_go(desk: Desk) -> None:
    server = server_of(desk, "127.0.0.1", 0)
    server.start()
    with dial(server) as peer:
        assert peer.recv(100) == b"connect\n\n"
        server.stop()
        assert closed(peer)


def test_a_crowd_of_callers_takes_little_memory(server: OutboundServer, desk: Desk) -> None:
    """200 callers in their first prompt; 2,000 of them have 400 MB. Both ends of each are in this process."""
    ok = b"Content-Type: command/reply\nReply-Text: +OK\n\n"
    data = CHANNEL + b"Answer-State: answered\nvariable_x: " + b"y" * 9000 + b"\n\n"
    before = _resident()
    peers = []
    try:
        for number in range(200):
            peer = dial(server)
            peers.append(peer)
            peer.sendall(data.replace(b"7f1d", b"%d" % number) + ok * 3)
        until(lambda: len(desk.arrivals) == 200, "all have begun")
        for peer in peers:
            said = b""
            while b"play_and_get_digits" not in said:
                said += peer.recv(4096)
        assert _resident() - before < 40 * 1024
    finally:
        for peer in peers:
            peer.close()
    until(lambda: len(desk.ended) == 200, "all have ended")


def _resident() -> int:
    """Return the most memory that this process has had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
