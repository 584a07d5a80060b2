"""Time that is set, and what is due in it: the simulator's threads as generators.

A script is a generator. It yields how long to wait, in microseconds, or a `Wait` for a signal, and gets the
signal's value, None when the time was over first. Whoever interrupts a script throws an exception into it
where it waits, as hanging up ends whatever a channel is doing. What is due at the same microsecond happens
in the order in which it was put down, so one seed and one sequence of commands give one history.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

Microseconds = int
SECOND: Microseconds = 1_000_000
#: What the exchange takes for a step of its own.
TICK: Microseconds = 20_000


class Signal:
    """Something that scripts wait for; it may fire more than once."""

    __slots__ = ("_waiting",)

    def __init__(self) -> None:
        self._waiting: list[Callable[[Any], None]] = []

    def fire(self, value: Any = True) -> None:
        """Wake everybody who waits now, with `value`."""
        waiting, self._waiting = self._waiting, []
        for wake in waiting:
            wake(value)

    def hear(self, wake: Callable[[Any], None]) -> None:
        self._waiting.append(wake)


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait for `signal`, at most `timeout` microseconds; None: as long as it takes."""

    signal: Signal
    timeout: Microseconds | None = None


Script = Generator[Microseconds | Wait, Any, Any]


@dataclass(order=True, slots=True)
class _Due:
    at: Microseconds
    number: int
    call: Callable[[], object] | None = field(compare=False)


class Agenda:
    """The clock, in microseconds since 1970, and everything that is due."""

    def __init__(self, now: Microseconds) -> None:
        self.now = now
        self._due: list[_Due] = []
        self._number = 0

    @property
    def next(self) -> Microseconds | None:
        """When the next thing is due; None when nothing is."""
        while self._due and self._due[0].call is None:
            heappop(self._due)
        return self._due[0].at if self._due else None

    def after(self, delay: Microseconds, call: Callable[[], object]) -> Callable[[], None]:
        """Put down `call` for `delay` from now, and return how to take it back."""
        due = _Due(self.now + max(0, delay), self._number, call)
        self._number += 1
        heappush(self._due, due)

        def take_back() -> None:
            due.call = None

        return take_back

    def advance(self, to: Microseconds) -> None:
        """Let everything happen that is due until `to`, each at its own time."""
        while (at := self.next) is not None and at <= to:
            due = heappop(self._due)
            self.now = max(self.now, at)
            call, due.call = due.call, None
            if call is not None:
                call()
        self.now = max(self.now, to)

    def settle(self) -> None:
        """Let everything happen that is due now."""
        self.advance(self.now)

    def run(self, script: Script) -> Thread:
        """Start `script` now, up to where it first waits."""
        thread = self.prepare(script)
        thread.step()
        return thread

    def prepare(self, script: Script) -> Thread:
        """Return `script` as a thread that has not begun; `step` begins it."""
        return Thread(self, script)

    def forget(self) -> None:
        """Drop everything that is due: the exchange died."""
        self._due.clear()


class Thread:
    """A script that runs."""

    __slots__ = ("_agenda", "_interruption", "_running", "_script", "_take_back", "_turn", "done")

    def __init__(self, agenda: Agenda, script: Script) -> None:
        self._agenda = agenda
        self._script = script
        self._turn = 0
        self._take_back: Callable[[], None] | None = None
        self._interruption: BaseException | None = None
        self._running = False
        self.done = False

    def interrupt(self, error: BaseException) -> None:
        """Throw `error` into the script where it waits, or where it will wait next."""
        if self.done:
            return
        self._interruption = error
        if not self._running:
            self._wake_later(None)

    @property
    def interrupted(self) -> bool:
        """True when something will be thrown where the script waits next."""
        return self._interruption is not None

    def calm(self) -> None:
        """Take back an interruption that has not been thrown yet."""
        self._interruption = None

    def step(self, value: Any = None) -> None:
        """Run until the script waits again."""
        if self.done or self._running:
            return
        self._turn += 1
        if self._take_back is not None:
            self._take_back()
            self._take_back = None
        self._running = True
        try:
            while True:
                error, self._interruption = self._interruption, None
                wait = self._script.throw(error) if error is not None else self._script.send(value)
                if self._interruption is None:
                    break
        except StopIteration:
            self.done = True
            return
        finally:
            self._running = False
        self._wait(wait)

    def _wait(self, wait: Microseconds | Wait) -> None:
        turn = self._turn
        if isinstance(wait, Wait):

            def wake(value: Any) -> None:
                if self._turn == turn:
                    self._wake_later(value)

            wait.signal.hear(wake)
            if wait.timeout is not None:
                self._take_back = self._agenda.after(wait.timeout, self.step)
        else:
            self._take_back = self._agenda.after(wait, self.step)

    def _wake_later(self, value: Any) -> None:
        if self._take_back is not None:
            self._take_back()
        self._turn += 1
        self._take_back = self._agenda.after(0, lambda: self.step(value))
