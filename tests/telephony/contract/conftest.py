"""Whose contract is checked: the simulator's, and that of a FreeSWITCH named by HUAN_FREESWITCH."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from telephony.simulator import Access, Server, folder_files
from tests.telephony.contract.client import Address
from tests.telephony.simulator.line import PASSWORD, RECORDED, REPAIR

FREESWITCH = os.environ.get("HUAN_FREESWITCH", "")
WHOSE = ["simulator", *(["freeswitch"] if FREESWITCH else [])]


@pytest.fixture(scope="session", params=WHOSE)
def exchange(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """An exchange that answers.

    A real one has the queue that HUAN_FREESWITCH_QUEUE names (repair@default without it), and writes where
    the tests can read: in HUAN_FREESWITCH_RECORDINGS, or in a folder of the tests'.
    """
    folder = tmp_path_factory.mktemp("recordings")
    if request.param == "freeswitch":
        yield real(folder)
    else:
        yield from _simulated(folder)


def real(folder: Path) -> Address:
    """The FreeSWITCH that is named; fails when nobody answers there."""
    host, _, port = FREESWITCH.rpartition(":")
    password = os.environ.get("HUAN_FREESWITCH_PASSWORD", "ClueCon")
    queue = os.environ.get("HUAN_FREESWITCH_QUEUE", REPAIR)
    try:
        socket.create_connection((host, int(port)), timeout=10).close()
    except (OSError, ValueError) as error:
        pytest.fail(f"no FreeSWITCH answers at HUAN_FREESWITCH={FREESWITCH}: {error}")
    return Address(
        host, int(port), password, queue, os.environ.get("HUAN_FREESWITCH_RECORDINGS") or str(folder)
    )


def _simulated(folder: Path) -> Iterator[Address]:
    started, ending = threading.Event(), threading.Event()
    listening: list[Server] = []

    async def serve() -> None:
        server = Server(RECORDED, Access(PASSWORD), port=0, files=folder_files(folder, folder))
        await server.start()
        listening.append(server)
        end = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, lambda: (ending.wait(), loop.call_soon_threadsafe(end.set)))
        started.set()
        await server.run(end)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="simulated exchange")
    thread.start()
    assert started.wait(10)
    yield Address(listening[0].host, listening[0].port, PASSWORD, REPAIR, str(folder))
    ending.set()
    thread.join(10)
