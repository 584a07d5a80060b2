"""Delete a draft of a package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.drafts.case import DraftCase
from engine.commands.work import Work
from engine.store.drafts import delete_draft


@dataclass(frozen=True)
class DeletePackageDraft:
    """Delete the draft that was read at `revision`, None: whatever it has become. Versions stay."""

    name: ClassVar[str] = "delete-package-draft"

    draft_id: str
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Delete it; who changed it when, and that it was deleted, stays known.

        Raises:
            NotFound: there is no such draft.
            RevisionConflict: somebody has changed it since; says who and when.
        """
        case = DraftCase.of(work, self.draft_id, self.revision)
        gone = case.draft._replace(files={}, revision=case.draft.revision + 1)
        delete_draft(work.tx, gone.id)
        case.record("deleted", gone)
        return {"id": gone.id, "deleted": True}
