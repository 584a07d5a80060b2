"""How many completions a second the repair package makes, all-in and durable, with several workers.

Every worker is a process with its own connections and orders; each order goes round and round. Nothing is
left out: clocks, inbox lines, timers, history, idempotency keys, commits with fsync.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import func, select

from bench.figure import Figure
from bench.processes import cpu_seconds
from bench.rounds import ANSWERS
from bench.stage import BenchStage, settings_on
from engine.commands.complete import CompleteTask
from engine.ids import new_id
from engine.org import Actor
from engine.store.database import Database
from engine.store.statement import Statement
from huan.console import quiet_logs
from huan.heap import settle_heap
from huan.wiring import build

_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes", "server_version", "shared_buffers")


def _work(url: str, who: str, opened: list[dict[str, Any]], seconds: float, ready: Barrier, out: Any) -> None:
    quiet_logs()
    system = build(settings_on(url))
    actor = Actor(who)
    tasks = deque(opened)
    for _ in range(30):
        tasks.append(_complete(system.engine, actor, tasks.popleft()))
    settle_heap()
    backend = _backend(system.database)
    ready.wait()
    began, cpu, server_cpu = time.monotonic(), time.process_time(), cpu_seconds(backend)
    counts = [0] * int(seconds)
    while (elapsed := time.monotonic() - began) < seconds:
        tasks.append(_complete(system.engine, actor, tasks.popleft()))
        counts[min(int(elapsed), len(counts) - 1)] += 1
    out.put((counts, time.process_time() - cpu, cpu_seconds(backend) - server_cpu))
    system.close()


def _complete(engine: Any, actor: Actor, opened: dict[str, Any]) -> dict[str, Any]:
    answer = engine.run(CompleteTask(opened["task"], ANSWERS[opened["element"]][1]), actor, new_id())
    return answer["next"][0]  # type: ignore[no-any-return]


def _backend(database: Database) -> int:
    """Return the process id of the server's side of this process's one connection."""
    with database.reading() as tx:
        return int(tx.one(Statement(select(func.pg_backend_pid().label("pid")))).pid)


def server_settings(database: Database) -> dict[str, str]:
    """Return the settings of the server that durability and speed depend on; empty for SQLite."""
    if database.dialect != "postgresql":
        return {}
    with database.reading() as tx:
        return {
            name: tx.one(Statement(select(func.current_setting(name).label("value")))).value
            for name in _SETTINGS
        }


def run(url: str, workers: int = 2, seconds: float = 60, orders: int = 40) -> list[Figure]:
    """Measure on the empty PostgreSQL database at `url`."""
    stage = BenchStage(url)
    who = stage.people["everyone"].id
    context = multiprocessing.get_context("spawn")
    ready, out = context.Barrier(workers), context.Queue()
    processes = []
    for _ in range(workers):
        opened = [stage.open_order(number)["opened"][0] for number in range(orders)]
        arguments = (url, who, opened, seconds, ready, out)
        processes.append(context.Process(target=_work, args=arguments))
    for process in processes:
        process.start()
    results = [out.get() for _ in processes]
    for process in processes:
        process.join()
    per_second = [float(sum(each)) for each in zip(*(counts for counts, _, _ in results), strict=True)]
    total = sum(per_second)
    notes = {
        "workers": workers,
        "seconds": seconds,
        "completions": int(total),
        "mean": round(total / seconds, 1),
        "application CPU ms each": round(sum(cpu for _, cpu, _ in results) / total * 1000, 3),
        "PostgreSQL CPU ms each": round(sum(cpu for _, _, cpu in results) / total * 1000, 3),
        "server": server_settings(stage.system.database),
    }
    stage.system.close()
    return [Figure("throughput", "completions/s", per_second, 1200, at_most=False, notes=notes)]
