"""Have an exchange for a while: of several processes that are set up for it one listens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.ids import new_id
from engine.store.exchange import make_node, node_by_name, take_node


@dataclass(frozen=True)
class TakeNode:
    """Take an exchange that is free, or whose owner has not been heard of for its time.

    `seconds` are of the database's clock. Each taking raises the term: what an owner of an earlier term still
    wants to write is refused.
    """

    name: ClassVar[str] = "take-node"

    node: str
    owner: str
    seconds: float

    def perform(self, work: Work) -> Answer:
        """Return the `term` that we have it for, when it was last `heard`, and up to when call records were
        `imported`; without, who is the `owner`.
        """
        make_node(work.tx, new_id(), self.node)
        held = take_node(work.tx, self.node, self.owner, self.seconds)
        if held is None:
            row = node_by_name(work.tx, self.node)
            return {"term": None, "owner": row.lease_owner if row is not None else None}
        heard = held.heard_at.isoformat() if held.heard_at is not None else None
        until = held.imported_until.isoformat() if held.imported_until is not None else None
        return {"term": held.lease_term, "owner": self.owner, "heard": heard, "imported": until}
