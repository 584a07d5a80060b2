"""Change a wording for emergencies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.wording.case import SUBJECT, WordingText, checked, editing, meant, shown
from engine.commands.work import Work
from engine.errors import Conflict
from engine.store.wording import update_wording
from engine.words import Words


@dataclass(frozen=True)
class ChangeWording:
    """Replace a text by what is given, over the revision that was read; None: over whichever it has."""

    name: ClassVar[str] = "change-wording"

    wording_id: str
    revision: int | None
    text: WordingText

    def perform(self, work: Work) -> Answer:
        """Store it; the same text again is a success that changes nothing.

        Raises:
            NotAllowed: the actor may not edit wording.
            NotFound: there is none.
            RevisionConflict: somebody has changed it since.
            Conflict: it was withdrawn.
            InvalidInput: it is empty, or holds at no time to come.
        """
        now, directory = editing(work)
        before = meant(work, self.wording_id, self.revision, directory)
        if before.withdrawn_at is not None:
            raise Conflict(
                Words("this wording was withdrawn; write a new one", "这条话术已停用；请新写一条"),
            )
        kept = checked(self.text, before.from_at, now)
        after = before._replace(
            **kept, changed_by=work.actor.id, changed_at=now, revision=before.revision + 1
        )
        if shown(after) == shown(before):
            return {"id": before.id, "revision": before.revision}
        update_wording(work.tx, after)
        record_change(work, SUBJECT, after.id, shown(before), shown(after), label=after.title)
        work.changed("wording", ["*"])
        return {"id": after.id, "revision": after.revision}
