"""Threads that write calls, so that whoever listens never waits for the database."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

import structlog

from engine.errors import HuanError, Unavailable
from telephony.telling.coalesce import Calls, Telling

log = structlog.get_logger("huan.telephony")

#: How long a writer waits when the database does not answer, before it tries again.
PAUSE_SECONDS = 1.0


class Writers:
    """So many writers of one set of calls; a call is written by one of them at a time.

    Of several one writes nothing but what is urgent: the others may all be at work on what can wait.
    """

    def __init__(self, calls: Calls, write: Callable[[Telling], object], threads: int = 4) -> None:
        self.counts: Counter[str] = Counter()
        self._calls, self._write = calls, write
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(
                target=self._run, args=(threads > 1 and number == 0,), name=f"calls {number}", daemon=True
            )
            for number in range(threads)
        ]

    def start(self) -> None:
        """Start the threads."""
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float) -> bool:
        """Stop when everything is written, or after so many seconds; True when everything is."""
        settled = self._calls.settle(seconds)
        self._stop.set()
        self._calls.end()
        for thread in self._threads:
            thread.join(timeout=30)
        return settled

    def turn(self, seconds: float, *, urgent_only: bool = False) -> bool | None:
        """Write one call; False when it could not be written now, None when there is none within `seconds`.

        A call that the engine refuses is let go of, counted: its next record is tried again.
        """
        telling = self._calls.take(seconds, urgent_only=urgent_only)
        if telling is None:
            return None
        try:
            self._write(telling)
        except Unavailable as error:
            self.counts["put_off"] += 1
            self._calls.again(telling)
            log.warning("calls wait for the database", code=error.code, waiting=self._calls.waiting)
            return False
        except HuanError as error:
            # Neither number nor name: the message may quote them.
            self._refused(telling, error.code)
        except Exception as error:  # noqa: BLE001 - one call must not stop the others
            self._refused(telling, type(error).__name__)
        else:
            self.counts["written"] += 1
        self._calls.done(telling)
        return True

    def _refused(self, telling: Telling, why: str) -> None:
        self.counts["refused"] += 1
        log.error("a call cannot be written", call=telling.record.call_id, why=why)

    def _run(self, urgent_only: bool) -> None:
        while not self._stop.is_set():
            if self.turn(0.5, urgent_only=urgent_only) is False:
                self._stop.wait(PAUSE_SECONDS)
