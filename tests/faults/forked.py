"""Workers forked from a process in which the program is loaded: each is killed as any other, but starts at once."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping, Sequence

from engine import faults
from huan.__main__ import main

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["huan.__main__", "huan.commands.worker", "huan.commands.telephony"])


class ForkedWorker:
    """`huan worker`, or another command, with an environment; waited for and killed like a `Popen`."""

    def __init__(self, environment: Mapping[str, str], arguments: Sequence[str] = ("worker",)) -> None:
        self._process = _FORKING.Process(target=_work, args=(dict(environment), list(arguments)))
        self._process.start()

    def poll(self) -> int | None:
        """Return how it ended: minus the signal that killed it; None while it runs."""
        return self._process.exitcode

    def wait(self, seconds: float | None = None) -> int | None:
        self._process.join(seconds)
        return self._process.exitcode

    def terminate(self) -> None:
        """Ask it to end, as systemd does."""
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


def _work(environment: dict[str, str], arguments: list[str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    faults._chosen = environment["HUAN_FAULT"]  # read from the environment before the fork
    main(arguments, prog_name="huan")
