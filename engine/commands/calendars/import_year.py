"""Import one year of a working calendar, given as its file's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.calendars.case import put_year
from engine.commands.command import Answer
from engine.commands.work import Work


@dataclass(frozen=True)
class ImportCalendar:
    """Store or replace the year that the file says. `dry_run`: only tell what that would change."""

    name: ClassVar[str] = "import-calendar"

    content: str
    file: str
    dry_run: bool = False
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Store it; workers count the running orders of the calendar anew.

        Raises:
            NotAllowed: the actor does not administer every tier that counts on the calendar.
            InvalidInput: the file, with line and field.
        """
        return put_year(work, self.content, self.file, reason=self.reason, dry_run=self.dry_run)
