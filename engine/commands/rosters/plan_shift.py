"""Plan a shift of a department, for one day or for several in a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.organisation.case import shown
from engine.commands.rosters.case import RosterCase
from engine.commands.work import Work
from engine.ids import new_id
from engine.store.rosters import ShiftRow, insert_shift


@dataclass(frozen=True)
class PlanShift:
    """Plan who is on duty; `people` are ids, whoever leads first. Times are aware, the end not included.

    `days` repeats it on the following days at the same time of the clock of the department's zone.
    """

    name: ClassVar[str] = "plan-shift"

    department_id: str
    label: str
    from_at: datetime
    until_at: datetime
    people: tuple[str, ...]
    note: str | None = None
    days: int = 1

    def perform(self, work: Work) -> Answer:
        """Store the shifts, all or none, and tell those who are on duty.

        Raises:
            NotFound, NotAllowed: as they say.
            InvalidInput: times or people do not fit, or somebody is on duty elsewhere then.
        """
        case = RosterCase(work)
        department = case.department(self.department_id)
        case.require_planner(department)
        zone = ZoneInfo(case.tier(department.tier_id).zone)
        made = []
        for day in range(self.days):
            row = ShiftRow(
                new_id(),
                department.id,
                self.label.strip(),
                _later(self.from_at, day, zone),
                _later(self.until_at, day, zone),
                list(self.people),
                self.note,
                None,
                1,
            )
            case.require_fit(row)
            insert_shift(work.tx, row)
            made.append(row)
        for row in made:
            label = case.label(row)
            case.record("shift", row.id, None, shown(row), label, case.path(row.department_id))
        text = f"{self.label.strip()} {self.from_at.astimezone(zone):%m-%d %H:%M}"
        tell(work, "roster", people=self.people, values={"department": department.name, "text": text})
        work.changed("roster", [department.id])
        return {"ids": [row.id for row in made]}


def _later(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the same time of the clock some days later: not 24 hours, where summer time begins or ends."""
    return moment.astimezone(zone) + timedelta(days=days)
