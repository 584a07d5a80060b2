"""Note how far a reorganisation is, after a stretch of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.reorganisations import advance_reorganisation, reorganisation_by_id


@dataclass(frozen=True)
class AdvanceReorganisation:
    """Move a reorganisation on from `phase` and `was` (the cursor that the stretch began at).

    `cursor` is the last id looked at; `finished`: the phase has nothing left.
    """

    name: ClassVar[str] = "advance-reorganisation"

    reorganisation_id: str
    phase: str
    was: str | None
    cursor: str | None
    moved: int
    failed: int
    finished: bool

    def perform(self, work: Work) -> Answer:
        """Store it, unless another worker has been over this stretch."""
        row = reorganisation_by_id(work.tx, self.reorganisation_id)
        if row is None or (row.phase, row.cursor) != (self.phase, self.was):
            return {"advanced": False}
        now, _ = work.services.time_and_place(work.tx)
        over = self.finished and self.phase == "tasks"
        turned = self.finished and not over
        advanced = advance_reorganisation(
            work.tx,
            row,
            phase="tasks" if self.finished else self.phase,
            cursor=None if turned else self.cursor,
            moved=self.moved,
            failed=self.failed,
            finished_at=now if over else None,
        )
        work.changed("administration", ["organisation"])
        return {"advanced": advanced}
