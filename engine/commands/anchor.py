"""Fold the heads of all chains that grew into an anchor, every hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.history import GENESIS, Anchor
from engine.store.history import grown_heads, insert_anchor, last_anchor

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class MakeAnchor:
    """Make an anchor; with `if_due` only when the last one is an hour old and something grew since."""

    name: ClassVar[str] = "make-anchor"

    if_due: bool = False

    def perform(self, work: Work) -> Answer:
        """Store the anchor; the answer's `number` is None when none was due."""
        now, _ = work.services.time_and_place(work.tx)
        last = last_anchor(work.tx)
        if self.if_due and last is not None and now - last[1] < HOUR:
            return {"number": None}
        heads = grown_heads(work.tx)
        if self.if_due and not heads:
            return {"number": None}
        number, previous = (last[0] + 1, last[2]) if last is not None else (1, GENESIS)
        made = Anchor(number, now, previous, heads)
        insert_anchor(work.tx, made)
        return {"number": number, "heads": len(heads), "hash": made.hash}
