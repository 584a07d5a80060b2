"""Put a year of a working calendar, as it was filled in on a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.calendars.case import put_year
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.limits import calendar_text


@dataclass(frozen=True)
class PutCalendarYear:
    """Add or change a year that was read at `revision` (None: whatever it is).

    `given` is what `engine.limits.calendar_text` takes. `dry_run`: only tell what would change.
    """

    name: ClassVar[str] = "put-calendar-year"

    key: str
    year: int
    revision: int | None
    given: Mapping[str, Any]
    reason: str | None = None
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """Put it; workers count the running orders of the calendar anew.

        Raises:
            NotAllowed: the actor does not administer every tier that counts on the calendar.
            RevisionConflict: somebody else has changed the year.
            InvalidInput: what is wrong, by field.
        """
        return put_year(
            work,
            calendar_text(self.key, self.year, self.given),
            f"{self.key[:60]}-{self.year}.yaml",
            revision=self.revision,
            reason=self.reason,
            dry_run=self.dry_run,
        )
