"""Parts of a measurement in processes of their own, asked by their methods."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from huan.console import quiet_logs

ANSWER_SECONDS = 120.0
END_SECONDS = 30.0


class Apart:
    """A part of a measurement, in another process."""

    def __init__(self, process: multiprocessing.process.BaseProcess, line: Connection) -> None:
        self._process, self._line = process, line

    @property
    def pid(self) -> int:
        return int(self._process.pid or 0)

    def ask(self, method: str, *arguments: Any) -> Any:
        """Run a method of the part, and return what it answers.

        Raises:
            RuntimeError: it failed there, or does not answer.
        """
        self._line.send((method, arguments))
        if not self._line.poll(ANSWER_SECONDS):
            raise RuntimeError(f"{method} was not answered within {ANSWER_SECONDS} s")
        fine, answer = self._line.recv()
        if not fine:
            raise RuntimeError(f"{method}: {answer}")
        return answer


@contextmanager
def apart(make: Callable[..., Any], *arguments: Any) -> Iterator[Apart]:
    """Make a part in a new process; it ends with the block, by its method `close`."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_answer, args=(make, arguments, there), daemon=True)
    process.start()
    there.close()
    try:
        yield Apart(process, here)
    finally:
        here.close()
        process.join(END_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()


def _answer(make: Callable[..., Any], arguments: tuple[Any, ...], line: Connection) -> None:
    quiet_logs()
    part = make(*arguments)
    try:
        while True:
            try:
                method, given = line.recv()
            except EOFError:
                return
            try:
                line.send((True, getattr(part, method)(*given)))
            except Exception as error:  # noqa: BLE001 - told to who asked
                line.send((False, f"{type(error).__name__}: {error}"))
    finally:
        part.close()
