"""Calls from an exchange's socket to the agents' pages, all-in, and what else the telephone must stand.

The exchange is the simulator on a socket, the listener is wired as `huan telephony run`, the server is
gunicorn as deployed, the pages are open streams of all agents: each a process of its own, on one machine,
with PostgreSQL and Redis. Times are the machine's one monotonic clock, taken where it happens. No worker
runs: what the calls' processes are to do waits, as it would behind a worker that lags.
"""

from __future__ import annotations

import os
import statistics
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

import psycopg

from bench.apart import Apart, apart
from bench.dialling import Dialling
from bench.figure import Figure
from bench.hints import redis
from bench.listening import Done, Listening
from bench.over_http import a_pass
from bench.pages import Heard, Page, open_pages
from bench.processes import cpu_seconds, resident_megabytes
from bench.ringing import WORD, Ringing, Said
from bench.served import Served, free_port, served
from bench.telephone import HOTLINE, MENU, NODE, STATUS, WAITING, CallStage
from engine.org import Actor
from telephony.listener import NodeSettings
from telephony.simulator.setting import Caller, Press

RATE, AGENTS, SECONDS = 50.0, 300, 20.0
CALLS, QUESTIONS = 2_000, 100
WARM_SECONDS = 3.0
STREAM_MS, MEMORY_MB, RECONCILED_SECONDS, FOUND_MS = 100.0, 400.0, 5.0, 200.0
#: How long the calls' processes are held while it is looked whether the listener is.
HELD_SECONDS = 5.0
#: Calls that are hung up while nobody listens, each time.
UNHEARD = 50
GAPS = 3
FILLING_RATE = 100.0
DIALOGUE_RATE = 50.0
QUESTION_RATE = 10.0
PATIENCE_SECONDS = 60.0
TALK_SECONDS = 3.0


def run(
    url: str,
    rate: float = RATE,
    agents: int = AGENTS,
    seconds: float = SECONDS,
    calls: int = CALLS,
    questions: int = QUESTIONS,
) -> Iterator[Figure]:
    """Measure on the empty PostgreSQL database at `url`."""
    made = CallStage(url, agents)
    made.sign_in()
    with redis() as redis_url:
        where = (url, redis_url)
        with ExitStack() as parts:
            exchange, listener = _parts(parts, made, where, None)
            streams = {"HUAN_STREAMS": str(agents), "REDIS_URL": redis_url}
            server = parts.enter_context(served(url, settings=streams))
            yield from _streamed(made, exchange, listener, server, rate, seconds)
            yield _held(url, exchange, listener, rate)
        with ExitStack() as parts:
            exchange, listener = _parts(parts, made, where, None)
            yield _remembered(exchange, listener, calls)
            yield _reconciled(exchange, listener, calls)
            listener.ask("close")
            yield _taken_up(parts, exchange, where)
        with ExitStack() as parts:
            port = free_port()
            exchange, listener = _parts(parts, made, where, port)
            yield _found(made, exchange, listener, questions)
            yield _spoken_with(parts, made, listener, port, calls)
    made.stage.system.close()


def _parts(
    parts: ExitStack, made: CallStage, where: tuple[str, str], dialogues: int | None
) -> tuple[Apart, Apart]:
    """Start an exchange and a listener, and wait until this one listens."""
    exchange = parts.enter_context(apart(Ringing, made.exchange(dialogues or 1)))
    listener, _ = _listener(parts, exchange, where, dialogues)
    return exchange, listener


def _listener(
    parts: ExitStack, exchange: Apart, where: tuple[str, str], dialogues: int | None = None
) -> tuple[Apart, dict[str, float]]:
    """Start a listener, return it and when it did what; `where` are the URLs of database and Redis."""
    node = NodeSettings(NODE, "127.0.0.1", exchange.ask("port"), WORD)
    listener = parts.enter_context(apart(Listening, *where, node, dialogues))
    found = listener.ask("caught_up", 1, PATIENCE_SECONDS)
    if "known" not in found:
        raise RuntimeError(f"the listener does not listen: {listener.ask('standing')}")
    return listener, found


