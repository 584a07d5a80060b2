"""`huan worker`: do what is due, on this machine."""

from __future__ import annotations

import signal
import threading

import click

from engine.workers import Hub, InlineWorker
from engine.workers.queued import run_worker
from huan.awaited import await_database
from huan.broken import name_broken_versions
from huan.console import told
from huan.heap import settle_heap
from huan.logs import working_logs
from huan.settings import Settings
from huan.wiring import System, build


@click.command()
@told
def worker() -> None:
    """Fire timers, deliver messages and do effects until stopped; any number on any number of machines.

    With REDIS_URL, hints come through RQ; without, the rows are polled.
    """
    settings = Settings.from_environment()
    working_logs()
    await_database(settings)
    system = build(settings)
    name_broken_versions(system)
    settle_heap()
    if settings.redis_url is not None:
        run_worker(system.engine, system.effects, settings.redis_url)
    else:
        _work_inline(system)
    system.close()


def _work_inline(system: System) -> None:
    inline = InlineWorker(system.engine, system.effects, Hub())
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    inline.start()
    stop.wait()
    inline.stop()
