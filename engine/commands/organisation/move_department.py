"""Move a department to another tier; open tasks of the tier that it leaves go on there without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, require_plain
from engine.commands.organisation.departments import department_findings
from engine.commands.organisation.reorganisation import begin, forecast
from engine.commands.work import Work
from engine.errors import Conflict
from engine.org.reorganising import Gone, Reorganisation, without_department
from engine.store.edited_rows import DEPARTMENTS
from engine.words import Words


@dataclass(frozen=True)
class MoveDepartment:
    """Move a department with its people that was read at `revision`; `dry_run` only tells what would be."""

    name: ClassVar[str] = "move-department"

    department_id: str
    revision: int | None
    tier_id: str
    dry_run: bool = False
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Move it, and begin to readdress the tasks that it had.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            Conflict: it is closed, or there already.
            InvalidInput: that tier has one of its kind, or one of its name.
        """
        case = OrganisationCase(work, self.reason)
        row = case.row(DEPARTMENTS, self.department_id)
        left, entered = case.tier(row.tier_id), case.tier(self.tier_id)
        case.require_at(left)
        case.require_at(entered)
        if not row.active or left.id == entered.id:
            raise Conflict(Words(f"{row.name} is closed, or there already", f"{row.name} 已关闭或已在该层级"))
        after = row._replace(tier_id=entered.id)
        require_plain(department_findings(case.tx, after))
        plan = Reorganisation({row.id: Gone(row.kind, left.kind)})
        told = forecast(case, plan, without_department(case.directory, row.id))
        if self.dry_run:
            return {"id": row.id, "revision": row.revision, "reorganisation": None, **told}
        answer = case.put(DEPARTMENTS, row, after, self.revision, row.name, entered.path)
        return {**answer, "reorganisation": begin(case, "department", row.name, plan), **told}
