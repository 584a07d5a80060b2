"""`huan worker`: do what is due, on this machine."""

from __future__ import annotations

import signal
import threading

import click

from engine.workers import Hub, InlineWorker
from engine.workers.queued import QueuedHints, run_worker
from huan.awaited import await_database, patiently
from huan.broken import name_broken_versions
from huan.console import told
from huan.heap import settle_heap
from huan.logs import working_logs
from huan.settings import Settings
from huan.wiring import System, build

BOTH, POLL, HINTS = "both", "poll", "hints"


@click.command()
@click.option(
    "--by",
    type=click.Choice([BOTH, POLL, HINTS]),
    default=BOTH,
    show_default=True,
    help="How work is found: poll the rows, take hints from Redis, or both. Where workers only take hints, "
    "a poller must run beside them, better two.",
)
@told
def worker(by: str) -> None:
    """Fire timers, deliver messages and do effects until stopped; any number on any number of machines.

    With REDIS_URL, hints come through RQ; without, the rows are polled.
    """
    settings = Settings.from_environment()
    if by == HINTS and settings.redis_url is None:
        raise click.UsageError("hints come through Redis: set REDIS_URL, or poll")
    working_logs()
    await_database(settings)
    system = build(settings)
    patiently(settings, lambda: name_broken_versions(system))
    settle_heap()
    pollers = InlineWorker(system.engine, system.effects, Hub())
    if settings.redis_url is not None and by != POLL:
        run_worker(system.engine, system.effects, settings.redis_url, pollers=pollers if by == BOTH else None)
    else:
        _poll(system, pollers)
    system.close()


def _poll(system: System, pollers: InlineWorker) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    pollers.start()
    if system.settings.redis_url is not None:
        # What it does concerns pages of all servers, and makes work for whoever takes hints.
        system.engine.hints = QueuedHints(system.settings.redis_url)
    stop.wait()
    pollers.stop()
