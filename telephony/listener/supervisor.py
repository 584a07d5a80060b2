"""All nodes that a process listens to, and the writers that they share."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import structlog

from engine.commands import Engine
from engine.workers.inline import worker_name
from telephony.listener.node import Node, NodeSettings
from telephony.listener.pending import Settled
from telephony.listener.timing import REAL, Timing
from telephony.listener.watching import Companion
from telephony.telling import Calls, EngineMemory, Telling, Writers, tell
from telephony.transport import DEFAULT_ROOM, Room

log = structlog.get_logger("huan.telephony")

#: How long a process that is asked to end still writes what it has heard.
LAST_WRITES_SECONDS = 20.0
#: So long a change of a call waits for those that come with it, unless somebody's telephone begins to ring.
LINGER_SECONDS = 0.03


class Sender(Protocol):
    """Sends what people ask for, and hears what became of it (`telephony.control`)."""

    def start(self, nodes: Sequence[Node]) -> None: ...
    def stop(self) -> None: ...
    def settled(self, settled: Settled) -> None: ...
    def told(self, key: str, telling: Telling) -> None: ...


class Listener:
    """Listens to nodes with threads of this process, until stopped.

    `writers` is how many calls are written at once: one where the database takes only one writer. Without a
    `sender` nothing is sent.
    """

    def __init__(
        self,
        engine: Engine,
        nodes: Iterable[NodeSettings],
        writers: int = 4,
        timing: Timing = REAL,
        room: Room = DEFAULT_ROOM,
        sender: Sender | None = None,
    ) -> None:
        self.calls = Calls(linger_seconds=LINGER_SECONDS)
        self._engine, self._sender = engine, sender
        self.writers = Writers(self.calls, self._tell, writers)
        memory = EngineMemory(engine)
        # Unlike any other's, even of a process that had this number before: its lease is not ours.
        owner = f"{worker_name('calls')}:{secrets.token_hex(4)}"
        settled = sender.settled if sender is not None else _nobody
        self.nodes = [Node(one, engine, self.calls, memory, owner, timing, room, settled) for one in nodes]
        self._companions: list[Companion] = []

    def accompany(self, make: Callable[[Node], Companion]) -> None:
        """Let a part go along with each node; before the start."""
        for node in self.nodes:
            companion = make(node)
            node.watchers.append(companion)
            self._companions.append(companion)

    def start(self) -> None:
        """Start the threads."""
        self.writers.start()
        for node in self.nodes:
            node.start()
        if self._sender is not None:
            self._sender.start(self.nodes)
        for companion in self._companions:
            companion.start()

    def stop(self) -> None:
        """End the sessions, write what was heard, and give the nodes back."""
        for node in self.nodes:
            node.stop()
        if self._sender is not None:
            self._sender.stop()
        for companion in self._companions:
            companion.stop()
        if not self.writers.stop(LAST_WRITES_SECONDS):
            log.error("calls are not written", waiting=self.calls.waiting)
        for node in self.nodes:
            node.leave()

    def _tell(self, telling: Telling) -> None:
        key = tell(self._engine, telling)
        if self._sender is not None:
            self._sender.told(key, telling)


def _nobody(settled: Settled) -> None:
    """Nobody has sent anything."""
