"""Close a department, or let it become part of another; its open tasks go on elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, require_plain
from engine.commands.organisation.reorganisation import begin, forecast
from engine.commands.work import Work
from engine.errors import Conflict, field_finding
from engine.org.reorganising import Gone, Reorganisation, without_department
from engine.store.edited_rows import DEPARTMENTS
from engine.words import Words


@dataclass(frozen=True)
class CloseDepartment:
    """Close a department that was read at `revision` (None: whatever it is).

    `successor_id` gets its open tasks; None: whoever is responsible without it, a superior at last. Its
    people keep their other places. `dry_run` only tells what would go where.
    """

    name: ClassVar[str] = "close-department"

    department_id: str
    revision: int | None
    successor_id: str | None = None
    dry_run: bool = False
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Close it, and begin to readdress its tasks.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            Conflict: it is closed already.
            InvalidInput: the successor is none.
        """
        case = OrganisationCase(work, self.reason)
        row = case.row(DEPARTMENTS, self.department_id)
        tier = case.tier(row.tier_id)
        case.require_at(tier)
        if not row.active:
            raise Conflict(Words(f"{row.name} is closed already", f"{row.name} 已关闭"))
        successor = case.directory.departments.get(self.successor_id or "")
        if self.successor_id is not None and (successor is None or successor.id == row.id):
            wrong = Words("is no other department that is open", "不是别的在用部门")
            remedy = Words("choose another", "请选择别的部门")
            require_plain([field_finding("successor_id", wrong, remedy)])
        if successor is not None:
            case.require_at(case.tier(successor.tier_id))
        plan = Reorganisation({row.id: Gone(row.kind, tier.kind, self.successor_id)})
        told = forecast(case, plan, without_department(case.directory, row.id))
        if self.dry_run:
            return {"id": row.id, "revision": row.revision, "reorganisation": None, **told}
        # Its queues are free for others.
        after = row._replace(active=False, queue=None)
        answer = case.put(DEPARTMENTS, row, after, self.revision, row.name, tier.path)
        return {**answer, "reorganisation": begin(case, "department", row.name, plan), **told}
