"""The worker as threads in the server: for one machine, without Redis. The same turns on the same rows."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Collection, Mapping

import structlog

from engine.commands import Change, Engine, Hint
from engine.effects import Effect
from engine.errors import HuanError, Unavailable
from engine.workers.campaigns import dial_campaigns, settle_campaigns, take_attempts
from engine.workers.hub import Hub
from engine.workers.migrations import advance_migrations
from engine.workers.recomputations import advance_recomputations
from engine.workers.reorganisations import advance_reorganisations
from engine.workers.turns import (
    apply_deliveries,
    call_back_in_turn,
    do_a_job,
    fire_due_timers,
    give_up_attempts,
    keep_house,
    send_due_notices,
    settle_agents,
    settle_overflow,
    tell_of_limits,
)

log = structlog.get_logger("huan.worker")
#: How long a worker sleeps when no hint comes: the longest that a lost hint can delay anything.
POLL_SECONDS = 1.0
HOUSE_SECONDS = 20.0


def worker_name(part: str) -> str:
    """Return a name that tells in the rows who holds a lease."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{part}"


class InlineWorker:
    """One thread for timers and deliveries, one for jobs (they wait for others), one for the house,
    for migrations, clocks to be counted anew, and notices that were put off.
    """

    def __init__(self, engine: Engine, effects: Mapping[str, Effect], hub: Hub) -> None:
        self._engine, self._effects, self._hub = engine, effects, hub
        self._stop = threading.Event()
        self._moves, self._jobs, self._house = threading.Event(), threading.Event(), threading.Event()
        self._threads: list[threading.Thread] = []

    def give(self, hints: Collection[Hint], changes: Collection[Change]) -> None:
        """Wake the threads that a hint concerns, and tell the open pages."""
        if Hint.TIMERS in hints or Hint.DELIVERIES in hints:
            self._moves.set()
        if Hint.JOBS in hints:
            self._jobs.set()
        if Hint.MIGRATIONS in hints:
            self._house.set()
        if changes:
            self._hub.publish(changes)

    def start(self) -> None:
        """Start the threads."""
        self._engine.hints = self
        moves, jobs, house = worker_name("moves"), worker_name("jobs"), worker_name("house")
        self._run(moves, self._moves, POLL_SECONDS, lambda: self._move(moves))
        self._run(jobs, self._jobs, POLL_SECONDS, lambda: do_a_job(self._engine, self._effects, jobs))
        self._run(house, self._house, HOUSE_SECONDS, self._keep)

    def stop(self) -> None:
        """Stop after what is being done."""
        self._stop.set()
        self._moves.set()
        self._jobs.set()
        self._house.set()
        for thread in self._threads:
            thread.join(timeout=30)

    def _keep(self) -> int:
        done = keep_house(self._engine) + advance_migrations(self._engine)
        done += advance_recomputations(self._engine) + advance_reorganisations(self._engine)
        return done + send_due_notices(self._engine)

    def _move(self, owner: str) -> int:
        moved = apply_deliveries(self._engine, owner) + fire_due_timers(self._engine, owner)
        moved += give_up_attempts(self._engine)
        return moved + tell_of_limits(self._engine) + self._settle()

    def _settle(self) -> int:
        settled = settle_agents(self._engine) + settle_campaigns(self._engine)
        settled += settle_overflow(self._engine) + call_back_in_turn(self._engine)
        return settled + take_attempts(self._engine) + dial_campaigns(self._engine)

    def _run(self, name: str, wake: threading.Event, seconds: float, turn: Callable[[], int]) -> None:
        def loop() -> None:
            while not self._stop.is_set():
                wake.clear()
                try:
                    while turn() and not self._stop.is_set():
                        pass
                except Unavailable as error:
                    log.warning("waiting for the database", reason=error.message)
                except HuanError as error:
                    log.error("a turn failed", worker=name, code=error.code)
                except Exception:
                    log.exception("a turn broke", worker=name)
                wake.wait(seconds)

        thread = threading.Thread(target=loop, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()