def _streamed(
    made: CallStage, exchange: Apart, listener: Apart, server: Served, rate: float, seconds: float
) -> Iterator[Figure]:
    """Each agent's page hears that their telephone rings: from the exchange's word to the page."""
    pages = [
        Page(
            one.username,
            a_pass(made.stage, Actor(one.person), one.username).cookie,
            one.person,
            "calls",
            "calls",
        )
        for one in made.desks
    ]
    with open_pages(pages, server.port) as ears:
        exchange.ask("ring", _callers(HOTLINE, int(rate * WARM_SECONDS)), rate)
        _settle(listener)
        exchange.ask("said")
        listener.ask("done")
        parts = {"exchange": [exchange.pid], "listener": [listener.pid], "server": server.processes}
        before = {name: sum(map(cpu_seconds, each)) for name, each in parts.items()}
        began = time.monotonic()
        late = exchange.ask("ring", _callers(HOTLINE, int(rate * seconds)), rate)
        standing = listener.ask("standing")
        drained = _settle(listener)
        took = time.monotonic() - began
        spent = {name: sum(map(cpu_seconds, each)) - before[name] for name, each in parts.items()}
        said, done = exchange.ask("said"), listener.ask("done")
        heard = ears.stop([0] * len(pages), 1.0)
    taken, lost = _deliveries(made, said, done, heard)
    notes = {
        "rate": rate,
        "agents": len(pages),
        "calls": int(rate * seconds),
        **_spread(taken),
        "until followed": _spread(_followed(said, done)),
        "until it is written": _spread(
            [(done.written[one] - at) * 1000 for one, at in said.offered.items() if one in done.written]
        ),
        "rang late s": round(late, 2),
        "waited to be written at the end": standing["waiting"],
        "drained s": round(drained, 2),
        "commands": {
            name: {"each s": round(number / took, 1), "ms": round(done.seconds[name] / number * 1000, 2)}
            for name, number in sorted(done.commands.items())
        },
        "CPU ms a call": {name: round(cpu / (rate * seconds) * 1000, 1) for name, cpu in spent.items()},
        "other events a page": round(statistics.fmean(one.others for one in heard), 1),
        "resets": sum(one.resets for one in heard),
        "load": _load(),
    }
    yield Figure("calls.stream", "ms p95", [_percentile(taken, 0.95)], STREAM_MS, notes=notes)
    yield Figure("calls.lost", "rings", [float(lost)], 0.0)


def _deliveries(made: CallStage, said: Said, done: Done, heard: Sequence[Heard]) -> tuple[list[float], int]:
    """Return the milliseconds from each ring to the page that heard of it, and how many were not heard.

    A page is told of a person's calls, not of which: what it hears before the ring was written is another's.
    """
    pages = {f"{one.number}@default": each.moments for one, each in zip(made.desks, heard, strict=True)}
    taken, lost = [], 0
    for (call, agent), at in said.offered.items():
        moments, written = pages[agent], done.written.get((call, agent))
        place = len(moments) if written is None else bisect_left(moments, written)
        if place < len(moments):
            taken.append((moments[place] - at) * 1000)
        else:
            lost += 1
    return taken, lost


def _held(url: str, exchange: Apart, listener: Apart, rate: float) -> Figure:
    """Nothing can be told to any process for a while: who listens goes on."""
    exchange.ask("said")
    listener.ask("done")
    with psycopg.connect(url) as connection:
        connection.execute("LOCK TABLE message IN EXCLUSIVE MODE")
        exchange.ask("ring", _callers(HOTLINE, int(rate * HELD_SECONDS)), rate)
        said, done = exchange.ask("said"), Done()
        deadline = time.monotonic() + HELD_SECONDS
        while len(done.followed) < len(said.queued) and time.monotonic() < deadline:
            done.followed |= listener.ask("done").followed
        waiting = listener.ask("standing")["waiting"]
    drained = _settle(listener)
    taken = _followed(said, done)
    notes = {
        "rate": rate,
        "held s": HELD_SECONDS,
        **_spread(taken),
        "calls not followed": len(said.queued) - len(taken),
        "waited to be written": waiting,
        "drained s": round(drained, 2),
        "load": _load(),
    }
    return Figure(
        "calls.behind-a-lagging-process", "ms p95", [_percentile(taken, 0.95)], STREAM_MS, notes=notes
    )


def _remembered(exchange: Apart, listener: Apart, calls: int) -> Figure:
    """So many calls at once: what the listener holds of them in memory."""
    empty = resident_megabytes([listener.pid])
    exchange.ask("ring", _callers(WAITING, calls, waits=True), FILLING_RATE)
    drained = _settle(listener)
    memory = resident_megabytes([listener.pid])
    live = listener.ask("standing")["live"]
    notes = {
        "calls": live,
        "before MB": round(empty, 1),
        "KB a call": round((memory - empty) * 1024 / max(live, 1), 1),
        "drained s": round(drained, 2),
        "load": _load(),
    }
    return Figure("calls.memory", "MB resident", [memory], MEMORY_MB, notes=notes)


