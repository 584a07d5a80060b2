"""Delete a version of limits that never was in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.limits.case import LimitsCase, record
from engine.commands.work import Work
from engine.store.limits import delete_version


@dataclass(frozen=True)
class DeleteLimits:
    """Delete a draft or a checked version."""

    name: ClassVar[str] = "delete-limits"

    version_id: str
    revision: int | None

    def perform(self, work: Work) -> Answer:
        """Delete it; what it said stays in the record.

        Raises:
            NotAllowed, NotFound, RevisionConflict: as they say.
            Conflict: it is, or will be, in force.
        """
        case = LimitsCase(work, self.version_id, self.revision)
        case.require_state("draft", "checked")
        delete_version(work.tx, case.row.id)
        record(work, case.row, None, None)
        return {"id": case.row.id}
