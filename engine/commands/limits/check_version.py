"""Check a draft of limits: somebody else than who wrote it says that its numbers are right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.limits.case import LimitsCase
from engine.commands.limits_in_force import read_content
from engine.commands.work import Work
from engine.errors import NotAllowed
from engine.words import Words


@dataclass(frozen=True)
class CheckLimits:
    """Say that a draft is right as it was read at `revision` (None: whatever it is)."""

    name: ClassVar[str] = "check-limits"

    version_id: str
    revision: int | None

    def perform(self, work: Work) -> Answer:
        """Check it; one that is checked already is a success.

        Raises:
            NotAllowed: the actor changed it last, or may not change limits at all.
            NotFound, RevisionConflict: as they say.
            Conflict: it is in force.
            InvalidInput: it cannot be read.
        """
        case = LimitsCase(work, self.version_id, self.revision)
        case.require_state("draft", "checked")
        row = case.row
        if row.state == "draft":
            if row.changed_by == work.actor.id:
                raise NotAllowed(
                    Words(
                        "you changed this draft last: another person checks it",
                        "这份草稿最后由您修改：要由另一个人核对",
                    )
                )
            read_content(row.content, row.version)
            row = case.put(state="checked", checked_at=case.now, checked_by=work.actor.id)
        return {"id": row.id, "state": row.state, "revision": row.revision}