def _reconciled(exchange: Apart, listener: Apart, calls: int) -> Figure:
    """The connection is cut: until the listener is back and knows again what is, and who has gone."""
    runs, notes = [], []
    hung_up = min(UNHEARD, calls // 4)
    for number in range(GAPS):
        at = exchange.ask("cut", hung_up)
        found = listener.ask("caught_up", 2 + number, PATIENCE_SECONDS)
        runs.append(found.get("known", float("inf")) - at)
        notes.append({name: round(moment - at, 2) for name, moment in found.items()})
    standing = listener.ask("standing")
    told = {
        "each s": notes,
        "channels": exchange.ask("channels"),
        "hung up unheard": hung_up * GAPS,
        "lost": standing["counts"].get("lost", 0),
        "load": _load(),
    }
    return Figure("calls.reconciled", "s", runs, RECONCILED_SECONDS, notes=told)


def _taken_up(parts: ExitStack, exchange: Apart, where: tuple[str, str]) -> Figure:
    """Another process takes the node: from its connection until it knows all calls from the database."""
    listener, found = _listener(parts, exchange, where)
    standing = listener.ask("standing")
    taken = found["known"] - found["connected"]
    notes = {
        "taken up": standing["counts"].get("taken_up", 0),
        "opened": standing["counts"].get("opened", 0),
        "live": standing["live"],
        "memory MB": round(resident_megabytes([listener.pid]), 1),
        "load": _load(),
    }
    return Figure("calls.taken-up", "s", [taken], RECONCILED_SECONDS, notes=notes)


def _found(made: CallStage, exchange: Apart, listener: Apart, questions: int) -> Figure:
    """Callers press an order's number: from the last key to the first word of the answer."""
    callers: list[Caller] = []
    for number in range(questions):
        phone = f"139{number // 4:08d}"
        pressed = made.order(phone) if number % 4 == 0 else callers[-1].presses[0].digits
        callers.append(Caller(phone, STATUS, presses=(Press(1.0, pressed),)))
    exchange.ask("said")
    exchange.ask("ring", callers, QUESTION_RATE)
    answers: list[float] = []
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(answers) < questions and time.monotonic() < deadline:
        time.sleep(0.5)
        answers += [taken * 1000 for taken in exchange.ask("said").answers]
    done = listener.ask("done")
    asked = done.commands["ask-status"]
    notes = {
        "rate": QUESTION_RATE,
        **_spread(answers),
        "not answered": questions - len(answers),
        "look-up ms": round(done.seconds["ask-status"] / max(asked, 1) * 1000, 2),
        "load": _load(),
    }
    return Figure("calls.order-found", "ms p95", [_percentile(answers, 0.95)], FOUND_MS, notes=notes)


def _spoken_with(parts: ExitStack, made: CallStage, listener: Apart, port: int, callers: int) -> Figure:
    """So many callers at once who hear a dialogue: memory of the process that serves them, and listens."""
    empty = resident_megabytes([listener.pid])
    dialling = parts.enter_context(apart(Dialling, made.exchange(port), MENU, port))
    spoken_to = dialling.ask("dial", callers, DIALOGUE_RATE)
    there = listener.ask("standing")["callers"]
    memory = resident_megabytes([listener.pid])
    notes = {
        "callers": there,
        "spoken to": spoken_to,
        "before MB": round(empty, 1),
        "KB a caller": round((memory - empty) * 1024 / max(there, 1), 1),
        "load": _load(),
    }
    return Figure("calls.dialogues-memory", "MB resident", [memory], MEMORY_MB, notes=notes)


def _callers(dials: str, number: int, *, waits: bool = False) -> list[Caller]:
    """Return so many people with numbers of their own; who waits does so for as long as it takes."""
    patience = None if waits else PATIENCE_SECONDS
    return [
        Caller(f"137{one:08d}", dials, patience_seconds=patience, talks_seconds=TALK_SECONDS)
        for one in range(number)
    ]


def _settle(listener: Apart) -> float:
    """Wait until every call is written; return the seconds, at most those of patience."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE_SECONDS and listener.ask("standing")["waiting"]:
        time.sleep(0.05)
    return time.monotonic() - began


def _followed(said: Said, done: Done) -> list[float]:
    """Return the milliseconds from each joining of a queue to the listener's knowing it."""
    return [(done.followed[one] - at) * 1000 for one, at in said.queued.items() if one in done.followed]


def _percentile(taken: Sequence[float], part: float) -> float:
    ordered = sorted(taken) or [float("inf")]
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]


def _spread(taken: Sequence[float]) -> Mapping[str, Any]:
    found = {name: _percentile(taken, part) for name, part in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}
    return {**{f"{name} ms": round(value, 1) for name, value in found.items()}, "of": len(taken)}


def _load() -> list[float]:
    return [round(one, 2) for one in os.getloadavg()[:2]]
