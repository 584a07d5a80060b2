"""Change a draft of a package: all its files at once, and its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.drafts.case import DraftCase
from engine.commands.drafts.contents import contents_of, fit_name
from engine.commands.work import Work
from engine.store.drafts import update_draft


@dataclass(frozen=True)
class ChangePackageDraft:
    """Put files in place of those of the draft that was read at `revision`.

    `revision` None: whatever it has become; `label` None keeps its name.
    """

    name: ClassVar[str] = "change-package-draft"

    draft_id: str
    files: Mapping[str, str]
    revision: int | None
    label: str | None = None

    def perform(self, work: Work) -> Answer:
        """Store them. What is as it is already is a success that changes nothing.

        Raises:
            NotFound: there is no such draft.
            RevisionConflict: somebody has changed it since; says who and when.
            DiagramRefused: files that no version could store.
        """
        contents = contents_of(self.files)
        case = DraftCase.of(work, self.draft_id, None)
        draft = case.draft
        name = draft.name if self.label is None else fit_name(self.label)
        if (draft.files, draft.name) != (contents.files, name):
            if self.revision is not None:
                case.require_revision(self.revision)
            draft = draft._replace(
                name=name,
                package=contents.package,
                files=contents.files,
                file_count=len(contents.files),
                bytes=contents.bytes,
                revision=draft.revision + 1,
                changed_at=case.now,
                changed_by=work.actor.id,
            )
            update_draft(work.tx, draft)
            case.record("changed", draft)
        return {"id": draft.id, "revision": draft.revision}
