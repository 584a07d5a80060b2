"""Claim a control before a byte of it is sent: only a node's owner sends, and each control once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.controls import RULES, Status, Verb
from engine.commands.attempts.following import follow_control, kept_from_ringing
from engine.commands.command import Answer
from engine.commands.controls.judging import store_outcome
from engine.commands.controls.writing import changed
from engine.commands.work import Work
from engine.store.controls import claim_control, lock_control

#: Verbs by which customers are called.
_REACHING = (Verb.CALL, Verb.DIAL)


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
        if self.verb in _REACHING and (kept := kept_from_ringing(work, self.control_id, now)) is not None:
            row = lock_control(work.tx, self.control_id)
            if row is not None and row.status == Status.WRITTEN:
                store_outcome(work, row, Status.REFUSED, kept.value, now)
            return {"claimed": False}
        seconds = RULES[self.verb].seconds
        row = claim_control(work.tx, self.control_id, self.node, self.owner, self.term, now, seconds)
        if row is None:
            return {"claimed": False}
        if self.verb in _REACHING:
            follow_control(work, row.id, self.verb, Status.SENT, None, now)
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
