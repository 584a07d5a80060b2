"""Timers: a storm of 100,000 due at once, and a poll among 1,000,000 that are not.

Every timer belongs to an instance of its own and fires by a step of its own, committed. Data come by COPY.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from datetime import timedelta
from multiprocessing.synchronize import Barrier
from typing import Any

import psycopg

from bench.figure import Figure
from bench.stage import MORNING, SYSTEM, BenchStage, settings_on
from engine.commands.deploy import Deploy
from engine.commands.fire_timer import FireTimer
from engine.commands.lease import LeaseTimers
from engine.commands.starting import Start, start_instance
from engine.commands.time import SetClock
from engine.commands.work import Work
from engine.ids import new_id
from huan.console import quiet_logs
from huan.heap import settle_heap
from huan.wiring import build

#: A process that waits for a timer and then for another, so that firing changes state and arms again.
DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench">
  <bpmn:process id="storm" isExecutable="true">
    <bpmn:startEvent id="start"/>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="first"/>
    <bpmn:intermediateCatchEvent id="first"><bpmn:timerEventDefinition>
      <bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="first" targetRef="second"/>
    <bpmn:intermediateCatchEvent id="second"><bpmn:timerEventDefinition>
      <bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f3" sourceRef="second" targetRef="end"/>
    <bpmn:endEvent id="end"/>
  </bpmn:process>
</bpmn:definitions>
"""
SHEET = "key: storm\nname: {zh: 压测, en: Storm}\ndiagram: storm.bpmn\nprocess: storm\n"


def _sow(stage: BenchStage, url: str, count: int, due: timedelta) -> None:
    """Make `count` waiting instances by copying one that was started as usual, with its timer and history."""
    engine = stage.engine
    with stage.system.database.transaction() as tx:
        work = Work(tx, SYSTEM, engine.services)
        definition = engine.services.active(tx, "storm")
        pattern, _, _ = start_instance(work, Start(definition, "pattern"))
    at = MORNING + due
    with psycopg.connect(url) as connection:
        columns = {
            table: [
                row[0]
                for row in connection.execute(
                    "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
                    "ORDER BY ordinal_position",
                    (table,),
                )
            ]
            for table in ("instance", "timer", "history")
        }
        sample: dict[str, Any] = {
            "instance": connection.execute("SELECT * FROM instance WHERE id = %s", (pattern,)).fetchone(),
            "timer": connection.execute("SELECT * FROM timer WHERE instance_id = %s", (pattern,)).fetchone(),
            "history": connection.execute("SELECT * FROM history WHERE chain = %s", (pattern,)).fetchone(),
        }
        ids = [(new_id(), new_id()) for _ in range(count)]
        for table in ("instance", "timer", "history"):
            names, values = columns[table], sample[table]
            assert values is not None
            with connection.cursor().copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for instance_id, timer_id in ids:
                    changes: dict[str, dict[str, Any]] = {
                        "instance": {"id": instance_id, "business_key": instance_id},
                        "timer": {"id": timer_id, "instance_id": instance_id, "due_at": at},
                        "history": {"chain": instance_id, "instance_id": instance_id},
                    }
                    copy.write_row([changes[table].get(n, v) for n, v in zip(names, values, strict=True)])
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


def _fire(url: str, number: int, ready: Barrier, out: Any) -> None:
    quiet_logs()
    system = build(settings_on(url))
    engine, owner = system.engine, f"bench:{number}"
    engine.run(LeaseTimers(owner, 0, 0), SYSTEM)
    settle_heap()
    ready.wait()
    began, fired, lateness = time.monotonic(), 0, []
    while leased := engine.run(LeaseTimers(owner, 60, 200), SYSTEM)["timers"]:
        for timer in leased:
            engine.run(FireTimer(timer["id"], timer["instance"]), SYSTEM)
            lateness.append(time.monotonic() - began)
            fired += 1
    out.put((fired, time.monotonic() - began, lateness))
    system.close()


def run(url: str, storm: int = 100_000, waiting: int = 1_000_000, workers: int = 3) -> list[Figure]:
    """Measure on the empty PostgreSQL database at `url`."""
    stage = BenchStage(url, rate=0)
    stage.engine.run(Deploy({"package.yaml": SHEET, "storm.bpmn": DIAGRAM}), SYSTEM)
    _sow(stage, url, storm, timedelta(hours=1))
    context = multiprocessing.get_context("spawn")
    ready, out = context.Barrier(workers + 1), context.Queue()
    processes = [context.Process(target=_fire, args=(url, number, ready, out)) for number in range(workers)]
    stage.engine.run(SetClock(MORNING + timedelta(hours=2), 0), SYSTEM)
    for process in processes:
        process.start()
    ready.wait()
    results = [out.get() for _ in processes]
    for process in processes:
        process.join()
    fired, longest = sum(result[0] for result in results), max(result[1] for result in results)
    lateness = sorted(late for result in results for late in result[2])
    notes = {
        "fired": fired,
        "workers": workers,
        "lateness p50 s": round(statistics.median(lateness), 2),
        "lateness p99 s": round(lateness[int(len(lateness) * 0.99)], 2),
    }
    figures = [Figure("timers.storm", "timers/s", [fired / longest], 1000, at_most=False, notes=notes)]
    figures.append(_poll(stage, url, waiting))
    stage.system.close()
    return figures


def _poll(stage: BenchStage, url: str, waiting: int) -> Figure:
    _sow(stage, url, waiting, timedelta(days=30))
    runs = []
    for _ in range(200):
        began = time.perf_counter()
        leased = stage.engine.run(LeaseTimers("bench:poll", 60, 200), SYSTEM)["timers"]
        runs.append((time.perf_counter() - began) * 1000)
        if leased:
            raise AssertionError("nothing should be due")
    return Figure(f"timers.poll-{waiting}", "ms", runs[20:], 5)
