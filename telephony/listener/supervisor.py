"""All nodes that a process listens to, and the writers that they share."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

import structlog

from engine.commands import Engine
from engine.workers.inline import worker_name
from telephony.listener.node import Node, NodeSettings
from telephony.listener.timing import REAL, Timing
from telephony.telling import Calls, EngineMemory, Writers, tell
from telephony.transport import DEFAULT_ROOM, Room

log = structlog.get_logger("huan.telephony")

#: How long a process that is asked to end still writes what it has heard.
LAST_WRITES_SECONDS = 20.0


class Listener:
    """Listens to nodes with threads of this process, until stopped.

    `writers` is how many calls are written at once: one where the database takes only one writer.
    """

    def __init__(
        self,
        engine: Engine,
        nodes: Iterable[NodeSettings],
        writers: int = 4,
        timing: Timing = REAL,
        room: Room = DEFAULT_ROOM,
    ) -> None:
        self.calls = Calls()
        self.writers = Writers(self.calls, lambda telling: tell(engine, telling), writers)
        memory = EngineMemory(engine)
        # Unlike any other's, even of a process that had this number before: its lease is not ours.
        owner = f"{worker_name('calls')}:{secrets.token_hex(4)}"
        self.nodes = [Node(one, engine, self.calls, memory, owner, timing, room) for one in nodes]

    def start(self) -> None:
        """Start the threads."""
        self.writers.start()
        for node in self.nodes:
            node.start()

    def stop(self) -> None:
        """End the sessions, write what was heard, and give the nodes back."""
        for node in self.nodes:
            node.stop()
        if not self.writers.stop(LAST_WRITES_SECONDS):
            log.error("calls are not written", waiting=self.calls.waiting)
        for node in self.nodes:
            node.leave()
