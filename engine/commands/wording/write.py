"""Write a wording for emergencies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.wording.case import SUBJECT, WordingText, checked, editing, shown
from engine.commands.work import Work
from engine.ids import new_id
from engine.store.wording import WordingRow, insert_wording


@dataclass(frozen=True)
class WriteWording:
    """A new text, which every agent reads from the moment it holds."""

    name: ClassVar[str] = "write-wording"

    text: WordingText

    def perform(self, work: Work) -> Answer:
        """Store it.

        Raises:
            NotAllowed: the actor may not edit wording.
            InvalidInput: it is empty, or holds at no time to come.
        """
        now, _ = editing(work)
        kept = checked(self.text, now, now)
        row = WordingRow(
            id=new_id(),
            **kept,
            changed_by=work.actor.id,
            changed_at=now,
            withdrawn_at=None,
            revision=1,
        )
        insert_wording(work.tx, row)
        record_change(work, SUBJECT, row.id, None, shown(row), label=row.title)
        work.changed("wording", ["*"])
        return {"id": row.id, "revision": 1}
