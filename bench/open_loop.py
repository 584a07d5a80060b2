"""Requests by a schedule: each is due at its moment, whether the one before has been answered or not.

What is measured is from the moment at which a request was due to the end of its answer. A client that waited
for each answer before it asked again would ask less of a slow server, and hide how long others would have
waited ("coordinated omission").
"""

from __future__ import annotations

import gc
import http.client
import multiprocessing
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol, TypeVar

import orjson

#: Requests that may be on their way at once; one more waits, and its waiting counts.
MOST_AT_ONCE = 24
#: How long nothing may be left to ask about before something is wrong.
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Call:
    """One request: `who` sends it, `token` tells the traffic later what it was about."""

    method: str
    path: str
    who: str
    body: Any = None
    token: Any = None


class Traffic(Protocol):
    """A kind of request. It travels into the client's process and back; it is asked one thing at a time."""

    def next(self) -> Call | None:
        """Return the next request; None while all that could be asked about is on its way."""

    def answered(self, call: Call, status: int, document: Any) -> None:
        """Take an answer; `document` None when it is no JSON."""


@dataclass(frozen=True)
class Pass:
    """What a session sends with each request."""

    cookie: str
    csrf: str


@dataclass
class Outcome:
    """What came of a schedule: (second at which it was due, seconds until its answer) of every request.

    `errors` counts the answers that were none of 200 to 299, by status; `late` how many requests were sent
    more than 2 ms after they were due, because so many were on their way.
    """

    answers: list[tuple[float, float]] = field(default_factory=list)
    errors: dict[int, int] = field(default_factory=dict)
    late: int = 0


T = TypeVar("T", bound=Traffic)


class Client:
    """Whoever sends requests to a server, in a process of its own."""

    def __init__(self, pool: ProcessPoolExecutor, passes: dict[str, Pass], port: int) -> None:
        self._pool, self._passes, self._port = pool, passes, port

    def by_schedule(self, traffic: T, rate: float, seconds: float) -> tuple[Outcome, T]:
        """Send `rate` requests a second for so long; return what came of it.

        The traffic comes back as it is then, for what follows.
        """
        return self._pool.submit(_drive, traffic, self._passes, self._port, rate, seconds).result()


@contextmanager
def client(passes: dict[str, Pass], port: int) -> Iterator[Client]:
    """Start a client of the server on this port of loopback; `passes` are what people send, by username."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        yield Client(pool, passes, port)


def _drive(traffic: T, passes: dict[str, Pass], port: int, rate: float, seconds: float) -> tuple[Outcome, T]:
    gc.disable()
    outcome, change, numbers = Outcome(), threading.Condition(), count()
    total = int(rate * seconds)
    began = time.perf_counter() + 0.2

    def work(_: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while (number := next(numbers)) < total:
            due = number / rate
            wait = began + due - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            with change:
                call = _next(traffic, change)
            late = time.perf_counter() - began - due > 0.002
            status, document = _send(connection, call, passes[call.who], f"{began}-{number}")
            taken = time.perf_counter() - began - due
            with change:
                outcome.answers.append((due, taken))
                outcome.late += late
                if not 200 <= status < 300:
                    outcome.errors[status] = outcome.errors.get(status, 0) + 1
                traffic.answered(call, status, document)
                change.notify_all()
        connection.close()

    with ThreadPoolExecutor(min(MOST_AT_ONCE, total)) as pool:
        list(pool.map(work, range(min(MOST_AT_ONCE, total))))
    return outcome, traffic


def _next(traffic: Traffic, change: threading.Condition) -> Call:
    """Return the next request; while there is none, wait for an answer: that is waiting too."""
    while (call := traffic.next()) is None:
        if not change.wait(PATIENCE_SECONDS):
            raise RuntimeError("nothing is left to ask about: every task was lost to an error")
    return call


def _send(connection: http.client.HTTPConnection, call: Call, own: Pass, key: str) -> tuple[int, Any]:
    """Send a request; return the status, 0 when the connection broke, and what the answer says."""
    headers = {"Cookie": own.cookie, "X-CSRF-Token": own.csrf}
    data = None
    if call.method == "POST":
        headers["Idempotency-Key"] = key
    if call.body is not None:
        data = orjson.dumps(call.body)
        headers["Content-Type"] = "application/json"
    try:
        connection.request(call.method, f"/api/v1{call.path}", data, headers)
        answer = connection.getresponse()
        read = answer.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0, None
    try:
        return answer.status, orjson.loads(read)
    except orjson.JSONDecodeError:
        return answer.status, None
