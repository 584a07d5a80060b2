"""A pool of connections: the last one used is the next one taken, so that few stay warm."""

from __future__ import annotations

import threading
from collections.abc import Callable

from engine.errors import Unavailable
from engine.store.pipeline import Pipeline
from engine.words import Words


class Pool:
    """Connections for the threads of one process; make it after a fork, never before.

    `kept` stay open when idle, at most `most` are open at once; who finds all of them taken waits up to
    `patience_seconds`.
    """

    def __init__(
        self,
        connect: Callable[[], Pipeline],
        *,
        kept: int = 10,
        most: int = 40,
        patience_seconds: float = 10,
    ) -> None:
        self._connect = connect
        self._kept, self._most, self._patience = kept, most, patience_seconds
        self._idle: list[Pipeline] = []
        self._taken: set[Pipeline] = set()
        self._opening = 0
        self._change = threading.Condition()

    def take(self) -> Pipeline:
        """Return a connection for one transaction.

        Raises:
            Unavailable: all are taken, and none came back in time.
            psycopg.OperationalError: the server does not answer.
        """
        with self._change:
            if not self._idle and len(self._taken) + self._opening >= self._most:
                if not self._change.wait_for(self._free, self._patience):
                    raise Unavailable(
                        Words(
                            "all connections to PostgreSQL are in use; try again in a moment",
                            "PostgreSQL 的所有连接都在使用；请稍后再试",
                        )
                    )
            if self._idle:
                found = self._idle.pop()
                self._taken.add(found)
                return found
            self._opening += 1
        return self._open()

    def _free(self) -> bool:
        return bool(self._idle) or len(self._taken) + self._opening < self._most

    def _open(self) -> Pipeline:
        """Connect outside the lock: others need not wait for a slow server."""
        made: Pipeline | None = None
        try:
            made = self._connect()
            return made
        finally:
            with self._change:
                self._opening -= 1
                if made is not None:
                    self._taken.add(made)
                self._change.notify()

    def give_back(self, pipeline: Pipeline) -> None:
        """Keep a sound connection for the next transaction."""
        with self._change:
            known = pipeline in self._taken
            self._taken.discard(pipeline)
            keep = known and len(self._idle) < self._kept
            if keep:
                self._idle.append(pipeline)
            self._change.notify()
        if not keep:
            pipeline.close()

    def drop(self, pipeline: Pipeline) -> None:
        """Close a connection that cannot be used again."""
        with self._change:
            self._taken.discard(pipeline)
            self._change.notify()
        pipeline.close()

    def clear(self) -> None:
        """Close all connections: the idle ones now, those that are taken when they come back."""
        with self._change:
            idle, self._idle = self._idle, []
            self._taken.clear()
            self._change.notify_all()
        for pipeline in idle:
            pipeline.close()
