"""Create a department at a tier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, require_plain
from engine.commands.organisation.departments import department_findings
from engine.commands.work import Work
from engine.ids import new_id
from engine.org.names import plain_name
from engine.store.edited_rows import DEPARTMENTS, DepartmentRow


@dataclass(frozen=True)
class CreateDepartment:
    """Create a department. `queue` names telephone queues by blanks; None: none."""

    name: ClassVar[str] = "create-department"

    tier_id: str
    kind: str
    label: str
    queue: str | None = None
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Create it.

        Raises:
            NotFound, NotAllowed: as they say.
            InvalidInput: the kind is unknown or there already, the name cannot be told apart.
        """
        case = OrganisationCase(work, self.reason)
        tier = case.tier(self.tier_id)
        case.require_at(tier)
        row = DepartmentRow(new_id(), tier.id, self.kind, self.label, self.queue or None)
        require_plain(department_findings(case.tx, row))
        row = row._replace(name=plain_name(self.label))
        return case.create(DEPARTMENTS, row, row.name, tier.path)
