"""Change a draft of limits: everything it says, at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.limits.case import LimitsCase
from engine.commands.limits_in_force import read_content
from engine.commands.work import Work


@dataclass(frozen=True)
class ChangeLimits:
    """Put `content`, as a profile's file would say it, in place of a draft's; then it is a draft again.

    `dry_run`: only look whether it can be.
    """

    name: ClassVar[str] = "change-limits"

    version_id: str
    revision: int | None
    content: Mapping[str, Any]
    note: str | None = None
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """Change it.

        Raises:
            NotAllowed, NotFound, RevisionConflict: as they say.
            Conflict: it is in force: begin a new version.
            InvalidInput: what is wrong, each finding with the field.
        """
        case = LimitsCase(work, self.version_id, self.revision)
        case.require_state("draft", "checked")
        row = case.row
        content = {**self.content, "profile": row.profile, "version": row.version}
        read_content(content, row.version)
        note = row.note if self.note is None else self.note.strip()
        if not self.dry_run and (content != row.content or note != row.note):
            row = case.put(
                content=content,
                note=note,
                state="draft",
                changed_at=case.now,
                changed_by=work.actor.id,
                checked_at=None,
                checked_by=None,
            )
        return {"id": row.id, "state": row.state, "revision": row.revision}
