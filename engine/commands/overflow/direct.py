"""Which queue a caller joins: the one that the dialogue says, or where its callers go now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import NOWHERE, Work
from engine.ids import new_id
from engine.store.edited_rows import QUEUES
from engine.store.exchange import all_nodes
from engine.store.overflow import SentRow, open_switch, put_sent


@dataclass(frozen=True)
class DirectCaller:
    """Say which queue the caller of the exchange's call `exchange_id` joins, who would join `queue`.

    `switchname` is what the exchange calls itself, `reachable` are the exchanges (our names) to which it can
    send a caller.
    """

    name: ClassVar[str] = "direct-caller"

    exchange_id: str
    queue: str
    switchname: str
    reachable: frozenset[str] = frozenset()

    def perform(self, work: Work) -> Answer:
        """Return `queue` and `node`: the other exchange that has it, None: the caller's own.

        Who is sent elsewhere is counted, once for each queue that he would have joined.
        """
        home: Answer = {"queue": self.queue, "node": None}
        switch = open_switch(work.tx, self.queue)
        to = QUEUES.find(work.tx, switch.to_queue) if switch is not None and switch.to_queue else None
        if switch is None or to is None or not to.active:
            return home
        own = next((one.name for one in all_nodes(work.tx) if one.switchname == self.switchname), None)
        if own is None:
            queue = QUEUES.find(work.tx, self.queue)
            own = queue.node if queue is not None else None
        if to.node != own and to.node not in self.reachable:
            return home
        now, directory = work.services.time_and_place(work.tx)
        left, joined = directory.queue_department(self.queue), directory.queue_department(to.name)
        put_sent(
            work.tx,
            SentRow(
                new_id(),
                switch.id,
                self.exchange_id[:120],
                self.queue,
                left.id if left is not None else None,
                to.name,
                joined.id if joined is not None else None,
                now,
            ),
        )
        work.changed("queues", [one.id if one is not None else NOWHERE for one in (left, joined)])
        return {"queue": to.name, "node": to.node if to.node != own else None}
