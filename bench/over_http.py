"""The calls of a day over HTTP: gunicorn as deployed, PostgreSQL, loopback, by a schedule (`open_loop.py`).

All-in: reading the request, who asks, the policy, the form, the step, the answer, its line in the log. The
client is a process of its own on the same machine. Each figure is the 95th percentile over all requests.
"""

from __future__ import annotations

import os
import statistics
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import Flask

from api import create_app
from api.accounts import COOKIE, CSRF_HEADER
from api.endpoint import PREFIX
from bench.figure import Figure
from bench.open_loop import Outcome, Pass, Traffic, client
from bench.processes import backends, cpu_of, resident_megabytes
from bench.rounds import ANSWERS
from bench.served import Served, served
from bench.stage import SYSTEM, BenchStage
from bench.statements import ListedDatabase, in_short
from bench.throughput import server_settings
from bench.traffic import Claiming, Completing, Looking, Opening, Taking
from engine.commands.sign_in import OpenSession
from engine.org import Actor

COMPLETING_MS = 15.0
RATE, SECONDS, ORDERS = 50.0, 40.0, 60
#: The other kinds of request each last this part of the time that completing lasts.
OTHERS = 0.2
INTAKE_RATE = 10.0
WARM_SECONDS = 4.0
WINDOW_SECONDS = 5.0


def run(url: str, rate: float = RATE, seconds: float = SECONDS, orders: int = ORDERS) -> Iterator[Figure]:
    """Measure on the empty PostgreSQL database at `url`."""
    stage = BenchStage(url)
    opened = [stage.open_order(number)["opened"][0] for number in range(orders)]
    tasks = deque((one["task"], one["element"]) for one in opened)
    people = sorted({who for who, _ in ANSWERS.values()})
    passes = {who: a_pass(stage, stage.people[who], who) for who in people}
    statements = _statements(stage, passes, _kinds(stage, tasks, people))
    where = {"server": server_settings(stage.system.database), "threads": stage.settings.request_threads}
    failed = 0
    with served(url) as server, client(passes, server.port) as sender:
        _, warmed = sender.by_schedule(Completing(tasks), rate, min(WARM_SECONDS, seconds))
        tasks = warmed.tasks
        for name, traffic in _kinds(stage, tasks, people):
            often = INTAKE_RATE if name == "intake" else rate
            lasts = seconds if name == "complete" else seconds * OTHERS
            watch = _Watch(server, url)
            outcome, after = sender.by_schedule(traffic, often, lasts)
            if isinstance(after, Completing):
                # Those that follow open and claim what is open then.
                tasks.clear()
                tasks.extend(after.tasks)
            failed += sum(outcome.errors.values())
            notes = {**told(outcome, often, lasts), **watch.each(len(outcome.answers)), **where}
            notes["statements"] = len(statements[name])
            target = COMPLETING_MS if name == "complete" else None
            yield Figure(f"http.{name}", "ms p95", [percentile(outcome, 0.95)], target, notes=notes)
    yield Figure("http.errors", "answers", [float(failed)], 0.0)
    sent = statements["complete"]
    notes = {"list": [in_short(one) for one in sent]}
    yield Figure("http.complete.statements", "statements", [float(len(sent))], notes=notes)
    stage.system.close()


def _kinds(
    stage: BenchStage, tasks: deque[tuple[str, str]], people: Sequence[str]
) -> Iterator[tuple[str, Traffic]]:
    """Yield each kind of request by name; tasks are as they are when it is its turn."""
    yield "complete", Completing(tasks)
    yield "inbox", Looking(people)
    yield "task", Opening(tasks)
    yield "claim", Claiming(tasks)
    yield "intake", Taking(stage.premises)


def a_pass(stage: BenchStage, person: Actor, username: str) -> Pass:
    """Return what a new session of a person sends with each request, as if they had signed in."""
    made = stage.engine.run(OpenSession(username, person.id), SYSTEM)
    return Pass(f"{COOKIE}={made['token']}", made["csrf"])


def percentile(outcome: Outcome, part: float) -> float:
    """Return the milliseconds within which this part of all requests was answered."""
    return _percentile([taken for _, taken in outcome.answers], part)


def _percentile(seconds: list[float], part: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1000


def told(outcome: Outcome, rate: float, seconds: float) -> dict[str, Any]:
    """Return what is said beside the figure: percentiles, spread over time, errors, load of the machine."""
    windows: dict[int, list[float]] = {}
    for due, taken in outcome.answers:
        windows.setdefault(int(due / WINDOW_SECONDS), []).append(taken)
    spread = [round(_percentile(each, 0.95), 2) for each in windows.values()]
    everything = [taken for _, taken in outcome.answers]
    return {
        "rate": rate,
        "seconds": seconds,
        "requests": len(everything),
        "errors": {str(status): number for status, number in outcome.errors.items()},
        "sent late": outcome.late,
        "p50 ms": round(statistics.median(everything) * 1000, 2),
        "p99 ms": round(percentile(outcome, 0.99), 2),
        "most ms": round(max(everything) * 1000, 2),
        f"p95 ms by {WINDOW_SECONDS:g} s": {"least": min(spread), "most": max(spread)},
        "load": [round(one, 2) for one in os.getloadavg()[:2]],
    }


class _Watch:
    """What server and PostgreSQL use from now on."""

    def __init__(self, server: Served, url: str) -> None:
        self._server, self._url = server, url
        self._cpu, self._backends_cpu = server.cpu(), cpu_of(backends(url))

    def each(self, requests: int) -> dict[str, Any]:
        """Return milliseconds of processor time a request; of PostgreSQL 0 when it is on another machine."""
        server, postgres = self._server.cpu() - self._cpu, cpu_of(backends(self._url)) - self._backends_cpu
        return {
            "server CPU ms each": round(server / requests * 1000, 2),
            "PostgreSQL CPU ms each": round(postgres / requests * 1000, 2),
            "server MB": round(resident_megabytes(self._server.holding()), 1),
        }


def _statements(
    stage: BenchStage, passes: dict[str, Pass], kinds: Iterator[tuple[str, Traffic]]
) -> dict[str, list[str]]:
    """Return the statements of one request of each kind, when the process has kept what it keeps."""
    listed = ListedDatabase(stage.system.database)
    app = create_app(replace(stage.system, database=listed))
    stage.engine.database = listed
    found = {}
    for name, traffic in kinds:
        for _ in range(3):
            listed.sent.clear()
            _ask(app, passes, traffic)
        found[name] = list(listed.sent)
    stage.engine.database = stage.system.database
    return found


def _ask(app: Flask, passes: dict[str, Pass], traffic: Traffic) -> None:
    call = traffic.next()
    assert call is not None
    own = passes[call.who]
    client = app.test_client(use_cookies=False)
    headers = {"Cookie": own.cookie, CSRF_HEADER: own.csrf}
    if call.method == "POST":
        headers["Idempotency-Key"] = f"listed-{uuid4()}"
    answer = client.open(PREFIX + call.path, method=call.method, json=call.body, headers=headers)
    if answer.status_code >= 300:
        raise RuntimeError(f"{call.method} {call.path}: {answer.text}")
    traffic.answered(call, answer.status_code, answer.get_json())
