"""Several who want the same at one moment, on connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from engine.store.database import Database, Transaction
from engine.store.errors import LockConflict

Found = TypeVar("Found")


def at_once(database: Database, many: int, act: Callable[[Transaction, int], Found]) -> list[Found]:
    """Let `many` act at once, each in a transaction of its own that is run again after a lock conflict."""
    start = threading.Barrier(many)
    results: list[Found] = []
    failures: list[Exception] = []
    lock = threading.Lock()

    def run(number: int) -> None:
        start.wait()
        while True:
            try:
                with database.transaction() as tx:
                    found = act(tx, number)
                with lock:
                    results.append(found)
                return
            except LockConflict:
                continue
            except Exception as error:  # noqa: BLE001 - shown by the test
                failures.append(error)
                return

    threads = [threading.Thread(target=run, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if failures:
        raise failures[0]
    return results
