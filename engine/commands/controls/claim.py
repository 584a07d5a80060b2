"""Claim a control before a byte of it is sent: only a node's owner sends, and each control once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.controls import RULES, Verb
from engine.commands.command import Answer
from engine.commands.controls.writing import changed
from engine.commands.work import Work
from engine.store.controls import claim_control


@dataclass(frozen=True)
class ClaimControl:
    """Note that the owner of a node, in this term of its lease, sends a control now."""

    name: ClassVar[str] = "claim-control"

    control_id: str
    verb: Verb
    node: str
    owner: str
    term: int

    def perform(self, work: Work) -> Answer:
        """Return what is to be sent; `claimed` False: somebody else has it, or it is not to be sent now."""
        now, _ = work.services.time_and_place(work.tx)
        seconds = RULES[self.verb].seconds
        row = claim_control(work.tx, self.control_id, self.node, self.owner, self.term, now, seconds)
        if row is None:
            return {"claimed": False}
        changed(work, row)
        return {
            "claimed": True,
            "id": row.id,
            "verb": row.verb,
            "call_id": row.call_id,
            "order_id": row.order_id,
            "number": row.number,
            "target": {name: value for name, value in row.target.items() if name not in ("draft", "orders")},
        }
