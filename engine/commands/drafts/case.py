"""A draft that is being changed: locked, authorised, at the revision that was read; and the record of it."""

from __future__ import annotations

from datetime import datetime

from engine.commands.drafts.contents import changed_paths
from engine.commands.work import Work
from engine.definitions import digest_of
from engine.errors import NotFound, RevisionConflict
from engine.ids import new_id
from engine.org import NOTHING, Action, Directory, require
from engine.store.drafts import DraftChangeRow, DraftRow, draft_by_id, insert_draft_change
from engine.words import Words


class DraftCase:
    """One draft in one command. `now` is business time, aware UTC."""

    def __init__(self, work: Work, draft: DraftRow, now: datetime, directory: Directory) -> None:
        self.work, self.draft, self.now, self.directory = work, draft, now, directory

    @classmethod
    def of(cls, work: Work, draft_id: str, revision: int | None, *, lock: bool = True) -> DraftCase:
        """Lock a draft for whoever may change it, or only look at it.

        `revision` is what they have read, None: whatever it is.

        Raises:
            NotFound: there is no such draft.
            RevisionConflict: somebody has changed it since; says who and when.
        """
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.DESIGN, NOTHING, directory)
        draft = draft_by_id(work.tx, draft_id, lock=lock)
        if draft is None:
            raise NotFound(
                Words(
                    f"there is no draft {draft_id}: it was deleted, or never was",
                    f"没有草稿 {draft_id}：它已被删除，或从未有过",
                )
            )
        case = cls(work, draft, now, directory)
        if revision is not None:
            case.require_revision(revision)
        return case

    def require_revision(self, revision: int) -> None:
        """Raise RevisionConflict, saying who and when, if the draft is at another revision."""
        draft = self.draft
        if revision != draft.revision:
            person = self.directory.person_name(draft.changed_by)
            raise RevisionConflict(draft.name, revision, draft.revision, person, draft.changed_at)

    def record(self, kind: str, after: DraftRow, definition_id: str | None = None) -> None:
        """Keep who changed the draft when, and tell pages that show it."""
        record_change(self.work, kind, self.draft.files, after, self.now, definition_id)


def record_change(
    work: Work,
    kind: str,
    before: dict[str, str],
    after: DraftRow,
    now: datetime,
    definition_id: str | None = None,
) -> None:
    """Keep that a draft with the files `before` has become `after`, and tell pages that show it."""
    row = DraftChangeRow(
        id=new_id(),
        draft_id=after.id,
        revision=after.revision,
        kind=kind,
        name=after.name,
        digest=digest_of({path: text.encode() for path, text in after.files.items()}),
        paths=changed_paths(before, after.files),
        definition_id=definition_id,
        changed_at=now,
        changed_by=work.actor.id,
    )
    insert_draft_change(work.tx, row)
    work.changed("draft", [after.id])
