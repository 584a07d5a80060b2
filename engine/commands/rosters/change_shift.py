"""Change a planned shift: its name, times, people; or cancel it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.organisation.case import shown
from engine.commands.rosters.case import RosterCase
from engine.commands.work import Work
from engine.store.rosters import update_shift


@dataclass(frozen=True)
class ChangeShift:
    """Change a shift that was read at `revision` (None: whatever it is). None keeps a member."""

    name: ClassVar[str] = "change-shift"

    shift_id: str
    revision: int | None
    label: str | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None
    people: tuple[str, ...] | None = None
    note: str | None = None
    cancel: bool = False
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Change it and tell everybody who is, or was to be, on duty.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            Conflict: it was cancelled.
            InvalidInput: times or people do not fit.
        """
        case = RosterCase(work, self.reason)
        row = case.shift(self.shift_id, self.revision)
        department = case.department(row.department_id)
        case.require_planner(department)
        after = row._replace(
            name=(self.label or row.name).strip(),
            from_at=self.from_at or row.from_at,
            until_at=self.until_at or row.until_at,
            people=list(self.people) if self.people is not None else row.people,
            note=self.note if self.note is not None else row.note,
            cancelled_at=case.now if self.cancel else None,
        )
        if after == row:
            return {"id": row.id, "revision": row.revision}
        if not self.cancel:
            case.require_fit(after)
        after = after._replace(revision=row.revision + 1)
        update_shift(work.tx, after)
        case.record("shift", row.id, shown(row), shown(after), case.label(after), case.path(department.id))
        values = {"department": department.name, "text": after.name}
        tell(work, "roster", people={*row.people, *after.people}, values=values)
        work.changed("roster", [department.id])
        return {"id": row.id, "revision": after.revision}
