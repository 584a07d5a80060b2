"""A roster while it is changed: who may, what stands beside it, and the record of it."""

from __future__ import annotations

from datetime import timedelta

from engine.commands.organisation.case import OrganisationCase, missing, require_plain
from engine.commands.work import Work
from engine.errors import Conflict, RevisionConflict
from engine.org import Action, Department
from engine.org.rostering import PlannedShift, shift_findings
from engine.store.rosters import ShiftRow, shift_by_id, shifts_between
from engine.words import Words

SUBJECT = "rosters"


class RosterCase(OrganisationCase):
    """One change of a department's roster."""

    def __init__(self, work: Work, reason: str | None = None) -> None:
        super().__init__(work, reason, SUBJECT)

    def department(self, department_id: str) -> Department:
        """Return a department, or raise NotFound."""
        found = self.directory.departments.get(department_id)
        if found is None:
            raise missing("department", "部门", department_id)
        return found

    def require_planner(self, department: Department) -> None:
        """Raise NotAllowed unless the actor arranges the duty of a department."""
        self.require_at(self.tier(department.tier_id), Action.ARRANGE_DUTY)

    def shift(self, shift_id: str, revision: int | None = None) -> ShiftRow:
        """Return a shift that was not cancelled, at the revision that was read (None: whatever it is).

        Raises:
            NotFound, Conflict, RevisionConflict: as they say.
        """
        found = shift_by_id(self.tx, shift_id)
        if found is None:
            raise missing("shift", "班次", shift_id)
        if found.cancelled_at is not None:
            raise Conflict(Words(f"{found.name} was cancelled", f"{found.name} 已取消"))
        if revision is not None and revision != found.revision:
            raise RevisionConflict(found.name, revision, found.revision)
        return found

    def require_fit(self, row: ShiftRow) -> None:
        """Raise InvalidInput when a shift cannot be so."""
        margin = timedelta(days=2)
        around = shifts_between(self.tx, row.from_at - margin, row.until_at + margin)
        others = [_planned(one) for one in around]
        require_plain(shift_findings(_planned(row), others, self.now, self.directory))

    def label(self, row: ShiftRow) -> str:
        """Return what people call a shift in the history."""
        department = self.directory.departments.get(row.department_id)
        return f"{department.name if department else row.department_id} · {row.name}"

    def path(self, department_id: str) -> str | None:
        """Return the tier's path of a department; None when it was closed."""
        department = self.directory.departments.get(department_id)
        return self.directory.tiers[department.tier_id].path if department is not None else None


def _planned(row: ShiftRow) -> PlannedShift:
    return PlannedShift(row.id, row.department_id, row.name, row.from_at, row.until_at, tuple(row.people))
