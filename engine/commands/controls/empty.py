"""Take draft and number out of controls that were kept for as long as the rules say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from engine.calling.numbers import masked
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.controls import empty_control, lock_full_controls


@dataclass(frozen=True)
class EmptyControls:
    """Empty up to `most` controls, the oldest first. Who did what, when, why and how it went stays.

    When, and by which version of the rules, is written into the row.
    """

    name: ClassVar[str] = "empty-controls"

    most: int = 500

    def perform(self, work: Work) -> Answer:
        """Empty them; the answer counts."""
        now, _ = work.services.time_and_place(work.tx)
        rules = work.services.telephony_rules
        full = lock_full_controls(work.tx, now - timedelta(days=rules.controls.days), self.most)
        for row in full:
            target = {name: value for name, value in row.target.items() if name != "draft"}
            left = row._replace(number=masked(row.number), target=target)
            empty_control(work.tx, left, now, rules.version)
        return {"emptied": len(full)}
