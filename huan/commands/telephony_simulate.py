"""`huan telephony simulate`: an exchange that is none, on a socket."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import click

from engine.errors import InvalidInput
from engine.words import Words
from huan.console import told
from telephony.simulator.scenario import ScenarioUnreadable, read_scenario, shipped
from telephony.simulator.server import LOOPBACK, PORT, Server, folder_files
from telephony.simulator.session import Access


@click.command("simulate")
@click.option("--calls-per-minute", type=click.FloatRange(0, 6000), default=2.0, show_default=True)
@click.option("--scenario", type=click.Path(dir_okay=False, path_type=Path), help="A scenario file.")
@click.option("--host", default=LOOPBACK, show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True)
@click.option("--cdr", type=click.Path(file_okay=False, path_type=Path), help="Folder for call records.")
@click.option("--recordings", type=click.Path(file_okay=False, path_type=Path), help="Folder for recordings.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of everything that is random.")
@told
def simulate_command(
    calls_per_minute: float,
    scenario: Path | None,
    host: str,
    port: int,
    cdr: Path | None,
    recordings: Path | None,
    seed: int,
) -> None:
    """Play a FreeSWITCH: event socket, callers, agents and queues of a scenario, until interrupted.

    The password is HUAN_FREESWITCH_PASSWORD, ClueCon without it. The event socket listens on loopback unless
    --host names another address; whoever knows the password may then make it call out, to nobody.
    """
    try:
        setting = read_scenario(scenario or shipped("hotline"))
    except ScenarioUnreadable as error:
        raise InvalidInput(Words(error.en, error.zh)) from error
    access = Access(os.environ.get("HUAN_FREESWITCH_PASSWORD") or "ClueCon")
    asyncio.run(
        _simulate(Server(setting, access, host, port, seed, folder_files(recordings, cdr)), calls_per_minute)
    )


async def _simulate(server: Server, calls_per_minute: float) -> None:
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ending.set)
    await server.start()
    server.prepare(calls_per_minute)
    click.echo(f"event socket on {server.host}:{server.port}, {calls_per_minute:g} calls a minute")
    await server.run(ending)
